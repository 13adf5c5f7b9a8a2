import { sql } from 'kysely'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { holdInForce } from './in-force.ts'
import { scoreLeads } from './score-leads.ts'

const batch = 2000
/** Steps of a history are kept so long. */
const stepDays = 400

/** Scores that are due to be another today, and only those: `next_on` says so beforehand. A round without any asks one question. */
export const fadingTask: PeriodicTask = {
  name: 'score-fading',
  everyMinutes: 15,
  async run(db, orgId, now) {
    for (let scored = batch; scored === batch; ) {
      scored = await db.write(orgId, async (tx) => {
        const ready = await holdInForce(tx, orgId, now)
        if (ready === null) return 0
        const { rows } = await sql<{ id: string }>`
          select lead_id as id from lead_score where org_id = ${orgId} and next_on <= ${ready.today}::date order by lead_id limit ${batch}`.execute(tx)
        if (rows.length > 0) await scoreLeads(tx, orgId, ready, rows.map(({ id }) => id), { now: now.toISOString(), because: 'fading' })
        return rows.length
      })
    }
    await db.write(orgId, (tx) => sql`
      delete from score_step where (org_id, lead_id, id) in (
        select org_id, lead_id, id from score_step where org_id = ${orgId} and at < ${new Date(now.getTime() - stepDays * 86_400_000).toISOString()}::timestamptz limit 5000)`.execute(tx))
  },
}
