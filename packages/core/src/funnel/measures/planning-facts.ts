import { type DealColumns, NO_AMOUNT, NO_STAGE, type Selection } from '../columns.ts'
import { lookAt, lookFor, stayLeftAt, WON } from '../look.ts'
import { DAY_MS } from '../zone-days.ts'
import { MIN_N } from '../measured.ts'
import { indexOfInstant } from './months.ts'
import { selected } from './selected.ts'

export type PlanningAsked = {
  /** The period that is measured, UTC ms, `[from, to)`. */
  from: number
  to: number
  asOf: number
  currency: string
  /** First instants of calendar months of the organisation, ascending, and the end of the last; those of `asOf` and before `from` among them. */
  monthStarts: readonly number[]
}

/** `hits` of `watched`, by age in calendar months; core/planning/time-axis. */
export type Lag = { hits: number; watched: number }

export type PlanningFacts = {
  stages: string[]
  /** Until when deals entered that are old enough to say how they ended: the cohort of `steps` is `[from, matureTo)`. */
  matureTo: number
  steps: { stageKey: string; entered: number; reached: number }[]
  moves: number[][]
  won: number[]
  lost: number[]
  wins: Lag[]
  entries: { stageKey: string; entries: Lag[] }[]
  /** Deals that entered, by place of their month in `monthStarts`. */
  createdByMonth: number[]
  wonAmounts: { sumMinor: number; deals: number; sdMinor: number | null } | null
  /** Mean deal-days in the stage for each deal that came to it, over the period: by Little's law the one that gives its mean stock. */
  dwellDays: number[]
  entered: number
  days: number
  /** By source at entry; '' = none. */
  channels: { source: string; entered: number }[]
  owners: number
}

/** Ages beyond this bring too little to be told from nothing. */
const longestLag = 18

/**
 * What planning works out a target from, counted over deals in one pass; a selection by owner, team or source asks at entry.
 * - `steps`: linear fill, of deals that entered in `[from, matureTo)`: as long before `asOf` as nine of ten wins take (but at least half
 *   of the period is kept), so that those still open had their time
 * - `moves`, `won`, `lost`: how stays that ended in the period did; out of the pipeline is `lost`; a deal lost and reopened moved
 * - `wins`, `entries`: of deals that entered in a month of the period, those won (that came to the stage) in the month of that age;
 *   watched when that month was over at `asOf`; ages that fewer than MIN_N deals were watched to are left out
 */
