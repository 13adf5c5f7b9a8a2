import { apportion } from '../lib/apportion.ts'
import type { AttributionOptions, Credit, Touch, WonDeal } from './model.ts'

const DAY = 86_400_000

/**
 * The touches of a won deal with their part of it, in order of time: none when nothing was touched before the win (within the look-back).
 * Touches after the win never count. Money is cut by largest remainder, so nothing is lost or made; negative amounts (a refund) likewise.
 */
export function creditsOf(deal: WonDeal, options: AttributionOptions): Credit[] {
  const earliest = options.lookbackDays === null ? -Infinity : deal.wonAt - options.lookbackDays * DAY
  const touches = deal.touches.filter(({ at }) => at <= deal.wonAt && at >= earliest).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const weights = weightsOf(touches, deal.wonAt, options)
  const sum = weights.reduce((a, b) => a + b, 0)
  const amounts = apportion(Math.abs(deal.amountMinor), weights)
  const sign = deal.amountMinor < 0 ? -1 : 1
  return touches.map((touch, i) => ({ touch, share: (weights[i] as number) / sum, amountMinor: amounts[i] === 0 ? 0 : sign * (amounts[i] as number) }))
}

function weightsOf(touches: readonly Touch[], wonAt: number, options: AttributionOptions): number[] {
  const last = touches.length - 1
  switch (options.model) {
    case 'first':
      return touches.map((_, i) => (i === 0 ? 1 : 0))
    case 'last':
      return touches.map((_, i) => (i === last ? 1 : 0))
    case 'linear':
      return touches.map(() => 1)
    case 'time_decay': {
      // Counted from the last touch: only the ratios matter, and a journey that ended years before the win must not vanish to 0.
      const from = touches[last]?.at ?? wonAt
      return touches.map(({ at }) => 2 ** (-(from - at) / (options.halfLifeDays * DAY)))
    }
    case 'position':
      return positionWeights(touches.length, options.firstPercent, options.lastPercent)
  }
}

/** 40/20/40 and the like. What nobody stands for goes to the ends in proportion: two touches share 50/50, one takes all. */
function positionWeights(n: number, first: number, last: number): number[] {
  if (n === 1) return [1]
  const middle = 100 - first - last
  if (n === 2) return first + last === 0 ? [1, 1] : [first, last]
  return Array.from({ length: n }, (_, i) => (i === 0 ? first * (n - 2) : i === n - 1 ? last * (n - 2) : middle))
}
