import { twoProportionP } from '../lib/ratio.ts'
import type { Variant } from './sequence.ts'

/** FNV-1a, 32 bits: the same text always gives the same number, on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  // The low bits of FNV follow the last letters; a finaliser spreads them.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** Which variant an enrolment gets at a step: by its weight, and always the same one, however often it is asked. */
export function chooseVariant<T extends Pick<Variant, 'weight'>>(variants: readonly [T, ...T[]] | readonly T[], enrolmentId: string, stepId: string): T | undefined {
  const sum = variants.reduce((total, one) => total + one.weight, 0)
  let left = (hash(`${enrolmentId} ${stepId}`) / 2 ** 32) * sum
  for (const one of variants) {
    left -= one.weight
    if (left < 0) return one
  }
  return variants.at(-1)
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
