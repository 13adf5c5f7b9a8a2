import { DAY_MS } from './zone-days.ts'
import { type Period, within } from './journey.ts'
import type { Trace } from './trace.ts'

/**
 * Which deals a step follows:
 * - `entry`: at every step the same deals, those that entered the pipeline in the period (one cohort through the funnel);
 * - `stage`: at each stage the deals that first entered *that stage* in the period.
 *
 * And what counts as having entered stage k:
 * - `linear`: reaching any stage ≥ k, or winning; a skipped stage counts as entered at the instant it was passed;
 * - `touched`: having been in stage k itself.
 */
export type CohortOptions = Period & { mode: 'entry' | 'stage'; fill: 'linear' | 'touched' }

/** Instant at which the deal first entered stage `k` (K = won) under the rule; `Infinity` = never. */
export function firstEntered(trace: Trace, k: number, fill: CohortOptions['fill']): number {
  return (fill === 'linear' ? trace.reachedAt[k] : (trace.touchedAt[k] ?? trace.reachedAt[k])) ?? Infinity
}

/** The deals that stage `k` follows. A deal lost since stays in; a deal counts once, however often it came back. */
export function stageMembers(traces: readonly Trace[], k: number, options: CohortOptions): Trace[] {
  return traces.filter((trace) => {
    const entered = firstEntered(trace, k, options.fill)
    return entered !== Infinity && within(options.mode === 'entry' ? trace.entryAt : entered, options)
  })
}

/** What became of a step's members; each is in exactly one list. `skipped` (touched only) went past without touching k + 1. */
export type StepSplit = {
  members: Trace[]
  converted: Trace[]
  skipped: Trace[]
  stillOpen: Trace[]
  lost: Trace[]
  left: Trace[]
}

/**
 * Splits the members of stage `k` by whether they ever reached k + 1 (won, for the last stage), by the furthest stage ever:
 * coming back later undoes nothing. Those that have neither converted nor ended are still open: censored.
 */
export function splitStep(members: Trace[], k: number, fill: CohortOptions['fill']): StepSplit {
  const split: StepSplit = { members, converted: [], skipped: [], stillOpen: [], lost: [], left: [] }
  for (const trace of members) {
    if (firstEntered(trace, k + 1, fill) !== Infinity) split.converted.push(trace)
    else if ((trace.reachedAt[k + 1] ?? Infinity) !== Infinity) split.skipped.push(trace)
    else if (trace.standing === 'open') split.stillOpen.push(trace)
    else if (trace.standing === 'lost') split.lost.push(trace)
    else split.left.push(trace)
  }
  return split
}

/** Members that entered stage `k` at least `days` before `asOf`, so that they had the time to convert. */
export function matureMembers(members: readonly Trace[], k: number, fill: CohortOptions['fill'], days: number, asOf: number): Trace[] {
  return members.filter((trace) => firstEntered(trace, k, fill) <= asOf - days * DAY_MS)
}

/** Losses by reason, the commonest first; reason null = none given. */
export function byLossReason(lost: readonly Trace[]): { reasonId: string | null; deals: Trace[] }[] {
  const groups = new Map<string | null, Trace[]>()
  for (const trace of lost) {
    const reason = trace.journey.lossReasonId
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [trace])
    else group.push(trace)
  }
  return [...groups]
    .map(([reasonId, deals]) => ({ reasonId, deals }))
    .sort((a, b) => b.deals.length - a.deals.length || ((a.reasonId ?? '') < (b.reasonId ?? '') ? -1 : 1))
}

/** Quality of the path at stage `k`: of the members whose stays are known, those that were never in the stage itself. */
export function skippers(members: readonly Trace[], k: number): { known: Trace[]; skipped: Trace[] } {
  const known = members.filter((trace) => trace.stays.length > 0)
  return { known, skipped: known.filter((trace) => trace.touchedAt[k] === Infinity) }
}

/** Of the members that were in stage `k` itself: those that entered it again, and those that were ever sent back from it. */
export function wanderers(members: readonly Trace[], k: number): { touched: Trace[]; reentered: Trace[]; regressed: Trace[] } {
  const touched = members.filter((trace) => trace.touchedAt[k] !== Infinity)
  const reentered: Trace[] = []
  const regressed: Trace[] = []
  for (const trace of touched) {
    let entries = 0
    let back = false
    for (let i = 0; i < trace.at.length; i++) {
      if (trace.at[i] !== k) continue
      entries++
      const next = trace.at[i + 1]
      if (trace.stays[i]?.exit === 'back' || (next !== undefined && next < k)) back = true
    }
    if (entries > 1) reentered.push(trace)
    if (back) regressed.push(trace)
  }
  return { touched, reentered, regressed }
}
