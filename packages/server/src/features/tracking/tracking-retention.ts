import { sql } from 'kysely'
import type { PeriodicTask } from '../../platform/schedule.ts'

/** So many rows in one transaction. */
const batch = 5000
const signalDays = 7
const visitorDays = 90
const countDays = 400

/**
 * Makes the weeks of single events ahead, drops those that no site keeps any more, and takes away what is older than its own site's
 * retention in those that stay; also browsers that became nobody's, used tokens, and what nobody scored.
 */
export const trackingRetention: PeriodicTask = {
  name: 'tracking-retention',
  everyMinutes: 360,
  async run(db, orgId, now) {
    const at = now.toISOString()
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
    await db.write(orgId, (tx) => sql`select make_visit_weeks(${at}::timestamptz, ${at}::timestamptz + interval '14 days'), drop_visit_weeks(${at}::timestamptz)`.execute(tx))
    const sites = await db.read(orgId, (tx) => tx.selectFrom('site').select(['id', 'retention_days as days']).where('org_id', '=', orgId).execute())
    const again = async (remove: () => Promise<number>) => {
      for (let gone = batch; gone === batch; ) gone = await remove()
    }
    for (const { id, days } of sites) {
      await again(() => db.write(orgId, async (tx) => Number((await sql`
        delete from visit_event v using (select at, id from visit_event where org_id = ${orgId} and at < ${daysAgo(days)} and site_id = ${id} order by at limit ${batch}) old
        where v.org_id = ${orgId} and v.at = old.at and v.id = old.id`.execute(tx)).numAffectedRows)))
    }
    await again(() => db.write(orgId, async (tx) => Number((await sql`
      delete from visitor v using (select id from visitor where org_id = ${orgId} and lead_id is null and last_at < ${daysAgo(Math.max(visitorDays, ...sites.map(({ days }) => days)))}
        order by last_at limit ${batch} for update skip locked) old
      where v.org_id = ${orgId} and v.id = old.id`.execute(tx)).numAffectedRows)))
    await db.write(orgId, async (tx) => {
      await sql`delete from identify_use where org_id = ${orgId} and expires_at < ${at}`.execute(tx)
      await sql`delete from lead_signal where org_id = ${orgId} and at < ${daysAgo(signalDays)}`.execute(tx)
      await sql`delete from site_day where org_id = ${orgId} and day < ${daysAgo(countDays)}::date`.execute(tx)
    })
  },
}
