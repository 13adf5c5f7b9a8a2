import { pipelineSeries, type SeriesOptions as PipelineSeriesOptions } from '@sluice/core/alarms/pipeline-series'
import { coachingDeals, coachingTests, type CoachingAsked, type CoachingKey } from '@sluice/core/diagnosis/coaching/observe'
import { alarmOnset } from '@sluice/core/diagnosis/root-cause/alarm-onset'
import { type AlarmOnsetAsked, judgedWithin } from '@sluice/core/diagnosis/root-cause/question'
import type { DealColumns, Selection } from '@sluice/core/funnel/columns'
import { readId } from '@sluice/core/funnel/deal-ids'
import { breakdown, type BreakdownOptions } from '@sluice/core/funnel/measures/breakdown'
import { changeCounts, type ChangeOptions } from '@sluice/core/funnel/measures/change-counts'
import { channels } from '@sluice/core/funnel/measures/channels'
import { comparison, type CompareSide } from '@sluice/core/funnel/measures/compare'
import { coverage, type CoverageOptions } from '@sluice/core/funnel/measures/coverage'
import { cube, cubeDeals, type CubeKey, type CubeOptions } from '@sluice/core/funnel/measures/cube'
import { decay, type DecayOptions } from '@sluice/core/funnel/measures/decay'
import { dwellRatios } from '@sluice/core/funnel/measures/dwell-ratio'
import { fair, type FairOptions } from '@sluice/core/funnel/measures/fair'
import { frame, type FrameOptions } from '@sluice/core/funnel/measures/frame'
import { groupRows, type GroupOptions } from '@sluice/core/funnel/measures/group-rows'
import { heatMap, type HeatMapOptions } from '@sluice/core/funnel/measures/heat-map'
import { indicators, type IndicatorOptions } from '@sluice/core/funnel/measures/indicators'
import { leftForwards, type LeftForwardsAsked } from '@sluice/core/funnel/measures/left-forwards'
import { lossDeals, losses, type LossesOptions, type LossKey } from '@sluice/core/funnel/measures/losses'
import { planActuals } from '@sluice/core/funnel/measures/plan-actuals'
import { planningFacts, type PlanningAsked } from '@sluice/core/funnel/measures/planning-facts'
import { series, type SeriesOptions } from '@sluice/core/funnel/measures/series'
import { stageHorizon } from '@sluice/core/funnel/measures/stage-horizon'
import { waterfall, waterfallDeals, type WaterfallBar, type WaterfallOptions } from '@sluice/core/funnel/measures/waterfall'
import type { CohortAsked } from '@sluice/core/funnel/measures/asked'

type Part = { from: number; limit: number }
/** How many rows there are, and the ids of some of them. */
const someOf = (columns: DealColumns, rows: ArrayLike<number>, { from, limit }: Part) => ({
  total: rows.length, ids: Array.from({ length: Math.max(0, Math.min(limit, rows.length - from)) }, (_, i) => readId(columns.deal.id, rows[from + i] as number)),
})

