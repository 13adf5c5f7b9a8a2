import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, LOST, OPEN, WON } from '../look.ts'
import { share } from '../measured.ts'
import { DAY_MS } from '../zone-days.ts'
import type { CohortAsked } from './asked.ts'
import { addSteps, closed, entered, enteredStage, STEP } from './cohort-steps.ts'
import { adjust, type Difference, differenceOf } from './difference.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/**
 * `withinDays`: both sides are given the same time: a deal has converted when it reached the next stage within so many days
 * of entering this one, and only deals that entered at least so long ago count. Null: ever, by `asOf`; then a young period
 * looks worse than an old one for no other reason than its age.
 */
export type CompareOptions = { withinDays: number | null }

/** One side of a comparison. Two periods: same selection, other dates; two segments: same dates, other selection. */
export type CompareSide = CohortAsked

export type Comparison = {
  a: { from: number | null; to: number | null; asOf: number }
  b: { from: number | null; to: number | null; asOf: number }
  withinDays: number | null
  entered: { a: number; b: number }
  steps: { stageId: string; entered: { a: number; b: number }; conversion: Difference; loss: Difference }[]
  /** won / entered of the cohorts (within the days, if given, of entering the pipeline). */
  overall: Difference
  /** won / closed, of the deals closed in the periods. */
  closedWinRate: Difference
}

/** Two periods or two segments of one pipeline, step by step; `q` is adjusted over all the differences of the answer. */
export function comparison(columns: DealColumns, a: { side: CompareSide; selection: Selection }, b: { side: CompareSide; selection: Selection }, options: CompareOptions): Comparison {
  const left = counts(columns, a.selection, a.side, options.withinDays)
  const right = counts(columns, b.selection, b.side, options.withinDays)
  const method = options.withinDays === null ? 'cohort' : `cohort/within-${options.withinDays}-days`
  const steps = columns.stages.map(({ id }, k) => {
    const part = (side: Counts, what: number) => {
      const at = k * STEP.size
      return share(side.steps[at + what] as number, side.steps[at + STEP.entered] as number, side.steps[at + STEP.open] as number, method)
    }
    return {
      stageId: id,
      entered: { a: left.steps[k * STEP.size] as number, b: right.steps[k * STEP.size] as number },
      conversion: differenceOf(part(left, STEP.reached), part(right, STEP.reached)),
      loss: differenceOf(part(left, STEP.lost), part(right, STEP.lost)),
    }
  })
  const overall = differenceOf(share(left.won, left.entered, left.open, method), share(right.won, right.entered, right.open, method))
  const closedWinRate = differenceOf(share(left.closedWon, left.closed, 0, 'closed-count'), share(right.closedWon, right.closed, 0, 'closed-count'))
  adjust([...steps.flatMap(({ conversion, loss }) => [conversion, loss]), overall, closedWinRate])
  const span = ({ from, to, asOf }: CompareSide) => ({ from, to, asOf })
  return { a: span(a.side), b: span(b.side), withinDays: options.withinDays, entered: { a: left.entered, b: right.entered }, steps, overall, closedWinRate }
}

type Counts = { entered: number; won: number; open: number; closed: number; closedWon: number; steps: Float64Array }

function counts(columns: DealColumns, selection: Selection, asked: CohortAsked, withinDays: number | null): Counts {
  const { asOf } = asked
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const own: Counts = { entered: 0, won: 0, open: 0, closed: 0, closedWon: 0, steps: new Float64Array(columns.stages.length * STEP.size) }
  const span = withinDays === null ? null : withinDays * DAY_MS
  const byStage = asked.cohort === 'stage'
  const quiet = Math.min(asked.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    const isOfPeriod = entered(look, asked)
    if ((isOfPeriod || byStage) && ask.atEntry(row)) {
      if (span === null) addSteps(look, asked, isOfPeriod, own.steps, 0)
      else addStepsWithin(span)
      // With a limit, those that have not had the time yet are left out on both sides.
      if (isOfPeriod && (span === null || look.entryAt <= asOf - span)) {
        own.entered++
        const end = span === null || look.endedAt < look.entryAt + span
        if (end && look.standing === WON) own.won++
        if (look.standing === OPEN || !end) own.open++
      }
    }
    if (look.standing !== OPEN && closed(look, asked)) {
      if (!ask.atClose(look)) continue
      own.closed++
      if (look.standing === WON) own.closedWon++
    }
  }
  return own

  /** As `addSteps`, with what had happened `span` after the entry into each stage. */
  function addStepsWithin(length: number): void {
    const isTouched = asked.fill === 'touched'
    for (let k = 0; k < columns.stages.length; k++) {
      const at = enteredStage(look, k, isTouched)
      if (at === Infinity || at > asOf - length) continue
      if (byStage ? !(at >= (asked.from ?? -Infinity) && at < (asked.to ?? Infinity)) : !entered(look, asked)) continue
      const place = k * STEP.size
      const limit = at + length
      own.steps[place] = (own.steps[place] as number) + 1
      const next = enteredStage(look, k + 1, isTouched)
      const what =
        next < limit ? STEP.reached
        : (look.reachedAt[k + 1] as number) < limit ? -1
        : look.endedAt >= limit ? STEP.open
        : look.standing === LOST ? STEP.lost
        : STEP.left
      if (what >= 0) own.steps[place + what] = (own.steps[place + what] as number) + 1
    }
  }
}
