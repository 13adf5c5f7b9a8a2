import { dayNumber, dayText } from '../days.ts'
import type { DwellSummary, PipelineSeries, StagePoint } from '../series.ts'

export const dwell = (mean: number, n = 60): DwellSummary => ({ n, mean, median: mean * 0.7, p75: mean * 1.4 })

export type StageMaker = {
  id: string
  /** Entries and conversion within the horizon of the deals that enter on a day (0 = the first day). */
  inflow: (day: number) => number
  conversion: (day: number) => number
  stock?: (day: number) => number
  dwell?: (day: number) => DwellSummary
  now?: DwellSummary
  history?: DwellSummary
  ages?: (day: number) => { days: number; count: number }[]
}

/** A daily series from functions of the day, rounded so that the sums keep to the functions. */
export function seriesOf(days: number, stages: readonly StageMaker[], more: { from?: string; horizonDays?: number; won?: (day: number) => number; lost?: (day: number) => number } = {}): PipelineSeries {
  const first = dayNumber(more.from ?? '2025-01-06')
  const whole = (of: (day: number) => number) => {
    let owed = 0
    return (day: number) => {
      owed += of(day)
      const taken = Math.round(owed)
      owed -= taken
      return taken
    }
  }
  const won = whole(more.won ?? (() => 0))
  const lost = whole(more.lost ?? (() => 0))
  return {
    pipelineId: 'p', slice: null, bucketDays: 1, dwellDays: 28,
    stages: stages.map((stage) => {
      const inflow = whole(stage.inflow)
      const reached = whole((day) => stage.inflow(day) * stage.conversion(day))
      const points = Array.from({ length: days }, (_, day): StagePoint => {
        const entered = inflow(day)
        const hits = Math.min(entered, reached(day))
        return {
          day: dayText(first + day), inflow: entered, outflow: { advance: hits, back: 0, won: 0, lost: entered - hits, transfer: 0 }, stock: stage.stock?.(day) ?? 40,
          cohort: { entered, reached: hits, open: 0, inTime: hits }, dwell: stage.dwell?.(day) ?? null, ages: stage.ages?.(day) ?? null,
        }
      })
      return { stageId: stage.id, horizonDays: more.horizonDays ?? 14, points, dwell: { now: stage.now ?? dwell(10), history: stage.history ?? dwell(10) } }
    }),
    closed: Array.from({ length: days }, (_, day) => ({ day: dayText(first + day), won: won(day), lost: lost(day) })),
  }
}

export const lastDay = (series: PipelineSeries): string => series.stages[0]?.points.at(-1)?.day ?? ''
