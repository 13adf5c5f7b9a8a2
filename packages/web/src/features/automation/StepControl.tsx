import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { automationLimits, waitUnits, type Step } from '@sluice/core/automation/definition'
import { settableFields } from '@sluice/core/automation/objects'
import { replaceStep } from '@sluice/core/lib/step-tree-edits'
import { assignWords, waitUnitWords } from '@sluice/core/automation/words'
import { Button, Input, InputNumber, Segmented, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { NewRecordControl } from './NewRecordControl.tsx'
import { RecipientInput, RecipientsInput } from './RecipientsInput.tsx'
import { Choice, Num, Slot, TextEditor, TextSlot } from './slots.tsx'
import { useStageOptions } from './stage-options.ts'
import { ValueInput } from './ValueInput.tsx'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))
/** Longest text and least rows of what steps write. */
const texts: Readonly<Record<string, { max: number; rows: number }>> = {
  text: { max: 2000, rows: 4 }, body: { max: 2000, rows: 4 }, title: { max: 200, rows: 1 }, subject: { max: 200, rows: 1 }, reason: { max: 300, rows: 2 }, comment: { max: 500, rows: 3 }, 'notify.text': { max: 500, rows: 3 }, 'mail.text': { max: 5000, rows: 8 }, 'score.reason': { max: 100, rows: 1 },
}
const none = 'none'

/** The control of one place in the sentence of a step. */
export function StepControl({ step, slot, said, isMissing }: { step: Step; slot: string; said: string; isMissing: boolean }) {
  const { t } = useTranslation('automation')
  const { object, things, change } = useEditing()
  const stages = useStageOptions(null)
  const { lang, lists } = things
  const name = t(`slots.${slot as 'to'}`)
  const put = (part: object, tag?: string) => change((now) => replaceStep(now, { ...step, ...part }), tag === undefined ? undefined : `${step.id}.${tag}`)
  const named = (of: string) => (lists[of] ?? []).map((one) => ({ value: one.id, label: one.name }))
  const limit = texts[`${step.type}.${slot}`] ?? texts[slot]
  const value: unknown = Reflect.get(step, slot)
  if (limit !== undefined && typeof value === 'string') return <TextSlot label={name} said={said} isMissing={isMissing} value={value} max={limit.max} rows={limit.rows} onChange={(text) => put({ [slot]: text }, slot)} />
  switch (step.type) {
    case 'set_field': {
      if (object === null || object === 'alarm') return <>{said}</>
      const fields = things.catalogues[object].fields
      if (slot === 'field') {
        const keys = [...settableFields(object), ...[...fields.keys()].filter((key) => key.startsWith('c_'))]
        return <Choice label={name} search value={step.field === '' ? null : step.field} options={keys.flatMap((key) => { const field = fields.get(key); return field === undefined ? [] : [{ value: key, label: field.label[lang] }] })} onChange={(field) => put({ field, value: null })} />
      }
      const field = fields.get(step.field)
      return <Slot label={name} said={said} isMissing={isMissing}>{field === undefined ? t('slots.fieldFirst') : <ValueInput field={field} label={name} value={step.value} onChange={(next) => put({ value: next }, slot)} />}</Slot>
    }
    case 'assign': return (
      <Slot label={name} said={said} isMissing={isMissing}>
        <div className={styles.stack}>
          <Segmented vertical aria-label={name} value={step.to.kind} onChange={(kind) => put({ to: kind === 'user' ? { kind, userId: null } : kind === 'fewest' ? { kind, teamId: null } : { kind } })} options={(['user', 'owner_manager', 'fewest'] as const).map((kind) => ({ value: kind, label: assignWords[kind][lang] }))} />
          {step.to.kind === 'user' && <UserSelect allowClear={false} placeholder={t('slots.user')} value={step.to.userId} onChange={(userId) => put({ to: { kind: 'user', userId } })} />}
          {step.to.kind === 'fewest' && <TeamSelect allowClear={false} placeholder={t('slots.team')} value={step.to.teamId} onChange={(teamId) => put({ to: { kind: 'fewest', teamId } })} />}
        </div>
      </Slot>
    )
    case 'move_stage': return <Choice label={name} search value={step.stageId} options={stages} onChange={(stageId) => put({ stageId })} />
    case 'task':
      if (slot === 'assignee') return <Slot label={name} said={said} isMissing={isMissing}><RecipientInput value={step.assignee} onChange={(assignee) => put({ assignee })} /></Slot>
      return <Slot label={name} said={said} isMissing={false}><span className={styles.row}><InputNumber autoFocus className={styles.limit} aria-label={name} min={0} max={365} precision={0} value={step.workDays} onChange={(workDays) => put({ workDays: workDays ?? 0 }, slot)} suffix={t('slots.workDaysUnit')} /></span></Slot>
    case 'checklist': return <Slot label={name} said={said} isMissing={isMissing} large><Tasks step={step} put={put} /></Slot>
    case 'tag': return (
      <Slot label={name} said={said} isMissing={isMissing}>
        <div className={styles.stack}>
          <TagSelect placeholder={t('slots.addTags')} value={step.addTagIds} onChange={(addTagIds) => put({ addTagIds })} />
          <TagSelect placeholder={t('slots.removeTags')} value={step.removeTagIds} onChange={(removeTagIds) => put({ removeTagIds })} />
        </div>
      </Slot>
    )
    case 'score': return <Num label={name} min={-100} max={100} value={step.points} onChange={(points) => put({ points }, slot)} />
    case 'nurture_start': return <Choice label={name} search value={step.sequenceId} options={named('sequence')} onChange={(sequenceId) => put({ sequenceId })} />
    case 'nurture_end': return <Choice label={name} search value={step.sequenceId ?? none} options={[{ value: none, label: t('slots.anySequence') }, ...named('sequence')]} onChange={(next) => put({ sequenceId: next === none ? null : next })} />
    case 'approval':
      if (slot === 'flow') return <Choice label={name} search value={step.flowId} options={named('flow')} onChange={(flowId) => put({ flowId })} />
      return <Choice label={name} search value={step.stageId ?? none} options={[{ value: none, label: t('slots.noStage') }, ...stages]} onChange={(next) => put({ stageId: next === none ? null : next })} />
    case 'create_project':
      if (slot === 'template') return <Choice label={name} search value={step.templateId} options={named('project_template')} onChange={(templateId) => put({ templateId })} />
      return (
        <Slot label={name} said={said} isMissing={isMissing}>
          <div className={styles.stack}>
            <Segmented aria-label={name} value={step.owner === null ? 'template' : 'named'} onChange={(kind) => put({ owner: kind === 'template' ? null : { kind: 'owner' } })} options={[{ value: 'template', label: t('slots.asTemplate') }, { value: 'named', label: t('slots.named') }]} />
            {step.owner !== null && <RecipientInput value={step.owner} onChange={(owner) => put({ owner })} />}
          </div>
        </Slot>
      )
    case 'create_record': return <NewRecordControl step={step} slot={slot} said={said} isMissing={isMissing} name={name} put={put} />
    case 'notify': case 'mail': case 'mention': return <Slot label={name} said={said} isMissing={isMissing}><RecipientsInput value={step.to} onChange={(to) => put({ to })} /></Slot>
    case 'robot': return <Choice label={name} search value={step.robotId} options={named('robot')} onChange={(robotId) => put({ robotId })} />
    case 'webhook': return <Choice label={name} search value={step.webhookId} options={named('webhook')} onChange={(webhookId) => put({ webhookId })} />
    case 'wait':
      if (slot === 'amount') return <Num label={name} min={1} max={365} value={step.amount} onChange={(amount) => put({ amount }, slot)} />
      if (slot === 'unit') return <Choice label={name} value={step.unit} options={waitUnits.map((unit) => ({ value: unit, label: waitUnitWords[unit][lang] }))} onChange={(unit) => put({ unit, ...(unit !== 'days' && unit !== 'work_days' && { at: null }) })} />
      return step.unit === 'days' || step.unit === 'work_days' ? (
        <Slot label={t('slots.waitAt')} said={step.at === null ? t('slots.anyTime') : said} isMissing={false}><Input type="time" aria-label={t('slots.waitAt')} value={step.at ?? ''} onChange={(event) => put({ at: event.target.value === '' ? null : event.target.value.slice(0, 5) }, slot)} /></Slot>
      ) : null
    case 'branch': return (
      <Slot label={t('slots.condition')} said={said} isMissing={isMissing || said === ''} large>
        <Suspense fallback={<Skeleton active />}><ConditionEditor key={step.id} object={things.catalogues[object ?? 'deal']} value={step.condition} onChange={(condition) => put({ condition }, slot)} /></Suspense>
      </Slot>
    )
    default: return <>{said}</>
  }
}

