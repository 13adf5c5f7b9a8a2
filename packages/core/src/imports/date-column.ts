import type { DateOrder } from './date-reading.ts'
import { dateShape, settleDate } from './date-reading.ts'

/** What a whole column says about its own order. Counts are of non-empty cells. */
export type DateVerdict =
  | { kind: 'none'; filled: number; readable: number }
  | { kind: 'decided'; order: DateOrder; filled: number; unreadable: number; dateOnly: boolean; offsets: number }
  | {
      kind: 'ambiguous'
      /** The orders that fit, with how many cells each of them can read; the best first. */
      candidates: { order: DateOrder; fits: number }[]
      /** No order reads every cell: the column mixes them, or some cells are wrong. */
      contradictory: boolean
      filled: number
      unreadable: number
      dateOnly: boolean
      offsets: number
    }

/** Reads a column cell by cell, in constant memory, and then says in which order its dates are written. */
export interface DateColumn {
  observe: (cell: string) => void
  verdict: () => DateVerdict
}

const numericOrders = ['mdy', 'dmy', 'ymd'] as const

/**
 * `3/4/2017` can be March or April; `10/20/2016` can only be October. So the order is taken from all cells together,
 * and where they leave two readings the column is `ambiguous`: the user is asked, nothing is guessed.
 */
export function dateColumn(): DateColumn {
  let filled = 0
  let self = 0
  let numeric = 0
  let identical = 0
  let timed = 0
  let offsets = 0
  const fits = { mdy: 0, dmy: 0, ymd: 0 }
  const numbers = { serial: 0, unix: 0, unix_ms: 0 }

  function observe(cell: string): void {
    if (cell === '' || cell.trim() === '') return
    filled++
    const shape = dateShape(cell)
    if (shape === null) return
    switch (shape.form) {
      case 'self':
        self++
        if (shape.reading.time !== null) timed++
        if (shape.reading.offset !== null) offsets++
        return
      case 'serial':
        numbers.serial++
        if (!Number.isInteger(shape.days)) timed++
        return
      case 'unix':
        numbers[shape.unit]++
        timed++
        return
      case 'numeric': {
        numeric++
        if (shape.time !== null) timed++
        if (shape.offset !== null) offsets++
        const readings = new Set<string>()
        for (const order of numericOrders) {
          const reading = settleDate(shape, order)
          if (reading === null) continue
          fits[order]++
          readings.add(reading.date)
        }
        if (readings.size === 1 && fits.mdy > 0 && shape.parts[0] === shape.parts[1]) identical++
      }
    }
  }

  function verdict(): DateVerdict {
    const scores: { order: DateOrder; fits: number }[] = []
    for (const order of numericOrders) if (fits[order] > 0) scores.push({ order, fits: fits[order] })
    if (numbers.serial > 0) scores.push({ order: 'excel', fits: numbers.serial })
    if (numbers.unix > 0) scores.push({ order: 'unix', fits: numbers.unix })
    if (numbers.unix_ms > 0) scores.push({ order: 'unix_ms', fits: numbers.unix_ms })
    const open = numeric + numbers.serial + numbers.unix + numbers.unix_ms
    const readable = self + scores.reduce((most, score) => Math.max(most, score.fits), 0)
    if (filled === 0 || self + open === 0) return { kind: 'none', filled, readable }
    const facts = { filled, unreadable: filled - readable, dateOnly: timed === 0, offsets }
    if (open === 0) return { kind: 'decided', order: 'ymd', ...facts }
    scores.sort((a, b) => b.fits - a.fits)
    const full = scores.filter((score) => score.fits === open)
    const [only] = full
    // Every day equals its month (1/1/2017): both orders say the same, there is nothing to ask.
    const settled = only !== undefined && (full.length === 1 || identical === open)
    if (settled) return { kind: 'decided', order: only.order, ...facts }
    const candidates = full.length > 1 ? full : scores
    const [best] = candidates
    if (candidates.length === 1 && best !== undefined) return { kind: 'decided', order: best.order, ...facts }
    return { kind: 'ambiguous', candidates, contradictory: full.length === 0, ...facts }
  }

  return { observe, verdict }
}
