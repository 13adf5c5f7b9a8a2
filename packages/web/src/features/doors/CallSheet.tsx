import { activityKinds } from '@sluice/core/config/activity-kinds'
import { findCaller, logCall } from '@sluice/core/doors/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useSettled } from '../fields/use-settled.ts'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import styles from './Doors.module.css'

interface Fields {
  phone?: string
  who?: string
  name?: string
  company?: string
  sourceId?: string | null
  outcome?: BodyInputOf<typeof logCall>['outcome']
  minutes?: number | null
  note?: string
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : text.trim())
const ignore = () => undefined

/** A call, noted by its number: with whom it was, if anybody has that number, else as a new lead. */
export function CallSheet({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('doors')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const toast = useToast()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [form] = Form.useForm<Fields>()
  const typed = Form.useWatch([], form) as Fields | undefined
  const phone = useSettled((typed?.phone ?? '').trim(), 350)
  const digits = phone.replace(/\D/g, '').length
  const found = useContractQuery(findCaller, { query: { phone: phone === '' ? '---' : phone } }, { enabled: digits >= 7 })
  const people = digits >= 7 ? (found.data?.items ?? []) : []
  const who = typed?.who ?? (people[0] === undefined ? 'new' : `${people[0].subjectType} ${people[0].id}`)
  const chosen = people.find((one) => `${one.subjectType} ${one.id}` === who)
  const save = useContractMutation(logCall, {
    onSuccess: ({ subjectType, id, isNew }, { body }) => {
      refresh({ type: isNew ? 'lead.created' : 'activity.logged', subjectType, subjectId: id })
      const name = isNew ? (body.name ?? body.company ?? '') : (chosen?.name ?? '')
      toast.done(t(isNew ? 'call.made' : 'call.done', { name }))
      onClose()
    },
    onError: (error) => {
      form.setFields(problems(error) as never)
      toast.failed(error)
    },
  })
  const submit = (fields: Fields) =>
    save.mutate({
      body: {
        phone: given(fields.phone) ?? '', subject: chosen === undefined ? null : { type: chosen.subjectType, id: chosen.id }, name: chosen === undefined ? given(fields.name) : null, company: chosen === undefined ? given(fields.company) : null,
        outcome: fields.outcome ?? null, minutes: fields.minutes ?? null, note: fields.note ?? '', ...(chosen === undefined && fields.sourceId && { sourceId: fields.sourceId }),
      },
    })
  const outcomes = activityKinds.find((kind) => kind.key === 'call')?.outcomes ?? []
  return (
    <BottomSheet
      open
      title={t('call.title')}
      onClose={onClose}
      footer={
        <Button type="primary" block size="large" loading={save.isPending} onClick={() => form.submit()}>
          {t('call.ok')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off" initialValues={{ outcome: 'connected', sourceId: null }}>
        <Form.Item name="phone" label={t('call.phone')} rules={[{ required: true, whitespace: true, message: t('call.needed') }]}>
          <Input autoFocus inputMode="tel" maxLength={40} />
        </Form.Item>
        {people.length > 0 && (
          <Form.Item label={t('call.known')}>
            <Radio.Group value={chosen === undefined ? 'new' : who} onChange={(event) => form.setFieldValue('who', event.target.value as string)}>
              {people.map((one) => (
                <Radio key={one.id} value={`${one.subjectType} ${one.id}`} disabled={!one.canWrite} title={one.canWrite ? undefined : t('call.readOnly')}>
                  {[one.name, one.company, one.owner?.name].filter(Boolean).join(' · ')}
                </Radio>
              ))}
              <Radio value="new">{t('call.fresh')}</Radio>
            </Radio.Group>
          </Form.Item>
        )}
        <Form.Item name="who" hidden>
          <Input />
        </Form.Item>
        {chosen === undefined && (
          <>
            {people.length === 0 && digits >= 7 && <p className={styles.muted}>{t('call.fresh')}</p>}
            <Form.Item name="name" label={t('call.name')} rules={[{ validator: () => (given(form.getFieldValue('name') as string) === null && given(form.getFieldValue('company') as string) === null ? Promise.reject(new Error(t('call.nameNeeded'))) : Promise.resolve()) }]}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="company" label={t('call.company')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="sourceId" label={t('call.source')}>
              <ChannelSelect value={null} onChange={ignore} />
            </Form.Item>
          </>
        )}
        <Form.Item name="outcome" label={t('call.outcome')}>
          <Select options={outcomes.map((one) => ({ value: one.key, label: one.name[language] }))} />
        </Form.Item>
        <Form.Item name="minutes" label={t('call.minutes')}>
          <InputNumber min={0} max={1440} precision={0} />
        </Form.Item>
        <Form.Item name="note" label={t('call.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
      </Form>
    </BottomSheet>
  )
}
