import { Temporal } from 'temporal-polyfill'
import type { ConditionContext } from './context.ts'
import type { DaysValue, PeriodName, RelativeValue } from './value.ts'

/** A date value of a condition: a day, an instant (with `T`), a span relative to today, or an offset in days. */
export type TimeValue = string | RelativeValue | DaysValue

/** `[from, to)` in the units of the field: `YYYY-MM-DD` for dates, epoch milliseconds for instants. */
export interface Interval<T> {
  from: T
  to: T
}

/** Today in the organisation's zone. */
export function today(context: ConditionContext): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(context.now.getTime()).toZonedDateTimeISO(context.timeZone).toPlainDate()
}

const SHIFT = { yesterday: -1, last: -1, today: 0, this: 0, tomorrow: 1, next: 1 } as const

/** The days `[from, to)` of a named span around `day`. Weeks start on Monday, quarters in January, April, July, October. */
export function periodAround(day: Temporal.PlainDate, period: PeriodName): Interval<Temporal.PlainDate> {
  const [word, unit] = period.split('_') as [keyof typeof SHIFT, 'week' | 'month' | 'quarter' | 'year' | undefined]
  const by = SHIFT[word]
  const span = (start: Temporal.PlainDate, step: Temporal.DurationLike) => {
    const from = by < 0 ? start.subtract(step) : by > 0 ? start.add(step) : start
    return { from, to: from.add(step) }
  }
  switch (unit) {
    case undefined:
      return span(day, { days: 1 })
    case 'week':
      return span(day.subtract({ days: day.dayOfWeek - 1 }), { days: 7 })
    case 'month':
      return span(day.with({ day: 1 }), { months: 1 })
    case 'quarter':
      return span(day.with({ day: 1, month: Math.floor((day.month - 1) / 3) * 3 + 1 }), { months: 3 })
    case 'year':
      return span(day.with({ day: 1, month: 1 }), { years: 1 })
  }
}

function daysOf(value: TimeValue, context: ConditionContext): Interval<Temporal.PlainDate> {
  if (typeof value === 'object' && 'relative' in value)
    return periodAround(today(context), value.relative === 'now' ? 'today' : value.relative)
  const from = typeof value === 'object' ? today(context).add(value) : Temporal.PlainDate.from(value)
  return { from, to: from.add({ days: 1 }) }
}

/** The days a value stands for, on a date field. `now` is today. */
export function dayInterval(value: TimeValue, context: ConditionContext): Interval<string> {
  const { from, to } = daysOf(value, context)
  return { from: from.toString(), to: to.toString() }
}

/**
 * The instants a value stands for, on an instant field: a day or span is all of it in the organisation's zone,
 * an instant is its one millisecond (the precision of our records).
 */
export function instantInterval(value: TimeValue, context: ConditionContext): Interval<number> {
  if (typeof value === 'string' && value.includes('T')) return millisecond(Date.parse(value))
  if (typeof value === 'object' && 'relative' in value && value.relative === 'now') return millisecond(context.now.getTime())
  const { from, to } = daysOf(value, context)
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(context.timeZone).epochMilliseconds
  return { from: start(from), to: start(to) }
}

const millisecond = (at: number) => ({ from: at, to: at + 1 })
