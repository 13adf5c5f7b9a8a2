import { e164Of } from '@sluice/core/lib/e164'
import { searchTerms } from '@sluice/core/lib/search-terms'
import type { leadStatuses } from '@sluice/core/leads/contract'
import { sql } from 'kysely'
import { nextNumbers } from '../../platform/counter.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'

export type LeadStatus = (typeof leadStatuses)[number]

/** A lead as it is to be inserted, in the state it came to; references must exist. Instants are ISO UTC. */
export interface NewLead {
  id: string
  /** Taken from the counter when left out; one given here must have been taken from it (`nextNumbers`). */
  number?: number
  name: string
  company?: string | null
  title?: string | null
  phone?: string | null
  email?: string | null
  wechat?: string | null
  /** Default `new`. */
  status?: LeadStatus
  /** When it came to its status; default `createdAt`, for a converted one `convertedAt`. */
  statusAt?: string
  invalidReason?: string | null
  score?: number | null
  sourceId?: string | null
  sourceDetail?: string | null
  ownerId: string | null
  teamId: string | null
  note?: string
  nextStep?: string | null
  nextStepDue?: string | null
  /** Given here, `loadActivities` need not update the lead once more. */
  lastActivityAt?: string | null
  /** For a converted lead: when, and into what. The deal may be loaded after its lead; account and contact as well. */
  convertedAt?: string | null
  convertedDealId?: string | null
  convertedAccountId?: string | null
  convertedContactId?: string | null
  tagIds?: readonly string[]
  custom?: Readonly<Record<string, unknown>>
  externalKey?: string | null
  importId?: string | null
  createdAt: string
}

const batch = 2000

/**
 * Inserts leads that do not exist yet, set-based, with the events that tell of them: `lead.created` at `createdAt`,
 * `lead.changed` of the status at `statusAt`, `lead.converted` at `convertedAt` (when account and contact are named).
 * Serves one typed lead, an import and the demo company alike. Nothing is checked here. Answers numbers in order.
 * `imported`: the events count as known when they were true (docs/decisions/0003).
 */
export async function loadLeads(tx: Tx, act: Act, leads: readonly NewLead[], { imported = false }: { imported?: boolean } = {}): Promise<{ id: string; number: number }[]> {
  const unnumbered = leads.filter((lead) => lead.number === undefined).length
  let next = unnumbered === 0 ? 0 : await nextNumbers(tx, act.orgId, 'lead', unnumbered)
  const numbered = leads.map((lead) => ({ ...lead, number: lead.number ?? next++ }))
  for (let from = 0; from < numbered.length; from += batch) await insertLeads(tx, act.orgId, numbered.slice(from, from + batch))
  await append(tx, act, numbered.flatMap((lead) => eventsOf(lead, imported)))
  return numbered.map(({ id, number }) => ({ id, number }))
}

/** What a lead is found by: its person, company, number, phone, e-mail address and WeChat. */
export function leadTerms(lead: { name: string; number: number; company?: string | null; phone?: string | null; phoneE164: string | null; email?: string | null; wechat?: string | null }): string[] {
  return searchTerms({ names: [lead.name, lead.company ?? null], exact: [lead.number, lead.phone ?? null, lead.phoneE164, lead.email ?? null, lead.wechat ?? null] })
}

type Numbered = NewLead & { number: number }

const statusAtOf = (lead: NewLead) => lead.statusAt ?? lead.convertedAt ?? lead.createdAt

async function insertLeads(tx: Tx, orgId: string, leads: readonly Numbered[]): Promise<void> {
  const rows = leads.map((lead) => {
    const phoneE164 = e164Of(lead.phone)
    return {
      ...lead, phoneE164, status: lead.status ?? 'new', statusAt: statusAtOf(lead), note: lead.note ?? '',
      tagIds: lead.tagIds ?? [], custom: lead.custom ?? {}, search: leadTerms({ ...lead, phoneE164 }),
    }
  })
  await sql`
    insert into lead (org_id, id, number, name, company, title, phone, phone_e164, email, wechat, status, invalid_reason, score, source_id, source_detail,
      owner_id, team_id, note, next_step, next_step_due, last_activity_at, status_at, converted_at, converted_deal_id, converted_account_id,
      converted_contact_id, tag_ids, custom, search, external_key, import_id, created_at)
    select ${orgId}::uuid, id, number, name, company, title, phone, "phoneE164", email, wechat, status, "invalidReason", score, "sourceId", "sourceDetail",
      "ownerId", "teamId", note, "nextStep", "nextStepDue", "lastActivityAt", "statusAt", "convertedAt", "convertedDealId", "convertedAccountId",
      "convertedContactId", "tagIds", custom, search, "externalKey", "importId", "createdAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, number bigint, name text, company text, title text, phone text,
      "phoneE164" text, email text, wechat text, status text, "invalidReason" text, score int, "sourceId" uuid, "sourceDetail" text, "ownerId" uuid,
      "teamId" uuid, note text, "nextStep" text, "nextStepDue" date, "lastActivityAt" timestamptz, "statusAt" timestamptz, "convertedAt" timestamptz,
      "convertedDealId" uuid, "convertedAccountId" uuid, "convertedContactId" uuid, "tagIds" uuid[], custom jsonb, search text[], "externalKey" text,
      "importId" uuid, "createdAt" timestamptz)`.execute(tx)
}

function eventsOf(lead: Numbered, imported: boolean): NewEvent[] {
  const about = { subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, imported } as const
  const events: NewEvent[] = [{
    ...about, type: 'lead.created', at: lead.createdAt,
    payload: { name: lead.name, importId: lead.importId ?? null, number: lead.number, sourceId: lead.sourceId ?? null },
  }]
  const status = lead.status ?? 'new'
  if (status === 'converted' && lead.convertedAccountId && lead.convertedContactId) {
    events.push({
      ...about, type: 'lead.converted', at: lead.convertedAt ?? statusAtOf(lead),
      payload: { accountId: lead.convertedAccountId, contactId: lead.convertedContactId, dealId: lead.convertedDealId ?? null },
    })
  } else if (status !== 'new') {
    events.push({
      ...about, type: 'lead.changed', at: statusAtOf(lead),
      payload: { changes: { status: ['new', status], ...(lead.invalidReason && { invalidReason: [null, lead.invalidReason] }) } },
    })
  }
  return events
}
