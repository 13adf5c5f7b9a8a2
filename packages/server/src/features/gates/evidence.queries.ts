import type { GateGroup } from '@sluice/core/config/gate'
import { criteriaOf } from '@sluice/core/config/gate'
import type {
  ActivityEvidence, ApprovalEvidence, AttachmentEvidence, ContactEvidence, Evidence, FormEvidence, MilestoneEvidence, ProductEvidence, TickEvidence,
} from '@sluice/core/gates/evidence'
import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { pastOf, type PastEvent } from './past.ts'

/** Parts of the evidence that lie in tables of their own. */
export type EvidencePart = 'activities' | 'contacts' | 'products' | 'attachments' | 'milestones' | 'ticks' | 'forms' | 'approvals'
export const everyPart: ReadonlySet<EvidencePart> = new Set(['activities', 'contacts', 'products', 'attachments', 'milestones', 'ticks', 'forms', 'approvals'])

/** What these gates can ask about: nothing else need be read. */
export function partsAsked(gates: Iterable<GateGroup | null>): ReadonlySet<EvidencePart> {
  const parts = new Set<EvidencePart>()
  for (const gate of gates) {
    for (const { type } of criteriaOf(gate)) {
      if (type === 'activity') parts.add('activities')
      else if (type === 'contact') parts.add('contacts')
      else if (type === 'attachment') parts.add('attachments')
      else if (type === 'milestone') parts.add('milestones')
      else if (type === 'checklist') parts.add('ticks')
      else if (type === 'form') parts.add('forms')
      else if (type === 'approval') parts.add('approvals')
      // A condition may count related records.
      else if (type === 'condition') for (const part of ['activities', 'contacts', 'products'] as const) parts.add(part)
    }
  }
  return parts
}

type Row<T> = T & { dealId: string }

/**
 * The evidence of many deals, in two queries whatever their number. With `past`, also what was taken back and what
 * fields held before, so that `evidenceAt` can go back to any earlier moment; imported activities count as known when they were.
 */
