import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { countedTimes, escalationEnds } from '@sluice/core/messages/escalation'
import type { EscalationStep } from '@sluice/core/messages/escalation'
import { changeEscalationChain, createEscalationChain, listEscalationChains } from '@sluice/core/messages/escalation-contract'
import type { EscalationChain } from '@sluice/core/messages/escalation-contract'
import { chosenKinds } from '@sluice/core/messages/preferences'
import { topicNames, topicOf } from '@sluice/core/notifications/topics'
import type { WaitedKind } from '@sluice/core/notifications/escalated'
import { Button, Checkbox, Form, Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Reach.module.css'

type Fields = Pick<EscalationChain, 'name' | 'kinds' | 'isHighOnly' | 'counts' | 'until' | 'steps' | 'isOn'>
const firstStep: EscalationStep = { afterMinutes: 240, to: { type: 'manager', levels: 1 }, ways: { mail: true, push: true, app: true, robot: false }, ignoresQuiet: false }
const fieldsOf = ({ name, kinds, isHighOnly, counts, until, steps, isOn }: Fields): Fields => ({ name, kinds, isHighOnly, counts, until, steps, isOn })

/** A chain: for which notices, what ends the wait, and who is told after how long. */
export function ChainSheet({ chain, onClose }: { chain: EscalationChain | null; onClose: () => void }) {
  const { t } = useTranslation(['reach', 'messages'])
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: chain === null ? { name: '', kinds: [], isHighOnly: false, counts: 'work', until: 'handled', steps: [firstStep], isOn: true } : fieldsOf(chain),
    ...(chain !== null && { version: chain.version, readVersion: async () => (await call(listEscalationChains)).items.find((one) => one.id === chain.id)?.version ?? chain.version }),
    write: (changed, values, version) => (chain === null ? call(createEscalationChain, { body: values }) : call(changeEscalationChain, { params: { id: chain.id }, ifMatch: version, body: changed })),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'escalation' })
      toast.done(t('saved'))
      onClose()
    },
  })
  const kinds = (Form.useWatch('kinds', edit.form) as WaitedKind[] | undefined) ?? edit.initial.kinds
  const options = topicNames.map((topic) => ({ label: t(`messages:mine.groups.${topic}`), options: chosenKinds.filter((kind) => topicOf(kind) === topic).map((kind) => ({ value: kind, label: t(`messages:mine.kindNames.${kind}`) })) }))
  return (
    <FormSheet title={chain?.name ?? t('chains.add')} save={t('save')} edit={edit} onClose={onClose} width={640}>
      <Form.Item name="name" label={t('chains.name')} rules={[{ required: true, whitespace: true, message: t('messages:needed') }]}><Input maxLength={100} /></Form.Item>
      <Form.Item name="kinds" label={t('chains.kinds')} rules={[{ required: true, message: t('messages:needed') }]}>
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      {kinds.some((kind) => kind.startsWith('alarm_')) ? <Form.Item name="isHighOnly" valuePropName="checked"><Checkbox>{t('chains.highOnly')}</Checkbox></Form.Item> : null}
      <Form.Item name="until" label={t('chains.until')} extra={t('chains.untilHelp')}>
        <Segmented options={escalationEnds.map((value) => ({ value, label: t(`chains.ends.${value}`) }))} />
      </Form.Item>
      <Form.Item name="counts" label={t('chains.counts')}>
        <Segmented options={countedTimes.map((value) => ({ value, label: t(`chains.times.${value}`) }))} />
      </Form.Item>
      <Form.Item name="steps" label={t('chains.steps')}><Steps /></Form.Item>
    </FormSheet>
  )
}

function Steps({ value = [], onChange }: { value?: EscalationStep[]; onChange?: (steps: EscalationStep[]) => void }) {
  const { t } = useTranslation('reach')
  const last = value.at(-1)
  return (
    <div>
      {value.map((step, i) => <Step key={i} n={i + 1} step={step} onChange={(next) => onChange?.(value.with(i, next))} {...(value.length > 1 && { onRemove: () => onChange?.(value.toSpliced(i, 1)) })} />)}
      {value.length < 5 && last !== undefined && <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, { ...last, afterMinutes: last.afterMinutes * 2, to: { type: 'manager', levels: 2 } }])}>{t('chains.addStep')}</Button>}
    </div>
  )
}

const wayNames = ['mail', 'push', 'app', 'robot'] as const

function Step({ n, step, onChange, onRemove }: { n: number; step: EscalationStep; onChange: (step: EscalationStep) => void; onRemove?: () => void }) {
  const { t } = useTranslation('reach')
  const { afterMinutes, to, ways, ignoresQuiet } = step
  const isHours = afterMinutes % 60 === 0
  const per = isHours ? 60 : 1
  const label = (text: string) => `${t('chains.nth', { n })} ${text}`
  const whom = to.type === 'user' ? 'user' : to.levels === 1 ? 'manager' : 'manager2'
  return (
    <div className={styles.step}>
      <span>{t('chains.after')}</span>
      <InputNumber aria-label={label(t('chains.after'))} className={styles.amount} min={1} max={Math.floor(44_640 / per)} precision={0} value={afterMinutes / per} onChange={(amount) => amount !== null && onChange({ ...step, afterMinutes: amount * per })} />
      <Select aria-label={label(t('chains.unit'))} className={styles.unit} value={per} onChange={(unit: number) => onChange({ ...step, afterMinutes: Math.max(1, Math.round(afterMinutes / per)) * unit })} options={[{ value: 1, label: t('chains.minutes') }, { value: 60, label: t('chains.hours') }]} />
      <Select
        aria-label={label(t('chains.whom'))} className={styles.whom} value={whom} options={(['manager', 'manager2', 'user'] as const).map((value) => ({ value, label: t(`chains.${value}`) }))}
        onChange={(next) => onChange({ ...step, to: next === 'user' ? { type: 'user', userId: '' } : { type: 'manager', levels: next === 'manager' ? 1 : 2 } })}
      />
      {to.type === 'user' && <span className={styles.whom}><UserSelect aria-label={label(t('chains.user'))} value={to.userId === '' ? null : to.userId} onChange={(userId: string | null) => onChange({ ...step, to: { type: 'user', userId: userId ?? '' } })} /></span>}
      {onRemove && <Button className={styles.end} icon={<DeleteOutlined />} aria-label={label(t('chains.remove'))} onClick={onRemove} />}
      <span className={styles.ways}>
        {wayNames.map((way) => <Checkbox key={way} checked={ways[way]} onChange={(event) => onChange({ ...step, ways: { ...ways, [way]: event.target.checked } })}>{t(`ways.${way}`)}</Checkbox>)}
        <Checkbox checked={ignoresQuiet} onChange={(event) => onChange({ ...step, ignoresQuiet: event.target.checked })}>{t('chains.ignoresQuiet')}</Checkbox>
      </span>
    </div>
  )
}
