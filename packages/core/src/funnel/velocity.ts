import { type Measured, statistic } from './measured.ts'
import { Exact, toMinor } from './money.ts'

/** The four levers, as counted: the average and the rate stay fractions, so that nothing is rounded twice. */
export type VelocityParts = {
  /** N: open qualified deals. */
  open: number
  /** A: won amount in minor units over the deals won. */
  wonMinor: number
  wonCount: number
  /** W: deals won over deals closed. */
  won: number
  closed: number
  /** L: median won cycle in days; null when nothing was won. */
  cycleDays: number | null
}

/**
 * Sales velocity N · A · W / L in minor units a day, rounded once. Null when nothing was won or closed, or the median cycle is 0.
 * `n` is the closed deals that rate and amount rest on.
 */
export function velocity({ open, wonMinor, wonCount, won, closed, cycleDays }: VelocityParts): Measured {
  const method = 'velocity'
  if (wonCount === 0 || closed === 0 || cycleDays === null) return statistic(null, closed, 0, null, method)
  if (cycleDays === 0) return statistic(null, closed, 0, null, method, 'zero_denominator')
  const value = new Exact(open).mul(wonMinor).div(wonCount).mul(won).div(closed).div(cycleDays)
  return statistic(toMinor(value), closed, 0, null, method)
}

/** Realised velocity: won amount in minor units per day of the period that has passed; null when none has. */
export function realisedVelocity(wonMinor: number, wonCount: number, days: number): Measured {
  const method = 'won-per-day'
  if (!(days > 0)) return statistic(null, wonCount, 0, null, method, 'zero_denominator')
  return { ...statistic(toMinor(new Exact(wonMinor).div(days)), wonCount, 0, null, method), enough: true }
}
