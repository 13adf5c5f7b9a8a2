import { parseAmount } from '../lib/money.ts'
import type { AmountVerdict } from './amount-column.ts'
import { amountColumn } from './amount-column.ts'
import type { DateVerdict } from './date-column.ts'
import { dateColumn } from './date-column.ts'

/** What the cells of one column are like. Shares are of the non-empty cells looked at. */
export interface ColumnProfile {
  name: string
  rows: number
  filled: number
  dates: DateVerdict
  amounts: AmountVerdict
  dateShare: number
  numberShare: number
  phoneShare: number
  emailShare: number
  /** Mean length in characters. */
  length: number
  /** How many different values; a lower bound when `overflow`. */
  distinct: number
  overflow: boolean
  /** Filled cells until the limit of different values was met: `distinct / counted` says how much a column repeats. */
  counted: number
  /** The different values with how often each occurs, the most frequent first; all of them unless `overflow`. */
  values: { value: string; count: number }[]
  examples: string[]
}

export interface ColumnProfiler {
  observe: (cell: string) => void
  profile: () => ColumnProfile
}

export interface ProfileOptions {
  /** Used for amounts that name no currency. */
  currency: string
  /** So many different values are kept. */
  distinctLimit?: number
}

/** Kinds of cells are counted in the first so many cells only; dates, amounts and values in all. */
const looked = 2000
const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
const phone = /^(?:\+?\d{1,3}[-\s]?)?(?:1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|\(?0\d{2,3}\)?[-\s]?\d{7,8}|400[-\s]?\d{3}[-\s]?\d{4})(?:\D+\d{1,6})?$|^\+\d[\d\s-]{7,17}$/

/** Reads a column cell by cell in bounded memory. */
export function columnProfiler(name: string, options: ProfileOptions): ColumnProfiler {
  const limit = options.distinctLimit ?? 20_000
  const dates = dateColumn()
  const amounts = amountColumn(options.currency)
  const counts = new Map<string, number>()
  const examples: string[] = []
  const kinds = { number: 0, phone: 0, email: 0, length: 0, n: 0 }
  let datesGoOn = true
  let rows = 0
  let filled = 0
  let overflow = false
  let counted = 0

  function observe(cell: string): void {
    rows++
    const value = cell.trim()
    if (value === '') return
    filled++
    count(value)
    if (kinds.n < looked) {
      kinds.n++
      kinds.length += value.length
      if (parseAmount(value, { currency: options.currency, decimal: 'auto' }).ok) kinds.number++
      if (phone.test(value)) kinds.phone++
      if (email.test(value)) kinds.email++
      dates.observe(value)
      amounts.observe(value)
      if (kinds.n === looked) datesGoOn = readableDates(dates.verdict()) > looked * 0.3
      return
    }
    // A column in which nothing looked like a date or an amount is none.
    if (datesGoOn) dates.observe(value)
    if (kinds.number > looked * 0.3) amounts.observe(value)
  }

  function count(value: string): void {
    if (!overflow) counted++
    const known = counts.get(value)
    if (known !== undefined) counts.set(value, known + 1)
    else if (counts.size < limit) {
      const kept = own(value)
      counts.set(kept, 1)
      if (examples.length < 5) examples.push(kept.length > 80 ? `${kept.slice(0, 79)}…` : kept)
    } else overflow = true
  }

  return {
    observe,
    profile() {
      const share = (n: number): number => (kinds.n === 0 ? 0 : n / kinds.n)
      return {
        name, rows, filled,
        dates: dates.verdict(),
        amounts: amounts.verdict(),
        dateShare: dateShareOf(dates.verdict()),
        numberShare: share(kinds.number),
        phoneShare: share(kinds.phone),
        emailShare: share(kinds.email),
        length: share(kinds.length),
        distinct: counts.size,
        overflow,
        counted,
        values: [...counts].map(([value, times]) => ({ value, count: times })).sort((a, b) => b.count - a.count),
        examples,
      }
    },
  }
}

/** Bare numbers can be days or seconds, but are much more often numbers. */
function dateShareOf(verdict: DateVerdict): number {
  if (verdict.filled === 0) return 0
  const numbers = verdict.kind === 'decided' && /^(?:excel|unix)/.test(verdict.order)
  return (readableDates(verdict) / verdict.filled) * (numbers ? 0.4 : 1)
}

function readableDates(verdict: DateVerdict): number {
  return verdict.kind === 'none' ? verdict.readable : verdict.filled - verdict.unreadable
}

/** A copy of its own: a cut-out of a large piece of text keeps the whole piece in memory. */
function own(value: string): string {
  return value.length < 13 ? value : [...value].join('')
}
