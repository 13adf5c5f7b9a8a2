import type { Decimal } from 'decimal.js'
import { Exact } from '../funnel/money.ts'

/** Of `watched` created deals that were watched that long, `hits` were won (or entered a stage) in the month of this age. */
export type LagCount = { hits: number; watched: number }

/** What follows a creation, month by month: index 0 is the month of the creation itself. */
export type TimeAxis = {
  wins: readonly LagCount[]
  /** Entries into later stages by age; a stage that is not here is laid out by plain shares, in the month of creation. */
  stages?: readonly { stageKey: string; entries: readonly LagCount[] }[]
  /** Deals created in the months before the plan, the latest first: they still bring wins. */
  earlier: readonly number[]
}

export type Creations = {
  /** Creations a month, fractions still. */
  months: number[]
  total: Decimal
  /** Wins to be expected in each month: of the creations before the plan, and of those of the plan. */
  winsOfEarlier: number[]
  winsOfPlan: number[]
  /** Wins that the plan's creations bring only after its end. */
  after: number
  /** Standard error of the total, relative; Infinity when it is not known. */
  relativeError: number
}

/** c of an age, exactly. */
const rate = ({ hits, watched }: LagCount) => (watched === 0 ? new Exact(0) : new Exact(hits).div(watched))

/**
 * Creations a month that bring the wanted wins within the plan: wins(p) = Σⱼ created(p − j) · cⱼ, with the months' creations in
 * the proportion of `weights` (solving each month for itself would swing between everything and nothing: c₀ is small and c₂ is
 * great). What was created before the plan counts first; 0 when that is enough. Interval by the delta method, x being a quotient of sums
 * linear in c; cⱼ of one group of deals vary against each other, cov(cᵢ, cⱼ) = −cᵢcⱼ / max(nᵢ, nⱼ).
 * Null when nothing created in the plan can be won before its end.
 */
export function solveCreations(wanted: Decimal, axis: TimeAxis, weights: readonly number[]): Creations | null {
  const months = weights.length
  const sum = weights.reduce((a, b) => a + b, 0)
  const shares = weights.map((w) => (sum === 0 ? new Exact(1).div(months) : new Exact(w).div(sum)))
  const c = axis.wins.map(rate)
  const zero = new Exact(0)
  const ofEarlier = Array.from({ length: months }, (_, p) => axis.earlier.reduce((total, created, a) => total.add((c[p + 1 + a] ?? zero).mul(created)), zero))
  const perUnit = Array.from({ length: months }, (_, p) => shares.reduce((total, share, m) => (m > p ? total : total.add((c[p - m] ?? zero).mul(share))), zero))
  const carried = ofEarlier.reduce((a, b) => a.add(b), zero)
  const yields = perUnit.reduce((a, b) => a.add(b), zero)
  const rest = wanted.sub(carried)
  if (rest.gt(0) && yields.lte(0)) return null
  const total = rest.lte(0) ? zero : rest.div(yields)

  const x = total.toNumber()
  const gradient = axis.wins.map((_, j) => {
    let before = 0
    for (let a = 0; a < axis.earlier.length; a++) if (j - 1 - a >= 0 && j - 1 - a < months) before += axis.earlier[a] as number
    const within = shares.reduce((s, share, m) => (m + j < months ? s + share.toNumber() : s), 0)
    return -(before + x * within)
  })
  const p = c.map((value) => value.toNumber())
  let variance = 0
  gradient.forEach((gi, i) =>
    gradient.forEach((gj, j) => {
      const n = Math.max(axis.wins[i]?.watched ?? 0, axis.wins[j]?.watched ?? 0)
      if (n > 0) variance += gi * gj * ((i === j ? (p[i] as number) : 0) - (p[i] as number) * (p[j] as number)) / n
    }),
  )
  const everything = c.reduce((a, b) => a.add(b), zero).mul(total)
  return {
    total,
    months: shares.map((share) => share.mul(total).toNumber()),
    winsOfEarlier: ofEarlier.map((w) => w.toNumber()),
    winsOfPlan: perUnit.map((w) => w.mul(total).toNumber()),
    after: Math.max(0, everything.sub(yields.mul(total)).toNumber()),
    relativeError: x === 0 ? 0 : Math.sqrt(Math.max(0, variance)) / (yields.toNumber() * x),
  }
}

/** Entries into a stage month by month, from creations before the plan and in it (fractions). */
export function entriesByMonth(entries: readonly LagCount[], axis: TimeAxis, created: readonly number[]): number[] {
  const c = entries.map((lag) => rate(lag).toNumber())
  return created.map((_, p) => {
    let sum = 0
    for (let a = 0; a < axis.earlier.length; a++) sum += (axis.earlier[a] as number) * (c[p + 1 + a] ?? 0)
    for (let m = 0; m <= p; m++) sum += (created[m] as number) * (c[p - m] ?? 0)
    return sum
  })
}
