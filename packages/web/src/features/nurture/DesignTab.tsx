import { ExperimentOutlined } from '@ant-design/icons'
import { insertStep, moveStep, removeStep, replaceStep } from '@sluice/core/lib/step-tree-edits'
import type { SequencePage } from '@sluice/core/nurture/contract'
import { placeSteps } from '@sluice/core/nurture/walk'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/use-toast.tsx'
import { DraftBar } from '../drafts/DraftBar.tsx'
import type { DraftEdit } from '../drafts/use-draft-edit.ts'
import { FlowDesk } from '../flow/FlowDesk.tsx'
import { Canvas } from './Canvas.tsx'
import { DryRunSheet } from './DryRunSheet.tsx'
import { newStep } from './new-step.ts'
import styles from './Nurture.module.css'
import { ExitsForm, StepForm, TriggerForm } from './StepInspector.tsx'
import { useStepWords } from './use-step-words.ts'

/** The canvas and what is selected beside it. */
export function DesignTab({ sequence, edit, canWrite }: { sequence: SequencePage; edit: DraftEdit<SequencePage>; canWrite: boolean }) {
  const { t } = useTranslation('nurture')
  const { t: drafts } = useTranslation('drafts')
  const toast = useToast()
  const [selected, setSelected] = useState<string | null>(null)
  const [trying, setTrying] = useState(false)
  const { draft, change } = edit
  const problems = useMemo(() => {
    const byPlace = new Map<string, string[]>()
    for (const { stepId, code } of sequence.problems) byPlace.set(stepId ?? 'trigger', [...(byPlace.get(stepId ?? 'trigger') ?? []), t(`problems.${code}`)])
    return byPlace
  }, [sequence.problems, t])
  const words = useStepWords(draft)
  const step = selected === null ? undefined : placeSteps(draft).get(selected)?.step
  const remove = (id: string) => {
    change((now) => removeStep(now, id))
    setSelected(null)
    toast.undoable(t('canvas.removed'), () => edit.put(draft))
  }
  const move = (id: string, by: 1 | -1) => change((now) => moveStep(now, id, by))
  const form =
    selected === 'trigger' ? <TriggerForm draft={draft} onChange={(next) => change(() => next, selected)} />
    : selected === 'exits' ? <ExitsForm draft={draft} onChange={(next) => change(() => next, selected)} />
    : step ? <StepForm key={step.id} draft={draft} step={step} number={words.number} canWrite={canWrite} onChange={(next) => change((now) => replaceStep(now, next), step.id)} onMove={(by) => move(step.id, by)} onRemove={() => remove(step.id)} />
    : null
  const title = selected === 'trigger' ? t('edit.trigger') : selected === 'exits' ? t('edit.exits') : step ? `${words.number(step.id)}. ${t(`steps.${step.type}`)}` : ''
  return (
    <div className={styles.form} style={{ height: '100%', minHeight: 0 }}>
      <DraftBar whole={sequence} edit={edit} canWrite={canWrite}>
        {sequence.problems.length > 0 && <span className={styles.bad}>{drafts('problems', { count: sequence.problems.length })}</span>}
        <Button style={{ marginInlineStart: 'auto' }} icon={<ExperimentOutlined />} disabled={draft.steps.length === 0 || edit.state !== 'saved'} onClick={() => setTrying(true)}>{t('page.dryRun')}</Button>
      </DraftBar>
      <FlowDesk title={title} form={form} pick={t('canvas.pick')} onClose={() => setSelected(null)}>
        <Canvas
          draft={draft}
          selected={selected}
          problems={problems}
          canWrite={canWrite}
          onSelect={setSelected}
          onInsert={(place, type) => {
            const made = newStep(type, Math.random)
            change((now) => insertStep(now, place, made))
            setSelected(made.id)
          }}
          onMove={move}
          onRemove={remove}
        />
      </FlowDesk>
      {trying && <DryRunSheet sequence={sequence} draft={draft} onClose={() => setTrying(false)} />}
    </div>
  )
}
