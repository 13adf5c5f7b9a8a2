import { criteriaOf } from '@sluice/core/config/gate'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'

/** How many criteria a stage asks, on the way in and out. */
export function criteriaCount(stage: StageDefinition): number {
  return criteriaOf(stage.entryGate).length + criteriaOf(stage.exitGate).length
}
