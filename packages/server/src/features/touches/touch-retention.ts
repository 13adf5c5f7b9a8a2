import { sql } from 'kysely'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { touchDays } from './capture.ts'

/** So many rows in one transaction. */
const batch = 5000

/** Takes away touches that became nobody's within their time. Visits of a code stay counted (`past_visits`). */
export const touchRetention: PeriodicTask = {
  name: 'touch-retention',
  everyMinutes: 360,
  async run(db, orgId, now) {
    const before = new Date(now.getTime() - touchDays * 86_400_000).toISOString()
    for (let gone = batch; gone === batch; ) {
      gone = await db.write(orgId, async (tx) => {
        const { rows } = await sql<{ codeId: string | null; kind: string; n: number }>`
          with old as (select id from touch where org_id = ${orgId} and lead_id is null and at < ${before} order by at limit ${batch} for update skip locked),
            gone as (delete from touch t using old where t.org_id = ${orgId} and t.id = old.id returning t.code_id, t.kind)
          select code_id as "codeId", kind, count(*) as n from gone group by 1, 2 order by 1`.execute(tx)
        for (const { codeId, kind, n } of rows) {
          if (codeId !== null && kind === 'code') await sql`update channel_code set past_visits = past_visits + ${n} where org_id = ${orgId} and id = ${codeId}`.execute(tx)
        }
        return rows.reduce((sum, row) => sum + row.n, 0)
      })
    }
  },
}
