import type { Transition } from '@sluice/core/imports/history'
import type { HistoricFact } from '../pipeline/load-deals.ts'

/** What a deal was created with; ids are those of the organisation. */
export interface DealBasics {
  pipelineId: string
  stageIds: ReadonlyMap<string, string>
  /** Keys of the stages in order. */
  title: string
  amountMinor: number | null
  currency: string
  winProbability: number | null
  expectedCloseOn: string | null
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
  accountId: string | null
  riskFrom: string | null
  importId: string
  lostReasonId: string | null
  competitor: string | null
  now: string
}

/**
 * A history as facts of the log. They count as known when they were true (docs/decisions/0003), but for what the file
 * says of the future: that is known since the import.
 */
export function factsOf(transitions: readonly Transition[], deal: DealBasics): HistoricFact[] {
  const { pipelineId, stageIds } = deal
  const id = (key: string): string => {
    const found = stageIds.get(key)
    if (found === undefined) throw new Error(`the pipeline has no stage ${key}`)
    return found
  }
  let stageId = ''
  return transitions.map((transition): HistoricFact => {
    const times = { at: transition.at, knownAt: transition.at, imported: transition.at <= deal.now }
    const from = stageId
    if ('stageKey' in transition) stageId = id(transition.stageKey)
    switch (transition.kind) {
      case 'created': {
        const { title, amountMinor, currency, winProbability, expectedCloseOn, ownerId, teamId, sourceId, accountId, riskFrom, importId } = deal
        return {
          ...times, type: 'deal.created',
          payload: {
            pipelineId, stageId, amountMinor, currency, winProbability, expectedCloseOn, ownerId, teamId, sourceId, number: 0, title, accountId,
            leadId: null, riskFrom, importId,
          },
        }
      }
      case 'entered':
        return { ...times, type: 'deal.moved', payload: { pipelineId, from, to: stageId, direction: transition.direction, reason: null } }
      case 'won':
        return { ...times, type: 'deal.won', payload: { pipelineId, stageId } }
      case 'lost':
        return { ...times, type: 'deal.lost', payload: { pipelineId, stageId, reasonId: deal.lostReasonId, note: null, competitor: deal.competitor } }
      case 'reopened':
        return { ...times, type: 'deal.reopened', payload: { pipelineId, stageId, reason: null } }
    }
  })
}
