import { newcombe, twoProportionP } from '../lib/ratio.ts'
import type { FigureName } from './figures.ts'
import { type Figure, figuresOf, type FunnelView } from './overview.ts'

/**
 * The same figure in two periods or segments. `difference` = b − a in the figure's own unit (shares: 0.05 = five percentage
 * points); `relative` = (b − a)/a. Counted shares also get Newcombe's 95 % interval and a two-proportion p-value; `enough`
 * when both sides have enough deals. No correction for looking at many figures is made here.
 */
export type Comparison = {
  name: FigureName
  a: Figure
  b: Figure
  difference: number | null
  relative: number | null
  low: number | null
  high: number | null
  p: number | null
  enough: boolean
}

/** Compares one figure with its counterpart. */
export function compareFigures(a: Figure, b: Figure): Comparison {
  const { metric, stageId, reasonId, exit, window } = a
  const name: FigureName = { metric, stageId, reasonId, exit, window }
  const difference = a.value === null || b.value === null ? null : b.value - a.value
  const relative = difference === null || a.value === null || a.value === 0 ? null : difference / a.value
  const plain = { name, a, b, difference, relative, low: null, high: null, p: null, enough: a.enough && b.enough }
  // Only a share of its own n is binomial; flow, shape, survival and money are not, and get no p-value.
  if (!a.method.endsWith('/wilson') || !b.method.endsWith('/wilson') || a.hits === null || b.hits === null) return plain
  const before = { hits: a.hits, n: a.n }
  const after = { hits: b.hits, n: b.n }
  const interval = newcombe(after, before)
  return { ...plain, low: interval?.low ?? null, high: interval?.high ?? null, p: twoProportionP(after, before) }
}

/** Compares all figures that both views have, in the order of `a`; a loss reason that occurs on one side only is left out. */
export function compareViews(a: FunnelView, b: FunnelView): Comparison[] {
  const others = new Map(figuresOf(b).map((figure) => [keyOf(figure), figure]))
  return figuresOf(a).flatMap((figure) => {
    const other = others.get(keyOf(figure))
    return other === undefined ? [] : [compareFigures(figure, other)]
  })
}

const keyOf = ({ metric, stageId, reasonId, exit, window }: FigureName) => JSON.stringify([metric, stageId, reasonId, exit, window])
