import { dayOf } from '@sluice/core/lib/dates'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { type CalendarOf, fallDue } from './series.ts'

/** Makes the tasks of series whose day has come, each series in a transaction of its own. */
export function recurringTasks(calendarOf: CalendarOf): PeriodicTask {
  return {
    name: 'recurring-tasks',
    everyMinutes: 5,
    async run(db, orgId, now) {
      const due = await db.read(orgId, async (tx) => {
        const { time_zone: zone } = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
        const today = dayOf(now, zone)
        const series = await tx.selectFrom('action_series').select('id').where('org_id', '=', orgId).where('next_on', '<=', today).orderBy('next_on').execute()
        return series.length === 0 ? null : { today, series, calendar: await calendarOf(tx, orgId) }
      })
      for (const { id } of due?.series ?? []) {
        if (due !== null) await db.write(orgId, (tx) => fallDue(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, id, due.today, due.calendar))
      }
    },
  }
}
