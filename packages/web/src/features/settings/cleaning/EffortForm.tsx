import { changeEffortPolicy } from '@sluice/core/cleaning/contract'
import type { EffortPolicyRecord } from '@sluice/core/cleaning/contract'
import { roleNames, roles } from '@sluice/core/identity/role'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'

interface Fields {
  attempts: number
  overDays: number
  exemptRoles: EffortPolicyRecord['exemptRoles']
  planDays: string
}

const daysOf = (text: string) => text.split(/[\s,，、]+/).filter((part) => part !== '').map(Number)

/** What must have been tried before a lead may be marked invalid, and when a follow-up plan has its tasks. */
export function EffortForm({ policy, canWrite }: { policy: EffortPolicyRecord; canWrite: boolean }) {
  const { t, i18n } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const save = useContractMutation(changeEffortPolicy, {
    onSuccess: () => {
      toast.done(t('settings.saved'))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
    },
    onError: toast.failed,
  })
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      disabled={!canWrite}
      initialValues={{ ...policy, planDays: policy.planDays.join(',') }}
      onFinish={({ planDays, ...values }) => save.mutate({ body: { ...values, planDays: daysOf(planDays), version: policy.version } })}
      style={{ maxWidth: 440 }}
    >
      <Form.Item name="attempts" label={t('settings.attempts')} rules={[{ required: true, message: t('settings.needed') }]}>
        <InputNumber min={0} max={20} precision={0} />
      </Form.Item>
      <Form.Item name="overDays" label={t('settings.overDays')} rules={[{ required: true, message: t('settings.needed') }]}>
        <InputNumber min={1} max={90} precision={0} />
      </Form.Item>
      <Form.Item name="exemptRoles" label={t('settings.exempt')}>
        <Select mode="multiple" options={roles.map((value) => ({ value, label: roleNames[value][language] }))} />
      </Form.Item>
      <Form.Item
        name="planDays"
        label={t('settings.planDays')}
        extra={t('settings.planDaysHint')}
        rules={[{ validator: (_, text: string) => {
          const days = daysOf(text)
          return days.length >= 1 && days.length <= 10 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 30) ? Promise.resolve() : Promise.reject(new Error(t('settings.planDaysWrong')))
        } }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending} title={canWrite ? undefined : t('settings.readOnly')}>
        {t('settings.save')}
      </Button>
    </Form>
  )
}
