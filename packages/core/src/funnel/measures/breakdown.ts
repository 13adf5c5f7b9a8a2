import type { DealColumns, Selection } from '../columns.ts'
import { type Measured, share } from '../measured.ts'
import type { CohortAsked, Slice } from './asked.ts'
import type { BreakdownFigures } from './breakdown-figures.ts'
import { bySegment, type Segment } from './by-segment.ts'
import { adjust, type Difference, differenceOf } from './difference.ts'

export type { BreakdownFigures }

/** `by`: one or two slices. `limit` (default 100): rows beyond it are folded into one row with `isOther`. */
export type BreakdownOptions = CohortAsked & { by: readonly [Slice] | readonly [Slice, Slice]; limit?: number }

export type BreakdownRow = BreakdownFigures & {
  /** One text a slice, in the order of `by`; null = none given. Empty for the row `isOther`. */
  values: (string | null)[]
  /** All segments beyond the limit together. */
  isOther: boolean
  /** This segment (b) against all the others together (a); the question "does it differ" has one family of tests per figure. */
  against: { overall: Difference; closedWinRate: Difference; steps: { stageId: string; conversion: Difference }[] }
}

/** Rows by `entered`, the largest first; `total` is the same over all of them. `segments`: how many there are before the limit. */
export type Breakdown = {
  asOf: number
  by: string[]
  currency: string
  rows: BreakdownRow[]
  total: BreakdownFigures
  segments: number
}

/**
 * The funnel by segment. A deal that changed its owner counts for the first one where a figure is about entering, for the
 * last one where it is about closing or standing: so a segment's columns need not be of the same deals.
 * @throws RangeError for an unknown zone or slice.
 */
export function breakdown(columns: DealColumns, selection: Selection, options: BreakdownOptions): Breakdown {
  const { rows: segments, whole, count } = bySegment(columns, selection, options)
  const rows = segments.map((segment) => rowFor(segment, whole.figures))
  adjust(rows.map((row) => row.against.overall))
  adjust(rows.map((row) => row.against.closedWinRate))
  adjust(rows.flatMap((row) => row.against.steps.map(({ conversion }) => conversion)))
  return { asOf: options.asOf, by: [...options.by], currency: options.currency, rows, total: whole.figures, segments: count }
}

function rowFor({ figures, values, isOther }: Segment, whole: BreakdownFigures): BreakdownRow {
  return {
    ...figures,
    values,
    isOther,
    against: {
      overall: againstRest(whole.overall, figures.overall),
      closedWinRate: againstRest(whole.closedWinRate, figures.closedWinRate),
      steps: figures.steps.map(({ stageId, conversion }, k) => ({ stageId, conversion: againstRest(whole.steps[k]?.conversion ?? conversion, conversion) })),
    },
  }
}

/** A part (b) against what remains of the whole without it (a): against the whole itself it would be compared with itself too. */
export function againstRest(whole: Measured, part: Measured): Difference {
  const hits = (whole.hits ?? 0) - (part.hits ?? 0)
  return differenceOf(share(hits, whole.n - part.n, whole.censored - part.censored, part.method.replace('/wilson', '')), part)
}
