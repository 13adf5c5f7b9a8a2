import { nextInstant } from '@sluice/core/automation/clock'
import { crosses } from '@sluice/core/automation/match'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { Refusal } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { timedRun } from './clocks.ts'
import { tellOwner } from './guards.ts'
import { recordsThatMeet } from './judge.ts'
import { setOff } from './set-off.ts'
import { selectTiming } from './timing.queries.ts'
import { selectActive } from './versions.ts'
import { newsMs } from './watch.ts'

/** A schedule takes at most so many records at one instant; more are left out, and the guard of rates says so. */
const recordsAtMost = 5001

/** Sets off every schedule whose instant has come, for each record of which its condition holds; each instant once. */
export async function fireSchedules(db: Db, orgId: string, now: Date): Promise<void> {
  const { rows } = await db.read(orgId, (tx) => sql<{ id: string }>`select id from automation where org_id = ${orgId} and next_at <= ${now.toISOString()}::timestamptz order by next_at`.execute(tx))
  for (const { id } of rows) await db.write(orgId, (tx) => fireOne(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, id, now))
}

async function fireOne(tx: Tx, act: Act, id: string, now: Date): Promise<void> {
  const { orgId } = act
  const due = await tx.selectFrom('automation').select('next_at').where('org_id', '=', orgId).where('id', '=', id).where('next_at', '<=', act.now).forUpdate().skipLocked().executeTakeFirst()
  const at = due?.next_at ?? null
  if (at === null) return
  const timing = await selectTiming(tx, orgId)
  const automation = (await selectActive(tx, orgId)).find((one) => one.id === id)
  const trigger = automation?.definition.trigger
  // Of instants that passed while no process ran, the last counts, unless that was long ago.
  let [instant, next] = [at, trigger?.kind === 'schedule' ? nextInstant(trigger, Math.max(Date.parse(at), now.getTime() - newsMs), timing.timeZone) : null]
  for (; trigger?.kind === 'schedule' && next !== null && next <= now.getTime(); next = nextInstant(trigger, next, timing.timeZone)) instant = new Date(next).toISOString()
  await tx.updateTable('automation').set({ next_at: next === null ? null : new Date(next).toISOString() }).where('org_id', '=', orgId).where('id', '=', id).execute()
  if (automation === undefined || trigger?.kind !== 'schedule' || Date.parse(instant) < now.getTime() - newsMs) return
  if (trigger.object === null) return void (await setOff(tx, act, [timedRun(automation, null, null, `schedule:${instant}`, instant)]))
  const { definition } = automation
  const viewer = await viewerOf(tx, orgId, definition.runAsUserId ?? '').catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (viewer === null) return tellOwner(tx, act, id, 'automation_failed', { problem: 'permission.denied' })
  const { rows } = await sql<{ id: string }>`select r.id from ${sql.table(trigger.object)} r where r.org_id = ${orgId} and ${await recordsThatMeet(tx, viewer, trigger.object, definition.where, now, timing.timeZone)} order by r.id limit ${recordsAtMost}`.execute(tx)
  await setOff(tx, act, rows.map((row) => timedRun(automation, trigger.object, row.id, `schedule:${instant}:${row.id}`, instant)))
}

/**
 * The log tells of a score only where grade or readiness changes: what crosses a threshold within a grade is read from the steps of the scores.
 * An hour back, so that a process that was down a moment misses none; each step sets an automation off once.
 */
export async function followScores(db: Db, orgId: string, now: Date): Promise<void> {
  const watched = await db.read(orgId, async (tx) => (await selectActive(tx, orgId)).filter((one) => one.definition.trigger.kind === 'score_crosses'))
  if (watched.length === 0) return
  const since = [new Date(now.getTime() - 3_600_000).toISOString(), ...watched.map((one) => one.activeSince).sort().slice(0, 1)].sort().at(-1)
  const { rows } = await db.read(orgId, (tx) => sql<{ id: string; leadId: string; from: number | null; to: number; at: string }>`
    select s.id, s.lead_id as "leadId", s.from_score as "from", s.score as "to", s.at from score_step s join lead l on l.org_id = s.org_id and l.id = s.lead_id
    where s.org_id = ${orgId} and s.at >= ${since}::timestamptz and s.because in ('behaviour', 'attributes') and (s.from_score is not null or l.import_id is null) and (${sql.join(watched.map(({ definition: { trigger } }) => (trigger.kind !== 'score_crosses' ? sql`false`
      : trigger.direction === 'up' ? sql`(s.score >= ${trigger.threshold}::int and (s.from_score is null or s.from_score < ${trigger.threshold}::int))` : sql`(s.score < ${trigger.threshold}::int and s.from_score >= ${trigger.threshold}::int)`)), sql` or `)})
      and not exists (select from automation_run r where r.org_id = s.org_id and r.record_id = s.lead_id and r.occasion = 'score:' || s.id::text)
    order by s.at, s.id limit 2000`.execute(tx))
  const runs = rows.flatMap((row) => watched
    .filter(({ definition: { trigger }, activeSince }) => trigger.kind === 'score_crosses' && row.at >= activeSince && crosses(trigger, row.from, row.to))
    .map((automation) => ({ automation, key: `score:${row.id}`, recordType: 'lead' as const, recordId: row.leadId, causeSeq: null, depth: 0, actorId: null, occasion: `score:${row.id}`, inputs: { from: row.from, to: row.to }, at: row.at })))
  if (runs.length > 0) await db.write(orgId, (tx) => setOff(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, runs))
}
