import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { pollMailbox, type Reading } from './poll-mailbox.ts'

/** Lines of mails are kept so long; by them a mail is known that is read once more. */
const keptDays = 400

/** Reads each mailbox that is due; one after another, so that a process holds one connection at a time. */
export const mailboxTask = (clock: Clock, reading: Reading): PeriodicTask => ({
  name: 'mailbox',
  everyMinutes: 1,
  async run(db, orgId, now) {
    const { rows } = await db.read(orgId, (tx) => sql<{ id: string }>`select id from mailbox where org_id = ${orgId} and is_on and next_poll_at <= ${now.toISOString()}::timestamptz order by next_poll_at`.execute(tx))
    for (const { id } of rows) {
      try {
        await pollMailbox(db, orgId, id, () => clock.now(), reading)
      } catch (error) {
        reading.onError(error as Error)
      }
    }
  },
})

export const mailboxRetention: PeriodicTask = {
  name: 'mailbox_retention',
  everyMinutes: 24 * 60,
  async run(db, orgId, now) {
    const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString()
    await db.write(orgId, (tx) => sql`delete from mailbox_mail where org_id = ${orgId} and at < ${before}::timestamptz`.execute(tx))
  },
}