export async function selectEvidence(
  tx: Reader, orgId: string, dealIds: readonly string[], { past = false, parts = everyPart }: { past?: boolean; parts?: ReadonlySet<EvidencePart> } = {},
): Promise<Map<string, Evidence>> {
  if (dealIds.length === 0) return new Map()
  const among = sql`any(${sql.val([...new Set(dealIds)])}::uuid[])`
  const standing = past ? sql`true` : sql`x.deleted_at is null`
  const deals = await sql<Row<Record<string, unknown>> & { createdAt: string }>`
    select d.id as "dealId", d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
      d.win_probability::float8 as "winProbability", d.forecast_category as "forecastCategory", d.expected_close_on as "expectedCloseOn", d.next_step as "nextStep",
      d.next_step_due as "nextStepDue", d.account_id as "accountId", d.owner_id as "ownerId", d.team_id as "teamId", d.source_id as "sourceId", d.lead_id as "leadId",
      d.lost_reason_id as "lostReasonId", d.competitor, d.note, d.stage_entered_at as "stageEnteredAt", d.closed_at as "closedAt",
      d.last_activity_at as "lastActivityAt", d.tag_ids as "tagIds", d.custom, d.created_at as "createdAt"
    from deal d where d.org_id = ${orgId} and d.id = ${among}`.execute(tx)
  const queries: Record<EvidencePart, RawBuilder<unknown>> = {
    activities: sql`
      select x.subject_id as "dealId", x.kind, x.outcome, ${iso('x.at')} as at, x.minutes, x.author_id as "authorId", x.body,
        case when x.import_id is null then ${iso('x.created_at')} else ${iso('least(x.at, x.created_at)')} end as since, ${iso('x.deleted_at')} as until
      from activity x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among} and ${standing}`,
    contacts: sql`
      select x.deal_id as "dealId", x.contact_id as "contactId", x.role, ${iso('d.created_at')} as since, null as until
      from deal_contact x join deal d on d.org_id = x.org_id and d.id = x.deal_id where x.org_id = ${orgId} and x.deal_id = ${among}`,
    products: sql`
      select x.deal_id as "dealId", x.product_id as "productId", x.quantity::float8 as quantity, x.price_minor as "priceMinor"
      from deal_product x where x.org_id = ${orgId} and x.deal_id = ${among}`,
    attachments: sql`
      select x.subject_id as "dealId", x.kind, ${iso('x.created_at')} as since, ${iso('x.deleted_at')} as until
      from attachment x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among} and ${standing}`,
    milestones: sql`
      select x.deal_id as "dealId", x.kind, ${iso('x.at')} as at, x.amount_minor as "amountMinor", ${iso('x.created_at')} as since, ${iso('x.deleted_at')} as until
      from milestone x where x.org_id = ${orgId} and x.deal_id = ${among} and ${standing}`,
    ticks: sql`
      select x.deal_id as "dealId", x.criterion_id as "criterionId", ${iso('x.ticked_at')} as since, null as until
      from checklist_tick x where x.org_id = ${orgId} and x.deal_id = ${among}`,
    forms: sql`
      select x.subject_id as "dealId", x.form_id as "formId", x.is_complete as "isComplete", x.score::float8 as score, ${iso('x.answered_at')} as since, null as until
      from form_answer x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among}`,
    approvals: sql`
      select x.deal_id as "dealId", x.flow_id as "flowId", x.status, ${iso('x.requested_at')} as "requestedAt", ${iso('x.ended_at')} as "endedAt",
        (select s.stage_id from stay s where s.org_id = x.org_id and s.deal_id = x.deal_id and s.entered_at <= x.requested_at order by s.n desc limit 1) as "stageId"
      from approval x where x.org_id = ${orgId} and x.deal_id = ${among}`,
  }
  const found = await readParts(tx, [...parts].map((part) => ({ part, query: queries[part] })))
  const of = <T>(part: EvidencePart, dealId: string) => (found.get(`${part} ${dealId}`) ?? []) as T[]
  const pasts = past ? await selectPastEvents(tx, orgId, dealIds) : new Map<string, PastEvent[]>()
  return new Map(deals.rows.map(({ dealId, ...fields }): [string, Evidence] => {
    const evidence: Evidence = {
      dealId, fields, activities: of<ActivityEvidence>('activities', dealId), contacts: of<ContactEvidence>('contacts', dealId), products: of<ProductEvidence>('products', dealId),
      attachments: of<AttachmentEvidence>('attachments', dealId), milestones: of<MilestoneEvidence>('milestones', dealId), ticks: of<TickEvidence>('ticks', dealId),
      forms: of<FormEvidence>('forms', dealId), approvals: of<ApprovalEvidence>('approvals', dealId), changes: [],
    }
    return [dealId, past ? pastOf(evidence, pasts.get(dealId) ?? []) : evidence]
  }))
}

/** The rows of all parts in one statement, by part and deal: every move asks, and each statement more is a wait more. */
async function readParts(tx: Reader, asked: readonly { part: EvidencePart; query: RawBuilder<unknown> }[]): Promise<Map<string, unknown[]>> {
  if (asked.length === 0) return new Map()
  const each = asked.map(({ part, query }) => sql`select ${sql.lit(part)} as part, q."dealId"::text as "dealId", to_jsonb(q) - 'dealId' as item from (${query}) q`)
  const { rows } = await sql<{ part: EvidencePart; dealId: string; item: unknown }>`${sql.join(each, sql` union all `)}`.execute(tx)
  const found = new Map<string, unknown[]>()
  for (const { part, dealId, item } of rows) {
    const key = `${part} ${dealId}`
    const known = found.get(key)
    if (known === undefined) found.set(key, [item])
    else known.push(item)
  }
  return found
}

/** An instant as the driver would give it, inside JSON. */
const iso = (instant: string) => sql.raw(`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

async function selectPastEvents(tx: Reader, orgId: string, dealIds: readonly string[]): Promise<Map<string, PastEvent[]>> {
  const { rows } = await sql<PastEvent & { dealId: string }>`
    select subject_id as "dealId", type, at, known_at as "knownAt", payload from event
    where org_id = ${orgId} and subject_type = 'deal' and subject_id = any(${sql.val([...new Set(dealIds)])}::uuid[])
      and type in ('deal.created', 'deal.changed', 'deal.moved', 'deal.transferred', 'deal.remapped', 'deal.won', 'deal.lost', 'deal.reopened',
        'deal.contacts_changed', 'checklist.ticked', 'form.answered')
    order by known_at, seq`.execute(tx)
  return Map.groupBy(rows, (row) => row.dealId)
}
