import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import type { DealRecord } from './pipeline.queries.ts'
import { saveDeals, type DealWrite } from './save-deals.ts'

/** Puts open, locked deals to sleep: out of the active funnel and the forecast. `idleDays` by deal when a rule does it. */
export async function sleepDeals(tx: Tx, act: Act, deals: readonly DealRecord[], idleDays?: ReadonlyMap<string, number>): Promise<void> {
  await saveDeals(tx, act, deals.map((deal): DealWrite => {
    if (deal.status !== 'open') refuse('deal.not_open')
    if (deal.dormantAt !== null) refuse('deal.already_dormant')
    const payload = { pipelineId: deal.pipelineId, automatic: idleDays !== undefined, idleDays: idleDays?.get(deal.id) ?? null }
    return { before: deal, after: { ...deal, dormantAt: act.now }, events: [{ body: { type: 'deal.slept', payload } }] }
  }))
}

/** Wakes locked deals. */
export async function wakeDeals(tx: Tx, act: Act, deals: readonly DealRecord[], by: 'person' | 'activity'): Promise<void> {
  await saveDeals(tx, act, deals.map((deal): DealWrite => {
    if (deal.dormantAt === null) refuse('deal.not_dormant')
    return { before: deal, after: { ...deal, dormantAt: null }, events: [{ body: { type: 'deal.woken', payload: { pipelineId: deal.pipelineId, by } } }] }
  }))
}
