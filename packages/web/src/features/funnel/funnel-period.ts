import { daysBetween } from '../../ui/format.ts'
import { addDays, addMonths, startOfMonth, startOfQuarter } from './calendar-days.ts'

/** Days `[from, to)` in the organisation's zone: `to` is the day after the last one. null leaves that side open. */
export interface DayRange {
  from: string | null
  to: string | null
}

export const periods = ['month', 'quarter', 'd90', 'm12', 'all', 'custom'] as const
export type PeriodName = (typeof periods)[number]

/** What a person enters: both days belong to the period; an empty text leaves that side open. */
export interface ChosenDays {
  first: string
  last: string
}

/** The days of a named period that contains, or ends with, the day `anchor`. */
export function rangeOf(period: PeriodName, anchor: string, chosen: ChosenDays): DayRange {
  const tomorrow = addDays(anchor, 1)
  switch (period) {
    case 'month':
      return { from: startOfMonth(anchor), to: addMonths(startOfMonth(anchor), 1) }
    case 'quarter':
      return { from: startOfQuarter(anchor), to: addMonths(startOfQuarter(anchor), 3) }
    case 'd90':
      return { from: addDays(tomorrow, -90), to: tomorrow }
    case 'm12':
      return { from: addMonths(tomorrow, -12), to: tomorrow }
    case 'all':
      return { from: null, to: null }
    case 'custom':
      return halfOpen(chosen)
  }
}

/** Chosen days as a half-open range; a pair in the wrong order is read the other way round. */
export function halfOpen({ first, last }: ChosenDays): DayRange {
  const [low, high] = first !== '' && last !== '' && last < first ? [last, first] : [first, last]
  return { from: low === '' ? null : low, to: high === '' ? null : addDays(high, 1) }
}

/** The last day that belongs to a range, for showing it. */
export function lastDay(range: DayRange): string | null {
  return range.to === null ? null : addDays(range.to, -1)
}

export type ComparedPeriod = 'previous' | 'year' | 'custom'

/**
 * The period to compare with: the one just before (whole months for a month or quarter), the same days a year ago, or the
 * chosen days. null when there is none: an open period has nothing before it.
 */
export function comparedRange(kind: ComparedPeriod, period: PeriodName, range: DayRange, chosen: ChosenDays): DayRange | null {
  if (kind === 'custom') return chosen.first === '' && chosen.last === '' ? null : halfOpen(chosen)
  const { from, to } = range
  if (from === null || to === null) return null
  if (kind === 'year') return { from: addMonths(from, -12), to: addMonths(to, -12) }
  const months = period === 'month' ? 1 : period === 'quarter' ? 3 : period === 'm12' ? 12 : 0
  if (months > 0) return { from: addMonths(from, -months), to: addMonths(to, -months) }
  return { from: addDays(from, -daysBetween(from, to)), to: from }
}

/**
 * The as-of day of the compared period that gives its deals as much time as ours had: as many days after its beginning as
 * `asOf` is after ours. An older group seen today has had longer to move on, and would win every comparison.
 * Never later than `asOf` itself.
 */
export function sameAge(range: DayRange, compared: DayRange, asOf: string): string {
  if (range.from === null || compared.from === null) return asOf
  const shifted = addDays(compared.from, daysBetween(range.from, asOf))
  return shifted < asOf ? shifted : asOf
}

/** Whether two ranges share a day: then the same deals can be on both sides. */
export function overlaps(a: DayRange, b: DayRange): boolean {
  return (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to)
}

export const closings = ['all', 'month', 'quarter', 'next'] as const
export type ClosingName = (typeof closings)[number]

/** Expected close dates of the weighted pipeline: looking ahead, where the page's period looks back. */
export function closingRange(closing: ClosingName, anchor: string): DayRange {
  if (closing === 'all') return { from: null, to: null }
  if (closing === 'month') return rangeOf('month', anchor, { first: '', last: '' })
  const quarter = rangeOf('quarter', closing === 'next' ? addMonths(startOfQuarter(anchor), 3) : anchor, { first: '', last: '' })
  return quarter
}
