import type { Decimal } from 'decimal.js'
import { MIN_N } from '../funnel/measured.ts'
import { Exact } from '../funnel/money.ts'
import { type Interval, wilson, Z95 } from '../lib/ratio.ts'
import { absorbing, type TransitionCounts } from './absorbing-chain.ts'
import { apportion } from '../lib/apportion.ts'
import { denoised, type Need, needOf, type Rate, rateOf, wholeDeals } from './need.ts'
import type { WantedDeals } from './target.ts'
import { entriesByMonth, solveCreations, type TimeAxis } from './time-axis.ts'

/** `product`: target / ∏ conversions. `chain`: absorbing chain. `time`: wins as a convolution of creations with their delays. */
export const PLAN_METHODS = ['product', 'chain', 'time'] as const
export type PlanMethod = (typeof PLAN_METHODS)[number]

/** One step as a mature cohort counted it: of `entered` deals (or leads) `reached` came to the next step, from the last one to the win. */
export type StepCount = { stageKey: string; entered: number; reached: number }

/** How the need is laid out: the months of the plan (`YYYY-MM`, in order) with weights, and the channels with their shares of the inflow. */
export type Layout = {
  months: readonly string[]
  /** One weight a month; default even. */
  monthWeights?: readonly number[]
  channels?: readonly { channelKey: string; share: number }[]
}

export type MonthNeed = {
  month: string
  /** Entries into the first step in this month, whole deals; the months add up to the total. */
  start: number
  stages: { stageKey: string; need: number }[]
  channels: { channelKey: string; need: number }[]
  /** Wins to be expected in this month when the plan is kept; null for methods that know no time. */
  wins: number | null
}

export type BackCalculation = {
  method: PlanMethod
  /** Deals to win. */
  wins: Need
  /** Entries into the first step that this takes, over the whole plan. */
  start: Need
  /** Won / entered of the first step; in `time`: of what is created, within the longest delay that is known. */
  winRate: Rate
  stages: { stageKey: string; need: Need }[]
  months: MonthNeed[]
  channels: { channelKey: string; need: number }[]
  /** Nothing is needed any more. */
  reached: boolean
  /** Each rate rests on at least MIN_N deals; otherwise say "not enough data" beside the numbers. */
  enough: boolean
}

/** Why no number can be given. */
export type NoCalculation =
  /** A step that nothing entered, or a chain with a stage that nothing has left. */
  | 'no_data'
  /** Nothing was ever won on this way, so no number of deals is enough. */
  | 'no_wins'
  /** The delays are longer than the plan: nothing created in it can be won before its end. */
  | 'too_late'

export type BackCalculated = { ok: true; result: BackCalculation } | { ok: false; why: NoCalculation }

export type PlanFacts = {
  /** Steps before the pipeline (lead → qualified → deal), counted as cohorts; used by every method. */
  leadSteps?: readonly StepCount[]
  /** The pipeline's steps; used by `product`, and by `time` for stages without delays of their own. */
  steps: readonly StepCount[]
  transitions?: TransitionCounts
  time?: TimeAxis
}

/**
 * What a target takes: METRICS 9. Every rate comes with its counts, so that every need has a 95 % interval by the delta method on the
 * logarithm (independent steps for `product`, multinomial rows for `chain`, delays of one group for `time`; the mean amount's
 * own error added for a target in money). One ceiling, at the end, of exact decimals. Months and channels are whole deals that add up.
 * `chain` and `time` need their facts in `facts`, else `no_data`.
 */
export function backCalculate(method: PlanMethod, wanted: WantedDeals, facts: PlanFacts, layout: Layout): BackCalculated {
  if (layout.months.length === 0) throw new RangeError('backCalculate: a plan has at least one month')
  const lead = productFactors(facts.leadSteps ?? [])
  if (typeof lead === 'string') return { ok: false, why: lead }
  const weights = layout.monthWeights ?? layout.months.map(() => 1)
  const way = ways[method](wanted, facts, weights)
  if (typeof way === 'string') return { ok: false, why: way }
  const [entry] = way.stages
  if (entry === undefined) return { ok: false, why: 'no_data' }

  const before = lead.factors.map((f) => ({ stageKey: f.stageKey, exact: entry.exact.mul(f.perWin), error: Math.hypot(f.error, entry.error) }))
  const stages = [...before, ...way.stages].map(({ stageKey, exact, error }) => ({ stageKey, exact, need: needOf(exact, Math.hypot(error, wanted.relativeError)) }))
  const { exact, need: start } = stages[0] as (typeof stages)[number]
  const starts = apportion(start.value, weights)
  const shares = (layout.channels ?? []).map((c) => c.share)
  const ofChannels = apportion(start.value, shares)
  const channels = (layout.channels ?? []).map(({ channelKey }, i) => ({ channelKey, need: ofChannels[i] as number, months: apportion(ofChannels[i] as number, weights) }))
  const laidOut = stages.map(({ stageKey, need }) => ({ stageKey, months: way.entriesByMonth?.get(stageKey)?.map((n) => wholeDeals(denoised(n))) ?? apportion(need.value, weights) }))
  return {
    ok: true,
    result: {
      method,
      wins: needOf(wanted.exact, wanted.relativeError),
      start,
      winRate: chained(lead.rate, way.rate),
      stages: stages.map(({ stageKey, need }) => ({ stageKey, need })),
      months: layout.months.map((month, m) => ({
        month,
        start: starts[m] as number,
        stages: laidOut.map((s) => ({ stageKey: s.stageKey, need: s.months[m] as number })),
        channels: channels.map((c) => ({ channelKey: c.channelKey, need: c.months[m] as number })),
        wins: way.winsByMonth?.[m] ?? null,
      })),
      channels: channels.map(({ channelKey, need }) => ({ channelKey, need })),
      reached: exact.lte(0),
      enough: way.enough && lead.enough,
    },
  }
}

