import { changeMergeRule, createMergeRule } from '@sluice/core/cleaning/contract'
import type { MergeRule } from '@sluice/core/cleaning/contract'
import { Form, Input, InputNumber, Segmented, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { RuleCondition } from './RuleCondition.tsx'

interface Fields {
  name: string
  minScore: number
  keep: 'older' | 'newer'
  condition: string
  isEnabled: boolean
}

/** A rule that merges without being asked: how likely two must be, which stays, and what both must fulfil. */
export function MergeRuleSheet({ rule, onClose }: { rule: MergeRule | null; onClose: () => void }) {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: rule === null ? { name: '', minScore: 90, keep: 'older', condition: '', isEnabled: false } : { name: rule.name, minScore: rule.minScore, keep: rule.keep, condition: rule.condition, isEnabled: rule.isEnabled },
    ...(rule !== null && { version: rule.version }),
    write: (changed, values, version) => (rule === null ? call(createMergeRule, { body: values }) : call(changeMergeRule, { params: { id: rule.id }, ifMatch: version, body: changed })),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: rule?.id ?? '' })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={rule === null ? t('settings.addMerge') : rule.name} save={t('settings.save')} edit={edit} onClose={onClose} width={620}>
      <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('settings.needed') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="minScore" label={t('settings.minScore')} rules={[{ required: true, message: t('settings.needed') }]}>
        <InputNumber min={50} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="keep" label={t('settings.keep')}>
        <Segmented options={[{ value: 'older', label: t('settings.keepOlder') }, { value: 'newer', label: t('settings.keepNewer') }]} />
      </Form.Item>
      <Form.Item name="condition" label={t('settings.useCondition')}>
        <RuleCondition />
      </Form.Item>
      <Form.Item name="isEnabled" label={t('settings.enabled')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormSheet>
  )
}
