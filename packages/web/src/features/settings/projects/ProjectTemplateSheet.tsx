import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { changeProjectTemplate, createProjectTemplate, type ProjectTemplate } from '@sluice/core/projects/contract'
import { projectLimits, projectUnits, type ProjectPerson, type ProjectTemplateDefinition, type TemplateTask } from '@sluice/core/projects/template'
import { roleNames, roles, type Role } from '@sluice/core/identity/role'
import { Button, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import styles from '../../projects/Projects.module.css'

/** As it is typed: a named person may still be missing. */
type Person = Exclude<ProjectPerson, { kind: 'user' }> | { kind: 'user'; userId: string | null }
type Task = Omit<TemplateTask, 'owner'> & { owner: Person }
interface Draft {
  name: string
  description: string
  owner: Person
  phases: { name: string; tasks: Task[] }[]
  handOver: { to: Person; checklist: string } | null
}

const kinds = ['project_owner', 'deal_owner', 'owner_manager', 'account_owner', 'role', 'user'] as const
const newTask: Task = { title: '', body: '', owner: { kind: 'project_owner' }, days: 1, unit: 'work_days' }
const empty: Draft = { name: '', description: '', owner: { kind: 'deal_owner' }, phases: [{ name: '', tasks: [newTask] }], handOver: null }
const draftOf = ({ name, description, definition: { owner, phases, handOver } }: ProjectTemplate): Draft => ({ name, description, owner, phases, handOver: handOver === null ? null : { to: handOver.to, checklist: handOver.checklist.join('\n') } })

const isKnown = (who: Person): who is ProjectPerson => who.kind !== 'user' || who.userId !== null
const isWhole = (task: Task): task is TemplateTask => task.title.trim() !== '' && isKnown(task.owner)

/** The definition that a draft comes to; null while something is missing. */
function definitionOf({ owner, phases, handOver }: Draft): ProjectTemplateDefinition | null {
  const whole = phases.map(({ name, tasks }) => ({ name: name.trim(), tasks: tasks.filter(isWhole).map((task) => ({ ...task, title: task.title.trim() })) }))
  if (!isKnown(owner) || (handOver !== null && !isKnown(handOver.to)) || whole.some((phase, i) => phase.tasks.length < (phases[i]?.tasks.length ?? 0))) return null
  const checklist = handOver?.checklist.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, projectLimits.checklist) ?? []
  return { owner, phases: whole, handOver: handOver === null ? null : { to: handOver.to as ProjectPerson, checklist } }
}

export function ProjectTemplateSheet({ template, onClose }: { template: ProjectTemplate | null; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, setDraft] = useState(() => (template === null ? empty : draftOf(template)))
  const [problem, setProblem] = useState<'nameNeeded' | 'taskNeeded' | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }))
    setProblem(null)
  }
  const setPhase = (at: number, part: Partial<Draft['phases'][number]>) => set({ phases: draft.phases.map((phase, i) => (i === at ? { ...phase, ...part } : phase)) })
  const save = async () => {
    const definition = definitionOf(draft)
    if (draft.name.trim() === '' || definition === null) return setProblem(draft.name.trim() === '' ? 'nameNeeded' : 'taskNeeded')
    const body = { name: draft.name.trim(), description: draft.description.trim(), definition }
    setBusy(true)
    try {
      const saved = await (template === null ? call(createProjectTemplate, { body }) : call(changeProjectTemplate, { params: { id: template.id }, body, ifMatch: template.version }))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: saved.id })
      toast.done(t('templates.saved'))
      onClose()
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const tasks = draft.phases.reduce((sum, phase) => sum + phase.tasks.length, 0)
  return (
    <BottomSheet
      open width={720} title={template?.name ?? t('templates.sheetTitle')} onClose={onClose}
      footer={
        <div className={styles.foot}>
          {problem !== null && <span role="alert" className={styles.bad} style={{ marginInlineEnd: 'auto' }}>{t(`templates.${problem}`)}</span>}
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void save()}>{t(template === null ? 'templates.create' : 'templates.save')}</Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <label className={styles.field}><span>{t('templates.name')}</span><Input maxLength={80} value={draft.name} status={problem === 'nameNeeded' ? 'error' : undefined} onChange={(event) => set({ name: event.target.value })} /></label>
        <label className={styles.field}><span>{t('templates.description')}</span><Input maxLength={300} value={draft.description} onChange={(event) => set({ description: event.target.value })} /></label>
        <div className={styles.field}><span>{t('templates.owner')}</span><PersonInput label={t('templates.owner')} value={draft.owner} onChange={(owner) => set({ owner })} /></div>
        {draft.phases.map((phase, at) => (
          // Phases and tasks have no ids; their place is what they are.
          <section key={at} className={styles.phaseBox}>
            <div className={styles.inputs}>
              <Input className={styles.grow ?? ''} maxLength={60} aria-label={t('templates.phase')} placeholder={`${t('templates.phase')}（${t('templates.phaseNone')}）`} value={phase.name} onChange={(event) => setPhase(at, { name: event.target.value })} />
              {draft.phases.length > 1 && <Button type="text" icon={<CloseOutlined />} aria-label={t('templates.removePhase', { name: phase.name })} onClick={() => set({ phases: draft.phases.toSpliced(at, 1) })} />}
            </div>
            {phase.tasks.map((task, i) => (
              <TaskInput key={i} task={task} isWrong={problem === 'taskNeeded' && !isWhole(task)} onChange={(next) => setPhase(at, { tasks: phase.tasks.with(i, next) })} onRemove={() => setPhase(at, { tasks: phase.tasks.toSpliced(i, 1) })} />
            ))}
            {tasks < projectLimits.tasks && <div><Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => setPhase(at, { tasks: [...phase.tasks, newTask] })}>{t('templates.addTask')}</Button></div>}
          </section>
        ))}
        {draft.phases.length < projectLimits.phases && <div><Button icon={<PlusOutlined />} onClick={() => set({ phases: [...draft.phases, { name: '', tasks: [newTask] }] })}>{t('templates.addPhase')}</Button></div>}
        <section className={styles.phaseBox}>
          <div className={styles.inputs}>
            <Switch aria-label={t('templates.handOver')} checked={draft.handOver !== null} onChange={(on) => set({ handOver: on ? { to: { kind: 'role', role: 'service' }, checklist: '' } : null })} />
            <span>{t(draft.handOver === null ? 'templates.handOverNone' : 'templates.handOver')}</span>
          </div>
          {draft.handOver !== null && (
            <>
              <div className={styles.field}><span>{t('templates.handOverTo')}</span><PersonInput label={t('templates.handOverTo')} value={draft.handOver.to} onChange={(to) => set({ handOver: { checklist: draft.handOver?.checklist ?? '', to } })} /></div>
              <label className={styles.field}><span>{t('templates.checklist')}</span><Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={6000} value={draft.handOver.checklist} onChange={(event) => set({ handOver: { to: draft.handOver?.to ?? { kind: 'project_owner' }, checklist: event.target.value } })} /></label>
            </>
          )}
        </section>
      </div>
    </BottomSheet>
  )
}

