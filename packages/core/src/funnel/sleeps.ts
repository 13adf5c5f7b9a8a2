import { type DealColumns, DORMANT } from './columns.ts'

type Span = { from: number; to: number }
const none: readonly Span[] = []

/** The spans in which a deal slept, as known at `asOf`, ascending. */
export function sleepsOf(columns: DealColumns, row: number, version: number, asOf: number): readonly Span[] {
  const { flags, knownFrom } = columns.version
  let spans: Span[] | null = null
  for (let v = columns.deal.versionFrom[row] as number; v <= version; v++) {
    if (((flags[v] as number) & DORMANT) === 0) continue
    const next = v + 1 <= version ? (knownFrom[v + 1] as number) : Infinity
    const span = { from: knownFrom[v] as number, to: next > asOf ? Infinity : next }
    if (spans === null) spans = [span]
    else spans.push(span)
  }
  return spans ?? none
}

/** The pieces of a stay in which the deal was awake. */
export function eachAwake(begin: number, leave: number, sleeps: readonly Span[], found: (from: number, to: number) => void): void {
  let from = begin
  for (const sleep of sleeps) {
    if (sleep.to <= from || sleep.from >= leave) continue
    if (sleep.from > from) found(from, sleep.from)
    from = sleep.to
  }
  if (from < leave || (from === begin && begin === leave)) found(from, leave)
}
