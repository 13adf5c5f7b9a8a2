import type { WeekReport } from '@sluice/core/fields/week-report'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { selectTiming } from '../nurture/timing.queries.ts'

/** What somebody is told; handed over by app.ts. Null: nothing is asked of anything of theirs. */
export type WeekOf = (tx: Reader, asker: Asker, day: string) => Promise<WeekReport | null>

/** Half past eight of the first working day of a week. */
const tellAt = 8.5 * 3_600_000

/**
 * Tells everybody who sells, and who leads them, once a week how complete their records are: from the first working day of the week on, so that
 * nobody is passed by because nothing ran that morning. That somebody was told (`digest`) and the notice are one transaction; by which ways the
 * notice goes out, and when, is each person's choice (route-notices). Whoever came later that week is told in the next.
 */
export const completenessTask = (weekReportOf: WeekOf): PeriodicTask => ({
  name: 'completeness_week',
  everyMinutes: 10,
  async run(db, orgId, now) {
    const week = await db.read(orgId, (tx) => weekToTell(tx, orgId, now))
    if (week === null) return
    for (const userId of await selectUntold(db, orgId, week)) await db.write(orgId, (tx) => tellOne(tx, orgId, now, userId, week, weekReportOf))
  },
})

interface Week { day: string; since: string; timeZone: string }

/** The week that is under way, once its first working day has begun to be worked; null before, and in a week without one. */
async function weekToTell(tx: Reader, orgId: string, now: Date): Promise<Week | null> {
  const { timeZone, calendar } = await selectTiming(tx, orgId)
  const today = Temporal.PlainDate.from(dayOf(now, timeZone))
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const day = Array.from({ length: 7 }, (_, n) => monday.add({ days: n }).toString()).find((one) => calendar.isWorkday(one))
  if (day === undefined) return null
  const since = startOfDay(day, timeZone) + tellAt
  return now.getTime() < since ? null : { day, since: new Date(since).toISOString(), timeZone }
}

async function selectUntold(db: Db, orgId: string, { day, since }: Week): Promise<string[]> {
  return db.read(orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select u.id from app_user u join org o on o.org_id = u.org_id
      where u.org_id = ${orgId} and u.status = 'active' and u.role in ('rep', 'manager', 'admin') and u.created_at < ${since}::timestamptz and o.created_at < ${since}::timestamptz
        and not exists (select from digest g where g.org_id = u.org_id and g.user_id = u.id and g.kind = 'completeness' and g.day = ${day}::date) order by u.id`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

async function tellOne(tx: Tx, orgId: string, now: Date, userId: string, { day, timeZone }: Week, weekReportOf: WeekOf): Promise<void> {
  const made = await tx.insertInto('digest').values({ org_id: orgId, user_id: userId, kind: 'completeness', day, at: now.toISOString() }).onConflict((conflict) => conflict.doNothing()).returning('day').executeTakeFirst()
  if (made === undefined) return
  const report = await weekReportOf(tx, { viewer: await viewerOf(tx, orgId, userId), timeZone, now }, day)
  if (report === null || report.fields.length === 0) return
  await notify(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, [{ userId, kind: 'completeness_week', data: report, subjectType: 'config', subjectId: orgId }])
}
