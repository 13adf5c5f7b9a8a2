import type { FrameOptions } from '@sluice/core/funnel/measures/frame'
import { getFrames } from '@sluice/core/funnel/report-contracts'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { alarmsSeen } from '../../features/alarms/alarms.policy.ts'
import type { Api } from '../../platform/api.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, cohortOf } from '../asking.ts'
import { selectNames } from '../names.query.ts'

/** The time machine: the funnel as it was known at the end of each of a row of days, with the alarms that stood open then. */
export function frameRoutes(api: Api, replica: Replica): void {
  route(api, getFrames, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { timeZone: zone, now } = asking
    const last = query.until ?? dayOf(now, zone)
    const days = Array.from({ length: query.frames }, (_, i) => dayOf(startOfDay(last, zone, -query.every * (query.frames - 1 - i)), zone))
    const cohort = cohortOf(asking, query)
    const options = days.map((day): FrameOptions => {
      const asOf = Math.min(startOfDay(day, zone, 1) - 1, now.getTime())
      return query.trailingDays === 0 ? { ...cohort, asOf } : { ...cohort, asOf, from: startOfDay(day, zone, 1 - query.trailingDays), to: startOfDay(day, zone, 1) }
    })
    const frames = await ask({ tx, replica, asking, query }, 'frames', options)
    const { rows } = await sql<{ id: string; stageId: string | null; kind: string; severity: 'info' | 'warn' | 'critical'; opened_ms: number; resolved_ms: number | null }>`
      select a.id, a.stage_id as "stageId", a.verdict ->> 'kind' as kind, a.severity, extract(epoch from a.opened_at)::float8 * 1000 as opened_ms,
             extract(epoch from a.resolved_at)::float8 * 1000 as resolved_ms
      from alarm a where a.org_id = ${viewer.orgId} and a.pipeline_id = ${query.pipeline} and ${alarmsSeen(viewer)}
        and (a.resolved_at is null or a.resolved_at > ${new Date(options[0]?.asOf ?? 0).toISOString()})`.execute(tx)
    return {
      zone, names: await selectNames(tx, viewer.orgId, query.pipeline, []),
      frames: frames.map((frame, i) => ({
        ...frame, day: days[i] ?? last,
        alarms: rows.filter(({ opened_ms, resolved_ms }) => opened_ms <= frame.asOf && (resolved_ms === null || resolved_ms > frame.asOf))
          .map(({ id, stageId, kind, severity }) => ({ id, stageId, kind, severity })),
      })),
    }
  })
}