export function planningFacts(columns: DealColumns, selection: Selection, { from, to, asOf, currency, monthStarts }: PlanningAsked): PlanningFacts {
  const k = columns.stages.length
  const zeros = () => new Array<number>(k).fill(0)
  const passes = selected(columns, selection)
  const look = lookFor(k)
  const currencyCode = columns.dictionaries.currency.codes.get(currency) ?? -1
  const monthOf = (at: number) => indexOfInstant(monthStarts, at)
  const [firstMonth, thisMonth] = [monthOf(from), monthOf(asOf)]
  const months = monthStarts.length - 1
  const ages = Math.min(longestLag, Math.max(0, thisMonth - firstMonth))
  const hits = Array.from({ length: k + 1 }, () => new Array<number>(ages).fill(0))
  const createdByMonth = new Array<number>(months).fill(0)
  const moves = Array.from({ length: k }, zeros)
  const [won, lost, dealMs, came] = [zeros(), zeros(), zeros(), zeros()]
  const sources = new Map<number, number>()
  const owners = new Set<number>()
  let entered = 0
  const amounts: number[] = []
  /** Times from entry to the win, and the cohort by entry: what is mature is known only at the end. */
  const cycles: number[] = []
  const cohort: { at: number; furthest: number; won: boolean }[] = []
  const end = Math.min(to, asOf)

  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    const entryAt = look.reachedAt[0] as number
    const isWon = look.standing === WON
    if (entryAt === Infinity) continue
    const month = monthOf(entryAt)
    if (month >= 0 && month < months) createdByMonth[month] = (createdByMonth[month] as number) + 1
    if (month >= firstMonth && month < thisMonth) {
      for (let stage = 0; stage <= k; stage++) {
        const at = look.reachedAt[stage] as number
        if (at === Infinity) continue
        const age = monthOf(at) - month
        if (age < ages && month + age < thisMonth) (hits[stage] as number[])[age] = ((hits[stage] as number[])[age] as number) + 1
      }
    }
    if (isWon) {
      cycles.push(look.closedAt - entryAt)
      if (look.closedAt >= from && look.closedAt < end && look.currency === currencyCode && ((columns.version.flags[look.version] as number) & NO_AMOUNT) === 0) amounts.push(look.amountMinor)
    }
    if (entryAt >= from && entryAt < end) {
      entered++
      cohort.push({ at: entryAt, furthest: isWon ? k : furthestOf(look.reachedAt, k), won: isWon })
      const source = columns.deal.entrySource[row] as number
      sources.set(source, (sources.get(source) ?? 0) + 1)
      const owner = columns.deal.entryOwner[row] as number
      if (owner !== 0) owners.add(owner)
    }
    for (let stage = 0; stage < k; stage++) {
      const at = look.reachedAt[stage] as number
      if (at >= from && at < end) came[stage] = (came[stage] as number) + 1
    }
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const stage = columns.stay.stage[s] as number
      if (stage === NO_STAGE) continue
      const begin = columns.stay.enteredAt[s] as number
      const leave = stayLeftAt(columns, look, s, asOf)
      dealMs[stage] = (dealMs[stage] as number) + Math.max(0, Math.min(leave, end) - Math.max(begin, from))
      if (!(leave >= from && leave < end)) continue
      const next = s + 1 < look.stayEnd ? (columns.stay.stage[s + 1] as number) : NO_STAGE
      if (next !== NO_STAGE) (moves[stage] as number[])[next] = ((moves[stage] as number[])[next] as number) + 1
      else if (s + 1 === look.stayEnd && isWon) won[stage] = (won[stage] as number) + 1
      else lost[stage] = (lost[stage] as number) + 1
    }
  }

  const matureTo = maturity(cycles, from, end, asOf)
  const reached = new Array<number>(k + 1).fill(0)
  for (const deal of cohort) if (deal.at < matureTo) for (let stage = 0; stage <= deal.furthest; stage++) reached[stage] = (reached[stage] as number) + 1
  const watched = (age: number) => {
    let n = 0
    for (let month = firstMonth; month + age < thisMonth; month++) n += createdByMonth[month] ?? 0
    return n
  }
  const lags = (own: readonly number[]) => own.map((n, age): Lag => ({ hits: n, watched: watched(age) })).filter((lag) => lag.watched >= MIN_N)
  const ids = columns.stages.map(({ id }) => id)
  return {
    stages: ids, matureTo,
    steps: ids.map((stageKey, stage) => ({ stageKey, entered: reached[stage] as number, reached: reached[stage + 1] as number })),
    moves, won, lost, wins: lags(hits[k] as number[]),
    entries: ids.slice(1).map((stageKey, i) => ({ stageKey, entries: lags(hits[i + 1] as number[]) })),
    createdByMonth, wonAmounts: summed(amounts),
    dwellDays: dealMs.map((ms, stage) => (came[stage] === 0 ? 0 : ms / DAY_MS / (came[stage] as number))),
    entered, days: Math.max(0, end - from) / DAY_MS,
    channels: [...sources].map(([code, n]) => ({ source: columns.dictionaries.source.values[code] ?? '', entered: n })).sort((a, b) => b.entered - a.entered || (a.source < b.source ? -1 : 1)),
    owners: owners.size,
  }
}

function furthestOf(reachedAt: Float64Array, k: number): number {
  let furthest = 0
  for (let stage = 1; stage < k; stage++) if (reachedAt[stage] !== Infinity) furthest = stage
  return furthest
}

function maturity(cycles: number[], from: number, end: number, asOf: number): number {
  cycles.sort((a, b) => a - b)
  const ninth = cycles[Math.floor(cycles.length * 0.9)] ?? 0
  return Math.min(end, Math.max(from + (end - from) / 2, asOf - ninth))
}

/** Exact sums of minor units; the deviation is a statistic. */
function summed(amounts: readonly number[]): PlanningFacts['wonAmounts'] {
  const sumMinor = amounts.reduce((a, b) => a + b, 0)
  if (amounts.length === 0 || !Number.isSafeInteger(sumMinor)) return null
  const mean = sumMinor / amounts.length
  const sdMinor = amounts.length < 2 ? null : Math.sqrt(amounts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (amounts.length - 1))
  return { sumMinor, deals: amounts.length, sdMinor }
}
