import { ThunderboltOutlined } from '@ant-design/icons'
import type { StepType } from '@sluice/core/automation/definition'
import { explainCondition, explainStep, explainTrigger } from '@sluice/core/automation/explain'
import type { StepPlace } from '@sluice/core/lib/step-tree-edits'
import { useTranslation } from 'react-i18next'
import { FlowCanvas } from '../flow/FlowCanvas.tsx'
import { useEditing } from './editor-context.ts'
import { stepIcons } from './step-menu.tsx'
import { useStepMenu } from './use-step-menu.ts'

/** The same automation as a flow from its trigger down. */
export function FlowPicture(props: {
  selected: string | null
  problems: ReadonlyMap<string, readonly string[]>
  onSelect: (id: string) => void
  onAdd: (place: StepPlace, type: StepType) => void
  onMove: (id: string, by: 1 | -1) => void
  onRemove: (id: string) => void
}) {
  const { t } = useTranslation('automation')
  const { onAdd, ...canvas } = props
  const { draft, object, things, canWrite } = useEditing()
  const menu = useStepMenu()
  const where = draft.where === null ? null : explainCondition(object, draft.where, things.speaker)
  return (
    <FlowCanvas
      {...canvas}
      label={t('picture.label')} keys={canWrite ? t('picture.keys') : undefined} words={{ yes: t('editor.yes'), no: t('editor.no'), end: t('picture.end'), addHere: t('editor.addHere') }}
      canWrite={canWrite} steps={draft.steps} last="stop"
      show={(step) => ({ icon: stepIcons[step.type], kind: t(`steps.${step.type}`), said: explainStep(step, object, things.speaker) })}
      before={{
        id: 'trigger', icon: <ThunderboltOutlined />, kind: t('editor.when'),
        said: <>{explainTrigger(draft.trigger, things.speaker)}{where !== null && <><br />{t('picture.and', { text: where })}</>}</>,
      }}
      menu={(place) => menu((type) => onAdd(place, type))}
    />
  )
}
