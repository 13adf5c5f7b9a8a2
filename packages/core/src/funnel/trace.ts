import { cutAt, type FunnelStage, type Journey, type Stay, type StayExit } from './journey.ts'

/** Where a deal stands in this pipeline; `left` = moved on to another pipeline. */
export type Standing = 'open' | 'won' | 'lost' | 'left'

/**
 * A journey laid on one pipeline's stages 0…K−1; K stands for won. Instants are epoch milliseconds, `Infinity` = never.
 * - `entryAt`: entered the pipeline
 * - `touchedAt[k]`: first entered stage k itself
 * - `reachedAt[k]`: first entered any stage ≥ k, or was won: the linear fill. `reachedAt[K]` = won at
 * - `current`: stage index of an open deal, else −1
 * - `furthest`: highest k reached (K when won)
 * - `at[i]`: stage index of `stays[i]`
 */
export type Trace = {
  journey: Journey
  stays: readonly Stay[]
  at: readonly number[]
  standing: Standing
  entryAt: number
  touchedAt: readonly number[]
  reachedAt: readonly number[]
  current: number
  furthest: number
}

/** Stages in pipeline order. */
export function inOrder(stages: readonly FunnelStage[]): FunnelStage[] {
  return [...stages].sort((a, b) => a.position - b.position)
}

/** Index of each stage by id. */
export function indexOfStages(ordered: readonly FunnelStage[]): Map<string, number> {
  return new Map(ordered.map((stage, index) => [stage.id, index]))
}

/**
 * Traces of the journeys as known at `asOf`, in the given order. Stays of other pipelines are left out, and so is a deal that
 * was only ever there; a deal without any stay (an import that knows no stage) counts as entered when it was created.
 */
export function tracesAt(journeys: readonly Journey[], ordered: readonly FunnelStage[], asOf: number): Trace[] {
  const index = indexOfStages(ordered)
  const traces: Trace[] = []
  for (const journey of journeys) {
    const known = cutAt(journey, asOf)
    const trace = known === null ? null : traceOf(known, index, ordered.length)
    if (trace !== null) traces.push(trace)
  }
  return traces
}

function traceOf(journey: Journey, index: ReadonlyMap<string, number>, won: number): Trace | null {
  const stays = journey.stays.every((s) => index.has(s.stageId)) ? journey.stays : journey.stays.filter((s) => index.has(s.stageId))
  if (stays.length === 0 && journey.stays.length > 0) return null
  const at = stays.map((s) => index.get(s.stageId) ?? -1)
  const last = stays.at(-1)
  const standing = last?.exit === 'transfer' && last.leftAt !== null ? 'left' : journey.outcome

  const touchedAt = new Array<number>(won).fill(Infinity)
  for (let i = 0; i < stays.length; i++) {
    const k = at[i] as number
    touchedAt[k] = Math.min(touchedAt[k] as number, (stays[i] as Stay).enteredAt)
  }
  const reachedAt = [...touchedAt, standing === 'won' ? (journey.closedAt ?? journey.createdAt) : Infinity]
  for (let k = won - 1; k >= 0; k--) reachedAt[k] = Math.min(reachedAt[k] as number, reachedAt[k + 1] as number)

  const first = stays[0]
  // A back-dated import may know the creation and only open its first stay at the import: the deal entered when created.
  const entryAt = first === undefined || first.imported ? Math.min(journey.createdAt, first?.enteredAt ?? Infinity) : first.enteredAt
  reachedAt[0] = Math.min(reachedAt[0] as number, entryAt)
  let furthest = 0
  while (furthest < won && reachedAt[furthest + 1] !== Infinity) furthest++
  const current = standing === 'open' ? (at.at(-1) ?? -1) : -1
  return { journey, stays, at, standing, entryAt, touchedAt, reachedAt, current, furthest }
}

/** When stay `i` ended, null while it lasts. A stay the source left open ends with the next one, or with the deal. */
export function leftAt(trace: Trace, i: number): number | null {
  const stay = trace.stays[i] as Stay
  if (stay.leftAt !== null) return stay.leftAt
  const next = trace.stays[i + 1]
  if (next !== undefined) return next.enteredAt
  return trace.standing === 'won' || trace.standing === 'lost' ? trace.journey.closedAt : null
}

/** How stay `i` ended, worked out from what follows when the source does not say; null while it lasts. */
export function exitOf(trace: Trace, i: number): StayExit | null {
  const stay = trace.stays[i] as Stay
  if (leftAt(trace, i) === null) return null
  if (stay.exit !== null) return stay.exit
  if (i + 1 < trace.stays.length) return (trace.at[i + 1] as number) >= (trace.at[i] as number) ? 'advance' : 'back'
  return trace.standing === 'won' || trace.standing === 'lost' ? trace.standing : 'transfer'
}
