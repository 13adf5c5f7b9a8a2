import type { Stay, StayExit } from './journey.ts'
import { type Observation, type Survival, survival } from './survival.ts'
import { exitOf, leftAt, type Trace } from './trace.ts'
import type { DayClock } from './working-days.ts'

/** The competing ways out of a stage. */
export const EXITS = ['advance', 'won', 'lost', 'back', 'transfer'] as const satisfies readonly StayExit[]

/**
 * `stay`: the latest stay of each deal (for alerts) or all its stays in the stage added up (for analysis).
 * `days` measures a span, in calendar or working days; deals still there are censored at `asOf`.
 */
export type DwellOptions = { asOf: number; stay: 'latest' | 'cumulative'; skipImported: boolean; days: DayClock }

/** Each deal counts once: `watched` in order with their `observations` beside them, and the same deals by what became of them. */
export type Dwell = {
  watched: Trace[]
  observations: Observation<StayExit>[]
  there: Trace[]
  gone: Trace[]
  goneBy: Record<StayExit, Trace[]>
  curve: Survival<StayExit>
}

/**
 * How long deals stay in stage `k`, in days: Kaplan–Meier with deals that are still there as censored, and the competing exits
 * beside it. Only deals that were in the stage itself count (no linear fill). A deal sent back and now elsewhere has left.
 */
export function stageDwell(traces: readonly Trace[], k: number, options: DwellOptions): Dwell {
  const watched: Trace[] = []
  const observations: Observation<StayExit>[] = []
  const there: Trace[] = []
  const gone: Trace[] = []
  const goneBy: Dwell['goneBy'] = { advance: [], won: [], lost: [], back: [], transfer: [] }
  for (const trace of traces) {
    const seen = observe(trace, k, options)
    if (seen === null) continue
    watched.push(trace)
    observations.push(seen)
    if (seen.cause === null) {
      there.push(trace)
    } else {
      gone.push(trace)
      goneBy[seen.cause].push(trace)
    }
  }
  return { watched, observations, there, gone, goneBy, curve: survival(observations, EXITS) }
}

function observe(trace: Trace, k: number, options: DwellOptions): Observation<StayExit> | null {
  let time = 0
  let entry: number | null = null
  let cause: StayExit | null = null
  let found = false
  for (let i = trace.stays.length - 1; i >= 0; i--) {
    const stay = trace.stays[i] as Stay
    if (trace.at[i] !== k || (options.skipImported && stay.imported)) continue
    const left = leftAt(trace, i)
    const end = left ?? options.asOf
    if (end < stay.enteredAt) continue
    if (!found) cause = exitOf(trace, i)
    found = true
    time += options.days(stay.enteredAt, end)
    // Going backwards, the earliest stay has the last word: only it can have begun before the deal was watched.
    entry = stay.riskFrom !== null && stay.riskFrom > stay.enteredAt ? options.days(stay.enteredAt, stay.riskFrom) : null
    if (options.stay === 'latest') break
  }
  return !found || (entry !== null && entry >= time) ? null : { time, entry, cause }
}
