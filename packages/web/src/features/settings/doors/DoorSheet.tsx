import { listCampaigns } from '@sluice/core/campaigns/contract'
import { changeDoor, createDoor, testDoor } from '@sluice/core/doors/contract'
import type { Door } from '@sluice/core/doors/contract'
import { mappedFields } from '@sluice/core/doors/mapping'
import type { Mapping } from '@sluice/core/doors/mapping'
import { Button, Form, Input, Select } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import styles from '../../doors/Doors.module.css'
import { useFields } from '../../fields/use-fields.ts'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'

interface Fields {
  name: string
  mapping: Mapping
  channelId: string | null
  campaignId: string | null
}

const usual: Mapping = { name: 'name', company: 'company', phone: 'phone', email: 'email', note: 'message', pageUrl: 'pageUrl' }
const firstSample = '{\n  "name": "张伟",\n  "company": "云帆科技有限公司",\n  "phone": "13800138000",\n  "message": "想了解报价",\n  "pageUrl": "https://example.cn/?utm_source=baidu"\n}'
const ignore = () => undefined

/** A webhook: what it is called, which field comes from which path, and a request to try that on. */
export function DoorSheet({ door, onClose, onMade }: { door: Door | null; onClose: () => void; onMade: (made: { door: Door; secret: string }) => void }) {
  const { t } = useTranslation('doors')
  const toast = useToast()
  const refresh = useRefresh()
  const [sample, setSample] = useState(firstSample)
  const tried = useContractMutation(testDoor, { onError: toast.failed })
  const campaigns = useContractQuery(listCampaigns, { query: { limit: 100 } }).data?.items ?? []
  const edit = useEditForm<Fields>({
    initial: door === null ? { name: '', mapping: usual, channelId: null, campaignId: null } : { name: door.name, mapping: door.mapping, channelId: door.channelId, campaignId: door.campaignId },
    ...(door !== null && { version: door.version }),
    write: async (changed, values, version) => {
      if (door === null) onMade(await call(createDoor, { body: values }))
      else await call(changeDoor, { params: { id: door.id }, ifMatch: version, body: changed })
    },
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: door?.id ?? '' })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  const mapping = Form.useWatch('mapping', edit.form) as Mapping | undefined
  return (
    <FormSheet title={door === null ? t('settings.add') : door.name} save={t('settings.save')} edit={edit} onClose={onClose} width={620}>
      <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('settings.needed') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="channelId" label={t('settings.channel')}>
        <ChannelSelect value={null} onChange={ignore} />
      </Form.Item>
      <Form.Item name="campaignId" label={t('settings.campaign')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={campaigns.map((one) => ({ value: one.id, label: one.name }))} onClear={() => edit.form.setFieldValue('campaignId', null)} />
      </Form.Item>
      <Form.Item
        name="mapping"
        label={t('settings.mapping')}
        rules={[{ validator: (_, value: Mapping) => (['name', 'company', 'phone', 'email'] as const).some((field) => value[field]) ? Promise.resolve() : Promise.reject(new Error(t('settings.mappingNeeded'))) }]}
      >
        <MappingInput />
      </Form.Item>
      <Form.Item label={t('settings.sample')}>
        <Input.TextArea className="num" autoSize={{ minRows: 4, maxRows: 12 }} maxLength={65_536} value={sample} onChange={(event) => setSample(event.target.value)} aria-label={t('settings.sample')} />
        <Button style={{ marginTop: 8 }} loading={tried.isPending} onClick={() => tried.mutate({ body: { mapping: mapping ?? {}, body: sample } })}>
          {t('settings.test')}
        </Button>
        {tried.data && (
          <div className={styles.code} role="status" style={{ marginTop: 8 }}>
            {[
              ...Object.entries(tried.data.fields).map(([field, value]) => `${t(`fields.${field as 'name'}`)}：${value}`),
              ...Object.entries(tried.data.custom).map(([key, value]) => `c_${key}：${JSON.stringify(value)}`),
              ...tried.data.problems.map(({ path, code }) => `✗ ${t(`fields.${path as 'name'}`)}：${t(`problems.${code as 'nobody'}`)}`),
            ].join('\n')}
          </div>
        )}
      </Form.Item>
    </FormSheet>
  )
}

/** A path for each field; an empty one maps nothing. */
function MappingInput({ value = {}, onChange }: { value?: Mapping; onChange?: (mapping: Mapping) => void }) {
  const { t } = useTranslation('doors')
  const { fields } = useFields('lead')
  const rows: [keyof Mapping, string][] = [...mappedFields.map((field): [keyof Mapping, string] => [field, t(`fields.${field}`)]), ...fields.filter((field) => field.type !== 'formula' && field.type !== 'rollup' && field.type !== 'file').map((field): [keyof Mapping, string] => [`c_${field.key}`, field.label])]
  const set = (key: keyof Mapping, path: string) => {
    const next = Object.fromEntries(Object.entries(value).filter(([one]) => one !== key)) as Mapping
    onChange?.(path.trim() === '' ? next : { ...next, [key]: path.trim() })
  }
  return (
    <div className={styles.mapping}>
      {rows.map(([key, label]) => (
        <Fragment key={key}>
          <span>{label}</span>
          <Input aria-label={label} placeholder={t('settings.path')} value={value[key] ?? ''} maxLength={200} onChange={(event) => set(key, event.target.value)} />
        </Fragment>
      ))}
    </div>
  )
}
