import type { ChangeDay } from '../../funnel/measures/change-days.ts'

export type OnsetOptions = {
  /** The change is at least so old, and at most: whole days up to the last one. */
  minDays: number
  maxDays: number
  /** Days before it that it is held against. */
  historyDays: number
}
export const onsetOptions: OnsetOptions = { minDays: 5, maxDays: 60, historyDays: 84 }

/** How many days up to the last one a search needs. */
export const onsetDaysNeeded = ({ maxDays, historyDays }: OnsetOptions = onsetOptions): number => maxDays + historyDays

/** Two log-likelihoods are the 95 % interval; the stocks of a week are about as good as one. */
const STOCK_SLACK = 2 * 7

/** `at`: place of the first day of the change. `gain`: log-likelihood over no change. */
export type Onset = { at: number; gain: number }

/**
 * Since when: the first day of the change among the days, found by maximum likelihood of one step (conversion: binomial,
 * of the deals decided on each day; inflow: Poisson, per working day) or of one bend (stock: level until then, a straight line
 * from there, least squares), of those that go the asked way. Null when none does, or there are too few days.
 * `isRest`: days on which few come. Change point of a step by likelihood ratio: Hinkley, Biometrika 57 (1970) 1.
 */
export function onsetOf(what: 'conversion' | 'stock' | 'inflow', direction: 1 | -1, days: readonly ChangeDay[], isRest: readonly boolean[], options: OnsetOptions = onsetOptions): Onset | null {
  const last = days.length - options.minDays
  const earliest = Math.max(options.historyDays / 3, days.length - options.maxDays)
  let best: Onset | null = null
  const gains: Onset[] = []
  const gainOf = what === 'conversion' ? binomialStep(days, direction) : what === 'inflow' ? poissonStep(days, isRest, direction) : bend(days, direction)
  for (let at = Math.ceil(earliest); at <= last; at++) {
    const gain = gainOf(Math.max(0, at - options.historyDays), at)
    if (gain === null) continue
    gains.push({ at, gain })
    if (best === null || gain > best.gain) best = { at, gain }
  }
  const most = best?.gain ?? 0
  // A stock is held against what it was on one day: rather too early than when it had grown already.
  return what === 'stock' ? (gains.find(({ gain }) => most - gain <= STOCK_SLACK) ?? null) : best
}

/** Log-likelihood that a step at `at` gains over none, of the days from `from` on; null when it goes the other way. */
type Gain = (from: number, at: number) => number | null

const sums = (values: readonly number[]): number[] => {
  const out = [0]
  for (const value of values) out.push((out.at(-1) as number) + value)
  return out
}
const between = (sum: readonly number[], from: number, to: number): number => (sum[to] as number) - (sum[from] as number)

/** x ln(x/n), 0 at 0. */
const part = (x: number, n: number): number => (x === 0 ? 0 : x * Math.log(x / n))

function binomialStep(days: readonly ChangeDay[], direction: 1 | -1): Gain {
  const [n, hits] = [sums(days.map(({ decided }) => decided)), sums(days.map((day) => day.hits))]
  return (from, at) => {
    const [n0, h0, n1, h1] = [between(n, from, at), between(hits, from, at), between(n, at, days.length), between(hits, at, days.length)]
    if (n0 === 0 || n1 === 0 || Math.sign(h1 / n1 - h0 / n0) !== direction) return null
    const likelihood = (h: number, of: number) => part(h, of) + part(of - h, of)
    return likelihood(h0, n0) + likelihood(h1, n1) - likelihood(h0 + h1, n0 + n1)
  }
}

function poissonStep(days: readonly ChangeDay[], isRest: readonly boolean[], direction: 1 | -1): Gain {
  const mean = (rest: boolean) => {
    const own = days.filter((_, i) => (isRest[i] ?? false) === rest)
    return own.length === 0 ? 0 : own.reduce((sum, { came }) => sum + came, 0) / own.length
  }
  const [working, resting] = [mean(false), mean(true)]
  // A day of rest is worth the part of a working day that usually comes on it.
  const worth = sums(days.map((_, i) => (isRest[i] === true && working > 0 ? resting / working : 1)))
  const came = sums(days.map((day) => day.came))
  return (from, at) => {
    const [w0, c0, w1, c1] = [between(worth, from, at), between(came, from, at), between(worth, at, days.length), between(came, at, days.length)]
    if (w0 === 0 || w1 === 0 || Math.sign(c1 / w1 - c0 / w0) !== direction) return null
    return part(c0, w0) + part(c1, w1) - part(c0 + c1, w0 + w1)
  }
}

function bend(days: readonly ChangeDay[], direction: 1 | -1): Gain {
  const stock = days.map((day) => day.stock)
  return (from, at) => {
    const n = stock.length - from
    let [sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0]
    for (let i = from; i < stock.length; i++) {
      const [x, y] = [Math.max(0, i - at + 1), stock[i] as number]
      sx += x
      sy += y
      sxx += x * x
      sxy += x * y
      syy += y * y
    }
    const [vx, cov, vy] = [sxx - (sx * sx) / n, sxy - (sx * sy) / n, syy - (sy * sy) / n]
    if (vx === 0 || vy === 0 || Math.sign(cov) !== direction) return null
    // Normal errors of one variance: n/2 · ln(total / left).
    return -(n / 2) * Math.log(Math.max(1e-12, 1 - (cov * cov) / (vx * vy)))
  }
}
