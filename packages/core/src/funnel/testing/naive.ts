import { mean, meanInterval, median, medianInterval, sorted } from '../../lib/quantile.ts'
import { wilson, Z95 } from '../../lib/ratio.ts'
import type { Belonging } from '../columns-builder.ts'
import type { FigureName } from '../figures.ts'
import { type FunnelStage, type Journey, type Period, type Stay, type StayExit, within } from '../journey.ts'
import type { FunnelOptions } from '../model.ts'
import { type Observation, quantileTime, restrictedMean, survival } from '../survival.ts'
import { rollingWindows } from '../winrate.ts'
import { DAY_MS, dayOfDate, localDays } from '../zone-days.ts'

/**
 * Test support: every figure of the funnel, worked out one by one from lists of objects, straight from the definitions in the
 * registry and METRICS.md. Slow and obvious; the engine must agree with it.
 */

/** A deal as the oracle is told of it. */
export type NaiveDeal = { journey: Journey; atEntry: Belonging; atClose: Belonging; standing: Belonging; knownAt: ({ entered: number; left: number | null } | null)[] }

export type NaiveFilter = { owners: readonly string[] | null; sources: readonly string[] | null }

type Standing = 'open' | 'won' | 'lost' | 'left'

type Trace = {
  deal: NaiveDeal
  journey: Journey
  stays: readonly Stay[]
  at: readonly number[]
  standing: Standing
  endedAt: number | null
  entryAt: number
  touchedAt: readonly number[]
  reachedAt: readonly number[]
  current: number
}

/** The journey as it was known at `asOf`: later stays vanish, a stay left later is open again, the outcome is what the stays then say. */
function cutAt({ journey, knownAt }: NaiveDeal, asOf: number): Journey | null {
  if (journey.createdAt > asOf) return null
  const stays: Stay[] = []
  for (const [i, stay] of journey.stays.entries()) {
    const known = knownAt[i] ?? null
    if (stay.enteredAt > asOf || (known?.entered ?? stay.enteredAt) > asOf) break
    const isLeft = stay.leftAt !== null && stay.leftAt <= asOf && (known?.left ?? stay.leftAt) <= asOf
    stays.push(isLeft ? stay : { ...stay, leftAt: null, exit: null, lossReasonId: null })
  }
  // None of its stays was known yet: it was not known in any pipeline.
  if (journey.stays.length > 0 && stays.length === 0) return null
  if (journey.stays.length === 0) {
    const closed = journey.closedAt !== null && journey.closedAt <= asOf
    return closed ? journey : { ...journey, outcome: 'open', closedAt: null, lossReasonId: null }
  }
  const last = stays.at(-1)
  if (last === undefined || last.leftAt === null || (last.exit !== 'won' && last.exit !== 'lost')) {
    return { ...journey, stays, outcome: 'open', closedAt: null, lossReasonId: null }
  }
  const isLastEver = stays.length === journey.stays.length
  const reason = last.lossReasonId ?? (isLastEver ? journey.lossReasonId : null)
  return { ...journey, stays, outcome: last.exit, closedAt: last.leftAt, lossReasonId: last.exit === 'lost' ? reason : null }
}

function traceOf(deal: NaiveDeal, stages: readonly FunnelStage[], asOf: number): Trace | null {
  const journey = cutAt(deal, asOf)
  if (journey === null) return null
  const index = new Map(stages.map(({ id }, k) => [id, k]))
  const won = stages.length
  const stays = journey.stays.filter((stay) => index.has(stay.stageId))
  if (stays.length === 0 && journey.stays.length > 0) return null
  const at = stays.map((stay) => index.get(stay.stageId) as number)
  const last = stays.at(-1)
  const standing: Standing = last?.exit === 'transfer' && last.leftAt !== null ? 'left' : journey.outcome
  const endedAt = standing === 'open' ? null : standing === 'left' ? (last?.leftAt ?? null) : journey.closedAt
  const touchedAt = Array.from({ length: won }, (_, k) => Math.min(...stays.filter((_s, i) => at[i] === k).map((stay) => stay.enteredAt)))
  const reachedAt = Array.from({ length: won + 1 }, (_, k) =>
    Math.min(...touchedAt.slice(k), standing === 'won' ? (journey.closedAt ?? Infinity) : Infinity))
  const first = stays[0]
  const entryAt = first === undefined || first.imported ? Math.min(journey.createdAt, first?.enteredAt ?? Infinity) : first.enteredAt
  reachedAt[0] = Math.min(reachedAt[0] ?? Infinity, entryAt)
  return { deal, journey, stays, at, standing, endedAt, entryAt, touchedAt, reachedAt, current: standing === 'open' ? (at.at(-1) ?? -1) : -1 }
}

