import type { Count } from '../series.ts'
import { testRate } from './effect-tests.ts'
import type { Cut } from './input.ts'
import { kitagawa } from './kitagawa.ts'

/**
 * How much of the shift in the share of value `b` (of the pair's second or first dimension) follows from the shift among the
 * other dimension's values alone, everything within them staying as it was: Σ_a Δm_a · q̄(b|a) / Δm_b. 1: entirely, 0: not at
 * all. Null when the share of `b` did not move. `weight`: what is shared out, entries or stock.
 *
 * With it a consequence is told from its cause: when trade shows bring small companies, the growing share of small ones
 * follows from the growing share of trade shows, but not the other way round.
 */
export function followsFrom(pair: Cut, dimension: string, value: string, weight: 'n' | 'stock'): number | null {
  const at = pair.dimensions.indexOf(dimension)
  if (at < 0 || pair.dimensions.length !== 2) return null
  const groups = new Map<string, { m0: number; m1: number; b0: number; b1: number }>()
  let n0 = 0
  let n1 = 0
  for (const { values, before, after } of pair.cells) {
    const other = values[1 - at] ?? ''
    const group = groups.get(other) ?? { m0: 0, m1: 0, b0: 0, b1: 0 }
    groups.set(other, group)
    group.m0 += before[weight]
    group.m1 += after[weight]
    if (values[at] === value) {
      group.b0 += before[weight]
      group.b1 += after[weight]
    }
    n0 += before[weight]
    n1 += after[weight]
  }
  if (n0 === 0 || n1 === 0) return null
  let through = 0
  let shift = 0
  for (const { m0, m1, b0, b1 } of groups.values()) {
    const q0 = m0 === 0 ? (m1 === 0 ? 0 : b1 / m1) : b0 / m0
    const q1 = m1 === 0 ? q0 : b1 / m1
    through += (m1 / n1 - m0 / n0) * ((q0 + q1) / 2)
    shift += b1 / n1 - b0 / n0
  }
  return Math.abs(shift) < 1e-9 ? null : through / shift
}

/**
 * How much of a segment's own fall follows from something else within it: from the shift among the other dimension's values
 * (`mix`: what remains with their shares held), or from one of these values (`value`: what remains without its deals). As a
 * share of the fall; null when it cannot be said (fewer than `minN` deals are left, or no change).
 */
export function rateFollowsFrom(pair: Cut, dimension: string, value: string, from: 'mix' | { value: string }, minN: number): number | null {
  const at = pair.dimensions.indexOf(dimension)
  if (at < 0 || pair.dimensions.length !== 2) return null
  const own = pair.cells.filter(({ values }) => values[at] === value)
  const all = kitagawa(own)
  if (all === null || all.delta === 0) return null
  if (from === 'mix') return 1 - all.rate / all.delta
  const left = kitagawa(own.filter(({ values }) => values[1 - at] !== from.value))
  if (left === null) return null
  const n = (period: 'before' | 'after') => own.reduce((sum, cell) => sum + (cell.values[1 - at] === from.value ? 0 : cell[period].n), 0)
  if (n('before') < minN || n('after') < minN) return null
  const share = 1 - left.delta / all.delta
  return share < wholly && isChance(pair, at, value, from.value) ? wholly : share
}

/** Of a fall that may be chance in what is left without the other value, that much is taken to follow from it. */
const wholly = 0.8
const chance = 0.05

/** Whether what is left of a segment without another value's deals changed no more than all other deals without them, as far as can be seen. */
function isChance(pair: Cut, at: number, value: string, without: string): boolean {
  const sides = [true, false].map((isOwn) => {
    const cells = pair.cells.filter(({ values }) => (values[at] === value) === isOwn && values[1 - at] !== without)
    const sum = (period: 'before' | 'after'): Count => cells.reduce((total, cell) => ({ n: total.n + cell[period].n, hits: total.hits + cell[period].hits }), { n: 0, hits: 0 })
    return { values: [String(isOwn)], before: sum('before'), after: sum('after') }
  })
  const own = kitagawa(sides)?.segments[0]
  const [first, second] = sides
  if (own === undefined || first === undefined || second === undefined) return false
  const sum = (period: 'before' | 'after'): Count => ({ n: first[period].n + second[period].n, hits: first[period].hits + second[period].hits })
  const tested = testRate(own, { before: sum('before'), after: sum('after') })
  return tested !== null && tested.p > chance
}
