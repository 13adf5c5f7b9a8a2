import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { ConditionContext } from './context.ts'
import { CONDITION_LIMITS } from './limits.ts'
import { complementOf, operatorsFor, type Bind } from './operator.ts'
import { sayPair } from './operators-plain.ts'
import { dayInterval, instantInterval, type Interval, type TimeValue } from './period.ts'
import { readDay, readInstant } from './read-value.ts'
import { sayScalar, type Speaker } from './speak.ts'
import { daysValue, relativeValue } from './value.ts'

/** Years that every part of the system can hold. */
const inRange = (text: string) => text >= '1900' && text < '3000'
const dayText = z.iso.date().refine(inRange)
const instantText = z.iso
  .datetime()
  .regex(/^[^.]*(\.\d{1,3})?Z$/)
  .refine(inRange)

const dayScalar = z.union([dayText, relativeValue, daysValue])
const instantScalar = z.union([dayText, instantText, relativeValue, daysValue])
const dayCount = z.int().min(0).max(CONDITION_LIMITS.days)

/** How one of the two time types counts: dates in `YYYY-MM-DD`, instants in epoch milliseconds. */
interface TimeKind<T extends string | number> {
  read: (raw: unknown) => T | null
  scalar: z.ZodType<TimeValue>
  sqlType: string
  /** The span a value stands for. */
  interval: (value: TimeValue, context: ConditionContext) => Interval<T>
  /** An end of a span moved by days. */
  shift: (end: T, days: number) => T
  /** An end of a span as an SQL parameter. */
  param: (end: T) => string
}

/**
 * Every value is a span `[from, to)`, and so compares as people mean it: `= this_month` is within the month,
 * `> this_month` is after it, `<= 2026-03-05` includes all of that day.
 */
function timeOperators<T extends string | number>(kind: TimeKind<T>) {
  const time = operatorsFor(kind.read)
  const since = (from: T) => ({
    test: (present: T) => present >= from,
    sql: (expression: string, bind: Bind) => `${expression} >= ${bind(kind.param(from), kind.sqlType)}`,
  })
  const before = (to: T) => ({
    test: (present: T) => present < to,
    sql: (expression: string, bind: Bind) => `${expression} < ${bind(kind.param(to), kind.sqlType)}`,
  })
  const within = ({ from, to }: Interval<T>) => ({
    test: (present: T) => present >= from && present < to,
    sql: (expression: string, bind: Bind) => `(${since(from).sql(expression, bind)} and ${before(to).sql(expression, bind)})`,
  })
  type Side = ReturnType<typeof since>
  const compare = (words: { zh: string; en: string }, side: (span: Interval<T>) => Side) =>
    time({
      words,
      shape: 'one',
      value: kind.scalar,
      prepare: (value, context) => side(kind.interval(value, context)),
      say: sayScalar,
    })
  /** Counts from now: the current day of a date, the current moment of an instant. */
  const counted = (
    words: { zh: string; en: string },
    side: (now: Interval<T>, days: number) => Side,
    unit: { zh: string; en: string },
  ) =>
    time({
      words,
      shape: 'days',
      value: dayCount,
      prepare: (days, context) => side(kind.interval({ relative: 'now' }, context), days),
      say: (days: number, _, speaker: Speaker) => `${days} ${unit[speaker.lang]}`,
    })
  const eq = compare({ zh: '=', en: '=' }, within)
  return {
    eq,
    neq: complementOf(eq, { zh: '≠', en: '≠' }),
    lt: compare({ zh: '<', en: '<' }, ({ from }) => before(from)),
    lte: compare({ zh: '≤', en: '≤' }, ({ to }) => before(to)),
    gt: compare({ zh: '>', en: '>' }, ({ to }) => since(to)),
    gte: compare({ zh: '≥', en: '≥' }, ({ from }) => since(from)),
    in: compare({ zh: '在', en: 'in' }, within),
    between: time({
      words: { zh: '介于', en: 'between' },
      shape: 'pair',
      value: z.tuple([kind.scalar, kind.scalar]),
      prepare: ([from, to], context) =>
        within({ from: kind.interval(from, context).from, to: kind.interval(to, context).from }),
      say: sayPair,
    }),
    within_last: counted(
      { zh: '在最近', en: 'within the last' },
      (now, days) => within({ from: kind.shift(now.from, -days), to: now.to }),
      { zh: '天内', en: 'days' },
    ),
    within_next: counted(
      { zh: '在未来', en: 'within the next' },
      (now, days) => within({ from: now.from, to: kind.shift(now.to, days) }),
      { zh: '天内', en: 'days' },
    ),
    older_than: counted({ zh: '早于', en: 'older than' }, (now, days) => before(kind.shift(now.from, -days)), {
      zh: '天前',
      en: 'days',
    }),
  }
}

const DAY_MS = 86_400_000

export const dateOperators = timeOperators<string>({
  read: readDay,
  scalar: dayScalar,
  sqlType: 'date',
  interval: dayInterval,
  shift: (day, days) => Temporal.PlainDate.from(day).add({ days }).toString(),
  param: (day) => day,
})

export const instantOperators = timeOperators<number>({
  read: readInstant,
  scalar: instantScalar,
  sqlType: 'timestamptz',
  interval: instantInterval,
  shift: (at, days) => at + days * DAY_MS,
  param: (at) => new Date(at).toISOString(),
})
