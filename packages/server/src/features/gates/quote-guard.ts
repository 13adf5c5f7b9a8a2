import { flowDefinition } from '@sluice/core/approvals/flow'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { matchingDeals } from './matching-deals.ts'

/** Refuses that a quote is recorded as sent before the flows for quotes have granted it at the deal's present amount. */
export async function requireQuoteApproved(tx: Reader, orgId: string, dealId: string, now: string): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; definition: unknown; isGranted: boolean }>`
    select f.id, f.name, f.definition, exists (
        select from approval a join deal d on d.org_id = a.org_id and d.id = a.deal_id
        where a.org_id = f.org_id and a.flow_id = f.id and a.deal_id = ${dealId} and a.status = 'approved'
          and (a.target->>'amountMinor')::bigint is not distinct from d.amount_minor and a.target->>'currency' = d.currency) as "isGranted"
    from approval_flow f where f.org_id = ${orgId} and f.is_active and f.archived_at is null and f.definition->'trigger'->>'type' = 'quote' order by f.created_at, f.id`.execute(tx)
  for (const { id, name, definition, isGranted } of rows) {
    if (isGranted) continue
    const deals = await matchingDeals(tx, { orgId, now }, [dealId], flowDefinition.parse(definition).condition)
    if (deals.has(dealId)) refuse('approval.required', { dealId, flowId: id, name })
  }
}
