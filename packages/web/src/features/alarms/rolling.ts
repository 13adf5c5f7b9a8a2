import type { Series } from '@sluice/core/funnel/measures/series'
import type { AlarmKind } from '@sluice/core/diagnosis/alarms/rule'

export type Course = 'conversion' | 'stock' | 'inflow' | 'win'

/** Which course of days stands behind a kind of alarm; null where there is none (dwell). */
export function courseOf(kind: AlarmKind): Course | null {
  switch (kind) {
    case 'conversion_below_mean':
    case 'below_line':
      return 'conversion'
    case 'stock_growth':
    case 'stage_days':
      return 'stock'
    case 'inflow_drop':
      return 'inflow'
    case 'win_rate_swing':
      return 'win'
    case 'dwell_over':
      return null
  }
}

/** Sums over the last `days` values, itself included; null before there are so many. */
export function rollingSum(values: readonly number[], days: number): (number | null)[] {
  let sum = 0
  return values.map((value, at) => {
    sum += value - (at >= days ? (values[at - days] ?? 0) : 0)
    return at + 1 < days ? null : sum
  })
}

function rollingShare(hits: readonly number[], all: readonly number[], days: number): (number | null)[] {
  const above = rollingSum(hits, days)
  const below = rollingSum(all, days)
  return above.map((value, at) => {
    const n = below[at] ?? null
    return value === null || n === null || n === 0 ? null : value / n
  })
}

/** The course of a stage (or of the whole) over the days of a series: a rolling window, but for the stock, which is as it stands. */
export function courseValues(series: Series, stageId: string | null, course: Course, windowDays: number): (number | null)[] {
  if (course === 'win') return rollingShare(series.whole.won, series.whole.won.map((won, at) => won + (series.whole.lost[at] ?? 0)), windowDays)
  const stage = series.stages.find((one) => one.stageId === stageId)
  if (!stage) return series.steps.map(() => null)
  if (course === 'stock') return stage.stock
  if (course === 'inflow') return rollingSum(stage.inflow, windowDays)
  // Those still on their way and too young to be judged are in neither part.
  const judged = stage.cohort.entered.map((entered, at) => entered - (stage.cohort.undecided[at] ?? 0))
  return rollingShare(stage.cohort.reachedWithin, judged, windowDays)
}
