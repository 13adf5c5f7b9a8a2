import type { Rng } from './rng.ts'
import { causes, type Cause, type Multiplier, type Rates, type StageHazards } from './params.ts'

/** λ_j of each cause in 1 / day^shape, with all multipliers applied. */
export function ratesOf(stage: StageHazards, multipliers: readonly Multiplier[]): Rates {
  const base = Math.LN2 / stage.medianDays ** stage.shape
  const forward = multipliers.reduce((f, m) => f * m.forward, base)
  const lost = multipliers.reduce((f, m) => f * m.lost, base)
  const { exits } = stage
  return { advance: exits.advance * forward, skip: exits.skip * forward, won: exits.won * forward, lost: exits.lost * lost, back: exits.back * base }
}

export function totalRate(rates: Rates): number {
  return rates.advance + rates.skip + rates.back + rates.lost + rates.won
}

/** The share of stays that end in each cause, in the long run. */
export function exitShares(rates: Rates): Rates {
  const total = totalRate(rates)
  return { advance: rates.advance / total, skip: rates.skip / total, back: rates.back / total, lost: rates.lost / total, won: rates.won / total }
}

/** P(still in the stage at age t days). */
export function survival(rates: Rates, shape: number, t: number): number {
  return Math.exp(-totalRate(rates) * t ** shape)
}

/** P(left by this cause before age t days): Weibull with a common shape makes cause and time independent. */
export function cumulativeIncidence(rates: Rates, shape: number, cause: Cause, t: number): number {
  return (rates[cause] / totalRate(rates)) * (1 - survival(rates, shape, t))
}

/** Rates that apply from this age on (days), up to that of the next piece. */
export interface HazardPiece {
  fromAge: number
  rates: Rates
}

/**
 * One exit, drawn exactly by inverting the cumulative hazard, which may change at some ages: the first piece begins at age 0, the ages rise.
 * A change applies to the age reached: a stay that began before it goes on under the new rates.
 */
export function drawExit(rng: Rng, shape: number, pieces: readonly HazardPiece[]): { days: number; cause: Cause } {
  const e = rng.exponential()
  let spent = 0
  for (let i = 0; i < pieces.length; i++) {
    const { fromAge, rates } = pieces[i] as HazardPiece
    const from = fromAge ** shape
    const total = totalRate(rates)
    const next = pieces[i + 1]
    const grown = next === undefined ? Infinity : spent + total * (next.fromAge ** shape - from)
    if (grown >= e) return { days: (from + (e - spent) / total) ** (1 / shape), cause: drawCause(rng, rates) }
    spent = grown
  }
  throw new Error('a stay without hazards')
}

function drawCause(rng: Rng, rates: Rates): Cause {
  let left = rng.next() * totalRate(rates)
  for (const cause of causes) {
    left -= rates[cause]
    if (left < 0) return cause
  }
  return 'lost'
}
