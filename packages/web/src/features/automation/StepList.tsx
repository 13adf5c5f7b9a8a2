import type { Step, StepType } from '@sluice/core/automation/definition'
import { duplicateStep, insertStep, moveStep, removeStep, replaceStep, type StepPlace } from '@sluice/core/lib/step-tree-edits'
import { Dropdown } from 'antd'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { AddStep } from './AddStep.tsx'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { newStep } from './new-step.ts'
import { stepIcons } from './step-menu.tsx'
import { StepLine } from './StepLine.tsx'

/** What can be done with a step, from its menu and its keys. */
export function useStepActions() {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const { draft, change } = useEditing()
  return {
    add: (place: StepPlace, type: StepType) => {
      const step = newStep(type, Math.random)
      change((now) => insertStep(now, place, step))
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${step.id}"]`)?.focus())
      return step.id
    },
    move: (id: string, by: 1 | -1) => {
      change((now) => moveStep(now, id, by))
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${id}"]`)?.focus())
    },
    duplicate: (id: string) => change((now) => duplicateStep(now, id, Math.random)),
    remove: (id: string) => {
      change((now) => removeStep(now, id))
      toast.undoable(t('editor.removed'), () => change(() => draft))
    },
  }
}

/** The steps of a list, each a sentence; those of a branch stand below it, indented. */
export function StepList({ steps, branchId, side, problems }: { steps: readonly Step[]; branchId: string | null; side: 'yes' | 'no'; problems: ReadonlyMap<string, readonly string[]> }) {
  const { t } = useTranslation('automation')
  const { change, canWrite } = useEditing()
  const actions = useStepActions()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, step: Step) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && event.altKey && canWrite) actions.move(step.id, by)
    else if (by !== 0 && !event.altKey) {
      const all = [...(event.currentTarget.closest('[data-steps]')?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
      all[all.indexOf(event.currentTarget) + by]?.focus()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && canWrite) actions.remove(step.id)
    else if (event.key.toLowerCase() === 'd' && !event.ctrlKey && !event.metaKey && canWrite) actions.duplicate(step.id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ol className={styles.steps} aria-label={branchId === null ? t('editor.steps') : t(`editor.${side}`)} {...(branchId === null && { 'data-steps': true })}>
      {steps.map((step, i) => {
        const wrong = problems.get(step.id) ?? []
        return (
          <li key={step.id} className={styles.step}>
            {i > 0 && <AddStep small onAdd={(type) => actions.add({ branchId, side, index: i }, type)} />}
            <div className={`${styles.stepRow} ${wrong.length > 0 ? styles.wrong : ''}`}>
              <Dropdown
                trigger={['click']}
                disabled={!canWrite}
                menu={{
                  items: [
                    { key: 'up', label: t('editor.up'), extra: 'Alt+↑', disabled: i === 0, onClick: () => actions.move(step.id, -1) },
                    { key: 'down', label: t('editor.down'), extra: 'Alt+↓', disabled: i === steps.length - 1, onClick: () => actions.move(step.id, 1) },
                    { key: 'copy', label: t('editor.duplicate'), extra: 'D', onClick: () => actions.duplicate(step.id) },
                    ...('onRefusal' in step ? [{ key: 'refusal', label: t(step.onRefusal === 'stop' ? 'editor.goOn' : 'editor.stopOn'), onClick: () => change((now) => replaceStep(now, { ...step, onRefusal: step.onRefusal === 'stop' ? 'continue' : 'stop' })) }] : []),
                    { key: 'remove', label: t('editor.remove'), extra: 'Delete', danger: true, onClick: () => actions.remove(step.id) },
                  ],
                }}
              >
                <button type="button" data-step={step.id} className={styles.handle} aria-label={t('editor.stepOf', { n: i + 1, type: t(`steps.${step.type}`) })} title={t('editor.keys')} onKeyDown={(event) => onKeyDown(event, step)}>
                  {stepIcons[step.type]}
                </button>
              </Dropdown>
              <div className={styles.line}>
                <StepLine step={step} />
                {'onRefusal' in step && step.onRefusal === 'stop' && <Tag>{t('editor.stopsOn')}</Tag>}
                {wrong.map((problem) => <span key={problem} className={styles.problem}>{problem}</span>)}
              </div>
            </div>
            {step.type === 'branch' && (
              <div className={styles.sides}>
                {(['yes', 'no'] as const).map((one) => (
                  <div key={one} className={styles.side}>
                    <b className={styles.word}>{t(`editor.${one}`)}</b>
                    <StepList steps={step[one]} branchId={step.id} side={one} problems={problems} />
                  </div>
                ))}
              </div>
            )}
          </li>
        )
      })}
      {steps.at(-1)?.type !== 'stop' && <li className={styles.step}><AddStep onAdd={(type) => actions.add({ branchId, side, index: steps.length }, type)} /></li>}
    </ol>
  )
}
