import { type DealColumns, NO_DAY, type Selection } from '../columns.ts'
import { lookAt, lookFor, OPEN, WON } from '../look.ts'
import { type Measured, quotient, statistic } from '../measured.ts'
import type { DayWindow } from '../weighted.ts'
import type { Asked } from './asked.ts'
import { closed } from './cohort-steps.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/** `from`/`to`: the target's period; `closing`: the same as days. `targetMinor` in the asked currency. */
export type CoverageOptions = Asked & { closing: DayWindow; targetMinor: number }

/**
 * Open pipeline closing in the period / (target − won so far). `state`: `reached` when nothing remains: then no ratio.
 * `coverage.n` = open deals behind it. Which coverage would be enough says core/planning/coverage.
 */
export type Coverage = {
  asOf: number
  currency: string
  targetMinor: number
  wonMinor: number
  remainingMinor: number
  openMinor: number
  openDeals: number
  /** Open, awake deals without an expected close date: they can be in no period. */
  undatedDeals: number
  undatedMinor: number
  state: 'open' | 'reached'
  coverage: Measured
}

/** Owner, team and source of the open deals at `asOf`, of the won ones at the win. */
export function coverage(columns: DealColumns, selection: Selection, options: CoverageOptions): Coverage {
  const { asOf, targetMinor, closing } = options
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const n = { wonMinor: 0, openMinor: 0, openDeals: 0, undatedDeals: 0, undatedMinor: 0 }
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look) || look.currency !== currency) continue
    if (look.standing === OPEN) {
      if (look.isDormant || !ask.inVersion(look.version)) continue
      const day = columns.version.expectedClose[look.version] as number
      if (day === NO_DAY) {
        n.undatedDeals++
        n.undatedMinor += look.amountMinor
      } else if (day >= (closing.from ?? -Infinity) && day < (closing.to ?? Infinity)) {
        n.openDeals++
        n.openMinor += look.amountMinor
      }
    } else if (look.standing === WON && closed(look, options)) {
      if (ask.atClose(look)) n.wonMinor += look.amountMinor
    }
  }
  const remainingMinor = targetMinor - n.wonMinor
  const isReached = remainingMinor <= 0
  const method = 'open/remaining'
  const ratio = isReached ? statistic(null, n.openDeals, 0, null, method, 'zero_denominator') : { ...quotient(n.openMinor, remainingMinor, method), n: n.openDeals, hits: null, enough: true }
  return { asOf, currency: options.currency, targetMinor, remainingMinor: isReached ? 0 : remainingMinor, ...n, state: isReached ? 'reached' : 'open', coverage: ratio }
}
