import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { firstRoles, type ExperimentArm, type ExperimentDefinition } from '@sluice/core/experiments/definition'
import type { ExperimentProblem } from '@sluice/core/experiments/problems'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { OptionalCondition } from '../approvals/flows/OptionalCondition.tsx'
import styles from './Experiments.module.css'
import { PlanPanel } from './PlanPanel.tsx'
import { useExperimentWords } from './use-experiment-words.ts'

const armsAtMost = 4
const tasksAtMost = 8
type Put = (part: Partial<ExperimentDefinition>) => void

/** What is tried, on whom, and what counts; beside it what that takes. */
export function DefinitionEditor({ draft, problems, canWrite, onChange }: { draft: ExperimentDefinition; problems: readonly ExperimentProblem[]; canWrite: boolean; onChange: (draft: ExperimentDefinition) => void }) {
  const { t } = useTranslation('experiments')
  const { about } = useExperimentWords()
  const put: Put = (part) => onChange({ ...draft, ...part })
  return (
    <fieldset disabled={!canWrite} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <div className={styles.editor}>
        <div className={styles.stack}>
          <p className={styles.text} role="status">{about(draft)}</p>
          {problems.length > 0 && <ul className={styles.problems} aria-label={t('fixFirst', { count: problems.length })}>{problems.map((code) => <li key={code}>{t(`problems.${code}`)}</li>)}</ul>}
          <Population draft={draft} put={put} canWrite={canWrite} />
          <Arms arms={draft.arms} onChange={(arms) => put({ arms })} />
          <Outcome draft={draft} put={put} />
        </div>
        <aside><PlanPanel definition={draft} /></aside>
      </div>
    </fieldset>
  )
}

function Population({ draft, put, canWrite }: { draft: ExperimentDefinition; put: Put; canWrite: boolean }) {
  const { t } = useTranslation('experiments')
  const { pipelines } = useExperimentWords()
  const stages = pipelines.find((one) => one.id === draft.pipelineId)?.stages ?? []
  const { entry } = draft
  return (
    <Section title={t('edit.what')}>
      <div className={styles.form}>
        <label className={styles.field}><span>{t('edit.hypothesis')}</span><Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} value={draft.hypothesis} onChange={(event) => put({ hypothesis: event.target.value })} /></label>
        <div className={styles.pair}>
          <label className={styles.field}>
            <span>{t('edit.pipeline')}</span>
            <Select aria-label={t('edit.pipeline')} value={draft.pipelineId} onChange={(pipelineId: string) => put({ pipelineId, entry: { kind: 'created' }, outcome: { kind: 'won', days: draft.outcome.days } })} options={pipelines.map((one) => ({ value: one.id, label: one.name }))} />
          </label>
          <label className={styles.field}>
            <span>{t('edit.entry')}</span>
            <Select
              aria-label={t('edit.entry')}
              value={entry.kind === 'created' ? '' : entry.stageId}
              onChange={(stageId) => put({ entry: stageId === '' ? { kind: 'created' } : { kind: 'stage', stageId } })}
              options={[{ value: '', label: t('edit.created') }, { label: t('edit.stage'), options: stages.map((stage) => ({ value: stage.id, label: t('edit.entersStage', { stage: stage.name }) })) }]}
            />
          </label>
        </div>
        <OptionalCondition value={draft.where} onChange={(where) => put({ where })} disabled={!canWrite} />
      </div>
    </Section>
  )
}

function Outcome({ draft, put }: { draft: ExperimentDefinition; put: Put }) {
  const { t } = useTranslation('experiments')
  const { pipelines } = useExperimentWords()
  const stages = pipelines.find((one) => one.id === draft.pipelineId)?.stages ?? []
  const { outcome } = draft
  return (
    <Section title={t('edit.outcome')}>
      <div className={styles.pair}>
        <label className={styles.field}>
          <span>{t('edit.outcomeKind')}</span>
          <Select
            aria-label={t('edit.outcomeKind')}
            value={outcome.kind === 'won' ? '' : outcome.stageId}
            onChange={(stageId) => put({ outcome: stageId === '' ? { kind: 'won', days: outcome.days } : { kind: 'stage', stageId, days: outcome.days } })}
            options={[{ value: '', label: t('edit.won') }, { label: t('edit.reached'), options: stages.map((stage) => ({ value: stage.id, label: stage.name })) }]}
          />
        </label>
        <label className={styles.field}>
          <span>{t('edit.within')}</span>
          <InputNumber aria-label={t('edit.within')} min={1} max={365} precision={0} value={outcome.days} suffix={t('edit.days')} style={{ width: '100%' }} onChange={(days) => days !== null && put({ outcome: { ...outcome, days } })} />
        </label>
        <label className={styles.field}>
          <span>{t('edit.effect')}</span>
          <InputNumber aria-label={t('edit.effect')} min={1} max={50} value={Math.round(draft.smallestEffect * 1000) / 10} style={{ width: '100%' }} onChange={(points) => points !== null && put({ smallestEffect: points / 100 })} />
          <span className={styles.muted}>{t('edit.effectHelp')}</span>
        </label>
      </div>
    </Section>
  )
}

