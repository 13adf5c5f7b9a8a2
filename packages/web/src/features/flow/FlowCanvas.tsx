import { PlusOutlined } from '@ant-design/icons'
import { sidesOf, type TreeStep } from '@sluice/core/lib/step-tree'
import type { StepPlace } from '@sluice/core/lib/step-tree-edits'
import { Dropdown, type MenuProps } from 'antd'
import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import styles from './FlowCanvas.module.css'

/** What a box of the picture shows. */
export interface FlowNode {
  icon: ReactNode
  kind: string
  said: ReactNode
}

interface FlowCanvasProps<S extends TreeStep> {
  label: string
  /** What the keys do; left out where nothing can be changed by them. */
  keys?: string | undefined
  steps: readonly S[]
  /** Behind a step of this type nothing follows. */
  last: S['type']
  show: (step: S) => FlowNode
  /** What stands before the steps, and behind them: selected as a step is, but neither moved nor removed. */
  before: FlowNode & { id: string }
  after?: FlowNode & { id: string }
  words: { yes: string; no: string; end: string; addHere: string }
  selected: string | null
  /** What is wrong, by the id of the box. */
  problems: ReadonlyMap<string, readonly string[]>
  canWrite: boolean
  /** What may be put in at a place. */
  menu: (place: StepPlace) => MenuProps
  onSelect: (id: string) => void
  onMove: (id: string, by: 1 | -1) => void
  onRemove: (id: string) => void
}

/** A flow of steps from its beginning down, branches side by side; on a phone below each other. Reachable by keyboard throughout. */
export function FlowCanvas<S extends TreeStep>(props: FlowCanvasProps<S>) {
  const { before, after, words, canWrite } = props
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const node = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')
    const id = node?.dataset['node']
    if (!node || id === undefined) return
    const mayChange = canWrite && id !== before.id && id !== after?.id
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && event.altKey && mayChange) props.onMove(id, by)
    else if (by !== 0) {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-node]')]
      all[all.indexOf(node) + by]?.focus()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && mayChange) props.onRemove(id)
    else return
    event.preventDefault()
  }
  const node = (id: string, shown: FlowNode) => {
    const problems = props.problems.get(id) ?? []
    return (
      <button
        type="button" data-node={id} aria-pressed={props.selected === id}
        className={[styles.node, props.selected === id ? styles.selected : '', problems.length > 0 ? styles.wrong : ''].filter(Boolean).join(' ')}
        onClick={() => props.onSelect(id)}
      >
        <span className={styles.icon} aria-hidden>{shown.icon}</span>
        <span className={styles.words}>
          <span className={styles.kind}>{shown.kind}</span>
          <span className={styles.said}>{shown.said}</span>
          {problems.map((problem) => <span key={problem} className={styles.problem}>{problem}</span>)}
        </span>
      </button>
    )
  }
  const link = (place: StepPlace) => (
    <span className={styles.link}>
      {canWrite && (
        <Dropdown trigger={['click']} menu={props.menu(place)}>
          <button type="button" className={styles.plus} aria-label={words.addHere} title={words.addHere}><PlusOutlined style={{ fontSize: 12 }} /></button>
        </Dropdown>
      )}
    </span>
  )
  const list = (steps: readonly S[], branchId: string | null, side: 'yes' | 'no'): ReactNode => (
    <>
      {link({ branchId, side, index: 0 })}
      {steps.map((step, i) => {
        const sides = sidesOf(step)
        return (
          <Fragment key={step.id}>
            {node(step.id, props.show(step))}
            {sides.length > 0 && (
              <>
                <div className={styles.branches}>
                  {sides.map((one) => (
                    <div key={one.side} className={styles.branch} role="group" aria-label={words[one.side]}>
                      <span className={styles.sideName}>{words[one.side]}</span>
                      {list(one.steps, step.id, one.side)}
                      <span />
                    </div>
                  ))}
                </div>
                <div className={styles.join} />
              </>
            )}
            {step.type !== props.last && link({ branchId, side, index: i + 1 })}
          </Fragment>
        )
      })}
    </>
  )
  return (
    <div className={styles.canvas} role="group" aria-label={props.label} onKeyDown={onKeyDown}>
      {props.keys !== undefined && <p className={styles.keys}>{props.keys}</p>}
      <div className={styles.list}>
        {node(before.id, before)}
        {list(props.steps, null, 'yes')}
        <span className={styles.done}>{words.end}</span>
        {after && (
          <>
            <span className={styles.link} aria-hidden />
            {node(after.id, after)}
          </>
        )}
      </div>
    </div>
  )
}
