import { columnsOf } from '../funnel/columns-of.ts'
import { type DealColumns, EXIT_CODES } from '../funnel/columns.ts'
import { EXITS } from '../funnel/figures.ts'
import type { StayExit } from '../funnel/journey.ts'
import { lookAt, lookFor, stayExit, stayLeftAt } from '../funnel/look.ts'
import { funnelView } from '../funnel/overview.ts'
import { EVERYTHING } from '../funnel/selection.ts'
import { survival, type Observation } from '../funnel/survival.ts'
import { calendarDays } from '../funnel/working-days.ts'
import type { Check } from './checks.ts'
import type { Company, Deal } from './company.ts'
import { funnelStages, journeysOf } from './journeys.ts'
import type { Cause } from './params.ts'
import type { PipelineTruth, StayTruth } from './truth.ts'

/** All stays in stage `k` known at `now`, each on its own, as competing-risk observations in calendar days, cut off at age `horizon`. */
export function stayObservations(columns: DealColumns, k: number, now: number, horizon: number, entered: (at: number) => boolean = () => true): Observation<StayExit>[] {
  const result: Observation<StayExit>[] = []
  const look = lookFor(columns.stages.length)
  for (let row = 0; row < columns.size; row++) {
    if (!lookAt(columns, row, now, look)) continue
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const enteredAt = columns.stay.enteredAt[s] ?? Infinity
      if (columns.stay.stage[s] !== k || !entered(enteredAt)) continue
      const time = calendarDays(enteredAt, Math.min(stayLeftAt(columns, look, s, now), now))
      const exit = EXIT_CODES[stayExit(columns, look, s, now)] || null
      result.push(time > horizon ? { time: horizon, entry: null, cause: null } : { time, entry: null, cause: exit })
    }
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
  const columns = columnsOf(journeysOf(company, truth.pipelineKey, options.include), stages)
  const view = funnelView(columns, EVERYTHING, {
    from: null, to: null, asOf: company.now, zone: 'Asia/Shanghai', currency: 'CNY', cohort: 'stage', matureDays: options.matureDays, dwellStay: 'latest', skipImported: true,
  })
  const checks: Check[] = []
  truth.stages.forEach((stage, k) => {
    const label = `${truth.pipelineKey}/${stage.stageKey}`
    const step = view.steps[k]
    if (step === undefined) throw new RangeError(`unknown stage ${stage.stageKey}`)
    const { conversionMature: converted, dwellMedian: median } = step
    if (converted.low !== null && converted.high !== null) checks.push({ what: `${label} conversion`, truth: stage.conversion, low: converted.low, high: converted.high })
    if (stage.medianDays >= options.shortestMedian && median.low !== null && median.high !== null) {
      checks.push({ what: `${label} median`, truth: stage.medianDays, low: median.low, high: median.high })
    }
    const horizon = stage.medianDays * 4
    checks.push(...incidenceChecks(label, stayObservations(columns, k, company.now, horizon), stage, k, stages.length, horizon))
  })
  return checks
}
