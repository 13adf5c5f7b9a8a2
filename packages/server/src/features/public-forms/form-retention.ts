import { sql } from 'kysely'
import type { PeriodicTask } from '../../platform/schedule.ts'

/** Suspected submissions that nobody released within so many days go, so that bots fill no disk. */
const suspectedDays = 30
const batch = 5000

export const formRetention: PeriodicTask = {
  name: 'form-retention',
  everyMinutes: 360,
  async run(db, orgId, now) {
    const before = new Date(now.getTime() - suspectedDays * 86_400_000).toISOString()
    for (let gone = batch; gone === batch; ) {
      gone = await db.write(orgId, async (tx) => {
        const { rows } = await sql<{ id: string }>`
          with old as (select id from form_submission where org_id = ${orgId} and verdict = 'suspected_bot' and lead_id is null and at < ${before} order by at limit ${batch} for update skip locked)
          delete from form_submission s using old where s.org_id = ${orgId} and s.id = old.id returning s.id`.execute(tx)
        return rows.length
      })
    }
  },
}
