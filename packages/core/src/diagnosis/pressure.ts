import { MIN_N } from '../funnel/measured.ts'
import type { DayText } from '../lib/dates.ts'
import { dayNumber } from './days.ts'
import type { CauseCode, Holds, Said } from './said.ts'
import type { Count, PipelineSeries, StageSeries } from './series.ts'
import { conversionDeviation } from './standing.ts'
import { conversionIn, pointAt } from './window.ts'
import { tell } from './tell.ts'

/** Top leak 顶部漏水, middle silt 中部淤积, bottom jet 底部喷射. */
export const pressureGroups = ['top_leak', 'middle_silt', 'bottom_jet'] as const
export type PressureGroup = (typeof pressureGroups)[number]

export const pressureCodes = [
  'lead_to_mql', 'first_response', 'below_mean', 'below_line', 'dwell_long', 'stalled', 'dormant', 'stock_growth', 'needs_analysis', 'win_rate_swing',
] as const
export type PressureCode = (typeof pressureCodes)[number]

/** METRICS 12. Shares are 0–1. `warningLines`: by stage id; a stage without one is not tested against a line. */
export type PressureThresholds = {
  leadToMql: number
  firstResponseHours: number
  firstResponseShare: number
  needsAnalysisShare: number
  belowMean: number
  warningLines: Record<string, number>
  belowLineDays: number
  dwellTimes: number
  stalledDays: number
  quoteStalledDays: number
  stalledShare: number
  dormantDays: number
  dormantShare: number
  stockGrowth: number
  winRateSwing: number
  windowDays: number
  historyDays: number
  minN: number
}
export const pressureThresholds: PressureThresholds = {
  leadToMql: 0.3, firstResponseHours: 2, firstResponseShare: 0.9, needsAnalysisShare: 0.9, belowMean: 0.15, warningLines: {}, belowLineDays: 3, dwellTimes: 1.5,
  stalledDays: 7, quoteStalledDays: 5, stalledShare: 0.2, dormantDays: 30, dormantShare: 0.2, stockGrowth: 0.5, winRateSwing: 0.15, windowDays: 28, historyDays: 182, minN: MIN_N,
}

/** What the series do not hold; null where it is not known. All as of the same day. */
export type PressureFacts = {
  /** Leads of the window, and how many became qualified. */
  leadToMql: Count | null
  /** Leads of the window, and how many were first answered within `firstResponseHours`. */
  firstResponse: Count | null
  /** Deals that left the stage of needs analysis forwards in the window, and how many with it completed. */
  needsAnalysis: Count | null
  /** By stage: open deals, and how many are without customer-facing activity for longer than the limit (`stalledDays`, in a quote stage `quoteStalledDays`). */
  stalled: { stageId: string; isQuote: boolean; count: Count }[]
  /** Open deals, and how many were not updated for longer than `dormantDays`. */
  dormant: Count | null
  /** Won of closed, in the last window and the one before. */
  winRate: { now: Count; before: Count } | null
}

/** `failed`: the pressure is there. */
export type PressureResult = {
  code: PressureCode
  group: PressureGroup
  stageId: string | null
  result: 'passed' | 'failed' | 'not_enough'
  value: number | null
  threshold: number
  n: number
  said: Said
  causes: CauseCode[]
}

