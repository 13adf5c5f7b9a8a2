import { searchTerms } from '@sluice/core/lib/search-terms'
import { fold, type DealFact } from '@sluice/core/pipeline/project'
import { ranksBetween } from '@sluice/core/pipeline/ranks'
import { sql } from 'kysely'
import { prepareBulk } from '../../platform/bulk.ts'
import { nextNumbers } from '../../platform/counter.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { sharePlaces } from '../../platform/place-lock.ts'
import { writeProjections, type ProjectionRows } from './write-projections.ts'

/**
 * A deal with its whole past. What numbers are made from (pipeline, stage, status, amount, currency, probability,
 * expected close, owner, team, source, loss reason, and the words of the loss) is not repeated here: it is the fold of `facts`.
 * All else is the state of today.
 */
export interface DealHistory {
  id: string
  /** Taken from the organisation's counter when left out; written into the `deal.created` fact either way. */
  number?: number | undefined
  title: string
  accountId: string | null
  leadId: string | null
  nextStep: string | null
  nextStepDue: string | null
  tagIds: readonly string[]
  note: string
  externalKey: string | null
  importId: string | null
  custom?: Readonly<Record<string, unknown>>
  forecastCategory?: string | null
  products: readonly { productId: string; quantity: number; priceMinor: number | null }[]
  contacts: readonly { contactId: string; role: string }[]
  collaborators?: readonly string[]
  lastActivityAt: string | null
  /** Who the log names as acting: whoever loads (default), or the deal's owner of the time. */
  actor?: 'loader' | 'owner'
  /** In the order in which they happened, `deal.created` first. */
  facts: readonly HistoricFact[]
}

/** A fact, and who made it so, when that is not who loads it. */
export type HistoricFact = DealFact & { actorId?: string | null }

/** What a loaded deal came to. */
export interface LoadedDeal {
  id: string
  number: number
}

const batch = 1000

/**
 * Inserts deals that do not exist yet, each with its full history: deal rows, stays, deal versions and events, set-based.
 * `imported` facts count as known when they were true, others as of `act.now` (as `append` writes them); a fact's own
 * `knownAt` is not asked. Cards go below those that stand in their column, the latest to enter on top.
 * References must exist; nothing is checked here. Call it once for many deals: it reads the columns' ranks and names per call.
 */
export async function loadDeals(tx: Tx, act: Act, deals: readonly DealHistory[]): Promise<LoadedDeal[]> {
  await sharePlaces(tx, act.orgId)
  await prepareBulk(tx)
  const unnumbered = deals.filter((deal) => deal.number === undefined).length
  let number = unnumbered === 0 ? 0 : await nextNumbers(tx, act.orgId, 'deal', unnumbered)
  const numbered = deals.map((deal) => ({ deal, number: deal.number ?? number++ }))
  const accountNames = await selectAccountNames(tx, act.orgId, deals)
  const folded = numbered.map((one) => foldOne(one.deal, one.number, act.now))
  const ranks = await ranksOf(tx, act.orgId, folded)
  for (let from = 0; from < folded.length; from += batch) {
    const part = folded.slice(from, from + batch)
    await insertDeals(tx, act, part, ranks, accountNames)
    await insertParts(tx, act.orgId, part)
  }
  await writeProjections(tx, act.orgId, folded.map((one) => one.projections))
  await append(tx, act, folded.flatMap((one) => one.events))
  return numbered.map((one) => ({ id: one.deal.id, number: one.number }))
}

interface Folded {
  deal: DealHistory
  number: number
  state: ReturnType<typeof stateOf>
  projections: ProjectionRows
  events: NewEvent[]
}

