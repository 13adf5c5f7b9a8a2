import { ThunderboltOutlined } from '@ant-design/icons'
import type { Step, StepType } from '@sluice/core/automation/definition'
import { explainCondition, explainStep, explainTrigger } from '@sluice/core/automation/explain'
import type { KeyboardEvent, ReactNode } from 'react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import canvas from '../nurture/Canvas.module.css'
import { AddStep } from './AddStep.tsx'
import { useEditing } from './editor-context.ts'
import type { Place } from './step-edits.ts'
import { stepIcons } from './step-menu.tsx'

/** The same automation as a flow from its trigger down, branches side by side; on a phone below each other. */
export function FlowPicture(props: {
  selected: string | null
  problems: ReadonlyMap<string, readonly string[]>
  onSelect: (id: string) => void
  onAdd: (place: Place, type: StepType) => void
  onMove: (id: string, by: 1 | -1) => void
  onRemove: (id: string) => void
}) {
  const { t } = useTranslation('automation')
  const { draft, object, things, canWrite } = useEditing()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const node = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')
    const id = node?.dataset['node']
    if (!node || id === undefined) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && event.altKey && id !== 'trigger' && canWrite) props.onMove(id, by)
    else if (by !== 0) {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-node]')]
      all[all.indexOf(node) + by]?.focus()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && id !== 'trigger' && canWrite) props.onRemove(id)
    else return
    event.preventDefault()
  }
  const node = (id: string, icon: ReactNode, kind: string, said: ReactNode) => {
    const problems = props.problems.get(id) ?? []
    return (
      <button
        type="button" data-node={id} aria-pressed={props.selected === id}
        className={[canvas.node, props.selected === id ? canvas.selected : '', problems.length > 0 ? canvas.wrong : ''].filter(Boolean).join(' ')}
        onClick={() => props.onSelect(id)}
      >
        <span className={canvas.icon} aria-hidden>{icon}</span>
        <span className={canvas.words}>
          <span className={canvas.kind}>{kind}</span>
          <span className={canvas.said}>{said}</span>
          {problems.map((problem) => <span key={problem} className={canvas.problem}>{problem}</span>)}
        </span>
      </button>
    )
  }
  const link = (place: Place) => <span className={canvas.link}>{canWrite && <AddStep small onAdd={(type) => props.onAdd(place, type)} />}</span>
  const list = (steps: readonly Step[], branchId: string | null, side: 'yes' | 'no'): ReactNode => (
    <>
      {link({ branchId, side, index: 0 })}
      {steps.map((step, i) => (
        <Fragment key={step.id}>
          {node(step.id, stepIcons[step.type], t(`steps.${step.type}`), explainStep(step, object, things.speaker))}
          {step.type === 'branch' && (
            <>
              <div className={canvas.branches}>
                {(['yes', 'no'] as const).map((one) => (
                  <div key={one} className={canvas.branch} role="group" aria-label={t(`editor.${one}`)}>
                    <span className={canvas.sideName}>{t(`editor.${one}`)}</span>
                    {list(step[one], step.id, one)}
                    <span />
                  </div>
                ))}
              </div>
              <div className={canvas.join} />
            </>
          )}
          {step.type !== 'stop' && link({ branchId, side, index: i + 1 })}
        </Fragment>
      ))}
    </>
  )
  const where = draft.where === null ? null : explainCondition(object, draft.where, things.speaker)
  return (
    <div className={canvas.canvas} role="group" aria-label={t('picture.label')} onKeyDown={onKeyDown}>
      {canWrite && <p className={canvas.keys}>{t('picture.keys')}</p>}
      <div className={canvas.list}>
        {node('trigger', <ThunderboltOutlined />, t('editor.when'), <>{explainTrigger(draft.trigger, things.speaker)}{where !== null && <><br />{t('picture.and', { text: where })}</>}</>)}
        {list(draft.steps, null, 'yes')}
        <span className={canvas.done}>{t('picture.end')}</span>
      </div>
    </div>
  )
}