/** Every test whose figures are there, in the order of the funnel. */
export function pressureTests(series: PipelineSeries, at: DayText, facts: PressureFacts, t: PressureThresholds = pressureThresholds): PressureResult[] {
  const day = dayNumber(at)
  const results: PressureResult[] = []
  const test = (code: PressureCode, group: PressureGroup, stageId: string | null, figure: { value: number | null; threshold: number; n: number; failed: boolean; minN?: number }, causes: CauseCode[], more: Record<string, number | null> = {}) => {
    const { value, threshold, n } = figure
    const result = value === null || n < (figure.minN ?? t.minN) ? 'not_enough' : figure.failed ? 'failed' : 'passed'
    const holds: Holds = result === 'failed' ? 'yes' : result === 'passed' ? 'no' : 'not_enough'
    results.push({ code, group, stageId, result, value, threshold, n, said: tell(`pressure.${code}.${holds}`, { stage: stageId, value, threshold, n, ...more }), causes: result === 'failed' ? causes : [] })
  }
  const share = (count: Count, threshold: number, bad: 'below' | 'above') => {
    const value = count.n === 0 ? null : count.hits / count.n
    return { value, threshold, n: count.n, failed: value !== null && (bad === 'below' ? value < threshold : value > threshold) }
  }

  if (facts.leadToMql) test('lead_to_mql', 'top_leak', null, share(facts.leadToMql, t.leadToMql, 'below'), ['poor_leads', 'low_conversion'])
  if (facts.firstResponse) test('first_response', 'top_leak', null, share(facts.firstResponse, t.firstResponseShare, 'below'), ['slow_response'], { hours: t.firstResponseHours })

  series.stages.forEach((stage, i) => {
    const group = i === 0 ? 'top_leak' : i === series.stages.length - 1 ? 'bottom_jet' : 'middle_silt'
    const { stageId } = stage
    const { now, baseline, relative, n, nBaseline } = conversionDeviation(stage, day, t.windowDays, t.historyDays, series.bucketDays)
    test('below_mean', group, stageId, { value: relative, threshold: -t.belowMean, n: Math.min(n, nBaseline), failed: relative !== null && relative <= -t.belowMean }, ['low_conversion'], { now, baseline })
    const line = t.warningLines[stageId]
    if (line !== undefined) {
      const run = daysBelow(stage, day, line, t, series.bucketDays)
      test('below_line', group, stageId, { value: run, threshold: t.belowLineDays, n, failed: run >= t.belowLineDays }, ['low_conversion'], { now, line })
    }
    const { now: dwell, history } = stage.dwell
    const times = dwell.mean === null || history.mean === null || history.mean === 0 ? null : dwell.mean / history.mean
    test('dwell_long', group, stageId, { value: times, threshold: t.dwellTimes, n: Math.min(dwell.n, history.n), failed: times !== null && times > t.dwellTimes }, ['long_dwell'], { mean: dwell.mean, meanBefore: history.mean })
    const stock = pointAt(stage.points, day, series.bucketDays)?.stock ?? 0
    const before = pointAt(stage.points, day - t.windowDays, series.bucketDays)?.stock ?? 0
    const growth = before === 0 ? null : stock / before - 1
    test('stock_growth', group, stageId, { value: growth, threshold: t.stockGrowth, n: stock, failed: growth !== null && growth >= t.stockGrowth }, ['stock_growth'], { stock, before })
    const stalled = facts.stalled.find((one) => one.stageId === stageId)
    if (stalled) test('stalled', group, stageId, share(stalled.count, t.stalledShare, 'above'), ['stalled', 'next_step_missing'], { days: stalled.isQuote ? t.quoteStalledDays : t.stalledDays })
  })

  if (facts.needsAnalysis) test('needs_analysis', 'middle_silt', null, share(facts.needsAnalysis, t.needsAnalysisShare, 'below'), ['weak_needs_analysis'])
  if (facts.dormant) test('dormant', 'middle_silt', null, share(facts.dormant, t.dormantShare, 'above'), ['dormant'], { days: t.dormantDays })
  if (facts.winRate) {
    const { now, before } = facts.winRate
    const swing = now.n === 0 || before.n === 0 || before.hits === 0 ? null : now.hits / now.n / (before.hits / before.n) - 1
    test('win_rate_swing', 'bottom_jet', null, { value: swing, threshold: t.winRateSwing, n: Math.min(now.n, before.n), failed: swing !== null && Math.abs(swing) > t.winRateSwing }, ['win_rate_swing'], {
      now: now.n === 0 ? null : now.hits / now.n, before: before.n === 0 ? null : before.hits / before.n,
    })
  }
  const order = (result: PressureResult) => pressureGroups.indexOf(result.group)
  return results.sort((a, b) => order(a) - order(b))
}

/** On how many points running, up to now, the conversion of the last window stood below the line, in days; at most `belowLineDays`. */
function daysBelow(stage: StageSeries, at: number, line: number, { belowLineDays, windowDays, minN }: PressureThresholds, bucketDays: number): number {
  let days = 0
  while (days < belowLineDays) {
    const { n, hits } = conversionIn(stage, at - days, windowDays, bucketDays)
    if (n < minN || hits / n >= line) break
    days += bucketDays
  }
  return Math.min(days, belowLineDays)
}
