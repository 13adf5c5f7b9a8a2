import type { DayText } from '../../lib/dates.ts'
import { dayNumber } from '../days.ts'
import type { CauseCode } from '../said.ts'
import type { PipelineSeries, StageSeries } from '../series.ts'
import { closedSwing, conversionFall, belowLine, dwellOver, inflowDrop, type Reading, stageDays, stockGrowth } from './conditions.ts'
import type { AlarmKind, AlarmRule } from './rule.ts'
import type { AlarmVerdict } from './verdict.ts'
import { tell } from '../tell.ts'

const causes: Record<AlarmKind, CauseCode[]> = {
  conversion_below_mean: ['low_conversion'], below_line: ['low_conversion'], stock_growth: ['stock_growth'], dwell_over: ['long_dwell'],
  win_rate_swing: ['win_rate_swing'], stage_days: ['stalled', 'long_dwell'], inflow_drop: ['inflow_drop'],
}

/**
 * Whether a rule's condition holds at one stage (`stageId` null: the pipeline, which is what `win_rate_swing` is about) at
 * the end of the day `at`; null when it does not, or there is too little to say. Only what was known then is looked at: points
 * up to `at`, and conversions whose horizon had passed, so that a replay of the past equals what would have been said.
 */
export function evaluate(rule: AlarmRule, stageId: string | null, series: PipelineSeries, at: DayText): AlarmVerdict | null {
  const reading = readingAt(rule, stageId, series, at)
  return reading?.holds === true ? verdict(rule, stageId, series, at, reading) : null
}

/** What a rule reads at one stage at the end of a day, whether its condition holds or not; null when there is too little to read. */
export function readingAt(rule: AlarmRule, stageId: string | null, series: PipelineSeries, at: DayText): Reading | null {
  const day = dayNumber(at)
  if (rule.kind === 'win_rate_swing') return stageId === null ? closedSwing(rule, series, day) : null
  const stage = series.stages.find((one) => one.stageId === stageId)
  return stage === undefined ? null : readingOf(rule, stage, series, day)
}

function readingOf(rule: Exclude<AlarmRule, { kind: 'win_rate_swing' }>, stage: StageSeries, series: PipelineSeries, day: number): Reading | null {
  switch (rule.kind) {
    case 'conversion_below_mean':
      return conversionFall(rule, stage, day, series.bucketDays)
    case 'below_line':
      return belowLine(rule, stage, day, series.bucketDays)
    case 'stock_growth':
      return stockGrowth(rule, stage, day, series.bucketDays)
    case 'dwell_over':
      return dwellOver(rule, stage, day, series)
    case 'stage_days':
      return stageDays(rule, stage, day, series.bucketDays)
    case 'inflow_drop':
      return inflowDrop(rule, stage, day, series)
  }
}

function verdict(rule: AlarmRule, stageId: string | null, series: PipelineSeries, day: DayText, reading: Reading): AlarmVerdict {
  const { value, baseline, threshold, severity, n, evidence } = reading
  const key = rule.kind === 'dwell_over' ? (`alarm.dwell_over_${rule.basis}` as const) : (`alarm.${rule.kind}` as const)
  return {
    kind: rule.kind, pipelineId: series.pipelineId, stageId, slice: series.slice, day, value, baseline, threshold, severity, n, evidence, causes: causes[rule.kind],
    said: tell(key, { stage: stageId, dimension: series.slice?.dimension ?? null, value: series.slice?.value ?? null, now: value, baseline, threshold, n, ...evidence }),
  }
}

/** Which stages a rule looks at; `[null]` for a rule about the pipeline as a whole. */
export function stagesOf(rule: AlarmRule, series: PipelineSeries): (string | null)[] {
  if (rule.kind === 'win_rate_swing') return [null]
  const { stageIds } = rule.scope
  return series.stages.map(({ stageId }) => stageId).filter((stageId) => stageIds === null || stageIds.includes(stageId))
}

/** A rule at every stage it looks at. */
export function evaluateAll(rule: AlarmRule, series: PipelineSeries, at: DayText): AlarmVerdict[] {
  return stagesOf(rule, series).flatMap((stageId) => evaluate(rule, stageId, series, at) ?? [])
}
