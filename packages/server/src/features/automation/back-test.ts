import { clockOf, isClock, nextInstant, type ClockTrigger } from '@sluice/core/automation/clock'
import { objectOf, type AutomationDefinition, type AutomationObject, type Trigger } from '@sluice/core/automation/definition'
import { crosses, isSetOff, type Happening } from '@sluice/core/automation/match'
import { eventTypes, type EventType } from '@sluice/core/events/catalogue'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import type { Timing } from '@sluice/core/nurture/wait'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { catalogueOf, recordsThatMeet } from './judge.ts'
import { selectTiming } from './timing.queries.ts'

interface Hit {
  at: string
  recordId: string | null
}
export interface BackTest {
  from: string
  to: string
  matched: number
  times: number
  records: number
  judgedAs: 'today' | 'then'
  cannotTell: boolean
  isCut: boolean
  byDay: { day: string; n: number }[]
  items: { at: string; record: { type: AutomationObject; id: string; name: string } | null }[]
}

/** So much of the past is looked at, at most; more and the answer says that it is cut. */
const hitsAtMost = 200_000
const itemsAtMost = 500

/**
 * When a definition would have been set off in the last days, by the same functions that set it off now. Its condition is asked of the records
 * as they are today, with the eyes of who asks.
 */
export async function backTest(tx: Reader, viewer: Viewer, definition: AutomationDefinition, days: number, now: Date): Promise<BackTest> {
  const { trigger, where } = definition
  const object = objectOf(trigger)
  const timing = await selectTiming(tx, viewer.orgId)
  const to = now.getTime()
  const from = to - days * 86_400_000
  const cannotTell = trigger.kind === 'webhook_in' || trigger.kind === 'button'
  const found = cannotTell ? [] : (await selectHits(tx, viewer, trigger, from, to, timing)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const hits = found.slice(0, hitsAtMost)
  const names = object === null ? new Map<string, string>() : await selectMeeting(tx, viewer, object, where, hits, now, timing.timeZone)
  // A schedule asks every record at each of its instants; any other names its record.
  const held = object === null ? hits : hits.flatMap((hit) => (hit.recordId === null ? [...names.keys()].map((recordId) => ({ at: hit.at, recordId })) : names.has(hit.recordId) ? [hit] : []))
  const spaced = spaceOut(held, definition.againAfterDays)
  const byDay = new Map<string, number>()
  for (const hit of spaced) byDay.set(dayOf(hit.at, timing.timeZone), (byDay.get(dayOf(hit.at, timing.timeZone)) ?? 0) + 1)
  return {
    from: new Date(from).toISOString(), to: new Date(to).toISOString(), matched: hits.length, times: spaced.length, records: new Set(spaced.map((hit) => hit.recordId)).size, judgedAs: where === null ? 'then' : 'today', cannotTell,
    isCut: found.length > hitsAtMost, byDay: [...byDay].map(([day, n]) => ({ day, n })),
    items: spaced.toReversed().slice(0, itemsAtMost).map(({ at, recordId }) => ({ at, record: object === null || recordId === null ? null : { type: object, id: recordId, name: names.get(recordId) ?? '' } })),
  }
}

/** A record is not taken again before so many days are over. */
function spaceOut(hits: readonly Hit[], days: number | null): readonly Hit[] {
  if (days === null) return hits
  const last = new Map<string | null, number>()
  return hits.filter(({ at, recordId }) => {
    const before = last.get(recordId)
    if (before !== undefined && Date.parse(at) < before + days * 86_400_000) return false
    last.set(recordId, Date.parse(at))
    return true
  })
}

async function selectMeeting(tx: Reader, viewer: Viewer, object: AutomationObject, where: AutomationDefinition['where'], hits: readonly Hit[], now: Date, timeZone: string): Promise<Map<string, string>> {
  const ids = [...new Set(hits.flatMap((hit) => hit.recordId ?? []))]
  const isAll = hits.some((hit) => hit.recordId === null)
  const name = object === 'deal' ? sql`r.title` : object === 'alarm' ? sql`(select l.name from alarm_rule l where l.org_id = r.org_id and l.id = r.rule_id)` : sql`r.name`
  const { rows } = await sql<{ id: string; name: string }>`
    select r.id, ${name} as name from ${sql.table(object)} r where r.org_id = ${viewer.orgId} and (${isAll} or r.id = any(${sql.val(ids)}::uuid[])) and ${await recordsThatMeet(tx, viewer, object, where, now, timeZone)} limit 20000`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function selectHits(tx: Reader, viewer: Viewer, trigger: Trigger, from: number, to: number, timing: Timing): Promise<Hit[]> {
  const { orgId } = viewer
  if (trigger.kind === 'schedule') {
    const hits: Hit[] = []
    for (let at = nextInstant(trigger, from, timing.timeZone); at !== null && at <= to; at = nextInstant(trigger, at, timing.timeZone)) hits.push({ at: new Date(at).toISOString(), recordId: null })
    return hits
  }
  if (isClock(trigger)) return clockHits(tx, orgId, trigger, from, to, timing)
  const events = await eventHits(tx, orgId, trigger, from)
  return trigger.kind === 'score_crosses' ? [...events, ...(await scoreHits(tx, orgId, trigger, from))] : events
}

/** Events by which a trigger can be set off. */
function typesOf(trigger: Trigger): EventType[] {
  switch (trigger.kind) {
    case 'created': return [`${trigger.object}.created`]
    case 'changed': case 'field_changed': return eventTypes.filter((type) => type.startsWith(`${trigger.object}.`))
    case 'stage_entered': return ['deal.created', 'deal.moved', 'deal.transferred', 'deal.reopened']
    case 'stage_left': return ['deal.moved', 'deal.transferred', 'deal.won', 'deal.lost']
    case 'closed': return ['deal.won', 'deal.lost']
    case 'alarm_opened': return ['alarm.opened']
    case 'approval_ended': return ['approval.ended']
    case 'form_submitted': return ['lead.form_submitted']
    case 'score_crosses': return ['lead.scored']
    default: return []
  }
}

async function eventHits(tx: Reader, orgId: string, trigger: Trigger, from: number): Promise<Hit[]> {
  const { rows } = await sql<Happening & { at: string }>`
    select e.type, e.at, e.subject_type as "subjectType", e.subject_id as "subjectId", e.payload, (select a.flow_id from approval a where a.org_id = e.org_id and e.type = 'approval.ended' and a.id = (e.payload->>'approvalId')::uuid) as "flowId"
    from event e where e.org_id = ${orgId} and e.type = any(${sql.val(typesOf(trigger))}::text[]) and e.at >= ${new Date(from).toISOString()}::timestamptz order by e.seq limit ${hitsAtMost}`.execute(tx)
  // What a file brought is history when it happens, and tells as much as any when it is looked back on.
  return rows.filter((row) => isSetOff(trigger, { ...row, payload: { ...row.payload, importId: null } })).map((row) => ({ at: row.at, recordId: row.subjectId }))
}

async function scoreHits(tx: Reader, orgId: string, trigger: Extract<Trigger, { kind: 'score_crosses' }>, from: number): Promise<Hit[]> {
  const { rows } = await sql<{ at: string; leadId: string; from: number | null; to: number }>`
    select at, lead_id as "leadId", from_score as "from", score as "to" from score_step where org_id = ${orgId} and at >= ${new Date(from).toISOString()}::timestamptz and because in ('behaviour', 'attributes') order by at limit ${hitsAtMost}`.execute(tx)
  return rows.filter((row) => crosses(trigger, row.from, row.to)).map((row) => ({ at: row.at, recordId: row.leadId }))
}

async function clockHits(tx: Reader, orgId: string, trigger: ClockTrigger, from: number, to: number, timing: Timing): Promise<Hit[]> {
  const iso = (at: number) => new Date(at).toISOString()
  const within = (at: number) => at >= from && at <= to
  const facts = { isOpen: true, stay: null, lastAt: iso(0), day: null }
  if (trigger.kind === 'time_in_stage') {
    const { rows } = await sql<{ dealId: string; pipelineId: string; stageId: string; enteredAt: string; leftAt: string | null }>`
      select deal_id as "dealId", pipeline_id as "pipelineId", stage_id as "stageId", entered_at as "enteredAt", left_at as "leftAt" from stay
      where org_id = ${orgId} and (${trigger.pipelineId}::uuid is null or pipeline_id = ${trigger.pipelineId}::uuid) and (${trigger.stageId}::uuid is null or stage_id = ${trigger.stageId}::uuid)
        and (left_at is null or left_at >= ${iso(from)}::timestamptz) order by entered_at desc limit ${hitsAtMost}`.execute(tx)
    return rows.flatMap(({ dealId, leftAt, ...stay }) => {
      const due = clockOf(trigger, { ...facts, stay }, timing)?.dueAt
      return due !== undefined && within(due) && (leftAt === null || Date.parse(leftAt) > due) ? [{ at: iso(due), recordId: dealId }] : []
    })
  }
  if (trigger.kind === 'no_activity') {
    const { object } = trigger
    const until = object === 'deal' ? sql`r.closed_at` : object === 'lead' ? sql`case when r.status in ('converted', 'invalid') then coalesce(r.converted_at, r.status_at, r.created_at) end` : sql`null::timestamptz`
    const about = object === 'account' ? sql`(a.subject_type = 'account' and a.subject_id = r.id or a.subject_type = 'deal' and a.subject_id in (select d.id from deal d where d.org_id = r.org_id and d.account_id = r.id))` : sql`a.subject_type = ${object} and a.subject_id = r.id`
    // Every silence from one activity (or the beginning) to the next, of those that were long enough and ended within the time looked at.
    const { rows } = await sql<{ id: string; lastAt: string }>`
      select r.id, s.at as "lastAt" from ${sql.table(object)} r
      cross join lateral (select t.at, lead(t.at) over (order by t.at) as next from (select r.created_at as at union all select a.at from activity a where a.org_id = r.org_id and ${about} and a.deleted_at is null and a.kind <> 'note') t) s
      where r.org_id = ${orgId} and s.at + make_interval(days => ${trigger.days}) between ${iso(from)}::timestamptz - interval '1 day' and ${iso(to)}::timestamptz
        and coalesce(s.next, ${until}, 'infinity') > s.at + make_interval(days => ${trigger.days}) and coalesce(${until}, 'infinity') > s.at + make_interval(days => ${trigger.days})
      order by s.at limit ${hitsAtMost}`.execute(tx)
    return rows.flatMap(({ id, lastAt }) => {
      const due = clockOf(trigger, { ...facts, lastAt }, timing)?.dueAt
      return due !== undefined && within(due) ? [{ at: iso(due), recordId: id }] : []
    })
  }
  const field = (await catalogueOf(tx, { orgId, role: null }, trigger.object)).fields.get(trigger.field)
  if (field === undefined) return []
  const value = sql.raw(field.sql('r'))
  const { rows } = await sql<{ id: string; day: string }>`
    select r.id, d.day::text as day from ${sql.table(trigger.object)} r cross join lateral (select ${field.type === 'instant' ? sql`(${value} at time zone ${timing.timeZone})::date` : value} as day) d
    where r.org_id = ${orgId} and d.day is not null limit ${hitsAtMost}`.execute(tx)
  return rows.flatMap(({ id, day }) => {
    const due = clockOf(trigger, { ...facts, day }, timing)?.dueAt
    return due !== undefined && within(due) ? [{ at: iso(due), recordId: id }] : []
  })
}
