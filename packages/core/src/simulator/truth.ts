import { chainOf, expectedStays, reachProbability } from './chain.ts'
import { cumulativeIncidence, exitShares, survival } from './hazards.ts'
import { causes, type Cause, type Leak, type Rates, type SimulationParams } from './params.ts'
import { dealSegments, leaking, leakOf, pipelineOf, segmentRates, type Segment } from './segments.ts'

export interface StageTruth {
  stageKey: string
  /** P(a created deal ever reaches this stage or beyond), linear fill. */
  reach: number
  /** P(ever reaches the next stage (or the win, from the last) | reached this one): the mature cohort conversion with linear fill. */
  conversion: number
  /** Median stay in days over all stays in the stage, re-entries counted anew. */
  medianDays: number
  /** Share of stays that end in each cause, in the long run. */
  exits: Rates
  /** P(still there at age t days). */
  survival(t: number): number
  /** P(left by this cause before age t days): the limit of Aalen–Johansen. */
  incidence(cause: Cause, t: number): number
}

export interface PipelineTruth {
  pipelineKey: string
  stages: StageTruth[]
  /** P(a created deal is won in the end), reopenings included. */
  win: number
}

/**
 * What the parameters imply, exactly, for a pipeline (or a part of it): a mixture over all segments, each an absorbing
 * Markov chain with Weibull stays. Leaks are left out: compare with stays and deals that no leak can have touched.
 */
export function pipelineTruth(params: SimulationParams, pipelineKey: string, include: (segment: Segment) => boolean = () => true): PipelineTruth {
  const pipeline = pipelineOf(params, pipelineKey)
  const parts = dealSegments(params, pipelineKey)
    .filter(({ segment }) => include(segment))
    .map(({ segment, deals }) => {
      const rates = segmentRates(params, segment)
      const chain = chainOf(rates, pipeline.reopenShare)
      const reach = Array.from({ length: rates.length + 1 }, (_, m) => reachProbability(chain, m))
      return { deals, rates, reach, stays: expectedStays(chain) }
    })
  const reached = (m: number) => average(parts.map((p) => ({ weight: p.deals, value: p.reach[m] ?? 0 })))
  const stages = pipeline.stages.map((stage, k): StageTruth => {
    const mixture = parts.flatMap((p) => {
      const rates = p.rates[k]
      return rates === undefined ? [] : [{ weight: p.deals * (p.stays[k] ?? 0), rates }]
    })
    return { stageKey: stage.stageKey, reach: reached(k), conversion: reached(k + 1) / reached(k), ...stayTruth(mixture, stage.shape) }
  })
  return { pipelineKey, stages, win: reached(pipeline.stages.length) }
}

export interface LeakTruth {
  /** Stays of the segment in the leaking stage, entered after the leak began. */
  during: StayTruth
  /** The same segment before. */
  before: StayTruth
}

/** What a planted leak does to the stays of its segment. */
export function leakTruth(params: SimulationParams, leak: Leak): LeakTruth {
  const pipeline = pipelineOf(params, leak.pipelineKey)
  const k = pipeline.stages.findIndex((s) => s.stageKey === leak.stageKey)
  const stage = pipeline.stages[k]
  if (stage === undefined) throw new Error(`unknown stage ${leak.stageKey}`)
  const mixture = dealSegments(params, leak.pipelineKey)
    .filter(({ segment }) => leakOf(params, segment, leak.stageKey) === leak)
    .flatMap(({ segment, deals }) => stayOf(params, segment, k, deals))
  return {
    before: stayTruth(mixture, stage.shape),
    during: stayTruth(mixture.map((m) => ({ weight: m.weight, rates: leaking(m.rates, leak) })), stage.shape),
  }
}

function stayOf(params: SimulationParams, segment: Segment, k: number, deals: number) {
  const all = segmentRates(params, segment)
  const rates = all[k]
  const stays = expectedStays(chainOf(all, pipelineOf(params, segment.pipelineKey).reopenShare))[k] ?? 0
  return rates === undefined ? [] : [{ weight: deals * stays, rates }]
}

export type StayTruth = Pick<StageTruth, 'medianDays' | 'exits' | 'survival' | 'incidence'>

function stayTruth(mixture: readonly { weight: number; rates: Rates }[], shape: number): StayTruth {
  const over = (value: (rates: Rates) => number) => average(mixture.map((m) => ({ weight: m.weight, value: value(m.rates) })))
  const survives = (t: number) => over((r) => survival(r, shape, t))
  const exits = Object.fromEntries(causes.map((c) => [c, over((r) => exitShares(r)[c])])) as Rates
  return {
    medianDays: bisect((t) => survives(t) - 0.5, 0, 10_000),
    exits,
    survival: survives,
    incidence: (cause, t) => over((r) => cumulativeIncidence(r, shape, cause, t)),
  }
}

function average(items: readonly { weight: number; value: number }[]): number {
  let sum = 0
  let weights = 0
  for (const { weight, value } of items) {
    sum += weight * value
    weights += weight
  }
  return sum / weights
}

/** The zero of a falling function. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (f(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
