import { twoProportionP, twoSidedP } from '../../lib/ratio.ts'
import { totalOf } from './cuts.ts'
import type { RootCause } from './finding.ts'
import type { Cut, KnownChange } from './input.ts'

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

/** The change with the p by which an alarm had shown it, where it goes the same way and there are enough deals. */
export function withKnown(one: Change, known: KnownChange | null, minN: number): Change {
  if (known === null || one.delta === null || one.n < 2 * minN || Math.sign(one.delta) !== known.direction) return one
  return { ...one, p: Math.min(one.p ?? 1, known.p), real: one.real || known.p < 0.05 }
}
