import type { DayText } from '../../lib/dates.ts'
import { dayNumber, dayText } from '../days.ts'
import type { PipelineSeries } from '../series.ts'
import { readingAt } from './evaluate.ts'
import type { AlarmRule } from './rule.ts'

/** The figure of a rule day by day, as the rule reads it at the end of each; lists of one length, null where there is too little to read. */
export type AlarmCourse = {
  days: DayText[]
  values: (number | null)[]
  /** The value at which the rule fires; of those that look at their own past it moves along. */
  thresholds: (number | null)[]
  baselines: (number | null)[]
  counts: (number | null)[]
  /** Whether the condition held. */
  holds: boolean[]
}

/** What a rule reads at one stage (null: the pipeline) from `from` to before `to`. The series must reach `daysNeeded` further back. */
export function alarmCourse(rule: AlarmRule, stageId: string | null, series: PipelineSeries, from: DayText, to: DayText): AlarmCourse {
  const first = dayNumber(from)
  const days = Array.from({ length: Math.max(0, dayNumber(to) - first) }, (_, i) => dayText(first + i))
  const readings = days.map((day) => readingAt(rule, stageId, series, day))
  return {
    days, values: readings.map((one) => one?.value ?? null), thresholds: readings.map((one) => one?.threshold ?? null), baselines: readings.map((one) => one?.baseline ?? null),
    counts: readings.map((one) => one?.n ?? null), holds: readings.map((one) => one?.holds ?? false),
  }
}

/** Days on end on which the condition held, between two days (both included). */
export function heldRuns({ days, holds }: Pick<AlarmCourse, 'days' | 'holds'>, first: DayText, last: DayText): { from: DayText; to: DayText; days: number }[] {
  const runs: { from: DayText; to: DayText; days: number }[] = []
  days.forEach((day, i) => {
    if (holds[i] !== true || day < first || day > last) return
    const run = runs.at(-1)
    if (run !== undefined && i > 0 && run.to === days[i - 1]) {
      run.to = day
      run.days++
    } else runs.push({ from: day, to: day, days: 1 })
  })
  return runs
}
