import { ExperimentOutlined } from '@ant-design/icons'
import { changeSequence, type SequencePage } from '@sluice/core/nurture/contract'
import type { SequenceDefinition } from '@sluice/core/nurture/sequence'
import { placeSteps } from '@sluice/core/nurture/walk'
import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { Canvas } from './Canvas.tsx'
import canvas from './Canvas.module.css'
import { DryRunSheet } from './DryRunSheet.tsx'
import styles from './Nurture.module.css'
import { insertStep, moveStep, newStep, removeStep, replaceStep } from './step-edits.ts'
import { ExitsForm, StepForm, TriggerForm } from './StepInspector.tsx'
import { useStepWords } from './use-step-words.ts'

const settleMs = 700

/** The canvas and what is selected beside it. Saved by itself a moment after the last change; a colleague's change in between is told, and overwrites nothing. */
export function DesignTab({ sequence, canWrite }: { sequence: SequencePage; canWrite: boolean }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const refresh = useRefresh()
  const wide = useMediaQuery('(min-width: 1024px)')
  const [draft, setDraft] = useState(sequence.draft)
  const [selected, setSelected] = useState<string | null>(null)
  const [state, setState] = useState<'saved' | 'unsaved' | 'saving' | 'stale'>('saved')
  const [trying, setTrying] = useState(false)
  const version = useRef(sequence.version)
  const latest = useRef(draft)
  latest.current = draft
  // Nothing is typed: what a colleague saved is simply shown.
  useEffect(() => {
    if (state !== 'saved' || sequence.version === version.current) return
    version.current = sequence.version
    setDraft(sequence.draft)
  }, [sequence, state])
  useEffect(() => {
    if (state !== 'unsaved') return
    const timer = setTimeout(() => {
      const writing = latest.current
      setState('saving')
      call(changeSequence, { params: { id: sequence.id }, body: { draft: writing }, ifMatch: version.current }).then(
        (saved) => {
          version.current = saved.version
          setState(latest.current === writing ? 'saved' : 'unsaved')
          refresh({ type: 'config.changed', subjectType: 'config', subjectId: sequence.id })
        },
        (error: unknown) => {
          const stale = error instanceof ApiError && error.code === 'conflict.stale_version'
          setState(stale ? 'stale' : 'unsaved')
          if (!stale) toast.failed(error)
        },
      )
    }, settleMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new draft starts the moment anew
  }, [state, draft])

  const change = (next: SequenceDefinition) => {
    setDraft(next)
    latest.current = next
    setState((now) => (now === 'stale' ? 'stale' : 'unsaved'))
  }
  const problems = useMemo(() => {
    const byPlace = new Map<string, string[]>()
    for (const { stepId, code } of sequence.problems) byPlace.set(stepId ?? 'trigger', [...(byPlace.get(stepId ?? 'trigger') ?? []), t(`problems.${code}`)])
    return byPlace
  }, [sequence.problems, t])
  const words = useStepWords(draft)
  const step = selected === null ? undefined : placeSteps(draft).get(selected)?.step
  const remove = (id: string) => {
    const before = latest.current
    change(removeStep(before, id))
    setSelected(null)
    toast.undoable(t('canvas.removed'), () => change(before))
  }
  const inspector =
    selected === 'trigger' ? <TriggerForm draft={draft} onChange={change} />
    : selected === 'exits' ? <ExitsForm draft={draft} onChange={change} />
    : step ? <StepForm key={step.id} draft={draft} step={step} number={words.number} canWrite={canWrite} onChange={(next) => change(replaceStep(latest.current, next))} onMove={(by) => change(moveStep(latest.current, step.id, by))} onRemove={() => remove(step.id)} />
    : null
  const title = selected === 'trigger' ? t('edit.trigger') : selected === 'exits' ? t('edit.exits') : step ? `${words.number(step.id)}. ${t(`steps.${step.type}`)}` : ''
  return (
    <div className={styles.form} style={{ height: '100%', minHeight: 0 }}>
      <div className={styles.row}>
        <span className={styles.muted} role="status">{state === 'stale' ? t('page.stale') : state === 'saving' ? t('page.saving') : state === 'unsaved' ? t('page.unsaved') : t('page.saved')}</span>
        {state === 'stale' && <Button size="small" onClick={() => { version.current = sequence.version; setDraft(sequence.draft); setState('saved') }}>{t('page.reload')}</Button>}
        <span className={sequence.problems.length > 0 ? styles.bad : styles.muted}>{sequence.problems.length > 0 ? t('page.problems', { count: sequence.problems.length }) : sequence.hasUnpublished ? t('page.noProblems') : null}</span>
        {sequence.hasUnpublished && sequence.publishedVersion !== null && <span className={styles.muted}>{t('page.unpublished')}</span>}
        <Button style={{ marginInlineStart: 'auto' }} icon={<ExperimentOutlined />} disabled={draft.steps.length === 0 || state !== 'saved'} onClick={() => setTrying(true)}>{t('page.dryRun')}</Button>
      </div>
      <div className={canvas.design} style={{ flex: 1, minHeight: 0 }}>
        <Canvas
          draft={draft}
          selected={selected}
          problems={problems}
          canWrite={canWrite}
          onSelect={setSelected}
          onInsert={(place, type) => {
            const made = newStep(type, Math.random)
            change(insertStep(latest.current, place, made))
            setSelected(made.id)
          }}
          onMove={(id, by) => change(moveStep(latest.current, id, by))}
          onRemove={remove}
        />
        {wide && (
          <aside className={canvas.side}>
            {inspector === null ? <p className={canvas.pick}>{t('canvas.pick')}</p> : <><h2 style={{ margin: '0 0 14px', fontSize: 15 }}>{title}</h2>{inspector}</>}
          </aside>
        )}
      </div>
      {!wide && <BottomSheet open={inspector !== null} title={title} onClose={() => setSelected(null)}>{inspector}</BottomSheet>}
      {trying && <DryRunSheet sequence={sequence} draft={draft} onClose={() => setTrying(false)} />}
    </div>
  )
}
