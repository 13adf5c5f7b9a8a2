import type { Stage } from '@sluice/core/catalog/contract'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { useTranslation } from 'react-i18next'
import { GateSection } from '../gate/GateSection.tsx'
import { changeStage } from '../model/design.ts'
import { Anchor } from '../Anchor.tsx'
import type { DesignEditor } from '../use-design.ts'
import { Basics } from './Basics.tsx'
import { DwellAndNext } from './DwellAndNext.tsx'
import { PlaybookPart } from './PlaybookPart.tsx'

/** Everything about one stage. `live`: as it is in force, when it is. */
export function StageEditor({ stage, live, editor }: { stage: StageDefinition; live: Stage | undefined; editor: DesignEditor }) {
  const { t } = useTranslation('designer')
  const change = (part: Partial<StageDefinition>, about?: string) => editor.apply((design) => changeStage(design, stage.id, part), about && `${stage.id}.${about}`)
  const { name } = stage
  return (
    <>
      <Anchor section="basics">
        <Basics stage={stage} change={change} />
      </Anchor>
      <Anchor section="gates">
        <GateSection
          title={t('gates.entry')}
          note={t('gates.entryNote', { name })}
          gate={stage.entryGate}
          notes={stage.entryCriteria}
          epoch={editor.epoch}
          onGate={(entryGate) => change({ entryGate })}
          onNotes={(entryCriteria) => change({ entryCriteria }, 'entryCriteria')}
        />
        <GateSection
          title={t('gates.exit')}
          note={t('gates.exitNote', { name })}
          gate={stage.exitGate}
          notes={stage.exitCriteria}
          epoch={editor.epoch}
          onGate={(exitGate) => change({ exitGate })}
          onNotes={(exitCriteria) => change({ exitCriteria }, 'exitCriteria')}
        />
      </Anchor>
      <Anchor section="dwell">
        <DwellAndNext stage={stage} live={live} change={change} />
      </Anchor>
      <Anchor section="playbook">
        <PlaybookPart stage={stage} change={change} />
      </Anchor>
    </>
  )
}
