import { MIN_N } from '../funnel/measured.ts'
import type { DayText } from '../lib/dates.ts'
import { dayNumber } from './days.ts'
import type { Holds, Verdict } from './said.ts'
import type { DwellSummary, PipelineSeries } from './series.ts'
import { isLow, standingOptions, standings, type StandingOptions } from './standing.ts'
import { tell } from './tell.ts'

/** What a stage is held against: its own rolling history, or values that somebody entered. Median in days. */
export type Benchmark = { kind: 'own' } | { kind: 'entered'; label: string; stages: Record<string, { conversion: number | null; dwellMedian: number | null }> }

export type BottleneckOptions = StandingOptions & {
  z: number
  relative: number
  /** Dwell is long from this multiple on. */
  dwellTimes: number
  minN: number
}
export const bottleneckOptions: BottleneckOptions = { ...standingOptions, z: -2, relative: -0.15, dwellTimes: 1.2, minN: MIN_N }

/**
 * A stage is a bottleneck when its conversion is low and, at once, its dwell long: against its own history, against the other
 * stages (lowest conversion and longest dwell of all), or against the benchmark that was entered; which of them is in
 * `evidence` (1 both hold, 0 not, null not comparable). One verdict a stage, those that hold in the most comparisons first.
 */
export function bottlenecks(series: PipelineSeries, at: DayText, benchmark: Benchmark = { kind: 'own' }, options: BottleneckOptions = bottleneckOptions): Verdict<'bottleneck'>[] {
  const all = standings(series, dayNumber(at), options)
  const judged = all.map((stage): Verdict<'bottleneck'> => {
    const { conversion, dwell } = stage
    const enough = conversion.n >= options.minN && dwell.now.n >= options.minN
    const low = isLow(conversion, options)
    const times = timesLonger(dwell.now, dwell.history)
    const own = low === null || times === null || dwell.history.n < options.minN ? null : low && times >= options.dwellTimes

    const others = all.filter((other) => other !== stage && other.conversion.n >= options.minN && other.dwell.now.n >= options.minN)
    const lowest = others.every((other) => (other.conversion.now ?? 1) > (conversion.now ?? 1))
    const longest = others.every((other) => (dwell.now.mean ?? 0) > (other.dwell.now.mean ?? 0))
    const amongAll = !enough || others.length === 0 ? null : lowest && longest

    const entered = benchmark.kind === 'entered' ? benchmark.stages[stage.stageId] : undefined
    const against =
      !enough || entered === undefined || entered.conversion === null || entered.dwellMedian === null || conversion.now === null
        ? null
        : conversion.now <= entered.conversion * (1 + options.relative) && (dwell.now.median ?? Infinity) >= entered.dwellMedian * options.dwellTimes

    const comparisons = [own, amongAll, against]
    const holds: Holds = comparisons.includes(true) ? 'yes' : comparisons.every((one) => one === null) ? 'not_enough' : 'no'
    const evidence = {
      conversion: conversion.now, conversionBefore: conversion.baseline, z: conversion.z, n: conversion.n,
      dwellMean: dwell.now.mean, dwellMeanBefore: dwell.history.mean, dwellP75: dwell.now.p75, dwellP75Before: dwell.history.p75, dwellTimes: times,
      againstOwn: flag(own), againstOthers: flag(amongAll), againstBenchmark: flag(against),
      benchmarkConversion: entered?.conversion ?? null, dwellMedian: dwell.now.median, benchmarkDwellMedian: entered?.dwellMedian ?? null,
    }
    const against1 = own === true ? 'own' : against === true ? 'entered' : 'others'
    return {
      code: 'bottleneck', holds, stageIds: [stage.stageId], evidence,
      said: tell(holds === 'yes' ? `bottleneck.${against1}` : `bottleneck.${holds}`, { stage: stage.stageId, ...evidence }),
      causes: holds === 'yes' ? ['bottleneck', 'low_conversion', 'long_dwell'] : [],
    }
  })
  const weight = ({ evidence }: Verdict) => (evidence.againstOwn ?? 0) + (evidence.againstOthers ?? 0) + (evidence.againstBenchmark ?? 0)
  return judged.sort((a, b) => weight(b) - weight(a))
}

const flag = (holds: boolean | null): number | null => (holds === null ? null : holds ? 1 : 0)

/** By P75 where both are reached, else by the mean. A P75 that is no longer reached is not called infinite: the mean decides. */
function timesLonger(now: DwellSummary, history: DwellSummary): number | null {
  const [a, b] = now.p75 !== null && history.p75 !== null ? [now.p75, history.p75] : [now.mean, history.mean]
  return a === null || b === null || b === 0 ? null : a / b
}
