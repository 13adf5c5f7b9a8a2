import { behaviourKinds } from '@sluice/core/tracking/behaviour'
import { saveSignalRule } from '@sluice/core/tracking/contract'
import type { KeptSignalRule } from '@sluice/core/tracking/contract'
import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Tracking.module.css'

type Fields = Omit<KeptSignalRule['rule'], 'tag'> & { tag: string }

/** The first key that nobody has. */
const freeKey = (keys: readonly string[]) => {
  for (let n = 1; ; n++) if (!keys.includes(`own-${n}`)) return `own-${n}`
}

/** A new signal rule, or changes to one. */
export function SignalRuleSheet({ kept, keys, onClose }: { kept: KeptSignalRule | null; keys: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('sites')
  const { t: tt } = useTranslation('tracking')
  const toast = useToast()
  const refresh = useRefresh()
  const save = useContractMutation(saveSignalRule)
  const rule = kept?.rule
  const edit = useEditForm<Fields>({
    initial: {
      name: rule?.name ?? '', kinds: rule?.kinds ?? ['page_view'], isSameSubject: rule?.isSameSubject ?? false, atLeast: rule?.atLeast ?? 3, withinDays: rule?.withinDays ?? 7,
      coolDownDays: rule?.coolDownDays ?? 7, tag: rule?.tag ?? '', notifies: rule?.notifies ?? true,
    },
    write: async (_, { tag, ...all }) => {
      await save.mutateAsync({ params: { key: kept?.key ?? freeKey(keys) }, body: { rule: { ...all, tag: tag.trim() || null }, isOn: kept?.isOn ?? true } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'signal-rules' })
      toast.done(t('signals.form.saved'))
    },
    onDone: onClose,
  })
  return (
    <FormSheet title={t(kept ? 'signals.form.editTitle' : 'signals.form.create')} save={t('signals.form.save')} edit={edit} onClose={onClose} width={480}>
      <Form.Item name="name" label={t('signals.form.name')} rules={[{ required: true, whitespace: true, message: t('signals.form.nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kinds" label={t('signals.form.kinds')} rules={[{ required: true, type: 'array', min: 1, message: t('signals.form.kindsNeeded') }]}>
        <Select mode="multiple" showSearch={false} options={behaviourKinds.map((value) => ({ value, label: tt(`kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="isSameSubject" label={t('signals.form.same')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className={styles.three}>
        <Form.Item name="atLeast" label={t('signals.form.atLeast')} rules={[{ required: true }]}>
          <InputNumber min={1} max={1000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="withinDays" label={t('signals.form.within')} rules={[{ required: true }]}>
          <InputNumber min={1} max={90} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="coolDownDays" label={t('signals.form.cool')} rules={[{ required: true }]}>
          <InputNumber min={1} max={90} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="tag" label={t('signals.form.tag')} extra={t('signals.form.tagHint')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="notifies" label={t('signals.form.notifies')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormSheet>
  )
}
