import { newcombe } from '../../lib/ratio.ts'
import type { DayText } from '../../lib/dates.ts'
import { dayNumber, dayText } from '../days.ts'
import type { Said } from '../said.ts'
import type { Count, PipelineSeries } from '../series.ts'
import { within } from '../window.ts'
import type { Alarm } from './alarm.ts'
import { evaluate, stagesOf } from './evaluate.ts'
import { stepAlarm } from './machine.ts'
import { type AlarmRule, daysNeeded } from './rule.ts'
import type { AlarmVerdict } from './verdict.ts'
import { tell } from '../tell.ts'

export type BacktestOptions = {
  /** Deals that enter within so many days from the firing are looked at. */
  aheadDays: number
  /** They are held against those of so many days of the time before, see `backtestAlarm`. */
  beforeDays: number
  /** A loss is real from this relative fall on, if it is beyond chance too. */
  loss: number
  minN: number
}
export const backtestOptions: BacktestOptions = { aheadDays: 28, beforeDays: 91, loss: 0.1, minN: 20 }

export type Firing = {
  stageId: string | null
  /** First day, and the last on which the condition held (reopenings within the cool-down included). */
  from: DayText
  to: DayText
  resolvedOn: DayText | null
  verdict: AlarmVerdict
  /** Whether conversion really was lost after it. */
  followed: 'loss' | 'no_loss' | 'unknown'
  before: number | null
  after: number | null
}

export type AlarmBacktest = {
  from: DayText
  to: DayText
  firings: Firing[]
  summary: { fired: number; beforeLoss: number; withoutLoss: number; unknown: number; days: number; perYear: number; daysOpen: number }
  said: Said
}

/** How many days before `from` a back-test needs points for; `horizonDays` is the longest of the stages. */
export function backtestDaysNeeded(rule: AlarmRule, horizonDays: number, dwellDays: number, { aheadDays, beforeDays }: BacktestOptions = backtestOptions): number {
  return Math.max(daysNeeded(rule, horizonDays, dwellDays), beforeDays + aheadDays + horizonDays)
}

/**
 * What a rule would have done from `from` to before `to`, evaluated at the end of every day with what was known then, with its
 * cool-down and self-resolution.
 *
 * "A real loss of conversion" follows a firing when the deals that first entered the stage in the `aheadDays` from the firing
 * on reached the next stage within its horizon at a rate lower by `loss` (relative, 10 %) or more than those of an earlier
 * `beforeDays`, and the 95 % interval of the difference (Newcombe) lies below 0. The earlier days end `aheadDays` and one horizon
 * before the firing: what a rule about conversion fires on began as long ago, and must not be its own yardstick. For a rule
 * about the win rate, and for nothing else, it is the closed win rate by close date. `unknown` with fewer than `minN` deals on
 * either side, or when the horizon of those deals has not passed by the end of the series.
 */
export function backtestAlarm(rule: AlarmRule, series: PipelineSeries, from: DayText, to: DayText, options: BacktestOptions = backtestOptions): AlarmBacktest {
  const [first, end] = [dayNumber(from), dayNumber(to)]
  const firings: Firing[] = []
  for (const stageId of stagesOf(rule, series)) {
    const own: Firing[] = []
    let alarm: Alarm | null = null
    for (let day = first; day < end; day++) {
      const at = dayText(day)
      const verdict = evaluate(rule, stageId, series, at)
      const step = stepAlarm(alarm, verdict, at, rule)
      alarm = step.alarm
      if (step.change === 'opened' && verdict !== null) own.push({ stageId, from: at, to: at, resolvedOn: null, verdict, ...afterwards(stageId, series, day, options) })
      const last = own.at(-1)
      if (last !== undefined && alarm !== null) {
        last.to = alarm.lastOn
        last.resolvedOn = alarm.resolvedOn
      }
    }
    firings.push(...own)
  }
  firings.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  const count = (followed: Firing['followed']) => firings.filter((firing) => firing.followed === followed).length
  const days = Math.max(0, end - first)
  const summary = {
    fired: firings.length, beforeLoss: count('loss'), withoutLoss: count('no_loss'), unknown: count('unknown'), days, perYear: days === 0 ? 0 : (firings.length * 365) / days,
    daysOpen: firings.reduce((sum, firing) => sum + dayNumber(firing.to) - dayNumber(firing.from) + 1, 0),
  }
  return { from, to, firings, summary, said: tell(firings.length === 0 ? 'backtest.never' : 'backtest.fired', { ...summary }) }
}

function afterwards(stageId: string | null, series: PipelineSeries, day: number, { aheadDays, beforeDays, loss, minN }: BacktestOptions): Pick<Firing, 'followed' | 'before' | 'after'> {
  const stage = series.stages.find((one) => one.stageId === stageId)
  const points: readonly { day: DayText; n: number; hits: number }[] =
    stage === undefined ? series.closed.map((one) => ({ day: one.day, n: one.won + one.lost, hits: one.won })) : stage.points.map(({ day: on, cohort }) => ({ day: on, n: cohort.entered, hits: cohort.inTime }))
  const sum = (a: number, b: number) => within(points, a, b, series.bucketDays).reduce<Count>((total, point) => ({ n: total.n + point.n, hits: total.hits + point.hits }), { n: 0, hits: 0 })
  const last = points.at(-1)
  const known = last === undefined ? -Infinity : dayNumber(last.day) + series.bucketDays - 1 - (stage?.horizonDays ?? 0)
  const gap = aheadDays + (stage?.horizonDays ?? 0)
  const b = sum(day - gap - beforeDays, day - gap - 1)
  const a = sum(day, day + aheadDays - 1)
  const before = b.n === 0 ? null : b.hits / b.n
  const after = a.n === 0 ? null : a.hits / a.n
  const difference = newcombe(a, b)
  if (known < day + aheadDays - 1 || a.n < minN || b.n < minN || difference === null || before === null || after === null) return { followed: 'unknown', before, after }
  return { followed: before > 0 && after <= before * (1 - loss) && difference.high < 0 ? 'loss' : 'no_loss', before, after }
}
