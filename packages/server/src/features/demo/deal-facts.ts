import { pipelineTemplate } from '@sluice/core/config/pipeline-templates'
import type { Changes } from '@sluice/core/events/deal-events'
import type { DealFact } from '@sluice/core/pipeline/project'
import type { Deal } from '@sluice/core/simulator/company'

export interface Belongs {
  ownerId: string
  teamId: string
}

/** Ids by the keys of a simulated deal. */
export interface DealIds {
  pipelineId: string
  stage(key: string): string
  accountId: string
  leadId: string | null
  sourceId: string
  reason(key: string): string
  belongs(ownerKey: string): Belongs
}

type Body = DealFact extends infer F ? (F extends unknown ? Omit<F, 'at' | 'knownAt' | 'imported'> : never) : never

/** A simulated deal as facts of the log: its transitions and its changes of amount, owner and close date, in order. */
export function factsOf(deal: Deal, ids: DealIds): DealFact[] {
  const { pipelineId } = ids
  const positions = new Map(pipelineTemplate(deal.pipelineKey)?.stages.map((stage, i) => [stage.key, i]))
  const dated: { at: number; body: Body }[] = []
  let stageKey = ''
  for (const transition of deal.transitions) {
    const { at } = transition
    const to = ids.stage(transition.stageKey)
    switch (transition.kind) {
      case 'created':
        dated.push({ at, body: {
          type: 'deal.created',
          payload: {
            pipelineId, stageId: to, amountMinor: deal.amountMinor, currency: deal.currency, winProbability: null, expectedCloseOn: deal.expectedCloseOn,
            ...ids.belongs(deal.ownerKey), sourceId: ids.sourceId, number: 0, title: deal.title, accountId: ids.accountId, leadId: ids.leadId,
            riskFrom: null, importId: null,
          },
        } })
        break
      case 'moved': {
        const direction = (positions.get(transition.stageKey) ?? 0) > (positions.get(stageKey) ?? 0) ? 'advance' : 'back'
        dated.push({ at, body: { type: 'deal.moved', payload: { pipelineId, from: ids.stage(stageKey), to, direction, reason: null } } })
        break
      }
      case 'won':
        dated.push({ at, body: { type: 'deal.won', payload: { pipelineId, stageId: to } } })
        break
      case 'lost':
        dated.push({ at, body: { type: 'deal.lost', payload: {
          pipelineId, stageId: to, reasonId: transition.lossReasonKey === undefined ? null : ids.reason(transition.lossReasonKey), note: null,
          competitor: transition.competitor ?? null,
        } } })
        break
      case 'reopened':
        dated.push({ at, body: { type: 'deal.reopened', payload: { pipelineId, stageId: to, reason: null } } })
        break
    }
    stageKey = transition.stageKey
  }
  const changed = (at: number, changes: Changes) => dated.push({ at, body: { type: 'deal.changed', payload: { pipelineId, changes } } })
  let amount = deal.amountMinor
  for (const change of deal.amountChanges) {
    changed(change.at, { amountMinor: [amount, change.amountMinor] })
    amount = change.amountMinor
  }
  let owner = ids.belongs(deal.ownerKey)
  for (const change of deal.ownerChanges) {
    const next = ids.belongs(change.ownerKey)
    changed(change.at, { ownerId: [owner.ownerId, next.ownerId], teamId: [owner.teamId, next.teamId] })
    owner = next
  }
  let closeOn = deal.expectedCloseOn
  for (const change of deal.closeDateChanges) {
    changed(change.at, { expectedCloseOn: [closeOn, change.on] })
    closeOn = change.on
  }
  // Stable: of two facts at one instant the transition stays first.
  return dated.sort((a, b) => a.at - b.at).map(({ at, body }) => {
    const instant = new Date(at).toISOString()
    return { ...body, at: instant, knownAt: instant, imported: true }
  })
}
