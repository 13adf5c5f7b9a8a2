/** What deals of one kind have in common: all that a figure which counts asks of them. */
export type SettledKind = {
  /** Bit k: it was in stage k; in `again`: more than once. */
  touched: number
  again: number
  furthest: number
  /** WON, LOST or LEFT. */
  standing: number
  /** Bit k: it was sent back from stage k. */
  regressed: number
  /** Code of the reason, when lost. */
  lossReason: number
}

/** Whole minutes with how they ended (`packed`), each once, ascending: those of run i are the rows up to `ends[i]`, from where the run before ends. */
export type SortedMinutes = { rows: Uint32Array; minutes: Uint32Array; ends: Uint32Array }

/**
 * Deals of which nothing is expected any more, worked out once for all questions: closed or gone to another pipeline,
 * recorded as it happened. By far the most deals of a large pipeline are such. A question that lies after the end
 * of one, with a period that holds all of it or nothing of it, need not look at its stays: it counts kinds, and takes the
 * durations in an order that is already there (core/funnel/settled-pass). About 50 bytes a deal.
 */
export type Settled = {
  /** The rows looked at when this was made, `[0, rows)`: later ones are not in it. */
  rows: number
  /** Index into `kinds`; 0 = not settled. */
  kind: Uint16Array
  kinds: SettledKind[]
  /** When it was won, lost or left; all that is known of it was known by then. */
  endedAt: Float64Array
  /** Time in each stage, all stays in it added up. */
  dwell: SortedMinutes[]
  /** From the entry to the end. */
  outcomes: SortedMinutes
  /** By stage k: rows by the time from the first entry into k to the first into k + 1 (won, for the last), ascending; `spanAt` tells it. */
  spans: Uint32Array[]
}
