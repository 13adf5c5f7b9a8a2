import { type Measured, share } from '../funnel/measured.ts'
import { againstRest } from '../funnel/measures/breakdown.ts'
import { adjust, type Difference } from '../funnel/measures/difference.ts'

/** What customers and deals are told apart by. `role`: somebody of this role takes part; a deal has several. */
export const icpDimensions = ['industry', 'size', 'region', 'source', 'role'] as const
export type IcpDimension = (typeof icpDimensions)[number]
export const icpVerdicts = ['wins', 'loses', 'alike', 'too_few'] as const

/** Deals closed in the period: of all, and of those of one value. Null: not filled in. */
export type IcpCount = { dimension: IcpDimension; value: string | null; won: number; closed: number }
export type IcpRow = { dimension: IcpDimension; value: string | null; winRate: Measured; against: Difference; verdict: (typeof icpVerdicts)[number] }

/**
 * The share won of the closed deals of each value against that of all other deals; q by Benjamini–Hochberg over every value of every
 * dimension that was looked at. What wins most surely first.
 */
export function icpRows(counts: readonly IcpCount[], all: { won: number; closed: number }): IcpRow[] {
  const whole = share(all.won, all.closed, 0, 'closed-count')
  const tested = counts.filter(({ closed }) => closed > 0).map(({ dimension, value, won, closed }) => {
    const winRate = share(won, closed, 0, 'closed-count')
    return { dimension, value, winRate, against: againstRest(whole, winRate) }
  })
  // What is not filled in is no attribute: shown, but no find.
  adjust(tested.filter(({ value }) => value !== null).map(({ against }) => against))
  const rows = tested.map((row): IcpRow => {
    const { enough, q, difference } = row.against
    const isFound = row.value !== null && q !== null && q <= 0.05 && difference !== null && difference !== 0
    return { ...row, verdict: !enough ? 'too_few' : !isFound ? 'alike' : difference > 0 ? 'wins' : 'loses' }
  })
  return rows.toSorted((a, b) => icpDimensions.indexOf(a.dimension) - icpDimensions.indexOf(b.dimension) || Number(b.winRate.enough) - Number(a.winRate.enough) || (b.winRate.value ?? 0) - (a.winRate.value ?? 0) || b.winRate.n - a.winRate.n || (a.value ?? '').localeCompare(b.value ?? ''))
}
