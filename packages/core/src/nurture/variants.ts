import { pickByWeight } from '../lib/pick-by-weight.ts'
import { twoProportionP } from '../lib/ratio.ts'
import type { Variant } from './sequence.ts'

/** Which variant an enrolment gets at a step: by its weight, and always the same one, however often it is asked. */
export function chooseVariant<T extends Pick<Variant, 'weight'>>(variants: readonly [T, ...T[]] | readonly T[], enrolmentId: string, stepId: string): T | undefined {
  return pickByWeight(variants, `${enrolmentId} ${stepId}`)
}

/** Sent and clicked mails of one variant. */
export interface VariantCount {
  id: string
  sent: number
  clicked: number
}
export interface VariantVerdict {
  id: string
  /** Two-proportion z-test of the share clicked against the first variant, times the number of comparisons (Bonferroni); null for the first, and when there is not enough. */
  p: number | null
  verdict: 'base' | 'too_few' | 'no_difference' | 'better' | 'worse'
}

/** Below so many mails each, or below so many clicks together, the normal approximation tells nothing. */
export const enoughSent = 50
const enoughClicks = 10

/** Each variant against the first, by clicks: opens are unsure. Nothing stops itself; people decide. */
export function compareVariants(counts: readonly VariantCount[]): VariantVerdict[] {
  const [base, ...others] = counts
  if (base === undefined) return []
  return [{ id: base.id, p: null, verdict: 'base' }, ...others.map((one): VariantVerdict => {
    const clicks = one.clicked + base.clicked
    const misses = one.sent + base.sent - clicks
    const raw = twoProportionP({ hits: one.clicked, n: one.sent }, { hits: base.clicked, n: base.sent })
    if (raw === null || Math.min(one.sent, base.sent) < enoughSent || Math.min(clicks, misses) < enoughClicks) return { id: one.id, p: null, verdict: 'too_few' }
    const p = Math.min(1, raw * others.length)
    const better = one.clicked * base.sent > base.clicked * one.sent
    return { id: one.id, p, verdict: p >= 0.05 ? 'no_difference' : better ? 'better' : 'worse' }
  })]
}
