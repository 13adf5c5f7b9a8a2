import type { DayText } from '../../lib/dates.ts'
import { mean } from '../../lib/quantile.ts'
import { dayNumber } from '../days.ts'
import type { PipelineSeries, StagePoint, StageSeries } from '../series.ts'
import { conversionDeviation } from '../standing.ts'
import { conversionIn, pointAt, within } from '../window.ts'
import type { AlarmRule } from './rule.ts'

type RuleOf<K extends AlarmRule['kind']> = Extract<AlarmRule, { kind: K }>

/**
 * What a condition reads on a day: its figure, what that is held against, the value at which it fires, how far beyond that it is (1 is
 * exactly there), and whether it holds: beyond the value, by more than chance, over enough deals. Null: nothing to read.
 */
export type Reading = { holds: boolean; value: number; baseline: number | null; threshold: number; severity: number; n: number; evidence: Record<string, number | null> }

export function conversionFall(rule: RuleOf<'conversion_below_mean'>, stage: StageSeries, at: number, bucketDays: number): Reading | null {
  const { now, baseline, n, nBaseline, z } = conversionDeviation(stage, at, rule.windowDays, rule.historyDays, bucketDays)
  if (now === null || baseline === null || z === null || n < rule.minN || nBaseline < rule.minN || baseline === 0) return null
  const fall = rule.by === 'relative' ? 1 - now / baseline : baseline - now
  return { holds: fall >= rule.drop && z <= -rule.minZ, value: now, baseline, threshold: rule.by === 'relative' ? baseline * (1 - rule.drop) : baseline - rule.drop, severity: fall / rule.drop, n, evidence: { relative: now / baseline - 1, z, nBaseline } }
}

/** On every one of the last `days` days the conversion of the window up to it stood below the line. */
export function belowLine(rule: RuleOf<'below_line'>, stage: StageSeries, at: number, bucketDays: number): Reading | null {
  const own = conversionIn(stage, at, rule.historyDays, bucketDays, rule.windowDays)
  const line = rule.line ?? (own.n < rule.minN ? null : (0.8 * own.hits) / own.n)
  if (line === null || line === 0) return null
  const isBelow = ({ n, hits }: { n: number; hits: number }) => n >= rule.minN && hits / n < line
  const now = conversionIn(stage, at, rule.windowDays, bucketDays)
  if (now.n < rule.minN) return null
  let holds = isBelow(now)
  for (let back = bucketDays; holds && back < rule.days; back += bucketDays) holds = isBelow(conversionIn(stage, at - back, rule.windowDays, bucketDays))
  if (holds && rule.line === null) holds = (conversionDeviation(stage, at, rule.windowDays, rule.historyDays, bucketDays).z ?? 0) <= -rule.minZ
  const rate = now.hits / now.n
  return { holds, value: rate, baseline: own.n === 0 ? null : own.hits / own.n, threshold: line, severity: 1 + (line - rate) / line, n: now.n, evidence: { days: rule.days, line } }
}

export function stockGrowth(rule: RuleOf<'stock_growth'>, stage: StageSeries, at: number, bucketDays: number): Reading | null {
  const now = pointAt(stage.points, at, bucketDays)?.stock
  // A week's mean, so that one odd day in the past makes no alarm today.
  const end = at - rule.againstDays
  const before = mean(within(stage.points, end - 6, end, bucketDays).map(({ stock }) => stock)) ?? pointAt(stage.points, end, bucketDays)?.stock ?? null
  if (now === undefined || before === null || before === 0) return null
  const growth = now / before - 1
  const z = (now - before) / Math.sqrt(now + before)
  return { holds: now >= rule.minN && growth >= rule.growth && z >= rule.minZ, value: now, baseline: before, threshold: before * (1 + rule.growth), severity: growth / rule.growth, n: now, evidence: { growth, z, days: rule.againstDays } }
}

export function dwellOver(rule: RuleOf<'dwell_over'>, stage: StageSeries, at: number, { bucketDays, dwellDays }: PipelineSeries): Reading | null {
  const now = pointAt(stage.points, at, bucketDays)?.dwell
  if (now === null || now === undefined || now.n < rule.minN) return null
  // Windows of dwell overlap: the history ends where the present window begins.
  const past = within(stage.points, at - dwellDays - rule.historyDays + 1, at - dwellDays, bucketDays).flatMap(({ dwell }) => (dwell === null || dwell.n < rule.minN ? [] : [dwell]))
  const figure = rule.basis === 'mean' ? now.mean : now.median
  const weighted = past.flatMap((dwell) => {
    const value = rule.basis === 'mean' ? dwell.mean : dwell.p75
    return value === null ? [] : [{ value, n: dwell.n }]
  })
  const weight = weighted.reduce((sum, { n }) => sum + n, 0)
  if (figure === null || weight === 0) return null
  const baseline = weighted.reduce((sum, { value, n }) => sum + value * n, 0) / weight
  const usual = rule.basis === 'mean' ? baseline * rule.times : baseline
  if (usual === 0) return null
  // A holiday week lengthens whatever is there in it; that is nobody's delay.
  const threshold = usual + (stage.pausedDays ?? []).filter((day) => dayNumber(day) > at - dwellDays && dayNumber(day) <= at).length
  return { holds: figure > threshold, value: figure, baseline, threshold, severity: figure / threshold, n: now.n, evidence: { times: figure / baseline, mean: now.mean, median: now.median, p75: now.p75 } }
}