/** When stay `i` ended; one whose end is not known, while the next one is, ended with the next one. */
const leftAt = (trace: Trace, i: number): number | null => trace.stays[i]?.leftAt ?? trace.stays[i + 1]?.enteredAt ?? null

function exitOf(trace: Trace, i: number): StayExit | null {
  if (leftAt(trace, i) === null) return null
  const stay = trace.stays[i] as Stay
  if (stay.leftAt !== null) return stay.exit
  return (trace.at[i + 1] as number) >= (trace.at[i] as number) ? 'advance' : 'back'
}

const MINUTE = 60_000
/** Whole minutes, in days. */
const minuteDays = (ms: number) => Math.floor(ms / MINUTE) / 1440

export type NaiveFigure = { value: number | null; n: number; hits: number | null; censored: number; low: number | null; high: number | null; deals: { population: string[]; hits: string[]; censored: string[] } }

export function naive(deals: readonly NaiveDeal[], unordered: readonly FunnelStage[], options: FunnelOptions, filter: NaiveFilter = { owners: null, sources: null }) {
  const stages = unordered.toSorted((a, b) => a.position - b.position)
  const K = stages.length
  const { asOf } = options
  const period: Period = { from: options.from, to: options.to }
  const fill = options.fill ?? 'linear'
  const passes = (b: Belonging) =>
    (filter.owners === null || (b.ownerId !== null && filter.owners.includes(b.ownerId))) && (filter.sources === null || (b.sourceId !== null && filter.sources.includes(b.sourceId)))
  const isFiltered = filter.owners !== null || filter.sources !== null
  const known = deals.flatMap((deal) => traceOf(deal, stages, asOf) ?? [])
  const entry = known.filter((t) => !isFiltered || passes(t.deal.atEntry))
  // Open deals, and those that left, have no closing here: they count by where they stand.
  const close = known.filter((t) => !isFiltered || passes(t.standing === 'won' || t.standing === 'lost' ? t.deal.atClose : t.deal.standing))
  const standing = known.filter((t) => !isFiltered || passes(t.deal.standing))

  const firstEntered = (t: Trace, k: number) => (fill === 'linear' || k === K ? t.reachedAt[k] : t.touchedAt[k]) ?? Infinity
  const members = (k: number) =>
    entry.filter((t) => firstEntered(t, k) !== Infinity && within(options.cohort === 'stage' ? firstEntered(t, k) : t.entryAt, period))
  const split = (of: readonly Trace[], k: number) => {
    const converted = of.filter((t) => firstEntered(t, k + 1) !== Infinity)
    // Gone past without touching k + 1: in none of the others.
    const rest = of.filter((t) => firstEntered(t, k + 1) === Infinity && t.reachedAt[k + 1] === Infinity)
    const by = (s: Standing) => rest.filter((t) => t.standing === s)
    return { members: of, converted, open: by('open'), lost: by('lost'), left: by('left') }
  }
  const step = (k: number) => split(members(k), k)
  const cohort = entry.filter((t) => within(t.entryAt, period))
  const created = entry.filter((t) => within(t.journey.createdAt, period))
  const closedIn = (p: Period) => close.filter((t) => (t.standing === 'won' || t.standing === 'lost') && within(t.endedAt ?? Infinity, p))
  const closed = closedIn(period)
  const is = (of: readonly Trace[], s: Standing) => of.filter((t) => t.standing === s)
  const money = (of: readonly Trace[]) => of.filter((t) => t.journey.currency === options.currency)
  const sum = (of: readonly Trace[]) => of.reduce((total, t) => total + t.journey.amountMinor, 0)
  const awake = standing.filter((t) => t.standing === 'open' && t.journey.isDormant !== true)
  const local = localDays(options.zone, Math.min(...known.map((t) => t.journey.createdAt), asOf, options.from ?? asOf), Math.max(asOf, options.to ?? asOf))
  const windows = options.windows ?? rollingWindows(Math.min(options.to ?? asOf, asOf), 30, 6)

  const entries = (k: number) =>
    k === K ? entry.filter((t) => t.standing === 'won' && within(t.endedAt ?? Infinity, period)) : entry.filter((t) => t.stays.some((s, i) => t.at[i] === k && within(s.enteredAt, period)))
  const been = (k: number) => members(k).filter((t) => t.touchedAt[k] !== Infinity)
  const stock = (k: number) => awake.filter((t) => t.current === k)

  const closing = money(awake.filter((t) => {
    const { from, to } = options.closing ?? period
    if (from === null && to === null) return true
    if (t.journey.expectedCloseOn == null) return false
    const day = dayOfDate(t.journey.expectedCloseOn)
    return (from === null || day >= Math.ceil(local(from))) && (to === null || day < Math.ceil(local(to)))
  }))
  /** In ten-thousandths of a minor unit, as whole numbers. */
  const weighted = (of: readonly Trace[]) =>
    of.reduce((total, t) => total + BigInt(t.journey.amountMinor) * BigInt(Math.round((t.journey.winProbability ?? stages[t.current]?.winProbability ?? 0) * 10_000)), 0n)

  /** All stays of each member in the stage added up, or its latest one. */
  const dwell = (k: number) => {
    const seen: { trace: Trace; observation: Observation<StayExit> }[] = []
    for (const trace of members(k)) {
      const own = trace.stays.flatMap((stay, i) => {
        const end = leftAt(trace, i) ?? asOf
        return trace.at[i] !== k || (options.skipImported === true && stay.imported) || end < stay.enteredAt ? [] : [{ stay, i, ms: end - stay.enteredAt }]
      })
      const counted = options.dwellStay === 'latest' ? own.slice(-1) : own
      const [first, last] = [counted[0], counted.at(-1)]
      if (first === undefined || last === undefined) continue
      const { riskFrom, enteredAt } = first.stay
      const observation = {
        time: minuteDays(counted.reduce((total, { ms }) => total + ms, 0)),
        entry: riskFrom !== null && riskFrom > enteredAt ? minuteDays(riskFrom - enteredAt) : null,
        cause: exitOf(trace, last.i),
      }
      if (observation.entry === null || observation.entry < observation.time) seen.push({ trace, observation })
    }
    return seen
  }

  const outcomes = cohort.flatMap((trace) => {
    const end = trace.standing === 'open' ? asOf : (trace.endedAt ?? asOf)
    if (end < trace.entryAt) return []
    const riskFrom = trace.stays[0]?.riskFrom ?? null
    const observation: Observation<'won' | 'lost' | 'left'> = {
      time: minuteDays(end - trace.entryAt), entry: riskFrom !== null && riskFrom > trace.entryAt ? minuteDays(riskFrom - trace.entryAt) : null,
      cause: trace.standing === 'open' ? null : trace.standing,
    }
    return observation.entry === null || observation.entry < observation.time ? [{ trace, observation }] : []
  })

  const cycle = (s: 'won' | 'lost') => is(closed, s).filter((t) => (t.endedAt ?? -Infinity) >= t.journey.createdAt)
  const cycleDays = (s: 'won' | 'lost') =>
    sorted(cycle(s).map((t) => {
      const [from, to] = [t.journey.createdAt, t.endedAt ?? 0]
      return options.cycleDays === 'elapsed' ? (to - from) / DAY_MS : Math.floor(local(to)) - Math.floor(local(from))
    }))

  /** The figure of that name, with the deals behind it. */
  return function figure({ metric, stageId, reasonId = null, exit = 'advance', window = -1 }: FigureName): NaiveFigure {
    const k = stages.findIndex(({ id }) => id === stageId)
    const ids = (of: readonly Trace[]) => of.map((t) => t.deal.journey.dealId)
    const made = (value: number | null, population: readonly Trace[], hits: readonly Trace[] | null = null, censored: readonly Trace[] = [], limits: { low: number | null; high: number | null } | null = null): NaiveFigure => ({
      value, n: population.length, hits: hits?.length ?? null, censored: censored.length, low: limits?.low ?? null, high: limits?.high ?? null,
      deals: { population: ids(population), hits: ids(hits ?? []), censored: ids(censored) },
    })
    const count = (of: readonly Trace[]) => made(of.length, of)
    const share = (hits: readonly Trace[], of: readonly Trace[], censored: readonly Trace[] = []) =>
      made(of.length === 0 ? null : hits.length / of.length, of, hits, censored, wilson(hits.length, of.length))
    const total = (of: readonly Trace[]) => made(sum(of), of)
    const inDays = (days: ArrayLike<number>, of: readonly Trace[], which: 'median' | 'mean', censored: readonly Trace[] = []) =>
      made(which === 'median' ? median(days) : mean(days), of, null, censored, which === 'median' ? medianInterval(days) : meanInterval(days))
    const minor = (tenThousandths: bigint) => Number((tenThousandths + 5_000n) / 10_000n)
    const exits = ['advance', 'won', 'lost', 'back', 'transfer'] as const
    const dwelling = (of: ReturnType<typeof dwell>, value: (curve: ReturnType<typeof survival<StayExit>>) => { value: number | null; low: number | null; high: number | null }, cause: StayExit | null) => {
      const found = value(survival(of.map(({ observation }) => observation), exits))
      const hits = of.filter(({ observation }) => (cause === null ? observation.cause !== null : observation.cause === cause))
      return made(of.length === 0 ? null : found.value, of.map(({ trace }) => trace), hits.map(({ trace }) => trace), of.filter(({ observation }) => observation.cause === null).map(({ trace }) => trace), found)
    }

    switch (metric) {
      case 'step.entered': return count(members(k))
      case 'step.reached_next': return count(step(k).converted)
      case 'step.conversion': return share(step(k).converted, members(k), step(k).open)
      case 'step.conversion_mature': {
        const mature = split(members(k).filter((t) => firstEntered(t, k) <= asOf - (options.matureDays ?? 30) * DAY_MS), k)
        return share(mature.converted, mature.members, mature.open)
      }
      case 'step.still_open': return share(step(k).open, members(k))
      case 'step.lost': return share(step(k).lost, members(k), step(k).open)
      case 'step.transferred': return count(step(k).left)
      case 'step.loss_reason': return count(step(k).lost.filter((t) => t.journey.lossReasonId === reasonId))
      case 'step.loss_reason_share': return share(step(k).lost.filter((t) => t.journey.lossReasonId === reasonId), step(k).lost)
      case 'step.skip': {
        const of = members(k).filter((t) => t.stays.length > 0)
        return share(of.filter((t) => t.touchedAt[k] === Infinity), of)
      }
      case 'step.reentry': return share(been(k).filter((t) => t.at.filter((at) => at === k).length > 1), been(k))
      case 'step.regress':
        return share(been(k).filter((t) => t.at.some((at, i) => at === k && (exitOf(t, i) === 'back' || (t.at[i + 1] ?? K) < k))), been(k))
      case 'step.flow_entries': return count(entries(k))
      case 'step.flow': return made(entries(k).length === 0 ? null : entries(k + 1).length / entries(k).length, entries(k), entries(k + 1))
      case 'step.stock': return count(stock(k))
      case 'step.stock_amount': return total(money(stock(k)))
      case 'step.snapshot':
        return k === K - 1 ? made(null, stock(k)) : made(stock(k).length === 0 ? null : stock(k + 1).length / stock(k).length, stock(k), stock(k + 1))
      case 'step.dwell_median': return dwelling(dwell(k), (curve) => quantileTime(curve, 0.5), null)
      case 'step.dwell_p75': return dwelling(dwell(k), (curve) => quantileTime(curve, 0.75), null)
      case 'step.dwell_mean': return dwelling(dwell(k), (curve) => ({ value: restrictedMean(curve), low: null, high: null }), null)
      case 'step.exit': return dwelling(dwell(k), (curve) => curve.final[exit], exit)
      case 'step.to_next_median': {
        const target = (t: Trace) => (k === K - 1 ? t.reachedAt[K] : t.touchedAt[k + 1]) ?? Infinity
        const arrived = been(k).filter((t) => target(t) !== Infinity && target(t) >= (t.touchedAt[k] as number))
        return inDays(sorted(arrived.map((t) => (target(t) - (t.touchedAt[k] as number)) / DAY_MS)), arrived, 'median', been(k).filter((t) => target(t) === Infinity && t.standing === 'open'))
      }
      case 'step.weighted': {
        const of = closing.filter((t) => t.current === k)
        return made(minor(weighted(of)), of)
      }
      case 'cohort.entered': return count(cohort)
      case 'cohort.won': return count(is(cohort, 'won'))
      case 'cohort.lost': return count(is(cohort, 'lost'))
      case 'cohort.open': return count(is(cohort, 'open'))
      case 'cohort.transferred': return count(is(cohort, 'left'))
      case 'cohort.overall': return share(is(cohort, 'won'), cohort, is(cohort, 'open'))
      case 'win.closed_count': return share(is(closed, 'won'), closed)
      case 'win.closed_value': {
        const of = money(closed)
        const whole = sum(of)
        if (whole === 0) return made(null, of, is(of, 'won'))
        const rate = sum(is(of, 'won')) / whole
        const squares = of.reduce((all, t) => all + ((t.journey.amountMinor / whole) * ((t.standing === 'won' ? 1 : 0) - rate)) ** 2, 0)
        const half = Z95 * Math.sqrt((squares * of.length) / (of.length - 1))
        return made(rate, of, is(of, 'won'), [], of.length < 2 ? null : { low: Math.max(0, rate - half), high: Math.min(1, rate + half) })
      }
      case 'win.created': return share(is(created, 'won'), created, is(created, 'open'))
      case 'win.time_to_event': {
        const { value, low, high } = survival(outcomes.map(({ observation }) => observation), ['won', 'lost', 'left']).final.won
        const of = outcomes.map(({ trace }) => trace)
        return made(of.length === 0 ? null : value, of, is(of, 'won'), is(of, 'open'), { low, high })
      }
      case 'win.period_rate': {
        const of = closedIn(windows[window] as Period)
        return share(is(of, 'won'), of)
      }
      case 'win.volatility': {
        const all = windows.map((w) => closedIn(w)).filter((of) => of.length > 0)
        const rates = all.map((of) => is(of, 'won').length / of.length)
        const average = mean(rates) ?? 0
        const value = rates.length < 2 || average === 0 ? null : (Math.max(...rates) - Math.min(...rates)) / average
        return made(value, [...new Set(all.flat())])
      }
      case 'deals.created': return count(created)
      case 'deals.won': return count(is(closed, 'won'))
      case 'deals.lost': return count(is(closed, 'lost'))
      case 'deals.open': return count(awake)
      case 'deals.dormant': return count(standing.filter((t) => t.standing === 'open' && t.journey.isDormant === true))
      case 'deals.undated': return count(awake.filter((t) => t.journey.expectedCloseOn == null))
      case 'won.amount': return total(money(is(closed, 'won')))
      case 'cycle.won_median': return inDays(cycleDays('won'), cycle('won'), 'median')
      case 'cycle.won_mean': return inDays(cycleDays('won'), cycle('won'), 'mean')
      case 'cycle.lost_median': return inDays(cycleDays('lost'), cycle('lost'), 'median')
      case 'cycle.lost_mean': return inDays(cycleDays('lost'), cycle('lost'), 'mean')
      case 'velocity.expected': {
        const won = money(is(closed, 'won'))
        const days = median(cycleDays('won'))
        const qualified = figure({ metric: 'velocity.open' }).n
        const value = won.length === 0 || closed.length === 0 || days === null || days === 0
          ? null
          : (qualified * (sum(won) / won.length) * (is(closed, 'won').length / closed.length)) / days
        return made(value === null ? null : Math.round(value), closed)
      }
      case 'velocity.realised': {
        const start = period.from ?? Math.min(...close.map((t) => t.journey.createdAt))
        const end = Math.min(period.to ?? asOf, asOf)
        const won = money(is(closed, 'won'))
        return made(start < end ? Math.round(sum(won) / (local(end) - local(start))) : null, won)
      }
      case 'velocity.open': {
        const from = stages.findIndex(({ id }) => id === options.qualifiedFrom)
        return count(awake.filter((t) => from <= 0 || t.current >= from))
      }
      case 'velocity.mean_won': {
        const won = money(is(closed, 'won'))
        return made(won.length === 0 ? null : Math.round(sum(won) / won.length), won)
      }
      case 'weighted.pipeline': return made(minor(weighted(closing)), closing)
      case 'weighted.stage': {
        const of = closing.filter((t) => t.journey.winProbability == null)
        return made(minor(weighted(of)), of)
      }
      case 'weighted.manual': {
        const of = closing.filter((t) => t.journey.winProbability != null)
        return made(minor(weighted(of)), of)
      }
      case 'weighted.unweighted': return total(closing)
      default: throw new RangeError(`no definition of ${String(metric satisfies never)} here`)
    }
  }
}
