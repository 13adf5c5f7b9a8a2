import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { openWorkQueue, type WorkQueue } from '../../platform/work-queue.ts'
import { routeNotices } from './route-notices.ts'
import { sendDeliveries, type Sending } from './send-deliveries.ts'

/** What was settled is kept so long, and so long what waits for a target that is off. */
const keptDays = 30

/** Sends deliveries soon after the commit that made them, each organisation for itself: one whose receivers hang holds up no other. */
export function openDeliveryWork(db: Db, now: () => Date, sending: Sending, onError: (error: Error) => void): WorkQueue {
  const queues = new Map<string, WorkQueue>()
  const queueOf = (orgId: string) => {
    const queue = queues.get(orgId) ?? openWorkQueue(async (id, isStopped) => void (await sendDeliveries(db, id, now, sending, { isStopped })), { soonMs: 20, onError })
    queues.set(orgId, queue)
    return queue
  }
  return {
    work: (orgId) => queueOf(orgId).work(orgId),
    wake: (orgId) => queueOf(orgId).wake(orgId),
    async stop() {
      await Promise.all([...queues.values()].map((queue) => queue.stop()))
    },
  }
}

/** The slow beat: what is to be tried again, and what is kept no longer. */
export const deliveryTask = (work: WorkQueue): PeriodicTask => ({
  name: 'deliveries',
  everyMinutes: 0.5,
  async run(db, orgId, now) {
    await db.write(orgId, (tx) => sql`delete from delivery where org_id = ${orgId} and state <> 'claimed' and created_at < ${new Date(now.getTime() - keptDays * 86_400_000).toISOString()}::timestamptz`.execute(tx))
    await work.work(orgId)
  },
})

/** New notices are sent on their other ways soon after the commit that made them; the beat takes those whose commit told nobody. */
export function openNoticeWork(db: Db, now: () => Date, origin: string | null, onError: (error: Error) => void): WorkQueue {
  return openWorkQueue(async (orgId) => void (await routeNotices(db, orgId, now(), origin)), { soonMs: 50, onError })
}
export const noticeTask = (work: WorkQueue): PeriodicTask => ({ name: 'notices', everyMinutes: 0.5, run: (_db, orgId) => work.work(orgId) })
