import { twoProportionP, twoSidedP } from '../../lib/ratio.ts'
import { totalOf } from './cuts.ts'
import type { RootCause } from './finding.ts'
import type { Cut } from './input.ts'

type Change = RootCause['change']
export type Scale = { daysBefore: number; daysAfter: number }

/** The change that is asked about, from any cut (each holds all deals), and whether it is beyond chance at 5 %. */
export function changeOf(what: Change['what'], cut: Cut | undefined, { daysBefore, daysAfter }: Scale, minN: number): Change {
  if (cut === undefined) return { what, before: null, after: null, delta: null, relative: null, n: 0, p: null, real: false }
  const { before: b, after: a } = totalOf(cut)
  if (what === 'conversion') {
    const p = twoProportionP(a, b)
    return change(what, b.n === 0 ? null : b.hits / b.n, a.n === 0 ? null : a.hits / a.n, b.n + a.n, p, b.n >= minN && a.n >= minN)
  }
  const scale = what === 'inflow' && daysBefore > 0 ? daysAfter / daysBefore : 1
  const before = (what === 'stock' ? b.stock : b.n) * scale
  const after = what === 'stock' ? a.stock : a.n
  // Counts vary like Poisson ones; the earlier is scaled, so its variance by the square.
  const spread = Math.sqrt(after + scale * before)
  const p = spread === 0 ? null : twoSidedP((after - before) / spread)
  return change(what, before, after, before + after, p, before + after >= minN)
}

function change(what: Change['what'], before: number | null, after: number | null, n: number, p: number | null, enough: boolean): Change {
  const delta = before === null || after === null ? null : after - before
  return { what, before, after, delta, relative: delta === null || before === null || before === 0 ? null : delta / before, n, p, real: enough && p !== null && p < 0.05 && delta !== 0 }
}
