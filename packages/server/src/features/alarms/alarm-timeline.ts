import type { AlarmTimeline } from '@sluice/core/alarms/contract'
import { alarmLife, latestFirst, lifeEntry, type LifeEntry } from '@sluice/core/alarms/life'
import { type AlarmCourse, alarmCourse, heldRuns } from '@sluice/core/diagnosis/alarms/course'
import { type AlarmRule, daysNeeded } from '@sluice/core/diagnosis/alarms/rule'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf, startOfDay, type DayText } from '@sluice/core/lib/dates'
import type { Db } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { type LifeOf, selectAlarmFacts, selectDeeds, selectLife } from './life.queries.ts'
import type { SeriesOf } from './series.ts'

/** Days of the course before the alarm, after its end, and at most: a stage may stand over its limit for years. */
const [before, after, most] = [90, 14, 365]
/** The longest horizon of a stage, and what dwell looks back over; core/alarms/pipeline-series. */
const [longestHorizon, dwellDays] = [60, 28]

/** The life of an alarm as the log tells it, and the course of its figure as its rule reads it today, each day with what was known then. */
export async function alarmTimeline(db: Pick<Db, 'read'>, seriesOf: SeriesOf, viewer: Viewer, timeZone: string, now: Date, id: string): Promise<AlarmTimeline> {
  const { life, told } = await db.read(viewer.orgId, async (tx) => {
    const found = (await selectLife(tx, viewer, id)) ?? refuse('record.not_found')
    return { life: found, told: [...alarmLife(await selectAlarmFacts(tx, viewer.orgId, id)), ...(await selectDeeds(tx, viewer, id))] }
  })
  const course = await courseOf(seriesOf, viewer.orgId, life, timeZone, now)
  return {
    entries: latestFirst([...told.map((entry) => completed(entry, life, course)), ...daysOf(life, course, timeZone)]),
    course: course === null ? null : { ...course, windowDays: windowOf(life.definition) },
  }
}

async function courseOf(seriesOf: SeriesOf, orgId: string, { definition, stageId, firstDay, resolvedOn }: LifeOf, zone: string, now: Date): Promise<AlarmCourse | null> {
  const tomorrow = plusDays(dayOf(now, zone), 1)
  const end = resolvedOn === null ? tomorrow : plusDays(resolvedOn, after + 1)
  const to = end < tomorrow ? end : tomorrow
  const start = plusDays(firstDay, -before)
  const from = dayNumber(to) - dayNumber(start) > most ? plusDays(to, -most) : start
  const series = await seriesOf(orgId, definition.scope.pipelineId, {
    from: plusDays(from, -Math.min(daysNeeded(definition, longestHorizon, dwellDays) + 2, 1000)), to, asOf: now.getTime(), zone, slice: definition.scope.slice,
    dwell: definition.kind === 'dwell_over' ? 'daily' : 'none', ages: definition.kind === 'stage_days' ? 'all' : 'none', dwellDays,
  }).catch((error: unknown) => {
    // A slice by a field that is gone has no course.
    if (error instanceof RangeError || (error instanceof Refusal && error.code === 'request.invalid')) return null
    throw error
  })
  if (series === null || (stageId !== null && !series.stages.some((stage) => stage.stageId === stageId))) return null
  return alarmCourse(definition, stageId, series, from, to)
}

/** Early events do not tell what was measured: the rule reads it again. What was written when it was closed stands with the closing. */
function completed(entry: LifeEntry, { note, resolvedOn }: LifeOf, course: AlarmCourse | null): LifeEntry {
  if (entry.what === 'resolved' && entry.resolution === 'closed' && resolvedOn !== null && note !== '') return { ...entry, text: note }
  if (entry.measured !== null || entry.day === null || course === null || (entry.what !== 'opened' && entry.what !== 'came_back')) return entry
  const at = course.days.indexOf(entry.day)
  const [value, threshold, n] = [course.values[at] ?? null, course.thresholds[at] ?? null, course.counts[at] ?? null]
  return value === null || threshold === null || n === null ? entry : { ...entry, measured: { value, threshold, n } }
}

/** Stretches of days on which the condition held while the alarm stood, and since when it is quiet. */
function daysOf({ firstDay, lastDay, quietSince, resolvedOn }: LifeOf, course: AlarmCourse | null, zone: string): LifeEntry[] {
  const endOf = (day: DayText) => new Date(startOfDay(day, zone, 1) - 1).toISOString()
  const runs = course === null ? [] : heldRuns(course, firstDay, lastDay).filter((run) => run.days > 1)
  const quiet = quietSince ?? (resolvedOn !== null && resolvedOn > lastDay ? plusDays(lastDay, 1) : null)
  return [
    ...runs.map((run) => lifeEntry('held', endOf(run.to), { day: run.from, until: { day: run.to, days: run.days } })),
    ...(quiet === null ? [] : [lifeEntry('quiet', endOf(quiet), { day: quiet })]),
  ]
}

function windowOf(rule: AlarmRule): number | null {
  switch (rule.kind) {
    case 'conversion_below_mean':
    case 'below_line':
    case 'win_rate_swing':
    case 'inflow_drop':
      return rule.windowDays
    case 'dwell_over':
      return dwellDays
    case 'stage_days':
      return rule.days
    case 'stock_growth':
      return null
  }
}
