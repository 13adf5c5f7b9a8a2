import { type Count, type DwellSummary, type PipelineSeries, type StageSeries } from './series.ts'
import { conversionIn, pointAt, within } from './window.ts'

/** How a figure of now stands to its own history. `z` in standard errors; both null when either side has no deals. */
export type Deviation = { now: number | null; baseline: number | null; n: number; nBaseline: number; relative: number | null; z: number | null }

export type StageStanding = {
  stageId: string
  conversion: Deviation
  stock: number
  stockAll: number
  stockShare: number | null
  stockShareBefore: number | null
  dwell: { now: DwellSummary; history: DwellSummary }
}

export type StandingOptions = { windowDays: number; historyDays: number }
export const standingOptions: StandingOptions = { windowDays: 28, historyDays: 182 }

/** Each stage now against its own past, at the end of the day `at` (day number). */
export function standings(series: PipelineSeries, at: number, { windowDays, historyDays }: StandingOptions = standingOptions): StageStanding[] {
  const { bucketDays } = series
  const stockNow = series.stages.map((stage) => pointAt(stage.points, at, bucketDays)?.stock ?? 0)
  const stockAll = stockNow.reduce((sum, stock) => sum + stock, 0)
  const past = series.stages.map((stage) => within(stage.points, at - windowDays - historyDays + 1, at - windowDays, bucketDays).reduce((sum, point) => sum + point.stock, 0))
  const pastAll = past.reduce((sum, stock) => sum + stock, 0)
  return series.stages.map((stage, i) => {
    const stock = stockNow[i] ?? 0
    return {
      stageId: stage.stageId,
      conversion: conversionDeviation(stage, at, windowDays, historyDays, bucketDays),
      stock,
      stockAll,
      stockShare: stockAll === 0 ? null : stock / stockAll,
      stockShareBefore: pastAll === 0 ? null : (past[i] ?? 0) / pastAll,
      dwell: stage.dwell,
    }
  })
}

/**
 * Conversion of the last window against the windows before it. The standard error takes the larger of the binomial one and
 * the spread between earlier windows of the same length, so that a stage that always swings is not called low for swinging.
 */
export function conversionDeviation(stage: StageSeries, at: number, windowDays: number, historyDays: number, bucketDays: number): Deviation {
  const now = conversionIn(stage, at, windowDays, bucketDays)
  const history = conversionIn(stage, at, historyDays, bucketDays, windowDays)
  const blocks: Count[] = []
  for (let back = windowDays; back + windowDays <= windowDays + historyDays; back += windowDays) blocks.push(conversionIn(stage, at, windowDays, bucketDays, back))
  return deviation(now, history, blocks)
}

export function deviation(now: Count, history: Count, blocks: readonly Count[]): Deviation {
  if (now.n === 0 || history.n === 0) return { now: now.n === 0 ? null : now.hits / now.n, baseline: history.n === 0 ? null : history.hits / history.n, n: now.n, nBaseline: history.n, relative: null, z: null }
  const rate = now.hits / now.n
  const baseline = history.hits / history.n
  // Half a hit and half a miss more, so that a baseline of 0 or 1 has a spread too.
  const p = (history.hits + 0.5) / (history.n + 1)
  const binomial = (p * (1 - p)) / now.n
  const rates = blocks.filter((block) => block.n >= 5).map((block) => block.hits / block.n)
  const mean = rates.reduce((sum, value) => sum + value, 0) / (rates.length || 1)
  const between = rates.length < 4 ? 0 : rates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rates.length - 1)
  const se = Math.sqrt(Math.max(binomial, between) + (p * (1 - p)) / history.n)
  return { now: rate, baseline, n: now.n, nBaseline: history.n, relative: baseline === 0 ? null : rate / baseline - 1, z: (rate - baseline) / se }
}

/** Low: two standard errors or 15 % (as configured) under its own baseline; null with too few deals on either side. */
export function isLow(deviation: Deviation, { z, relative, minN }: { z: number; relative: number; minN: number }): boolean | null {
  if (deviation.n < minN || deviation.nBaseline < minN || deviation.z === null) return null
  return deviation.z <= z || (deviation.relative ?? 0) <= relative
}
