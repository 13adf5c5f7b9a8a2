import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, OPEN, WON } from '../look.ts'
import { type Measured, share } from '../measured.ts'
import type { CohortAsked } from './asked.ts'
import { addSteps, closed, entered, STEP } from './cohort-steps.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/** One picture of the time machine: the funnel as known at `asOf`, the numbers only that change from frame to frame. */
export type Frame = {
  asOf: number
  currency: string
  stages: { stageId: string; stock: number; stockAmountMinor: number; entered: number; conversion: Measured }[]
  entered: number
  wonCount: number
  wonMinor: number
  openCount: number
  openMinor: number
  overall: Measured
}
export type FrameOptions = CohortAsked

/** Cohort and wins of the period, stock at `asOf`; counts and sums only, so that a year can be dragged through. */
export function frame(columns: DealColumns, selection: Selection, options: FrameOptions): Frame {
  const { asOf } = options
  const size = columns.stages.length
  const ask = selected(columns, selection)
  const look = lookFor(size)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const steps = new Float64Array(size * STEP.size)
  const stock = new Float64Array(size)
  const amounts = new Float64Array(size)
  const n = { entered: 0, cohortWon: 0, cohortOpen: 0, wonCount: 0, wonMinor: 0, openCount: 0, openMinor: 0 }
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    if (ask.atEntry(row)) {
      const isOfPeriod = entered(look, options)
      if (isOfPeriod) {
        n.entered++
        if (look.standing === WON) n.cohortWon++
        if (look.standing === OPEN) n.cohortOpen++
      }
      addSteps(look, options, isOfPeriod, steps, 0)
    }
    if (look.standing === OPEN) {
      if (look.isDormant || !ask.inVersion(look.version)) continue
      const amount = look.currency === currency ? look.amountMinor : 0
      n.openCount++
      n.openMinor += amount
      if (look.current < 0) continue
      stock[look.current] = (stock[look.current] as number) + 1
      amounts[look.current] = (amounts[look.current] as number) + amount
    } else if (look.standing === WON && closed(look, options)) {
      if (!ask.atClose(look)) continue
      n.wonCount++
      if (look.currency === currency) n.wonMinor += look.amountMinor
    }
  }
  return {
    asOf,
    currency: options.currency,
    stages: columns.stages.map(({ id }, k) => {
      const at = k * STEP.size
      const members = steps[at] as number
      return {
        stageId: id, stock: stock[k] as number, stockAmountMinor: amounts[k] as number, entered: members,
        conversion: share(steps[at + STEP.reached] as number, members, steps[at + STEP.open] as number, 'cohort'),
      }
    }),
    entered: n.entered, wonCount: n.wonCount, wonMinor: n.wonMinor, openCount: n.openCount, openMinor: n.openMinor,
    overall: share(n.cohortWon, n.entered, n.cohortOpen, 'cohort'),
  }
}