function Tasks({ step, put }: { step: Extract<Step, { type: 'checklist' }>; put: (part: object, tag?: string) => void }) {
  const { t } = useTranslation('automation')
  const set = (at: number, part: object, tag?: string) => put({ tasks: step.tasks.map((task, i) => (i === at ? { ...task, ...part } : task)) }, tag)
  return (
    <ol className={styles.tasks}>
      {step.tasks.map((task, i) => (
        // Tasks of a list have no ids; their place is what they are.
        <li key={i}>
          <TextEditor label={t('slots.title')} value={task.title} max={200} onChange={(title) => set(i, { title }, `title${i}`)} />
          <span className={styles.row}>
            <RecipientInput value={task.assignee} onChange={(assignee) => set(i, { assignee })} />
            <InputNumber className={styles.limit} aria-label={t('slots.workDays')} min={0} max={365} precision={0} value={task.workDays} suffix={t('slots.workDaysUnit')} onChange={(workDays) => set(i, { workDays: workDays ?? 0 }, `days${i}`)} />
            {step.tasks.length > 1 && <Button type="text" icon={<CloseOutlined />} aria-label={t('slots.removeOne')} onClick={() => put({ tasks: step.tasks.toSpliced(i, 1) })} />}
          </span>
        </li>
      ))}
      {step.tasks.length < automationLimits.tasks && <Button type="dashed" icon={<PlusOutlined />} onClick={() => put({ tasks: [...step.tasks, { title: '', assignee: { kind: 'owner' }, workDays: 1 }] })}>{t('slots.addTask')}</Button>}
    </ol>
  )
}

