import { workCalendar, type DayOverrides } from '@sluice/core/lib/work-calendar'
import type { Timing } from '@sluice/core/nurture/wait'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** By what time the organisation counts: its zone, its working days with the days that it entered itself. */
export async function selectTiming(tx: Reader, orgId: string): Promise<Timing> {
  const { rows } = await sql<{ timeZone: string; days: { day: string; kind: string }[] }>`
    select o.time_zone as "timeZone", coalesce((select jsonb_agg(jsonb_build_object('day', c.day, 'kind', c.kind)) from calendar_day c where c.org_id = o.org_id), '[]'::jsonb) as days from org o where o.org_id = ${orgId}`.execute(tx)
  const { timeZone = 'UTC', days = [] } = rows[0] ?? {}
  const overrides: DayOverrides = new Map(days.map(({ day, kind }) => [day, kind === 'off' ? 'off' : 'worked']))
  return { timeZone, calendar: workCalendar(timeZone, overrides) }
}
