import { changeOrg, getMe } from '@sluice/core/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { contractKey, useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { CopyText } from '../../../ui/CopyText.tsx'
import { CurrencySelect } from '../../../ui/CurrencySelect.tsx'
import { Section } from '../../../ui/Page.tsx'
import { TimeZoneSelect } from '../../../ui/TimeZoneSelect.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { SaveProblem } from '../SaveProblem.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './OrgSection.module.css'

/** The organisation: administrators change it, everybody may read what dates and amounts follow. */
export function OrgSection() {
  const { t } = useTranslation('settings')
  const { org, user } = useSession()
  const isAdmin = user.role === 'admin'
  const phone = usePhone()
  const client = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const change = useContractMutation(changeOrg, {
    onSuccess: (me) => {
      client.setQueryData(contractKey(getMe), me)
      // Another zone cuts every date and figure anew.
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: me.org.id })
    },
  })
  const edit = useEditForm({
    initial: { name: org.name, timeZone: org.timeZone, currency: org.currency },
    version: org.version,
    write: async (changed, _, version) => (await change.mutateAsync({ body: changed, ifMatch: version })).org.version,
    readVersion: async () => {
      const me = await call(getMe)
      client.setQueryData(contractKey(getMe), me)
      return me.org.version
    },
    onDone: () => toast.done(t('saved')),
  })
  return (
    <Section title={phone && isAdmin ? undefined : t('sections.org')} note={isAdmin ? undefined : t('readOnly')}>
      <Form form={edit.form} layout="vertical" requiredMark={false} initialValues={edit.initial} onFinish={(values) => void edit.submit(values)} disabled={!isAdmin} className={styles.form}>
        <Form.Item name="name" label={t('org.name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item label={t('org.slug')} extra={t('org.slugHelp')}>
          <CopyText text={org.slug} />
        </Form.Item>
        <Form.Item name="timeZone" label={t('org.timeZone')} extra={t('org.timeZoneHelp')}>
          <TimeZoneSelect disabled={!isAdmin} />
        </Form.Item>
        <Form.Item name="currency" label={t('org.currency')} extra={t('org.currencyHelp')}>
          <CurrencySelect disabled={!isAdmin} />
        </Form.Item>
        <SaveProblem saving={edit.saving} onOverwrite={edit.overwrite && (() => void edit.overwrite?.())} />
        {isAdmin && (
          <Button type="primary" htmlType="submit" loading={edit.saving.busy}>
            {t('save')}
          </Button>
        )}
      </Form>
    </Section>
  )
}
