import { criteriaOf, type GateGroup } from '../config/gate.ts'
import type { PipelineDefinition, StageMapping } from '../config/pipeline-definition.ts'
import type { DraftEffect } from './contract.ts'
import { mappingInForce, removedStages } from './mapping.ts'
import { noCounts, type StageCounts } from './stage-counts.ts'

type Change = Omit<DraftEffect, 'problems'>

/**
 * What publishing the draft would change, by stage; what stands in its way is found by `problemsOf`. Open deals of a
 * stage that goes count with the probability of the one they are mapped to; without a mapping they are not counted after.
 */
export function effectOf(live: PipelineDefinition, draft: PipelineDefinition, mapping: StageMapping, counts: ReadonlyMap<string, StageCounts>): Change {
  const before = new Map(live.stages.map((stage) => [stage.id, stage]))
  const after = new Map(draft.stages.map((stage) => [stage.id, stage]))
  const to = mappingInForce(live, draft, mapping)
  const countOf = (stageId: string) => counts.get(stageId) ?? noCounts
  const kept = draft.stages.flatMap((stage) => {
    const was = before.get(stage.id)
    return was === undefined ? [] : [{ was, is: stage }]
  })
  const order = kept.map(({ was }) => live.stages.indexOf(was))
  return {
    addedStages: draft.stages.filter((stage) => !before.has(stage.id)).map(({ id, name }) => ({ id, name })),
    renamedStages: kept.filter(({ was, is }) => was.name !== is.name).map(({ was, is }) => ({ id: is.id, from: was.name, to: is.name })),
    reordered: order.some((position, i) => i > 0 && position < (order[i - 1] ?? -1)),
    removedStages: removedStages(live, draft).map(({ id, name }) => ({ id, name, openDeals: countOf(id).openDeals, stays: countOf(id).stays, to: to.get(id) ?? null })),
    gates: [
      ...draft.stages.flatMap((stage) => {
        const was = before.get(stage.id)
        return [
          ...gateChange(stage.id, 'entry', was?.entryGate ?? null, stage.entryGate),
          ...gateChange(stage.id, 'exit', was?.exitGate ?? null, stage.exitGate),
        ]
      }),
      ...gateChange(null, 'won', live.wonGate, draft.wonGate),
    ],
    probabilities: kept
      .filter(({ was, is }) => was.winProbability !== is.winProbability)
      .map(({ was, is }) => ({ stageId: is.id, from: was.winProbability, to: is.winProbability, openDeals: countOf(is.id).openDeals })),
    weightedMinor: {
      before: weighted(counts, (stageId) => before.get(stageId)?.winProbability),
      after: weighted(counts, (stageId) => after.get(to.get(stageId) ?? stageId)?.winProbability),
    },
  }
}

function gateChange(stageId: string | null, side: 'entry' | 'exit' | 'won', before: GateGroup | null, after: GateGroup | null): Change['gates'] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{ stageId, side, before: criteriaOf(before).length, after: criteriaOf(after).length }]
}

/** Σ amount × probability, in whole minor units. A deal's own probability counts wherever the deal stands. */
function weighted(counts: ReadonlyMap<string, StageCounts>, probabilityOf: (stageId: string) => number | undefined): number {
  let sum = 0
  for (const [stageId, { amountMinor, ownWeightedMinor }] of counts) {
    const probability = probabilityOf(stageId)
    if (probability !== undefined) sum += amountMinor * probability + ownWeightedMinor
  }
  return Math.round(sum)
}