/** The reports' questions: each is a measure of core; rows of columns become ids here. */
export const REPORT_QUESTIONS = {
  stages: (columns, _selection, _args: null) => columns.stages.map(({ id }) => id),
  breakdown: (columns, selection, options: BreakdownOptions) => breakdown(columns, selection, options),
  /** The selection of the question is b, the other one a. */
  comparison: (columns, selection, { a, b, withinDays }: { a: CompareSide; b: CompareSide; withinDays: number | null }, others) =>
    comparison(columns, { side: a, selection: others[0] ?? selection }, { side: b, selection }, { withinDays }),
  heatMap: (columns, selection, options: HeatMapOptions) => heatMap(columns, selection, options),
  series: (columns, selection, options: SeriesOptions) => series(columns, selection, options),
  waterfall: (columns, selection, options: WaterfallOptions) => waterfall(columns, selection, options),
  waterfallDeals: (columns, selection, { options, bar, from, limit }: { options: WaterfallOptions; bar: WaterfallBar | 'start' | 'end'; from: number; limit: number }) => {
    const found = waterfallDeals(columns, selection, options, bar)
    return { total: found.length, items: found.slice(from, from + limit).map(({ row, at, amountMinor }) => ({ id: readId(columns.deal.id, row), at, amountMinor })) }
  },
  coaching: (columns, selection, options: CoachingAsked) => coachingTests(columns, selection, options),
  coachingDeals: (columns, selection, { options, key, from, limit }: { options: CoachingAsked; key: CoachingKey } & Part) => {
    const ids = coachingDeals(columns, selection, options, key)
    return { total: ids.length, ids: ids.slice(from, from + limit) }
  },
  indicators: (columns, selection, options: IndicatorOptions) => indicators(columns, selection, options),
  losses: (columns, selection, options: LossesOptions) => losses(columns, selection, options),
  lossDeals: (columns, selection, { options, key, ...part }: { options: LossesOptions; key: Partial<LossKey> } & Part) => someOf(columns, lossDeals(columns, selection, options, key), part),
  channels: (columns, selection, options: CohortAsked) => channels(columns, selection, options),
  leftForwards: (columns, selection, asked: LeftForwardsAsked) => leftForwards(columns, selection, asked),
  fair: (columns, selection, options: FairOptions) => fair(columns, selection, options),
  dwellRatios: (columns, selection, options: { of: 'owner' | 'team'; from: number; asOf: number }) => dwellRatios(columns, selection, options),
  cube: (columns, selection, options: CubeOptions) => cube(columns, selection, options),
  cubeDeals: (columns, selection, { options, key, ...part }: { options: CubeOptions; key: CubeKey } & Part) => someOf(columns, cubeDeals(columns, selection, options, key), part),
  decay: (columns, selection, options: DecayOptions) => decay(columns, selection, options),
  coverage: (columns, selection, options: CoverageOptions) => coverage(columns, selection, options),
  frames: (columns, selection, frames: readonly FrameOptions[]) => frames.map((options) => frame(columns, selection, options)),
  planningFacts: (columns, selection, asked: PlanningAsked) => planningFacts(columns, selection, asked),
  planActuals: (columns, selection, asked: { monthStarts: readonly number[]; asOf: number; currency: string }) => planActuals(columns, selection, asked),
  /** A pipeline day by day, as diagnosis reads it. */
  pipelineSeries: (columns, selection, { pipelineId, options }: { pipelineId: string; options: PipelineSeriesOptions }) => pipelineSeries(columns, selection, pipelineId, options),
  /** Counts for the causes of a change; null when the pipeline has no such stage. The horizon is that of the other selection: a slice's deals are given the time that all have. */
  changeCounts: (columns, selection, { stageId, ...options }: Omit<ChangeOptions, 'stage' | 'withinDays'> & { stageId: string }, others) => {
    const stage = columns.stages.findIndex(({ id }) => id === stageId)
    return stage < 0 ? null : changeCounts(columns, selection, { ...options, stage, withinDays: judgedWithin(stageHorizon(columns, others[0] ?? selection, stage, options.asOf)) })
  },
  /** Since when and at which stage the change lasts that an alarm speaks of; null: not to be told. The other selection is everybody. */
  alarmOnset: (columns, selection, asked: AlarmOnsetAsked, others) => alarmOnset(columns, selection, others[0] ?? selection, asked),
  /** Deals of a group that a cause is about, those that came last first. */
  groupDeals: (columns, selection, { stageId, from, limit, ...options }: Omit<GroupOptions, 'stage' | 'withinDays'> & { stageId: string; from: number; limit: number }, others) => {
    const stage = columns.stages.findIndex(({ id }) => id === stageId)
    if (stage < 0) return null
    const rows = groupRows(columns, selection, { ...options, stage, withinDays: judgedWithin(stageHorizon(columns, others[0] ?? selection, stage, options.asOf)) })
    return someOf(columns, rows, { from, limit })
  },
} satisfies Record<string, (columns: DealColumns, selection: Selection, args: never, others: readonly Selection[]) => unknown>