/** Entries into each stage for the whole target (fractions), with the relative standard error of the rates behind them. */
type Way = {
  stages: { stageKey: string; exact: Decimal; error: number }[]
  rate: Rate
  enough: boolean
  entriesByMonth?: Map<string, number[]>
  winsByMonth?: number[]
}

const ways: Record<PlanMethod, (wanted: WantedDeals, facts: PlanFacts, weights: readonly number[]) => Way | NoCalculation> = {
  product: ({ exact }, { steps }) => {
    const product = productFactors(steps)
    if (typeof product === 'string') return product
    return { stages: product.factors.map((f) => ({ stageKey: f.stageKey, exact: exact.mul(f.perWin), error: f.error })), rate: product.rate, enough: product.enough }
  },
  chain: ({ exact }, { transitions }) => {
    const chain = transitions === undefined ? null : absorbing(transitions)
    if (chain === null || transitions === undefined) return 'no_data'
    if (chain.win === 0) return 'no_wins'
    return {
      stages: transitions.stages.map((stageKey, k) => ({ stageKey, exact: denoised(exact.mul(chain.touches[k] as number).div(chain.win)), error: chain.touches[k] === 0 ? 0 : (chain.needErrors[k] as number) })),
      rate: rateOf(chain.win, chain.winError, { low: chain.win, high: chain.win }),
      enough: chain.fewest >= MIN_N,
    }
  },
  time: ({ exact }, { steps, time }, weights) => {
    if (time === undefined || time.wins.every((lag) => lag.watched === 0)) return 'no_data'
    if (time.wins.every((lag) => lag.hits === 0)) return 'no_wins'
    const solved = solveCreations(exact, time, weights)
    const product = productFactors(steps)
    if (solved === null) return 'too_late'
    if (typeof product === 'string') return product
    const known = new Map((time.stages ?? []).map((s) => [s.stageKey, entriesByMonth(s.entries, time, solved.months)]))
    const [entry] = product.factors
    if (entry === undefined) return 'no_data'
    const stages = product.factors.map((f, k) => {
      const delayed = k === 0 ? undefined : known.get(f.stageKey)
      const total = delayed === undefined ? solved.total.mul(f.perWin).div(entry.perWin) : denoised(delayed.reduce((a, b) => a + b, 0))
      return { stageKey: f.stageKey, exact: total, error: solved.relativeError }
    })
    known.delete(entry.stageKey)
    return {
      stages,
      rate: lagRate(time),
      enough: time.wins.every((lag) => lag.watched >= MIN_N),
      entriesByMonth: known,
      winsByMonth: solved.winsOfPlan.map((w, m) => w + (solved.winsOfEarlier[m] as number)),
    }
  },
}

/** 1 / ∏ conversions from each step on, exact, with the relative standard error Σ (1 − p)/(n·p). */
function productFactors(steps: readonly StepCount[]): { factors: { stageKey: string; perWin: Decimal; error: number }[]; rate: Rate; enough: boolean } | NoCalculation {
  if (steps.some((s) => s.entered === 0)) return 'no_data'
  if (steps.some((s) => s.reached === 0)) return 'no_wins'
  let above = new Exact(1)
  let below = new Exact(1)
  let variance = 0
  const factors = steps.toReversed().map(({ stageKey, entered, reached }) => {
    above = above.mul(entered)
    below = below.mul(reached)
    // A share of 1 of few deals is not certain: half a deal is added to either side, as Agresti and Coull do.
    const p = (reached + 0.5) / (entered + 1)
    variance += Math.max(0, 1 - p) / (entered * p)
    return { stageKey, perWin: above.div(below), error: Math.sqrt(variance) }
  }).toReversed()
  const value = below.div(above).toNumber()
  return { factors, rate: rateOf(value, value * Math.sqrt(variance), wholeSteps(steps)), enough: steps.every((s) => s.entered >= MIN_N) }
}

/** Limits of a product of steps that lost nobody: each step's own Wilson limits, multiplied. */
function wholeSteps(steps: readonly StepCount[]): Interval {
  return { low: steps.reduce((low, s) => low * (wilson(Math.min(s.reached, s.entered), s.entered)?.low ?? 0), 1), high: 1 }
}

/** Won of created, within the longest delay known: Σ cⱼ. */
function lagRate({ wins }: TimeAxis): Rate {
  const value = wins.reduce((sum, { hits, watched }) => (watched === 0 ? sum : sum.add(new Exact(hits).div(watched))), new Exact(0)).toNumber()
  const n = Math.max(...wins.map((w) => w.watched))
  return rateOf(Math.min(1, value), Math.sqrt(Math.max(0, value * (1 - value)) / n), { low: value, high: value })
}

/** Two rates one after the other, independent: their relative errors add in squares. */
function chained(a: Rate, b: Rate): Rate {
  const error = ({ value, low, high }: Rate) => (value === 0 ? 0 : (high - low) / (2 * Z95 * value))
  const value = a.value * b.value
  if (a.low === a.high) return { value, low: b.low * a.value, high: b.high * a.value }
  return rateOf(value, value * Math.hypot(error(a), error(b)), { low: a.low * b.low, high: a.high * b.high })
}
