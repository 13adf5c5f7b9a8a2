import { matureMembers, splitStep, stageMembers } from '../funnel/cohort.ts'
import { EXITS, stageDwell } from '../funnel/dwell.ts'
import type { StayExit } from '../funnel/journey.ts'
import { share } from '../funnel/measured.ts'
import { quantileTime, survival, type Observation } from '../funnel/survival.ts'
import { exitOf, leftAt, tracesAt, type Trace } from '../funnel/trace.ts'
import { calendarDays } from '../funnel/working-days.ts'
import type { Check } from './checks.ts'
import type { Company, Deal } from './company.ts'
import { funnelStages, journeysOf } from './journeys.ts'
import type { Cause } from './params.ts'
import type { PipelineTruth, StayTruth } from './truth.ts'

/** All stays in stage `k`, each on its own, as competing-risk observations in calendar days, cut off at age `horizon`. */
export function stayObservations(traces: readonly Trace[], k: number, now: number, horizon: number, entered: (at: number) => boolean = () => true): Observation<StayExit>[] {
  const result: Observation<StayExit>[] = []
  for (const trace of traces) {
    trace.stays.forEach((stay, i) => {
      if (trace.at[i] !== k || !entered(stay.enteredAt)) return
      const time = calendarDays(stay.enteredAt, leftAt(trace, i) ?? now)
      result.push(time > horizon ? { time: horizon, entry: null, cause: null } : { time, entry: null, cause: exitOf(trace, i) })
    })
  }
  return result
}

/** What the simulator's causes look like to the funnel: a skip is an advance, and beyond the last stage there is only the win. */
function causesSeenAs(exit: StayExit, k: number, stages: number): Cause[] {
  if (exit === 'advance') return [...(k < stages - 1 ? ['advance' as const] : []), ...(k < stages - 2 ? ['skip' as const] : [])]
  if (exit === 'won') return ['won', ...(k === stages - 2 ? ['skip' as const] : []), ...(k === stages - 1 ? ['advance' as const, 'skip' as const] : [])]
  return exit === 'transfer' ? [] : [exit]
}

/** Aalen–Johansen at `horizon` days, per exit, against the truth. */
export function incidenceChecks(label: string, observations: readonly Observation<StayExit>[], truth: StayTruth, k: number, stages: number, horizon: number): Check[] {
  const curve = survival(observations, EXITS)
  return EXITS.flatMap((exit): Check[] => {
    const expected = causesSeenAs(exit, k, stages).reduce((sum, cause) => sum + truth.incidence(cause, horizon), 0)
    const { low, high } = curve.final[exit]
    return expected === 0 || low === null || high === null ? [] : [{ what: `${label} incidence of ${exit}`, truth: expected, low, high }]
  })
}

export interface RecoveryOptions {
  include?: (deal: Deal) => boolean
  /** Conversion is asked of stays at least so old. */
  matureDays: number
  /** Medians of stages shorter than this are left out: working hours bend short stays. */
  shortestMedian: number
}

/** The product's own funnel functions on the company's data, every figure beside the truth. */
export function recoveryChecks(company: Company, truth: PipelineTruth, options: RecoveryOptions): Check[] {
  const stages = funnelStages(truth.pipelineKey)
  const traces = tracesAt(journeysOf(company, truth.pipelineKey, options.include), stages, company.now)
  const checks: Check[] = []
  truth.stages.forEach((stage, k) => {
    const label = `${truth.pipelineKey}/${stage.stageKey}`
    const cohort = { from: null, to: null, mode: 'stage', fill: 'linear' } as const
    const mature = matureMembers(stageMembers(traces, k, cohort), k, 'linear', options.matureDays, company.now)
    const converted = share(splitStep(mature, k, 'linear').converted.length, mature.length, 0, 'cohort')
    if (converted.low !== null && converted.high !== null) checks.push({ what: `${label} conversion`, truth: stage.conversion, low: converted.low, high: converted.high })

    if (stage.medianDays >= options.shortestMedian) {
      const { curve } = stageDwell(traces, k, { asOf: company.now, stay: 'latest', skipImported: true, days: calendarDays })
      const median = quantileTime(curve, 0.5)
      if (median.low !== null && median.high !== null) checks.push({ what: `${label} median`, truth: stage.medianDays, low: median.low, high: median.high })
    }
    const horizon = stage.medianDays * 4
    checks.push(...incidenceChecks(label, stayObservations(traces, k, company.now, horizon), stage, k, stages.length, horizon))
  })
  return checks
}