function foldOne(deal: DealHistory, number: number, now: string): Folded {
  const facts = deal.facts.map((fact): HistoricFact => {
    const at = new Date(fact.at).toISOString()
    const knownAt = fact.imported ? at : now
    // "Imported" is stored as the difference of the two times; here as a rebuild will read it.
    const times = { ...fact, at, knownAt, imported: knownAt !== now }
    return times.type === 'deal.created' ? { ...times, payload: { ...times.payload, number } } : times
  })
  const history = fold(facts)
  if (history === null) throw new Error(`deal ${deal.id} has no history`)
  let owner: { ownerId: string | null; teamId: string | null } = { ownerId: null, teamId: null }
  const events = facts.map((fact): NewEvent => {
    owner = ownerAfter(fact, owner)
    const { at, imported, knownAt: _, ...body } = fact
    return { ...body, subjectType: 'deal', subjectId: deal.id, ...owner, at, imported, ...(deal.actor === 'owner' && { actorId: owner.ownerId }) }
  })
  return {
    deal, number, events, state: stateOf(history.tail, facts),
    projections: { dealId: deal.id, stays: history.stays, versions: history.versions },
  }
}

function ownerAfter(fact: DealFact, before: { ownerId: string | null; teamId: string | null }) {
  if (fact.type === 'deal.created') return { ownerId: fact.payload.ownerId, teamId: fact.payload.teamId }
  if (fact.type !== 'deal.changed') return before
  const { ownerId, teamId } = fact.payload.changes
  return {
    ownerId: ownerId === undefined ? before.ownerId : (ownerId[1] as string | null),
    teamId: teamId === undefined ? before.teamId : (teamId[1] as string | null),
  }
}

function stateOf({ stay, version }: NonNullable<ReturnType<typeof fold>>['tail'], facts: readonly DealFact[]) {
  const lost = version.status === 'lost' ? facts.findLast((fact) => fact.type === 'deal.lost') : undefined
  return {
    pipelineId: version.pipelineId, stageId: version.stageId, status: version.status, amountMinor: version.amountMinor,
    currency: version.currency, winProbability: version.winProbability, expectedCloseOn: version.expectedCloseOn,
    ownerId: version.ownerId, teamId: version.teamId, sourceId: version.sourceId, lostReasonId: version.lostReasonId,
    lostNote: lost?.payload.note ?? null, competitor: lost?.payload.competitor ?? null,
    stageEnteredAt: stay.enteredAt, closedAt: version.closedAt, createdAt: version.createdAt,
  }
}

/** Ranks by deal: per column in the order of entering, latest first, below what stands there. */
async function ranksOf(tx: Tx, orgId: string, folded: readonly Folded[]): Promise<Map<string, string>> {
  const columns = [...new Map(folded.map(({ state }) => [state.stageId, { pipelineId: state.pipelineId, stageId: state.stageId }])).values()]
  // The last card of each column from the index of the board, however many deals there are.
  const { rows } = await sql<{ stage_id: string; last: string }>`
    select c."stageId" as stage_id, max(r.rank) as last
    from jsonb_to_recordset(${JSON.stringify(columns)}::jsonb) as c("pipelineId" uuid, "stageId" uuid)
    cross join (values ('open'), ('won'), ('lost')) as s(status)
    cross join lateral (select rank from deal where org_id = ${orgId} and pipeline_id = c."pipelineId" and stage_id = c."stageId" and status = s.status
      order by rank desc limit 1) as r
    group by 1`.execute(tx)
  const last = new Map(rows.map((row) => [row.stage_id, row.last]))
  const ranks = new Map<string, string>()
  for (const [stageId, column] of Map.groupBy(folded, (one) => one.state.stageId)) {
    const inOrder = column.toSorted((a, b) => (a.state.stageEnteredAt < b.state.stageEnteredAt ? 1 : a.state.stageEnteredAt > b.state.stageEnteredAt ? -1 : 0))
    const series = ranksBetween(last.get(stageId) ?? null, null, inOrder.length)
    inOrder.forEach((one, i) => ranks.set(one.deal.id, series[i] ?? 'i'))
  }
  return ranks
}

