import { BellOutlined, BranchesOutlined, CheckSquareOutlined, ClockCircleOutlined, LoginOutlined, LogoutOutlined, MailOutlined, PlusOutlined, StarOutlined, StopOutlined, TagOutlined } from '@ant-design/icons'
import type { SequenceDefinition, Step, StepType } from '@sluice/core/nurture/sequence'
import { Dropdown } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Canvas.module.css'
import type { Place } from './step-edits.ts'
import { useStepWords } from './use-step-words.ts'

export const stepIcons: Record<StepType, ReactNode> = {
  wait: <ClockCircleOutlined />, branch: <BranchesOutlined />, mail: <MailOutlined />, notify: <BellOutlined />, task: <CheckSquareOutlined />, tag: <TagOutlined />, score: <StarOutlined />, end: <StopOutlined />,
}
const stepTypes = Object.keys(stepIcons) as StepType[]

export interface CanvasProps {
  draft: SequenceDefinition
  /** `trigger`, `exits`, or a step's id. */
  selected: string | null
  /** What is wrong, by place: a step's id, `trigger` or `exits`. */
  problems: ReadonlyMap<string, readonly string[]>
  canWrite: boolean
  onSelect: (id: string) => void
  onInsert: (place: Place, type: StepType) => void
  onMove: (id: string, by: 1 | -1) => void
  onRemove: (id: string) => void
}

/** The flow from the trigger to the way out, branches side by side; on a phone below each other. Reachable by keyboard throughout. */
export function Canvas(props: CanvasProps) {
  const { t } = useTranslation('nurture')
  const words = useStepWords(props.draft)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const node = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')
    if (node === null) return
    const id = node.dataset['node'] ?? ''
    const isStep = id !== 'trigger' && id !== 'exits'
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && event.altKey && isStep && props.canWrite) props.onMove(id, by)
    else if (by !== 0) {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-node]')]
      all[all.indexOf(node) + by]?.focus()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && isStep && props.canWrite) props.onRemove(id)
    else return
    event.preventDefault()
  }
  const node = (id: string, icon: ReactNode, kind: string, said: ReactNode) => {
    const problems = props.problems.get(id) ?? []
    return (
      <button
        type="button"
        data-node={id}
        aria-pressed={props.selected === id}
        className={[styles.node, props.selected === id ? styles.selected : '', problems.length > 0 ? styles.wrong : ''].filter(Boolean).join(' ')}
        onClick={() => props.onSelect(id)}
      >
        <span className={styles.icon} aria-hidden>{icon}</span>
        <span className={styles.words}>
          <span className={styles.kind}>{kind}</span>
          <span className={styles.said}>{said}</span>
          {problems.map((problem) => <span key={problem} className={styles.problem}>{problem}</span>)}
        </span>
      </button>
    )
  }
  const list = (steps: readonly Step[], branchId: string | null, side: 'yes' | 'no'): ReactNode => (
    <>
      <AddHere place={{ branchId, side, index: 0 }} {...props} />
      {steps.map((step, i) => (
        <Piece key={step.id}>
          {node(step.id, stepIcons[step.type], t(`steps.${step.type}`), words.step(step))}
          {step.type === 'branch' && (
            <>
              <div className={styles.branches}>
                {(['yes', 'no'] as const).map((one) => (
                  <div key={one} className={styles.branch} role="group" aria-label={t(`canvas.${one}`)}>
                    <span className={styles.sideName}>{t(`canvas.${one}`)}</span>
                    {list(step[one], step.id, one)}
                    <span />
                  </div>
                ))}
              </div>
              <div className={styles.join} />
            </>
          )}
          {step.type !== 'end' && <AddHere place={{ branchId, side, index: i + 1 }} {...props} />}
        </Piece>
      ))}
    </>
  )
  return (
    <div className={styles.canvas} role="group" aria-label={t('canvas.label')} onKeyDown={onKeyDown}>
      <p className={styles.keys}>{t('canvas.keys')}</p>
      <div className={styles.list}>
        {node('trigger', <LoginOutlined />, t('canvas.trigger'), words.trigger)}
        {list(props.draft.steps, null, 'yes')}
        <span className={styles.done}>{t('canvas.end')}</span>
        <span className={styles.link} aria-hidden />
        {node('exits', <LogoutOutlined />, t('canvas.exits'), words.exits)}
      </div>
    </div>
  )
}

const Piece = ({ children }: { children: ReactNode }) => <>{children}</>

function AddHere({ place, canWrite, onInsert }: { place: Place; canWrite: boolean; onInsert: CanvasProps['onInsert'] }) {
  const { t } = useTranslation('nurture')
  if (!canWrite) return <span className={styles.link} aria-hidden />
  return (
    <span className={styles.link}>
      <Dropdown trigger={['click']} menu={{ items: stepTypes.map((type) => ({ key: type, icon: stepIcons[type], label: t(`steps.${type}`), onClick: () => onInsert(place, type) })) }}>
        <button type="button" className={styles.plus} aria-label={t('canvas.addHere')}>
          <PlusOutlined style={{ fontSize: 12 }} />
        </button>
      </Dropdown>
    </span>
  )
}
