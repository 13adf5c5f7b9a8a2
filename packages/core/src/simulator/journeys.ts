import { pipelineTemplate } from '../config/pipeline-templates.ts'
import type { FunnelStage, Journey, Stay } from '../funnel/journey.ts'
import type { Company, Deal } from './company.ts'

/** The stages of a template as the funnel wants them; their key is their id. */
export function funnelStages(pipelineKey: string): FunnelStage[] {
  return (pipelineTemplate(pipelineKey)?.stages ?? []).map((s, position) => ({ id: s.key, position, winProbability: s.winProbability }))
}

/** The deals of a pipeline as the funnel's input. A reopened deal begins a new stay in the stage it was lost from. */
export function journeysOf(company: Company, pipelineKey: string, include: (deal: Deal) => boolean = () => true): Journey[] {
  const order = funnelStages(pipelineKey).map((s) => s.id)
  return company.deals.filter((d) => d.pipelineKey === pipelineKey && include(d)).map((deal) => journeyOf(deal, order))
}

function journeyOf(deal: Deal, order: readonly string[]): Journey {
  const stays: Stay[] = []
  const enter = (stageId: string, at: number) => stays.push({ stageId, enteredAt: at, leftAt: null, exit: null, riskFrom: null, imported: false })
  for (const t of deal.transitions) {
    const open = stays.at(-1)
    if (open !== undefined && t.kind !== 'reopened') {
      open.leftAt = t.at
      open.exit = t.kind === 'won' || t.kind === 'lost' ? t.kind : order.indexOf(t.stageKey) > order.indexOf(open.stageId) ? 'advance' : 'back'
      open.lossReasonId = t.lossReasonKey ?? null
    }
    if (t.kind !== 'won' && t.kind !== 'lost') enter(t.stageKey, t.at)
  }
  const last = deal.transitions.at(-1)
  const outcome = last?.kind === 'won' || last?.kind === 'lost' ? last.kind : 'open'
  return {
    dealId: deal.key,
    createdAt: deal.createdAt,
    closedAt: outcome === 'open' ? null : (last?.at ?? null),
    outcome,
    amountMinor: deal.amountChanges.at(-1)?.amountMinor ?? deal.amountMinor,
    currency: deal.currency,
    lossReasonId: last?.lossReasonKey ?? null,
    expectedCloseOn: deal.closeDateChanges.at(-1)?.on ?? deal.expectedCloseOn,
    stays,
  }
}
