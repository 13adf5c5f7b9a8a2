import { dayOf } from '@sluice/core/lib/dates'
import { plusDays } from '@sluice/core/diagnosis/days'
import { sql } from 'kysely'
import type { Consumer } from '../../platform/consumers.ts'
import type { Db } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { ensureFirstRules } from './keep-rules.ts'
import { judgePipeline, type Judging } from './judge-pipeline.ts'

/** Events of a deal that change what a rule measures. */
const measured: Consumer['follows'] = new Set(['deal.created', 'deal.moved', 'deal.transferred', 'deal.won', 'deal.lost', 'deal.reopened', 'deal.remapped', 'deal.slept', 'deal.woken', 'deal.removed'])

/** Follows the log and marks the rules of pipelines in which something happened: one small update for all that comes until they are judged. */
export const alarmWatch: Consumer = {
  name: 'alarm-watch',
  follows: measured,
  async handle(tx, orgId, events) {
    const pipelines = new Set<string>()
    for (const { payload } of events) {
      for (const id of [payload.pipelineId, payload.fromPipelineId]) if (typeof id === 'string') pipelines.add(id)
    }
    const last = events.at(-1)
    if (pipelines.size === 0 || last === undefined) return
    await sql`
      update alarm_rule set pending_since = ${last.known_at}::timestamptz
      where org_id = ${orgId} and pipeline_id = any(${sql.val([...pipelines])}::uuid[]) and pending_since is null and is_enabled and removed_at is null`.execute(tx)
  },
}

/** Whole days: those since the last judged one, of every pipeline. A round without a new day asks one question. */
export const alarmDays = (judging: Omit<Judging, 'db'>): PeriodicTask => ({
  name: 'alarms',
  everyMinutes: 10,
  async run(db, orgId, now) {
    await db.write(orgId, (tx) => ensureFirstRules(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }))
    await forEach(await selectBehind(db, orgId, now), (id) => judgePipeline({ ...judging, db }, orgId, id, now, false))
  },
})

/**
 * The day that is running, in pipelines where something has happened since they were judged. One that takes long (a million deals: a
 * second of the replica's thread) is judged less often, so that it costs a hundredth of that thread.
 */
export const alarmsToday = (judging: Omit<Judging, 'db'>): PeriodicTask => {
  /** By pipeline: not before this reading of the process's own clock. */
  const restsUntil = new Map<string, number>()
  return {
    name: 'alarms_today',
    everyMinutes: 1,
    async run(db, orgId, now) {
      // Taken before they are judged: what happens meanwhile marks them again.
      const pending = await db.read(orgId, (tx) => tx.selectFrom('alarm_rule').select('pipeline_id').distinct().where('org_id', '=', orgId).where('pending_since', 'is not', null).execute())
      await forEach(pending.flatMap((row) => row.pipeline_id ?? []), async (id) => {
        if ((restsUntil.get(id) ?? 0) > performance.now()) return
        await db.write(orgId, (tx) => tx.updateTable('alarm_rule').set({ pending_since: null }).where('org_id', '=', orgId).where('pipeline_id', '=', id).execute())
        const began = performance.now()
        await judgePipeline({ ...judging, db }, orgId, id, now, true)
        const took = performance.now() - began
        if (took > 1000) restsUntil.set(id, performance.now() + 100 * took)
        else restsUntil.delete(id)
      })
    },
  }
}

/** One after the other; a pipeline that fails does not keep the next ones from being judged. */
async function forEach(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const errors: unknown[] = []
  for (const id of ids) await work(id).catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}

async function selectBehind(db: Db, orgId: string, now: Date): Promise<string[]> {
  return db.read(orgId, async (tx) => {
    const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
    const yesterday = plusDays(dayOf(now, org.time_zone), -1)
    const { rows } = await sql<{ id: string }>`
      select distinct r.pipeline_id as id from alarm_rule r join pipeline p on p.org_id = r.org_id and p.id = r.pipeline_id
      where r.org_id = ${orgId} and r.is_enabled and r.removed_at is null and p.archived_at is null and (r.judged_to is null or r.judged_to < ${yesterday}::date)
      order by r.pipeline_id`.execute(tx)
    return rows.map((row) => row.id)
  })
}