export function stageDays(rule: RuleOf<'stage_days'>, stage: StageSeries, at: number, bucketDays: number): Reading | null {
  const point = pointAt(stage.points, at, bucketDays)
  if (point === null || point.ages === null) return null
  const stock = point.ages.reduce((sum, { count }) => sum + count, 0)
  const over = point.ages.reduce((sum, { days, count }) => sum + (days > rule.days ? count : 0), 0)
  if (stock < rule.minN || stock === 0) return null
  return { holds: over > 0 && over / stock >= rule.share, value: over / stock, baseline: null, threshold: rule.share, severity: rule.share === 0 ? 1 : over / stock / rule.share, n: stock, evidence: { over, days: rule.days } }
}

export function inflowDrop(rule: RuleOf<'inflow_drop'>, stage: StageSeries, at: number, { bucketDays, restDays = [] }: PipelineSeries): Reading | null {
  const inflow = (last: number, days: number) => within(stage.points, last - days + 1, last, bucketDays)
  const window = inflow(at, rule.windowDays)
  const history = inflow(at - rule.windowDays, rule.historyDays)
  if (window.length * bucketDays < rule.windowDays || history.length * bucketDays < rule.windowDays) return null
  const usual = usualInflow(history, bucketDays === 1 ? new Set(restDays) : new Set())
  const sum = (points: readonly StagePoint[]) => points.reduce((total, point) => total + point.inflow, 0)
  const now = sum(window)
  const expected = usual(window)
  if (expected === 0) return null
  // Weeks differ by more than chance alone (campaigns, seasons): the spread of earlier windows about their usual counts too.
  const misses: number[] = []
  for (let end = at - rule.windowDays; end - rule.windowDays >= at - rule.windowDays - rule.historyDays; end -= rule.windowDays) {
    const block = inflow(end, rule.windowDays)
    misses.push(sum(block) - usual(block))
  }
  const between = misses.length < 4 ? 0 : misses.reduce((total, miss) => total + miss ** 2, 0) / (misses.length - 1)
  const drop = 1 - now / expected
  const z = (now - expected) / Math.sqrt(Math.max(expected, between) + (expected * window.length) / history.length)
  return { holds: expected >= rule.minN && drop >= rule.drop && z <= -rule.minZ, value: now, baseline: expected, threshold: expected * (1 - rule.drop), severity: drop / rule.drop, n: Math.round(expected), evidence: { drop, z, days: rule.windowDays } }
}

/** Entries that a stretch of days would have by the history's mean of a working day and of a day of rest. */
function usualInflow(history: readonly StagePoint[], rest: ReadonlySet<DayText>): (points: readonly StagePoint[]) => number {
  const daily = (points: readonly StagePoint[]) => (points.length === 0 ? null : points.reduce((sum, { inflow }) => sum + inflow, 0) / points.length)
  const all = daily(history) ?? 0
  const working = daily(history.filter(({ day }) => !rest.has(day))) ?? all
  const resting = daily(history.filter(({ day }) => rest.has(day))) ?? all
  return (points) => points.reduce((sum, { day }) => sum + (rest.has(day) ? resting : working), 0)
}

export function closedSwing(rule: RuleOf<'win_rate_swing'>, series: PipelineSeries, at: number): Reading | null {
  const closed = (last: number) =>
    within(series.closed, last - rule.windowDays + 1, last, series.bucketDays).reduce((sum, { won, lost }) => ({ n: sum.n + won + lost, hits: sum.hits + won }), { n: 0, hits: 0 })
  const now = closed(at)
  const before = closed(at - rule.windowDays)
  if (now.n < rule.minN || before.n < rule.minN || before.hits === 0) return null
  const rate = now.hits / now.n
  const baseline = before.hits / before.n
  const swing = rule.by === 'relative' ? rate / baseline - 1 : rate - baseline
  const pooled = (now.hits + before.hits) / (now.n + before.n)
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n))
  const z = se === 0 ? 0 : (rate - baseline) / se
  const tolerated = (rule.by === 'relative' ? baseline * rule.swing : rule.swing) * (swing > 0 ? 1 : -1)
  return { holds: Math.abs(swing) > rule.swing && Math.abs(z) >= rule.minZ, value: rate, baseline, threshold: baseline + tolerated, severity: Math.abs(swing) / rule.swing, n: now.n, evidence: { swing, z, nBaseline: before.n } }
}
