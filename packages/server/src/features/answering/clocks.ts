import { answerClock } from '@sluice/core/answering/clock'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { workingMinutes, type WorkTime } from './work-time.ts'

/** A clock that runs, as its row is. */
export interface Clock {
  id: string
  leadId: string
  ownerId: string
  teamId: string | null
  n: number
  firstStartedAt: string
  startedAt: string
  targetMinutes: number
  dueAt: string | null
  remindAt: string | null
  escalateAt: string | null
  reassignAt: string | null
  remindedAt: string | null
  breachedAt: string | null
  escalatedAt: string | null
  reassignedAt: string | null
}

export type EndReason = 'answered' | 'converted' | 'given_on' | 'pooled' | 'rejected' | 'closed'

const columns = sql`id, lead_id as "leadId", owner_id as "ownerId", team_id as "teamId", n, first_started_at as "firstStartedAt", started_at as "startedAt", target_minutes as "targetMinutes",
  due_at as "dueAt", remind_at as "remindAt", escalate_at as "escalateAt", reassign_at as "reassignAt", reminded_at as "remindedAt", breached_at as "breachedAt",
  escalated_at as "escalatedAt", reassigned_at as "reassignedAt"`

/** The running clock of a lead, locked. Whoever holds it holds the lead's row already: always in this order. */
export async function lockClock(tx: Tx, orgId: string, leadId: string): Promise<Clock | undefined> {
  return (await sql<Clock>`select ${columns} from response_clock where org_id = ${orgId} and lead_id = ${leadId} and ended_at is null for update`.execute(tx)).rows[0]
}

const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString())

/** When the time is over, and what is done before and after. */
export function deadlines(time: WorkTime, startedAt: string) {
  const { dueAt, remindAt, escalateAt } = answerClock({ startedAt: Date.parse(startedAt), answeredAt: null }, time.rule, time.hours, Date.parse(startedAt))
  const { escalateAfterMinutes, reassignAfterMinutes } = time.policy
  const [first, second] = escalateAt
  return {
    dueAt: iso(dueAt), remindAt: iso(remindAt), escalateAt: escalateAfterMinutes === null ? null : iso(first),
    reassignAt: reassignAfterMinutes === null ? null : iso(escalateAfterMinutes === null ? first : second),
  }
}

/** The earliest that is still to be done. */
export function nextOf(clock: Pick<Clock, 'dueAt' | 'remindAt' | 'escalateAt' | 'reassignAt' | 'remindedAt' | 'breachedAt' | 'escalatedAt' | 'reassignedAt'>): string | null {
  const open = [
    clock.remindedAt === null && clock.breachedAt === null ? clock.remindAt : null, clock.breachedAt === null ? clock.dueAt : null,
    clock.escalatedAt === null ? clock.escalateAt : null, clock.reassignedAt === null ? clock.reassignAt : null,
  ].filter((at) => at !== null)
  return open.toSorted()[0] ?? null
}

/**
 * A lead was given to somebody: what ran ends, and a clock begins for the new owner. A lead that was not answered yet keeps the instant
 * at which it was first given to anybody. Without a policy none begins. Answers when the answer is due.
 */
export async function startClock(tx: Tx, act: Act, time: WorkTime, lead: { id: string; ownerId: string; teamId: string | null; sourceId: string | null }): Promise<string | null> {
  const before = await endClock(tx, act, time, lead.id, 'given_on')
  if (!time.policy.isOn) return null
  const at = deadlines(time, act.now)
  const undone = { remindedAt: null, breachedAt: null, escalatedAt: null, reassignedAt: null }
  await tx
    .insertInto('response_clock')
    .values({
      org_id: act.orgId, id: newId(), lead_id: lead.id, owner_id: lead.ownerId, team_id: lead.teamId, source_id: lead.sourceId, n: (before?.n ?? 0) + 1,
      first_started_at: before?.firstStartedAt ?? act.now, started_at: act.now, target_minutes: time.policy.targetMinutes,
      due_at: at.dueAt, remind_at: at.remindAt, escalate_at: at.escalateAt, reassign_at: at.reassignAt, next_at: nextOf({ ...at, ...undone }),
    })
    .execute()
  return at.dueAt
}

/** Ends the running clock, if there is one; `answeredAt` when it ends with an answer. What ends after its time was a breach, told of or not. */
export async function endClock(tx: Tx, act: Act, time: WorkTime, leadId: string, reason: EndReason, answeredAt: string | null = null): Promise<Clock | undefined> {
  const clock = await lockClock(tx, act.orgId, leadId)
  if (clock === undefined) return undefined
  const endedAt = answeredAt ?? act.now
  const isLate = clock.dueAt !== null && endedAt > clock.dueAt
  const minutes = answeredAt === null ? null : workingMinutes(time, clock.startedAt, answeredAt)
  const totalMinutes = answeredAt === null ? null : workingMinutes(time, clock.firstStartedAt, answeredAt)
  await tx
    .updateTable('response_clock')
    .set({ met_at: answeredAt, minutes, total_minutes: totalMinutes, ended_at: endedAt, end_reason: reason, next_at: null, breached_at: isLate ? clock.dueAt : null })
    .where('org_id', '=', act.orgId)
    .where('id', '=', clock.id)
    .execute()
  if (minutes !== null && totalMinutes !== null) {
    await append(tx, act, [{
      type: 'response.met', payload: { userId: clock.ownerId, minutes, totalMinutes, isLate }, at: endedAt, subjectType: 'lead', subjectId: leadId, ownerId: clock.ownerId, teamId: clock.teamId,
    }])
  }
  return clock
}

/** Clocks that run, reckoned anew: the calendar, the hours or the policy have changed. Done steps stay done. */
export async function reckonAnew(tx: Tx, orgId: string, time: WorkTime): Promise<void> {
  const clocks = (await sql<Clock>`select ${columns} from response_clock where org_id = ${orgId} and ended_at is null order by lead_id for update`.execute(tx)).rows
  const rows = clocks.map((clock) => {
    const at = deadlines(time, clock.startedAt)
    return { id: clock.id, ...at, nextAt: time.policy.isOn ? nextOf({ ...clock, ...at }) : null }
  })
  await sql`
    update response_clock c set due_at = r."dueAt", remind_at = r."remindAt", escalate_at = r."escalateAt", reassign_at = r."reassignAt", next_at = r."nextAt", target_minutes = ${time.policy.targetMinutes}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "dueAt" timestamptz, "remindAt" timestamptz, "escalateAt" timestamptz, "reassignAt" timestamptz, "nextAt" timestamptz)
    where c.org_id = ${orgId} and c.id = r.id`.execute(tx)
}

/** Ids of leads whose clocks have something to be done, the longest due first. */
export async function selectDue(tx: Reader, orgId: string, now: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select lead_id as id from response_clock where org_id = ${orgId} and ended_at is null and next_at <= ${now} order by next_at, lead_id limit ${limit}`.execute(tx)
  return rows.map((row) => row.id)
}
