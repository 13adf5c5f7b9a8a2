import { sql } from 'kysely'
import type { Clock as Watch } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { endClock, startClock } from './clocks.ts'
import { readWorkTime, type WorkTime } from './work-time.ts'

const followed: Consumer['follows'] = new Set(['activity.logged', 'lead.changed', 'lead.converted', 'lead.created'])

/**
 * Follows the log: an activity of the owner answers a lead, a lead that somebody hands to another by hand begins a clock, what is
 * closed ends it. Leads that rules or pools give away begin theirs in that very transaction.
 */
export const answers = (watch: Watch): Consumer => ({
  name: 'answers',
  follows: followed,
  async handle(tx, orgId, events) {
    const mine = await selectConcerned(tx, orgId, events.filter((event) => event.subject_type === 'lead'))
    if (mine.length === 0) return
    const time = await readWorkTime(tx, orgId)
    const now = watch.now().toISOString()
    for (const event of mine) await follow(tx, { orgId, actorId: null, now, causeId: event.seq, isAutomatic: true }, time, event)
  },
})

interface Lead {
  id: string
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
  status: string
  importId: string | null
}

async function follow(tx: Tx, act: Act, time: WorkTime, event: LogEvent): Promise<void> {
  const lead = await lockLead(tx, act.orgId, event.subject_id)
  if (lead === undefined) return
  switch (event.type) {
    case 'activity.logged': return answer(tx, act, time, lead, event)
    case 'lead.converted':
      await endClock(tx, act, time, lead.id, 'converted', event.at < act.now ? event.at : act.now)
      await sql`update lead set sql_at = coalesce(sql_at, ${event.at}) where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
      return
    case 'lead.created':
      // A lead that somebody typed for another; one's own is in hand already, and imported history has its own.
      // One that was given away meanwhile has its clock from there.
      if (lead.importId === null && lead.ownerId !== event.actor_id && (await selectLast(tx, act.orgId, lead.id)) === undefined) await begin(tx, { ...act, now: event.known_at }, time, lead)
      return
    case 'lead.changed': return changed(tx, act, time, lead, event)
    default:
  }
}

/**
 * Those of the events that can matter, asked at once: most changes and most activities touch no clock. What tells of the past (an import's
 * history is known when it was true, long before it was recorded) begins and ends none.
 */
async function selectConcerned(tx: Tx, orgId: string, events: readonly LogEvent[]): Promise<LogEvent[]> {
  if (events.length === 0) return []
  const { rows } = await sql<{ seq: number }>`
    select e.seq from event e join lead l on l.org_id = e.org_id and l.id = e.subject_id
    where e.org_id = ${orgId} and e.seq = any(${sql.val(events.map((event) => event.seq))}::bigint[]) and e.recorded_at - e.known_at < interval '1 day'
      and case e.type
        when 'lead.created' then l.owner_id is not null and l.import_id is null and l.owner_id is distinct from e.actor_id
        when 'lead.changed' then e.payload->'changes' ?| array['ownerId', 'status']
        when 'activity.logged' then exists (select from response_clock c where c.org_id = e.org_id and c.lead_id = e.subject_id and c.ended_at is null)
        else true end`.execute(tx)
  const found = new Set(rows.map((row) => row.seq))
  // A clock that another event of the batch may begin.
  const begun = new Set(events.filter((event) => found.has(event.seq) && event.type !== 'activity.logged').map((event) => event.subject_id))
  return events.filter((event) => found.has(event.seq) || (event.type === 'activity.logged' && begun.has(event.subject_id)))
}

async function answer(tx: Tx, act: Act, time: WorkTime, lead: Lead, event: LogEvent): Promise<void> {
  if (event.actor_id === null || event.actor_id !== lead.ownerId || !(time.policy.kinds as readonly string[]).includes(String(event.payload.kind))) return
  const { rows } = await sql<{ startedAt: string }>`
    select started_at as "startedAt" from response_clock where org_id = ${act.orgId} and lead_id = ${lead.id} and owner_id = ${lead.ownerId} and ended_at is null`.execute(tx)
  const startedAt = rows[0]?.startedAt
  // Noted later than done counts when it was done; but not what was done before the lead was theirs, nor what is still to come.
  if (startedAt === undefined || event.at < startedAt) return
  await endClock(tx, act, time, lead.id, 'answered', event.at < event.known_at ? event.at : event.known_at)
}

async function changed(tx: Tx, act: Act, time: WorkTime, lead: Lead, event: LogEvent): Promise<void> {
  const changes = Object(event.payload.changes) as Record<string, readonly unknown[]>
  if (!isOpen(lead) && lead.status !== 'converted') {
    await endClock(tx, act, time, lead.id, 'closed')
    return
  }
  const to = changes.ownerId?.[1]
  if (changes.ownerId === undefined || to !== lead.ownerId) return
  await sql`update lead set owned_at = ${event.known_at} where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
  if (lead.ownerId === null) {
    await endClock(tx, act, time, lead.id, 'closed')
    return
  }
  const last = await selectLast(tx, act.orgId, lead.id)
  // Who takes a lead over after it was answered need not answer it for the first time; who takes one on themselves knows of it.
  if (last?.isAnswered === true || (last?.isRunning === true && last.ownerId === lead.ownerId)) return
  if (lead.ownerId === event.actor_id && last === undefined) return
  await begin(tx, { ...act, now: event.known_at }, time, lead)
}

/** The clock that runs, or the last that did. */
async function selectLast(tx: Tx, orgId: string, leadId: string): Promise<{ ownerId: string; isRunning: boolean; isAnswered: boolean } | undefined> {
  const { rows } = await sql<{ ownerId: string; isRunning: boolean; isAnswered: boolean }>`
    select owner_id as "ownerId", ended_at is null as "isRunning", met_at is not null as "isAnswered" from response_clock
    where org_id = ${orgId} and lead_id = ${leadId} order by started_at desc, id desc limit 1`.execute(tx)
  return rows[0]
}

async function begin(tx: Tx, act: Act, time: WorkTime, lead: Lead): Promise<void> {
  if (lead.ownerId !== null && isOpen(lead)) await startClock(tx, act, time, { id: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, sourceId: lead.sourceId })
}

const isOpen = (lead: Pick<Lead, 'status'>) => lead.status !== 'converted' && lead.status !== 'invalid'

async function lockLead(tx: Tx, orgId: string, id: string): Promise<Lead | undefined> {
  const { rows } = await sql<Lead>`
    select id, owner_id as "ownerId", team_id as "teamId", source_id as "sourceId", status, import_id as "importId" from lead where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  return rows[0]
}
