import { activityKindKeys, type ActivityKindKey } from '../config/activity-kinds.ts'
import { median, medianInterval, sorted } from '../lib/quantile.ts'

/** A won deal, as what is usual is read from it. */
export interface WonDeal {
  /** From when it was made to when it was won. */
  days: number
  industry: string | null
  amountMinor: number | null
  /** Customer-facing activities by kind; what is absent was none. */
  counts: Readonly<Partial<Record<ActivityKindKey, number>>>
}

export interface Cycle {
  n: number
  medianDays: number
  /** 95 % interval of the median, distribution-free; null below six deals. */
  low: number | null
  high: number | null
  scope: 'amount_and_industry' | 'amount' | 'pipeline'
  industry: string | null
  /** Of kinds that the middle deal had at all. */
  usual: { activity: ActivityKindKey; median: number }[]
}

/** Fewer won deals than this say nothing. */
const cycleFloor = 10
/** Deals of a third up to three times the amount are of its kind. */
const band = 3

/**
 * What won deals of the same pipeline were like: of a like amount and the same industry where ten tell, else of a like amount, else all;
 * null where not even those are ten. `won` is of one pipeline and one currency.
 */
export function cycleOf(won: readonly WonDeal[], deal: { amountMinor: number | null; industry: string | null }): Cycle | null {
  const { amountMinor, industry } = deal
  const like = amountMinor === null || amountMinor <= 0 ? [] : won.filter((one) => one.amountMinor !== null && one.amountMinor * band >= amountMinor && one.amountMinor <= amountMinor * band)
  const same = industry === null ? [] : like.filter((one) => one.industry === industry)
  const [scope, among] = same.length >= cycleFloor ? (['amount_and_industry', same] as const) : like.length >= cycleFloor ? (['amount', like] as const) : (['pipeline', won] as const)
  if (among.length < cycleFloor) return null
  const days = sorted(among.map((one) => one.days))
  const interval = medianInterval(days)
  const usual = activityKindKeys
    .map((activity) => ({ activity, median: median(sorted(among.map((one) => one.counts[activity] ?? 0))) ?? 0 }))
    .filter((one) => one.median >= 1 && one.activity !== 'note')
  return { n: among.length, medianDays: median(days) ?? 0, low: interval?.low ?? null, high: interval?.high ?? null, scope, industry: scope === 'amount_and_industry' ? industry : null, usual }
}
