import { BellOutlined, BranchesOutlined, CheckSquareOutlined, ClockCircleOutlined, LoginOutlined, LogoutOutlined, MailOutlined, StarOutlined, StopOutlined, TagOutlined } from '@ant-design/icons'
import type { StepPlace } from '@sluice/core/lib/step-tree-edits'
import type { SequenceDefinition, StepType } from '@sluice/core/nurture/sequence'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FlowCanvas } from '../flow/FlowCanvas.tsx'
import { useStepWords } from './use-step-words.ts'

const stepIcons: Record<StepType, ReactNode> = {
  wait: <ClockCircleOutlined />, branch: <BranchesOutlined />, mail: <MailOutlined />, notify: <BellOutlined />, task: <CheckSquareOutlined />, tag: <TagOutlined />, score: <StarOutlined />, end: <StopOutlined />,
}
const stepTypes = Object.keys(stepIcons) as StepType[]

/** A sequence as a flow from the trigger to the way out; what is selected is `trigger`, `exits`, or a step's id. */
export function Canvas(props: {
  draft: SequenceDefinition
  selected: string | null
  /** What is wrong, by place: a step's id, `trigger` or `exits`. */
  problems: ReadonlyMap<string, readonly string[]>
  canWrite: boolean
  onSelect: (id: string) => void
  onInsert: (place: StepPlace, type: StepType) => void
  onMove: (id: string, by: 1 | -1) => void
  onRemove: (id: string) => void
}) {
  const { t } = useTranslation('nurture')
  const { onInsert, ...canvas } = props
  const words = useStepWords(props.draft)
  return (
    <FlowCanvas
      {...canvas}
      label={t('canvas.label')} keys={t('canvas.keys')} words={{ yes: t('canvas.yes'), no: t('canvas.no'), end: t('canvas.end'), addHere: t('canvas.addHere') }}
      steps={props.draft.steps} last="end"
      show={(step) => ({ icon: stepIcons[step.type], kind: t(`steps.${step.type}`), said: words.step(step) })}
      before={{ id: 'trigger', icon: <LoginOutlined />, kind: t('canvas.trigger'), said: words.trigger }}
      after={{ id: 'exits', icon: <LogoutOutlined />, kind: t('canvas.exits'), said: words.exits }}
      menu={(place) => ({ items: stepTypes.map((type) => ({ key: type, icon: stepIcons[type], label: t(`steps.${type}`), onClick: () => onInsert(place, type) })) })}
    />
  )
}
