import type { Figure, FunnelView, StepView } from '@sluice/core/funnel/overview'
import type { FunnelConversion } from '../../charts/funnel-geometry.ts'
import type { FunnelPart, FunnelRow } from '../../charts/funnel-types.ts'
import { refOf } from './figure-ref.ts'
import type { FigureRef, FunnelUrl, Side } from './funnel-url.ts'

export type FunnelKind = FunnelUrl['view']

/** Key of the last band, which is no stage. */
export const wonKey = 'won'

/** Names and formats of the texts beside the bands. */
export interface RowWords {
  stage: (id: string) => string
  won: string
  reason: (id: string | null) => string
  /** Stock: `存量 34 · ¥1,280万`. */
  stock: (count: number, amountMinor: number | null) => string
  days: (days: number) => string
  /** A dwell that fewer than half (a quarter) of the deals have reached. */
  notReached: string
  insufficient: string
}

/** A view of the funnel as the rows of the chart. */
export function funnelRows(view: FunnelView, kind: FunnelKind, words: RowWords): FunnelRow[] {
  const rows = view.steps.map((step): FunnelRow => {
    const loss = step.losses[0]
    return {
      key: step.stageId,
      label: words.stage(step.stageId),
      kind: 'stage',
      ...counts(step, kind),
      amount: words.stock(step.stock.value ?? 0, step.stockAmount.value),
      // The snapshot's counts are the stock already.
      stock: kind === 'snapshot' ? undefined : words.stock(step.stock.value ?? 0, null),
      dwellMedian: dwellText(step.dwellMedian, words),
      // One sentence is enough for two figures that lack the same deals.
      dwellP75: step.dwellP75.enough ? dwellText(step.dwellP75, words) : undefined,
      ...(kind === 'cohort' && loss && { topLoss: words.reason(loss.reasonId) }),
    }
  })
  // Won deals are no stock: the snapshot ends with the last stage.
  const won = wonCount(view, kind)
  return won === null ? rows : [...rows, { key: wonKey, label: words.won, kind: 'won', entered: won, open: 0, lost: 0, conversion: null }]
}

function counts(step: StepView, kind: FunnelKind): Pick<FunnelRow, 'entered' | 'open' | 'lost' | 'conversion'> {
  switch (kind) {
    case 'cohort':
      return { entered: step.entered.value ?? 0, open: step.stillOpen.hits ?? 0, lost: step.lost.hits ?? 0, conversion: shown(step.conversion) }
    case 'flow':
      return { entered: step.flowEntries.value ?? 0, open: 0, lost: 0, conversion: shown(step.flow) }
    case 'snapshot':
      return { entered: step.stock.value ?? 0, open: 0, lost: 0, conversion: shown(step.snapshot) }
  }
}

/** No pill where there is nothing to divide by, or nothing below to divide with. */
function shown(figure: Figure): FunnelConversion | null {
  return figure.value === null ? null : figure
}

function wonCount(view: FunnelView, kind: FunnelKind): number | null {
  const last = view.steps.at(-1)
  if (kind === 'snapshot' || last === undefined) return null
  return (kind === 'flow' ? last.flow.hits : last.reachedNext.value) ?? 0
}

function dwellText(figure: Figure, words: RowWords): string {
  if (figure.n === 0) return '—'
  if (!figure.enough) return words.insufficient
  return figure.value === null ? words.notReached : words.days(figure.value)
}

/** The compared funnel over the same stages: counts for the outline, conversions (null where too few) for the differences. */
export function comparedRows(view: FunnelView, kind: FunnelKind, words: RowWords): { entered: number[]; conversions: (number | null)[] } {
  const rows = funnelRows(view, kind, words)
  return {
    entered: rows.map((row) => row.entered),
    conversions: rows.map((row) => (row.conversion?.enough ? row.conversion.value : null)),
  }
}

/** The figure behind a part of the drawing, and which of its deals that part stands for. */
export function figureOfPart(view: FunnelView, kind: FunnelKind, part: FunnelPart): { figure: Figure; part: FigureRef['part'] } | null {
  const last = view.steps.at(-1)
  if (part.stage === wonKey) {
    if (last === undefined) return null
    return kind === 'flow' ? { figure: last.flow, part: 'hits' } : { figure: last.reachedNext, part: 'population' }
  }
  const step = view.steps.find((one) => one.stageId === part.stage)
  if (step === undefined) return null
  const whole = (figure: Figure) => ({ figure, part: 'population' as const })
  switch (part.kind) {
    case 'entered':
      return whole(kind === 'cohort' ? step.entered : kind === 'flow' ? step.flowEntries : step.stock)
    case 'passed':
      // Without parts the band is one: all that entered.
      return whole(kind === 'cohort' ? step.reachedNext : kind === 'flow' ? step.flowEntries : step.stock)
    case 'open':
      return { figure: step.stillOpen, part: 'hits' }
    case 'lost':
      return { figure: step.lost, part: 'hits' }
    case 'conversion':
      return whole(kind === 'cohort' ? step.conversion : kind === 'flow' ? step.flow : step.snapshot)
    case 'dwell':
      return whole(step.dwellMedian)
    case 'stock':
      return whole(step.stock)
  }
}

/** The address of the deals behind a part of the drawing. */
export function refOfPart(view: FunnelView, kind: FunnelKind, part: FunnelPart, side: Side = 'main'): FigureRef | null {
  const found = figureOfPart(view, kind, part)
  return found && refOf(found.figure, side, found.part)
}
