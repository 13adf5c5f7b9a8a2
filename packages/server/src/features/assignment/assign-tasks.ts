import { assignTrigger, type AssignTrigger } from '@sluice/core/assignment/contract'
import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import type { Reassign } from '../answering/deadlines.ts'
import { assignLead, lockAssigning, openAssigning } from './assign-lead.ts'

const triggers: Readonly<Record<string, AssignTrigger>> = { 'lead.ready': 'ready', 'lead.created': 'created', 'lead.captured': 'captured' }
/** Pre-screening let a lead go: what the rules were not asked while it was held, they are asked now. */
const isRelease = (event: LogEvent) => event.type === 'lead.screen_decided' && event.payload.decision === 'released'

/** Follows the log: leads that came, became ready, or were released, go to whom the rules name. */
export const assignments = (clock: Clock): Consumer => ({
  name: 'assignments',
  follows: new Set(['lead.ready', 'lead.created', 'lead.captured', 'lead.screen_decided'] as const),
  async handle(tx, orgId, events) {
    const mine = events.filter((event) => event.subject_type === 'lead' && (event.type in triggers || isRelease(event)))
    if (mine.length === 0) return
    for (const event of mine) {
      if (event.type === 'lead.ready') await sql`update lead set mql_at = coalesce(mql_at, ${event.at}) where org_id = ${orgId} and id = ${event.subject_id}`.execute(tx)
    }
    const act: Act = { orgId, actorId: null, now: clock.now().toISOString(), isAutomatic: true }
    await tellOwners(tx, act, mine.filter((event) => event.type === 'lead.ready'))
    const asked = await sql<{ trigger: string }>`select distinct unnest(triggers) as trigger from assign_rule where org_id = ${orgId} and is_enabled and removed_at is null`.execute(tx)
    const wanted = new Set(asked.rows.map((row) => row.trigger))
    const concerned = (await selectUnowned(tx, orgId, mine)).flatMap(({ leadId, asks }) => asks.filter((trigger) => wanted.has(trigger)).map((trigger) => ({ leadId, trigger })))
    if (concerned.length === 0) return
    const open = await openAssigning(tx, act)
    // Asked for the next thing only while nobody has it: an owned lead is passed over.
    for (const { leadId, trigger } of concerned) await open(leadId, { trigger })
  },
})

/** Whoever has a lead already when it becomes ready keeps it, and hears of it. */
async function tellOwners(tx: Tx, act: Act, events: readonly LogEvent[]): Promise<void> {
  if (events.length === 0) return
  const { rows } = await sql<{ id: string; name: string; ownerId: string; score: number }>`
    select l.id, l.name, l.owner_id as "ownerId", (e.payload->>'score')::int as score from event e join lead l on l.org_id = e.org_id and l.id = e.subject_id
    where e.org_id = ${act.orgId} and e.seq = any(${sql.val(events.map((event) => event.seq))}::bigint[]) and e.recorded_at - e.known_at < interval '1 day'
      and l.owner_id is not null and l.status not in ('converted', 'invalid') order by e.seq`.execute(tx)
  await notify(tx, act, rows.map(({ id, name, ownerId, score }) => ({ userId: ownerId, kind: 'lead_ready' as const, data: { name, score }, subjectType: 'lead' as const, subjectId: id })))
}

/**
 * What the rules are to be asked, of leads that still belong to nobody. What tells of the past is left out: imported history is known when
 * it was true, long before it was recorded.
 */
async function selectUnowned(tx: Tx, orgId: string, events: readonly LogEvent[]): Promise<{ leadId: string; asks: AssignTrigger[] }[]> {
  const { rows } = await sql<{ seq: number; isReady: boolean; isCaptured: boolean }>`
    select e.seq, l.mql_at is not null as "isReady", l.first_touch_id is not null as "isCaptured" from event e join lead l on l.org_id = e.org_id and l.id = e.subject_id
    where e.org_id = ${orgId} and e.seq = any(${sql.val(events.map((event) => event.seq))}::bigint[]) and e.recorded_at - e.known_at < interval '1 day'
      and l.owner_id is null and l.pool_id is null and l.status not in ('converted', 'invalid')`.execute(tx)
  const found = new Map(rows.map((row) => [row.seq, row]))
  return events.flatMap((event) => {
    const lead = found.get(event.seq)
    const trigger = triggers[event.type]
    if (lead === undefined) return []
    const asks: AssignTrigger[] = trigger !== undefined ? [trigger] : [...(lead.isReady ? ['ready' as const] : []), 'created', ...(lead.isCaptured ? ['captured' as const] : [])]
    return [{ leadId: event.subject_id, asks }]
  })
}

/** Leads for which nobody was free are tried again: at the time at which somebody is at work, else every half hour. */
export const assignWaiting: PeriodicTask = {
  name: 'assign_waiting',
  everyMinutes: 1,
  async run(db, orgId, now) {
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const due = await db.read(orgId, async (tx) => (await sql<{ id: string; trigger: string }>`
      select lead_id as id, trigger from assign_wait where org_id = ${orgId} and retry_at <= ${act.now} order by retry_at, lead_id limit 500`.execute(tx)).rows)
    if (due.length === 0) return
    await db.write(orgId, async (tx) => {
      const open = await openAssigning(tx, act)
      for (const { id, trigger } of due) {
        const outcome = await open(id, { trigger: trigger === 'any' ? null : assignTrigger.parse(trigger) })
        // Still nobody: it has a new time. A held lead waits for its release; the rest has no more to wait for.
        if (outcome.to === null && outcome.code.startsWith('assignment.')) continue
        await tx.deleteFrom('assign_wait').where('org_id', '=', orgId).where('lead_id', '=', id).execute()
      }
    })
  },
}

/** What the clock does with a lead that was not answered: whoever had it is passed over. */
export const reassigning: Reassign = {
  lock: lockAssigning,
  async reassign(tx, act, leadId, fromId) {
    const outcome = await assignLead(tx, act, leadId, { trigger: null, from: fromId })
    return outcome.to !== null ? 'given' : outcome.code === 'assignment.held' ? 'later' : 'nobody'
  },
}
