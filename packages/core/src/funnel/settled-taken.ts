import type { Settled, SortedMinutes } from './settled-deals.ts'

/** Settled deals that a question counted. */
export type Taken = {
  deals: Settled
  /** By row: it is of the cohort. */
  taken: Uint8Array
  /** How many of those taken were in each stage, and how many were taken. */
  been: readonly number[]
  cohort: number
}

/** Time in stage k of the settled deals taken and of `others` (sorted), in one order. Good until this is asked again. */
export function dwellWith({ deals, taken, been }: Taken, k: number, others: Uint32Array): Uint32Array {
  return merged(deals.dwell[k] as SortedMinutes, taken, been[k] as number, others)
}

/** From entry to end of the settled deals taken and of `others` (sorted), in one order. Good until this is asked again. */
export function outcomesWith({ deals, taken, cohort }: Taken, others: Uint32Array): Uint32Array {
  return merged(deals.outcomes, taken, cohort, others)
}

/** One for all: some megabytes for each stage of each question would be much to clean up. */
let scratch = new Uint32Array(0)

function merged({ rows, minutes }: SortedMinutes, taken: Uint8Array, count: number, others: Uint32Array): Uint32Array {
  const all = count + others.length
  // One more, for what is written before it is known whether it counts.
  if (scratch.length <= all) scratch = new Uint32Array(Math.ceil(all * 1.1) + 1)
  const found = scratch
  let n = 0
  // Written each time and moved on when it counts: quicker than a branch that nobody can foretell.
  for (let i = 0; i < rows.length && n < count; i++) {
    found[n] = minutes[i] as number
    n += taken[rows[i] as number] as number
  }
  let i = count - 1
  let at = all - 1
  for (let j = others.length - 1; j >= 0; j--) {
    const next = others[j] as number
    while (i >= 0 && (found[i] as number) > next) found[at--] = found[i--] as number
    found[at--] = next
  }
  return found.subarray(0, all)
}
