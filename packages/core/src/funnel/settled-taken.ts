import type { Settled, SortedMinutes } from './settled-deals.ts'
import { CAUSE_BITS, type Durations } from './sweep.ts'

/** Settled deals that a question counted. */
export type Taken = {
  deals: Settled
  /** A bit by row: it is of the cohort. */
  taken: Uint32Array
}

/** Time in stage k of the settled deals taken and of `others` (sorted), in one order. Good until this is asked again. */
export function dwellWith({ deals, taken }: Taken, k: number, others: Uint32Array): Durations {
  return merged(deals.dwell[k] as SortedMinutes, taken, others)
}

/** From entry to end of the settled deals taken and of `others` (sorted), in one order. Good until this is asked again. */
export function outcomesWith({ deals, taken }: Taken, others: Uint32Array): Durations {
  return merged(deals.outcomes, taken, others)
}

/** One for all: some megabytes for each stage of each question would be much to clean up. */
let scratch = { values: new Uint32Array(0), counts: new Uint32Array(0) }

function merged({ rows, minutes, ends }: SortedMinutes, taken: Uint32Array, others: Uint32Array): Durations {
  const most = minutes.length + others.length
  if (scratch.values.length < most) scratch = { values: new Uint32Array(Math.ceil(most * 1.1)), counts: new Uint32Array(Math.ceil(most * 1.1)) }
  const { values, counts } = scratch
  let length = 0
  let other = 0
  let nextOther = others.length === 0 ? Infinity : (others[0] as number) >>> CAUSE_BITS
  let i = 0
  for (let run = 0; run < minutes.length; run++) {
    const end = ends[run] as number
    let n = 0
    for (; i < end; i++) {
      const row = rows[i] as number
      n += ((taken[row >>> 5] as number) >>> (row & 31)) & 1
    }
    if (n === 0) continue
    const value = minutes[run] as number
    while (nextOther <= value >>> CAUSE_BITS) {
      values[length] = others[other] as number
      counts[length++] = 1
      nextOther = ++other < others.length ? (others[other] as number) >>> CAUSE_BITS : Infinity
    }
    values[length] = value
    counts[length++] = n
  }
  for (; other < others.length; other++) {
    values[length] = others[other] as number
    counts[length++] = 1
  }
  return { values, counts, length }
}