async function selectAccountNames(tx: Tx, orgId: string, deals: readonly DealHistory[]): Promise<Map<string, string>> {
  const ids = [...new Set(deals.map((deal) => deal.accountId).filter((id) => id !== null))]
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from account where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function insertDeals(tx: Tx, act: Act, part: readonly Folded[], ranks: Map<string, string>, accountNames: Map<string, string>): Promise<void> {
  const rows = part.map(({ deal, number, state }) => ({
    id: deal.id, number, title: deal.title, accountId: deal.accountId, leadId: deal.leadId, nextStep: deal.nextStep, nextStepDue: deal.nextStepDue,
    tagIds: deal.tagIds, note: deal.note, externalKey: deal.externalKey, importId: deal.importId, custom: deal.custom ?? {},
    forecastCategory: deal.forecastCategory ?? null, lastActivityAt: deal.lastActivityAt, rank: ranks.get(deal.id), ...state,
    search: searchTerms({ names: [deal.title, accountNames.get(deal.accountId ?? '') ?? null], exact: [number] }),
  }))
  await sql`
    insert into deal (org_id, id, number, title, pipeline_id, stage_id, status, amount_minor, currency, win_probability, forecast_category,
      expected_close_on, next_step, next_step_due, account_id, owner_id, team_id, source_id, lead_id, lost_reason_id, lost_note, competitor,
      note, rank, stage_entered_at, closed_at, last_activity_at, tag_ids, custom, search, external_key, import_id, created_at)
    select ${act.orgId}::uuid, id, number, title, "pipelineId", "stageId", status, "amountMinor", currency, "winProbability", "forecastCategory",
      "expectedCloseOn", "nextStep", "nextStepDue", "accountId", "ownerId", "teamId", "sourceId", "leadId", "lostReasonId", "lostNote", competitor,
      note, rank, "stageEnteredAt", "closedAt", "lastActivityAt", "tagIds", custom, search, "externalKey", "importId", "createdAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, number bigint, title text, "pipelineId" uuid, "stageId" uuid,
      status text, "amountMinor" bigint, currency char(3), "winProbability" numeric, "forecastCategory" text, "expectedCloseOn" date,
      "nextStep" text, "nextStepDue" date, "accountId" uuid, "ownerId" uuid, "teamId" uuid, "sourceId" uuid, "leadId" uuid,
      "lostReasonId" uuid, "lostNote" text, competitor text, note text, rank text, "stageEnteredAt" timestamptz, "closedAt" timestamptz,
      "lastActivityAt" timestamptz, "tagIds" uuid[], custom jsonb, search text[], "externalKey" text, "importId" uuid, "createdAt" timestamptz)`.execute(tx)
}

async function insertParts(tx: Tx, orgId: string, part: readonly Folded[]): Promise<void> {
  const products = part.flatMap(({ deal }) => deal.products.map((product) => ({ dealId: deal.id, ...product })))
  if (products.length > 0) {
    await sql`insert into deal_product (org_id, deal_id, product_id, quantity, price_minor)
      select ${orgId}::uuid, "dealId", "productId", quantity, "priceMinor" from jsonb_to_recordset(${JSON.stringify(products)}::jsonb)
        as r("dealId" uuid, "productId" uuid, quantity numeric, "priceMinor" bigint)`.execute(tx)
  }
  const contacts = part.flatMap(({ deal }) => deal.contacts.map((contact) => ({ dealId: deal.id, ...contact })))
  if (contacts.length > 0) {
    await sql`insert into deal_contact (org_id, deal_id, contact_id, role)
      select ${orgId}::uuid, "dealId", "contactId", role from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb)
        as r("dealId" uuid, "contactId" uuid, role text)`.execute(tx)
  }
  const collaborators = part.flatMap(({ deal }) => (deal.collaborators ?? []).map((userId) => ({ dealId: deal.id, userId })))
  if (collaborators.length > 0) {
    await sql`insert into deal_collaborator (org_id, deal_id, user_id)
      select ${orgId}::uuid, "dealId", "userId" from jsonb_to_recordset(${JSON.stringify(collaborators)}::jsonb)
        as r("dealId" uuid, "userId" uuid)`.execute(tx)
  }
}