function Arms({ arms, onChange }: { arms: ExperimentArm[]; onChange: (arms: ExperimentArm[]) => void }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const sum = arms.reduce((total, arm) => total + arm.weight, 0)
  const replace = (at: number, arm: ExperimentArm) => onChange(arms.map((one, i) => (i === at ? arm : one)))
  const add = () => {
    const key = ['a', 'b', 'c', 'd'].find((one) => arms.every((arm) => arm.key !== one)) ?? 'e'
    onChange([...arms, { key, name: t('edit.newArm', { n: arms.length + 1 }), path: '', weight: 1, tasks: [], firstRole: null }])
  }
  return (
    <Section title={t('edit.arms')} note={t('edit.armsNote')} actions={arms.length < armsAtMost && <Button size="small" icon={<PlusOutlined />} onClick={add}>{t('edit.addArm')}</Button>}>
      <div className={styles.form}>
        {arms.map((arm, at) => (
          <div key={arm.key} className={styles.arm} role="group" aria-label={arm.name}>
            <div className={styles.inline}>
              <Input aria-label={t('edit.armName')} style={{ flex: 1, minWidth: 140 }} maxLength={40} value={arm.name} onChange={(event) => replace(at, { ...arm, name: event.target.value })} />
              <span className={`num ${styles.muted}`}>{`${t('edit.weight')} ${format.percent(arm.weight / sum, 0)}`}</span>
              <InputNumber aria-label={`${arm.name} ${t('edit.weight')}`} min={1} max={100} precision={0} value={arm.weight} style={{ width: 76 }} onChange={(weight) => weight !== null && replace(at, { ...arm, weight })} />
              {at === 0 ? <span className={styles.muted}>{t('edit.first')}</span> : arms.length > 2 && <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('edit.removeArm')} ${arm.name}`} onClick={() => onChange(arms.filter((one) => one !== arm))} />}
            </div>
            <label className={styles.field}><span>{t('edit.path')}</span><Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} value={arm.path} onChange={(event) => replace(at, { ...arm, path: event.target.value })} /></label>
            <div className={styles.field}>
              <span>{t('edit.firstRole')}</span>
              <RoleSelect label={`${arm.name} ${t('edit.firstRole')}`} value={arm.firstRole} onChange={(firstRole) => replace(at, { ...arm, firstRole })} />
            </div>
            <Tasks arm={arm} onChange={(tasks) => replace(at, { ...arm, tasks })} />
          </div>
        ))}
      </div>
    </Section>
  )
}

function RoleSelect({ label, value, onChange }: { label: string; value: ExperimentArm['firstRole']; onChange: (role: ExperimentArm['firstRole']) => void }) {
  const { t, i18n } = useTranslation('experiments')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const options: { value: NonNullable<ExperimentArm['firstRole']> | ''; label: string }[] = [{ value: '', label: t('edit.anyRole') }, ...firstRoles.map((role) => ({ value: role, label: defaultContactRoles.find((one) => one.key === role)?.name[language] ?? role }))]
  return <Select<NonNullable<ExperimentArm['firstRole']> | ''> aria-label={label} value={value ?? ''} onChange={(role) => onChange(role === '' ? null : role)} options={options} style={{ maxWidth: 240 }} />
}

function Tasks({ arm, onChange }: { arm: ExperimentArm; onChange: (tasks: ExperimentArm['tasks']) => void }) {
  const { t } = useTranslation('experiments')
  const replace = (at: number, part: Partial<ExperimentArm['tasks'][number]>) => onChange(arm.tasks.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <div className={styles.field}>
      <span>{t('edit.tasks')}</span>
      {arm.tasks.map((task, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- tasks have no name of their own; they are appended and removed only
        <div key={at} className={styles.task}>
          <Input aria-label={`${t('edit.task')} ${at + 1}`} maxLength={120} value={task.title} status={task.title.trim() === '' ? 'error' : ''} onChange={(event) => replace(at, { title: event.target.value })} />
          <span className={styles.inline}>
            <span className={styles.muted}>{t('edit.after')}</span>
            <InputNumber aria-label={`${t('edit.task')} ${at + 1} ${t('edit.after')}`} min={0} max={180} precision={0} value={task.days} style={{ width: 68 }} onChange={(days) => days !== null && replace(at, { days })} />
            <span className={styles.muted}>{t('edit.afterDays')}</span>
            <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('edit.removeTask')} ${at + 1}`} onClick={() => onChange(arm.tasks.filter((_, i) => i !== at))} />
          </span>
        </div>
      ))}
      {arm.tasks.length < tasksAtMost && <div><Button size="small" type="link" icon={<PlusOutlined />} onClick={() => onChange([...arm.tasks, { title: t('edit.task'), days: 7 }])}>{t('edit.addTask')}</Button></div>}
    </div>
  )
}
