import type { DealEventBody } from '@sluice/core/events/catalogue'
import { searchTerms } from '@sluice/core/lib/search-terms'
import { step, type DealFact, type StayRow, type Tail, type VersionRow } from '@sluice/core/pipeline/project'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import type { DealRecord } from './pipeline.queries.ts'
import { writeProjections, type ProjectionRows } from './write-projections.ts'

/** A locked deal, what it becomes, and the events that say so (each with the instant when it was true, default now). */
export interface DealWrite {
  before: DealRecord
  after: DealRecord
  events: readonly { body: DealEventBody; at?: string }[]
}

/**
 * Writes changed deals with their projections and their events, set-based; the deals must be locked. A deal with events
 * gets the next version; one without (a card moved within its column) keeps it, because nothing that anybody edits changed.
 */
export async function saveDeals(tx: Tx, act: Act, wanted: readonly DealWrite[]): Promise<void> {
  if (wanted.length === 0) return
  const writes = wanted.map((write) => touched(act, write))
  await updateDeals(tx, act.orgId, writes)
  const told = writes.filter((write) => write.events.length > 0)
  if (told.length === 0) return
  const tails = await selectTails(tx, act.orgId, told.map((write) => write.before.id))
  const projections: ProjectionRows[] = []
  for (const { before, events } of told) {
    let tail = tails.get(before.id) ?? null
    // By n: an event may close what the one before it opened.
    const stays = new Map<number, StayRow>()
    const versions = new Map<number, VersionRow>()
    for (const { body, at } of events) {
      const fact = { ...body, at: at ?? act.now, knownAt: act.now, imported: false } as DealFact
      const next = step(tail, fact)
      tail = next.tail
      for (const row of next.stays) stays.set(row.n, row)
      for (const row of next.versions) versions.set(row.n, row)
    }
    projections.push({ dealId: before.id, stays: [...stays.values()], versions: [...versions.values()] })
  }
  await writeProjections(tx, act.orgId, projections)
  await append(tx, act, told.flatMap(({ after, events }) => events.map(({ body, at }): NewEvent => ({
    ...body, subjectType: 'deal', subjectId: after.id, ownerId: after.ownerId, teamId: after.teamId, ...(at !== undefined && { at }),
  }))))
}

/**
 * What a person does to a deal sets its clock "last touched" and wakes it; what is automatic does neither.
 * Closing ends its sleep without a word: a closed deal is not paused.
 */
function touched(act: Act, write: DealWrite): DealWrite {
  const told = write.events.some(({ body }) => body.type !== 'deal.slept')
  const byPerson = told && act.actorId !== null && act.causeId === undefined && act.isAutomatic !== true
  const closes = write.after.status !== 'open'
  const asleep = write.before.dormantAt !== null && write.after.dormantAt !== null
  const after = { ...write.after, ...(byPerson && { touchedAt: act.now }), ...(closes && { dormantAt: null }) }
  if (!asleep || !byPerson || closes) return { ...write, after }
  const by = write.events.some(({ body }) => body.type === 'deal.moved' || body.type === 'deal.transferred') ? 'move' : 'change'
  return { ...write, after: { ...after, dormantAt: null }, events: [...write.events, { body: { type: 'deal.woken', payload: { pipelineId: after.pipelineId, by } } }] }
}

/** What a deal is found by: its title, its account's name and its number. */
export function dealTerms(deal: { title: string; accountName: string | null; number: number }): string[] {
  return searchTerms({ names: [deal.title, deal.accountName], exact: [deal.number] })
}

async function updateDeals(tx: Tx, orgId: string, writes: readonly DealWrite[]): Promise<void> {
  const rows = writes.map(({ before, after, events }) => ({
    ...after,
    version: before.version + (events.length > 0 ? 1 : 0),
    search: before.title === after.title && before.accountId === after.accountId ? null : dealTerms(after),
  }))
  await sql`
    update deal d set title = r.title, pipeline_id = r."pipelineId", stage_id = r."stageId", status = r.status, amount_minor = r."amountMinor",
      currency = r.currency, win_probability = r."winProbability", forecast_category = r."forecastCategory", expected_close_on = r."expectedCloseOn",
      next_step = r."nextStep", next_step_due = r."nextStepDue", account_id = r."accountId", owner_id = r."ownerId", team_id = r."teamId",
      source_id = r."sourceId", lost_reason_id = r."lostReasonId", lost_note = r."lostNote", competitor = r.competitor, note = r.note,
      tag_ids = r."tagIds", rank = r.rank, stage_entered_at = r."stageEnteredAt", closed_at = r."closedAt", version = r.version,
      dormant_at = r."dormantAt", touched_at = r."touchedAt",
      search = coalesce(r.search, d.search)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, "pipelineId" uuid, "stageId" uuid, status text,
      "amountMinor" bigint, currency char(3), "winProbability" numeric, "forecastCategory" text, "expectedCloseOn" date, "nextStep" text,
      "nextStepDue" date, "accountId" uuid, "ownerId" uuid, "teamId" uuid, "sourceId" uuid, "lostReasonId" uuid, "lostNote" text, competitor text,
      note text, "tagIds" uuid[], rank text, "stageEnteredAt" timestamptz, "closedAt" timestamptz, version int, search text[],
      "dormantAt" timestamptz, "touchedAt" timestamptz)
    where d.org_id = ${orgId} and d.id = r.id`.execute(tx)
}

/** The last stay and the last version of each deal: all that the next event can touch. */
async function selectTails(tx: Tx, orgId: string, dealIds: readonly string[]): Promise<Map<string, Tail>> {
  const ids = sql`any(${sql.val([...dealIds])}::uuid[])`
  const stays = await sql<StayRow & { dealId: string }>`
    select distinct on (deal_id) deal_id as "dealId", n, pipeline_id as "pipelineId", stage_id as "stageId", entered_at as "enteredAt",
      entered_known_at as "enteredKnownAt", left_at as "leftAt", left_known_at as "leftKnownAt", exit, to_stage_id as "toStageId",
      lost_reason_id as "lostReasonId", owner_id as "ownerId", team_id as "teamId", source_id as "sourceId", risk_from as "riskFrom", imported
    from stay where org_id = ${orgId} and deal_id = ${ids} order by deal_id, n desc`.execute(tx)
  const versions = await sql<VersionRow & { dealId: string }>`
    select distinct on (deal_id) deal_id as "dealId", n, known_from as "knownFrom", known_to as "knownTo", pipeline_id as "pipelineId",
      stage_id as "stageId", status, amount_minor as "amountMinor", currency, win_probability::float8 as "winProbability",
      expected_close_on as "expectedCloseOn", owner_id as "ownerId", team_id as "teamId", source_id as "sourceId", created_at as "createdAt",
      closed_at as "closedAt", lost_reason_id as "lostReasonId", is_dormant as "isDormant"
    from deal_version where org_id = ${orgId} and deal_id = ${ids} order by deal_id, n desc`.execute(tx)
  const stayOf = new Map(stays.rows.map(({ dealId, ...stay }) => [dealId, stay]))
  const tails = new Map<string, Tail>()
  for (const { dealId, ...version } of versions.rows) {
    const stay = stayOf.get(dealId)
    if (stay !== undefined) tails.set(dealId, { stay, version })
  }
  return tails
}
