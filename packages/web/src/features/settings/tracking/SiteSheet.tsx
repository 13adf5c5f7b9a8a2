import { changeSite, consentModes, createSite, listSites } from '@sluice/core/tracking/contract'
import type { Site } from '@sluice/core/tracking/contract'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'
import styles from './Tracking.module.css'

interface Fields {
  name: string
  origins: string[]
  consent: Site['consent']
  retentionDays: number
  dailyLimit: number
  pricingPaths: string[]
  documentPaths: string[]
}

/** A new site, or changes to one. */
export function SiteSheet({ site, onClose, onMade }: { site?: Site; onClose: () => void; onMade?: (id: string) => void }) {
  const { t } = useTranslation('sites')
  const toast = useToast()
  const refresh = useRefresh()
  const create = useContractMutation(createSite)
  const change = useContractMutation(changeSite)
  const versionOf = useListVersion(listSites)
  let made: string | null = null
  const edit = useEditForm<Fields>({
    initial: {
      name: site?.name ?? '', origins: site?.origins ?? [], consent: site?.consent ?? 'ask', retentionDays: site?.retentionDays ?? 90, dailyLimit: site?.dailyLimit ?? 500_000,
      pricingPaths: site?.pricingPaths ?? ['*/pricing*', '*/price*', '/*价格*'], documentPaths: site?.documentPaths ?? ['*.pdf', '*/docs/*', '*/cases/*'],
    },
    version: site?.version,
    write: async (changed, all, version) => {
      const saved = site ? await change.mutateAsync({ params: { id: site.id }, body: changed, ifMatch: version }) : await create.mutateAsync({ body: all })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: saved.id })
      toast.done(site ? t('form.saved') : t('form.created', { name: saved.name }))
      made = saved.id
    },
    readVersion: site && (() => versionOf(site.id)),
    onDone: () => (made !== null && onMade ? onMade(made) : onClose()),
  })
  const consent = Form.useWatch('consent', edit.form) ?? edit.initial.consent
  return (
    <FormSheet title={site ? t('form.editTitle') : t('form.create')} save={t('form.save')} edit={edit} onClose={onClose} width={520}>
      <Form.Item name="name" label={t('form.name')} rules={[{ required: true, whitespace: true, message: t('form.nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="origins" label={t('form.origins')} extra={t('form.originsHint')} rules={[{ required: true, type: 'array', min: 1, message: t('form.originsNeeded') }]}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', ';']} placeholder="https://www.example.cn" maxCount={50} />
      </Form.Item>
      <Form.Item name="consent" label={t('form.consent')} extra={t(`consentHint.${consent}`)}>
        <Select options={consentModes.map((value) => ({ value, label: t(`consent.${value}`) }))} />
      </Form.Item>
      <Form.Item name="pricingPaths" label={t('form.pricing')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，']} maxCount={50} />
      </Form.Item>
      <Form.Item name="documentPaths" label={t('form.documents')} extra={t('form.pathsHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，']} maxCount={50} />
      </Form.Item>
      <div className={styles.two}>
        <Form.Item name="retentionDays" label={t('form.retention')} extra={t('form.retentionHint')} rules={[{ required: true }]}>
          <InputNumber min={7} max={730} precision={0} suffix={t('form.days')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="dailyLimit" label={t('form.limit')} extra={t('form.limitHint')} rules={[{ required: true }]}>
          <InputNumber min={100} max={50_000_000} precision={0} suffix={t('form.events')} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </FormSheet>
  )
}
