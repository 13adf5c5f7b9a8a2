import type { Db } from '../../platform/db.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { openWorkQueue, type WorkQueue } from '../../platform/work-queue.ts'
import type { AutomationWorld } from './actions.ts'
import { fillClocks, fireClocks } from './clocks.ts'
import { fireSchedules, followScores } from './schedules.ts'
import { workRuns } from './work-runs.ts'

/** Works what is due, soon after a commit and on the beat. */
export function openAutomations(db: Db, now: () => Date, world: AutomationWorld, onError: (error: Error) => void): WorkQueue {
  return openWorkQueue(async (orgId, isStopped) => {
    await workRuns(db, orgId, now, world, isStopped)
  }, { soonMs: 100, onError })
}

/** The beat: clocks that have run out, schedules, scores, and what a commit's call missed. It reads what is due by an index and nothing else. */
export const automationTask = (automations: WorkQueue): PeriodicTask => ({
  name: 'automations',
  everyMinutes: 1,
  async run(db, orgId, now) {
    await fillForgotten(db, orgId, now)
    await followScores(db, orgId, now)
    await fireSchedules(db, orgId, now)
    await fireClocks(db, orgId, now, () => false)
    await automations.work(orgId)
  },
})

const forgottenMs = 10 * 60_000
/** Clocks that a job should have set by now: it was given up, or there was none. */
async function fillForgotten(db: Db, orgId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - forgottenMs).toISOString()
  const rows = await db.read(orgId, (tx) => tx.selectFrom('automation').select('id').where('org_id', '=', orgId).where('is_filling', '=', true).where('active_since', '<', before).execute())
  for (const { id } of rows) await fillClocks(db, orgId, id, () => now, () => false)
}

export const fillQueue = 'automation-clocks'
/** A publication sets the clocks of records that are there already. */
export const fillHandler = (db: Db, now: () => Date, isStopping: () => boolean): JobHandler => ({
  run: ({ orgId, id }) => fillClocks(db, orgId, id, now, isStopping),
  // The beat takes it up.
  abandoned: () => Promise.resolve(),
})

const keptDays = 400
/** Runs are kept so long; then they go with their steps. */
export const automationRetention: PeriodicTask = {
  name: 'automation_retention',
  everyMinutes: 24 * 60,
  async run(db, orgId, now) {
    const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString()
    await db.write(orgId, (tx) => tx.deleteFrom('automation_run').where('org_id', '=', orgId).where('ended_at', '<', before).where('at', '<', before).execute())
  },
}
