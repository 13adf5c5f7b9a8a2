import { ArrowLeftOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { definitionOf } from '@sluice/core/designer/definition'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './Designer.module.css'
import { GateSection } from './gate/GateSection.tsx'
import { addStage, changePipeline, duplicateStage, mergeStage, moveStage, removeStage, splitStage } from './model/design.ts'
import { PipelineEditor } from './pipeline/PipelineEditor.tsx'
import { MergeStage } from './stage/MergeStage.tsx'
import { RemoveStage } from './stage/RemoveStage.tsx'
import { SplitStage } from './stage/SplitStage.tsx'
import { StageEditor } from './stage/StageEditor.tsx'
import { StagePath } from './StagePath.tsx'
import type { StageAction } from './StagePath.tsx'
import type { DesignEditor } from './use-design.ts'

const makeId = () => crypto.randomUUID()

/** The stages in order at the left, what is chosen of them at the right; on a phone one after the other. */
export function EditView(props: { pipeline: Pipeline; editor: DesignEditor; at: string; wrong: ReadonlySet<string>; onOpen: (at: string) => void }) {
  const { t } = useTranslation('designer')
  const phone = usePhone()
  const { pipeline, editor, onOpen } = props
  const { definition } = editor.design
  const { stages } = definition
  const [asking, setAsking] = useState<{ action: 'remove' | 'split' | 'merge'; id: string } | null>(null)
  const stage = stages.find((one) => one.id === props.at)
  const at = stage || props.at === 'won' || props.at === 'pipeline' ? props.at : phone ? '' : (stages[0]?.id ?? 'pipeline')
  const shown = stages.find((one) => one.id === at)
  const live = new Map(definitionOf(pipeline).stages.map((one) => [one.id, one]))
  const isLive = (id: string) => live.has(id)
  const mark = (one: StageDefinition) => {
    const before = live.get(one.id)
    return !before ? 'new' : sameStage(before, one) ? null : 'edited'
  }
  const asked = stages.find((one) => one.id === asking?.id)
  const index = stages.findIndex((one) => one.id === asking?.id)

  const add = () => {
    let n = 1
    let name = t('path.newName')
    while (stages.some((one) => one.name === name)) name = t('path.newNameN', { n: (n += 1) })
    const id = makeId()
    const after = shown ?? stages.at(-1)
    editor.apply((design) => addStage(design, after?.id ?? null, { id, name, color: after?.color ?? '#2e7cb6' }))
    onOpen(id)
  }
  const onAction = (action: StageAction, one: StageDefinition) => {
    if (action === 'duplicate') editor.apply((design) => duplicateStage(design, one.id, t('path.copyName', { name: one.name }).slice(0, 60), makeId))
    else if (action === 'remove' || action === 'split' || action === 'merge') setAsking({ action, id: one.id })
  }

  const path = (
    <StagePath
      definition={definition}
      at={at}
      onOpen={onOpen}
      wrong={props.wrong}
      mark={mark}
      edit={{ onMove: (id, to) => editor.apply((design) => moveStage(design, id, to)), onAdd: add, onAction }}
    />
  )
  const body = (
    <div className={styles.body}>
      {phone && (
        <Button type="text" icon={<ArrowLeftOutlined />} className={styles.back} onClick={() => onOpen('')}>
          {t('path.back')}
        </Button>
      )}
      {at === 'pipeline' ? (
        <PipelineEditor editor={editor} />
      ) : at === 'won' ? (
        <GateSection
          title={t('gates.won')}
          note={t('gates.wonNote', { name: definition.wonName })}
          gate={definition.wonGate}
          notes={definition.wonCriteria}
          epoch={editor.epoch}
          onGate={(wonGate) => editor.apply((design) => changePipeline(design, { wonGate }))}
          onNotes={(wonCriteria) => editor.apply((design) => changePipeline(design, { wonCriteria }), 'pipeline.wonCriteria')}
        />
      ) : (
        shown && <StageEditor key={shown.id} stage={shown} live={pipeline.stages.find((one) => one.id === shown.id)} editor={editor} />
      )}
    </div>
  )
  return (
    <>
      <div className={styles.split}>
        {(!phone || at === '') && <div className={styles.side}>{path}</div>}
        {(!phone || at !== '') && body}
      </div>
      {asking?.action === 'remove' && asked && (
        <RemoveStage
          key={asked.id}
          pipelineId={pipeline.id}
          stage={asked}
          others={stages.filter((one) => one.id !== asked.id)}
          start={(stages[index - 1] ?? stages[index + 1])?.id ?? ''}
          // A stage that others were mapped to in this draft hands them on, too.
          isLive={isLive(asked.id) || editor.design.mapping.some((one) => one.to === asked.id)}
          onClose={() => setAsking(null)}
          onRemove={(to) => {
            editor.apply((design) => removeStage(design, asked.id, to, isLive(asked.id)))
            if (asked.id === at) onOpen(to ?? '')
            setAsking(null)
          }}
        />
      )}
      {asking?.action === 'split' && asked && (
        <SplitStage
          key={asked.id}
          stage={asked}
          onClose={() => setAsking(null)}
          onSplit={(names, heir) => {
            editor.apply((design) => splitStage(design, asked.id, names, heir, isLive(asked.id), makeId))
            setAsking(null)
          }}
        />
      )}
      {asking?.action === 'merge' && asked && stages[index + 1] && (
        <MergeStage
          key={asked.id}
          first={asked}
          second={stages[index + 1] ?? asked}
          onClose={() => setAsking(null)}
          onMerge={(name) => {
            editor.apply((design) => mergeStage(design, asked.id, name, isLive))
            setAsking(null)
          }}
        />
      )}
    </>
  )
}

const said: readonly (keyof StageDefinition)[] = [
  'name', 'definition', 'entryCriteria', 'exitCriteria', 'winProbability', 'forecastCategory', 'layer', 'color', 'dwell', 'entryGate', 'exitGate', 'playbook', 'nextStepHint', 'nextStepRequired',
]
/** Whether two versions of a stage say the same. */
function sameStage(a: StageDefinition, b: StageDefinition): boolean {
  return said.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}