function TaskInput({ task, isWrong, onChange, onRemove }: { task: Task; isWrong: boolean; onChange: (task: Task) => void; onRemove: () => void }) {
  const { t } = useTranslation('projects')
  return (
    <div className={styles.taskEdit}>
      <div className={styles.inputs}>
        <Input className={styles.grow ?? ''} maxLength={200} aria-label={t('templates.task')} placeholder={t('templates.task')} value={task.title} status={isWrong ? 'error' : undefined} onChange={(event) => onChange({ ...task, title: event.target.value })} />
        <Button type="text" icon={<CloseOutlined />} aria-label={t('templates.removeTask', { name: task.title })} onClick={onRemove} />
      </div>
      <div className={styles.inputs}>
        <span className={styles.quiet}>{t('templates.after')}</span>
        <InputNumber style={{ width: 72 }} aria-label={t('templates.after')} min={0} max={projectLimits.days} precision={0} value={task.days} onChange={(days) => onChange({ ...task, days: days ?? 0 })} />
        <Select style={{ width: 120 }} aria-label={t('templates.unit')} value={task.unit} onChange={(unit) => onChange({ ...task, unit })} options={projectUnits.map((value) => ({ value, label: t(`templates.units.${value}`) }))} />
        <PersonInput label={t('templates.who')} value={task.owner} onChange={(owner) => onChange({ ...task, owner })} />
      </div>
      <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} aria-label={t('templates.body')} placeholder={t('templates.body')} value={task.body} onChange={(event) => onChange({ ...task, body: event.target.value })} />
    </div>
  )
}

/** Who: by their place, by role, or by name. */
function PersonInput({ label, value, onChange }: { label: string; value: Person; onChange: (value: Person) => void }) {
  const { t, i18n } = useTranslation('projects')
  const start = (kind: Person['kind']): Person => (kind === 'role' ? { kind, role: 'service' } : kind === 'user' ? { kind, userId: null } : { kind })
  return (
    <span className={styles.inputs}>
      <Select<Person['kind']> style={{ minWidth: 150 }} aria-label={label} popupMatchSelectWidth={false} value={value.kind} onChange={(kind) => onChange(start(kind))} options={kinds.map((kind) => ({ value: kind, label: t(`person.${kind}`) }))} />
      {value.kind === 'role' && <Select<Role> style={{ minWidth: 100 }} aria-label={t('templates.role')} popupMatchSelectWidth={false} value={value.role} onChange={(role) => onChange({ kind: 'role', role })} options={roles.map((role) => ({ value: role, label: roleNames[role][i18n.language === 'en' ? 'en' : 'zh'] }))} />}
      {value.kind === 'user' && <UserSelect style={{ minWidth: 140 }} allowClear={false} aria-label={t('templates.person')} value={value.userId} onChange={(userId) => onChange({ kind: 'user', userId })} />}
    </span>
  )
}
