import { workCalendar, type DayOverrides } from '@sluice/core/lib/work-calendar'
import type { Timing } from '@sluice/core/nurture/wait'
import type { Reader } from '../../platform/db.ts'

/** By what time the organisation counts: its zone, its working days with the days that it entered itself. */
export async function selectTiming(tx: Reader, orgId: string): Promise<Timing> {
  const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const days = await tx.selectFrom('calendar_day').select(['day', 'kind']).where('org_id', '=', orgId).execute()
  const overrides: DayOverrides = new Map(days.map(({ day, kind }) => [day, kind === 'off' ? 'off' : 'worked']))
  return { timeZone: org.time_zone, calendar: workCalendar(org.time_zone, overrides) }
}
