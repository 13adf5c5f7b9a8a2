import type { GateGroup } from '@sluice/core/config/gate'
import { criteriaOf } from '@sluice/core/config/gate'
import type {
  ActivityEvidence, ApprovalEvidence, AttachmentEvidence, ContactEvidence, Evidence, FormEvidence, MilestoneEvidence, ProductEvidence, TickEvidence,
} from '@sluice/core/gates/evidence'
import { sql } from 'kysely'
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
 * The evidence of many deals, in one query a part whatever their number. With `past`, also what was taken back and what
 * fields held before, so that `evidenceAt` can go back to any earlier moment; imported activities count as known when they were.
 */
export async function selectEvidence(
  tx: Reader, orgId: string, dealIds: readonly string[], { past = false, parts = everyPart }: { past?: boolean; parts?: ReadonlySet<EvidencePart> } = {},
): Promise<Map<string, Evidence>> {
  if (dealIds.length === 0) return new Map()
  const among = sql`any(${sql.val([...new Set(dealIds)])}::uuid[])`
  const standing = past ? sql`true` : sql`x.deleted_at is null`
  const read = async <T>(part: EvidencePart, query: ReturnType<typeof sql<Row<T>>>): Promise<Map<string, T[]>> => {
    const found = new Map<string, T[]>()
    if (!parts.has(part)) return found
    for (const { dealId, ...row } of (await query.execute(tx)).rows) {
      const item = row as unknown as T
      const known = found.get(dealId)
      if (known === undefined) found.set(dealId, [item])
      else known.push(item)
    }
    return found
  }
  const deals = await sql<Row<Record<string, unknown>> & { createdAt: string }>`
    select d.id as "dealId", d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.status, d.amount_minor as "amountMinor", d.currency,
      d.win_probability::float8 as "winProbability", d.forecast_category as "forecastCategory", d.expected_close_on as "expectedCloseOn", d.next_step as "nextStep",
      d.next_step_due as "nextStepDue", d.account_id as "accountId", d.owner_id as "ownerId", d.team_id as "teamId", d.source_id as "sourceId", d.lead_id as "leadId",
      d.lost_reason_id as "lostReasonId", d.competitor, d.note, d.stage_entered_at as "stageEnteredAt", d.closed_at as "closedAt",
      d.last_activity_at as "lastActivityAt", d.tag_ids as "tagIds", d.custom, d.created_at as "createdAt"
    from deal d where d.org_id = ${orgId} and d.id = ${among}`.execute(tx)
  const activities = await read<ActivityEvidence>('activities', sql`
    select x.subject_id as "dealId", x.kind, x.outcome, x.at, x.minutes, x.author_id as "authorId", x.body,
      case when x.import_id is null then x.created_at else least(x.at, x.created_at) end as since, x.deleted_at as until
    from activity x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among} and ${standing}`)
  const contacts = await read<ContactEvidence>('contacts', sql`
    select x.deal_id as "dealId", x.contact_id as "contactId", x.role, d.created_at as since, null::timestamptz as until
    from deal_contact x join deal d on d.org_id = x.org_id and d.id = x.deal_id where x.org_id = ${orgId} and x.deal_id = ${among}`)
  const products = await read<ProductEvidence>('products', sql`
    select x.deal_id as "dealId", x.product_id as "productId", x.quantity::float8 as quantity, x.price_minor as "priceMinor"
    from deal_product x where x.org_id = ${orgId} and x.deal_id = ${among}`)
  const attachments = await read<AttachmentEvidence>('attachments', sql`
    select x.subject_id as "dealId", x.kind, x.created_at as since, x.deleted_at as until
    from attachment x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among} and ${standing}`)
  const milestones = await read<MilestoneEvidence>('milestones', sql`
    select x.deal_id as "dealId", x.kind, x.at, x.amount_minor as "amountMinor", x.created_at as since, x.deleted_at as until
    from milestone x where x.org_id = ${orgId} and x.deal_id = ${among} and ${standing}`)
  const ticks = await read<TickEvidence>('ticks', sql`
    select x.deal_id as "dealId", x.criterion_id as "criterionId", x.ticked_at as since, null::timestamptz as until
    from checklist_tick x where x.org_id = ${orgId} and x.deal_id = ${among}`)
  const forms = await read<FormEvidence>('forms', sql`
    select x.subject_id as "dealId", x.form_id as "formId", x.is_complete as "isComplete", x.score::float8 as score, x.answered_at as since, null::timestamptz as until
    from form_answer x where x.org_id = ${orgId} and x.subject_type = 'deal' and x.subject_id = ${among}`)
  const approvals = await read<ApprovalEvidence>('approvals', sql`
    select x.deal_id as "dealId", x.flow_id as "flowId", x.status, x.requested_at as "requestedAt", x.ended_at as "endedAt",
      (select s.stage_id from stay s where s.org_id = x.org_id and s.deal_id = x.deal_id and s.entered_at <= x.requested_at order by s.n desc limit 1) as "stageId"
    from approval x where x.org_id = ${orgId} and x.deal_id = ${among}`)
  const pasts = past ? await selectPastEvents(tx, orgId, dealIds) : new Map<string, PastEvent[]>()
  return new Map(deals.rows.map(({ dealId, ...fields }): [string, Evidence] => {
    const evidence: Evidence = {
      dealId, fields, activities: activities.get(dealId) ?? [], contacts: contacts.get(dealId) ?? [], products: products.get(dealId) ?? [],
      attachments: attachments.get(dealId) ?? [], milestones: milestones.get(dealId) ?? [], ticks: ticks.get(dealId) ?? [], forms: forms.get(dealId) ?? [],
      approvals: approvals.get(dealId) ?? [], changes: [],
    }
    return [dealId, past ? pastOf(evidence, pasts.get(dealId) ?? []) : evidence]
  }))
}

async function selectPastEvents(tx: Reader, orgId: string, dealIds: readonly string[]): Promise<Map<string, PastEvent[]>> {
  const { rows } = await sql<PastEvent & { dealId: string }>`
    select subject_id as "dealId", type, at, known_at as "knownAt", payload from event
    where org_id = ${orgId} and subject_type = 'deal' and subject_id = any(${sql.val([...new Set(dealIds)])}::uuid[])
      and type in ('deal.created', 'deal.changed', 'deal.moved', 'deal.transferred', 'deal.remapped', 'deal.won', 'deal.lost', 'deal.reopened',
        'deal.contacts_changed', 'checklist.ticked', 'form.answered')
    order by known_at, seq`.execute(tx)
  return Map.groupBy(rows, (row) => row.dealId)
}
