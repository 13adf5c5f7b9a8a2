import { mean } from '../lib/quantile.ts'
import { ratio } from '../lib/ratio.ts'
import type { ExperimentEntry } from './entry.ts'

export const balanceAttributes = ['amount', 'source', 'owner'] as const
export interface BalanceRow {
  attribute: (typeof balanceAttributes)[number]
  arm: string
  /** Of source and owner: the value in which the arm differs most from the first; null: not filled in. */
  value: string | null
  /** Standardised difference: of the mean logarithm of the amount, or of the share with the value, in standard deviations; null: nothing to compare. */
  difference: number | null
  /** Larger than chance makes it among so many deals. */
  isUneven: boolean
}

/** So large at least, whatever chance allows: smaller ones matter to nobody (Austin, Statist. Med. 28 (2009) 3083, of matched samples). */
const worthTelling = 0.2
/** And so many times what chance gives one difference: the largest of many values is shown. */
const chanceTimes = 3

/** What the arms were like at entry, each against the first. Shown beside the result; nothing is left out for it. */
export function balanceOf(arms: readonly string[], entries: readonly ExperimentEntry[]): BalanceRow[] {
  const [first = '', ...others] = arms
  const of = (arm: string) => entries.filter((one) => one.arm === arm)
  const base = of(first)
  return others.flatMap((arm) => {
    const mine = of(arm)
    const bound = Math.max(worthTelling, chanceTimes * Math.sqrt(1 / Math.max(1, mine.length) + 1 / Math.max(1, base.length)))
    const row = (attribute: BalanceRow['attribute'], value: string | null, difference: number | null): BalanceRow => ({ attribute, arm, value, difference, isUneven: difference !== null && Math.abs(difference) > bound })
    return [row('amount', null, amountDifference(mine, base)), ...(['source', 'owner'] as const).map((attribute) => {
      const { value, difference } = largestShareDifference(mine, base, (one) => (attribute === 'source' ? one.sourceId : one.ownerId))
      return row(attribute, value, difference)
    })]
  })
}

function amountDifference(mine: readonly ExperimentEntry[], base: readonly ExperimentEntry[]): number | null {
  const logs = (list: readonly ExperimentEntry[]) => list.flatMap((one) => (one.amountMinor === null ? [] : [Math.log1p(one.amountMinor)]))
  const [a, b] = [logs(mine), logs(base)]
  const [ma, mb] = [mean(a), mean(b)]
  if (ma === null || mb === null || a.length < 2 || b.length < 2) return null
  const variance = (list: readonly number[], centre: number) => list.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (list.length - 1)
  return standardised(ma - mb, variance(a, ma), variance(b, mb))
}

function largestShareDifference(mine: readonly ExperimentEntry[], base: readonly ExperimentEntry[], read: (one: ExperimentEntry) => string | null): { value: string | null; difference: number | null } {
  let largest: { value: string | null; difference: number | null } = { value: null, difference: null }
  for (const value of new Set([...mine, ...base].map(read))) {
    const share = (list: readonly ExperimentEntry[]) => ratio(list.filter((one) => read(one) === value).length, list.length)
    const [a, b] = [share(mine), share(base)]
    if (a === null || b === null) continue
    const difference = standardised(a - b, a * (1 - a), b * (1 - b))
    if (difference !== null && (largest.difference === null || Math.abs(difference) > Math.abs(largest.difference))) largest = { value, difference }
  }
  return largest
}

/** In standard deviations; null where neither varies but they differ. */
function standardised(difference: number, a: number, b: number): number | null {
  const spread = Math.sqrt((a + b) / 2)
  return spread === 0 ? (difference === 0 ? 0 : null) : difference / spread
}
