import { MIN_N } from '../funnel/measured.ts'
import type { DayText } from '../lib/dates.ts'
import { dayNumber } from './days.ts'
import type { CauseCode, Holds, Verdict } from './said.ts'
import type { PipelineSeries } from './series.ts'
import { isLow, standingOptions, standings, type StageStanding, type StandingOptions } from './standing.ts'
import { tell } from './tell.ts'

export const shapeCodes = ['top_break', 'middle_bulge', 'bottom_collapse'] as const
export type ShapeCode = (typeof shapeCodes)[number]

export type ShapeOptions = StandingOptions & {
  /** A conversion is low at this z or this relative deviation from its own baseline. */
  z: number
  relative: number
  /** Stock share and P75 dwell count as above their baseline from this relative excess on. */
  above: number
  minN: number
}
export const shapeOptions: ShapeOptions = { ...standingOptions, z: -2, relative: -0.15, above: 0.15, minN: MIN_N }

/**
 * The three shapes of METRICS 11, each judged, several may hold.
 * top_break 上宽中断: the first step is low against its own baseline, and deviates most of all steps (by z).
 * middle_bulge 中层鼓包: a stage between the first and the last holds a larger share of the stock than it used to and its P75
 * dwell is longer than it was; the worst such stage comes first. bottom_collapse 底层塌陷: the last step is low and no upper is.
 */
export function shapesOf(series: PipelineSeries, at: DayText, options: ShapeOptions = shapeOptions): Verdict<ShapeCode>[] {
  const all = standings(series, dayNumber(at), options)
  return [topBreak(all, options), middleBulge(all, options), bottomCollapse(all, options)]
}

function topBreak(all: StageStanding[], options: ShapeOptions): Verdict<ShapeCode> {
  const first = all[0]
  const low = first === undefined ? null : isLow(first.conversion, options)
  const others = all.slice(1).flatMap(({ conversion }) => (isLow(conversion, options) === null || conversion.z === null ? [] : [conversion.z]))
  const z = first?.conversion.z ?? null
  const holds: Holds = low === null || z === null ? 'not_enough' : low && others.every((other) => z <= other) ? 'yes' : 'no'
  return stepVerdict('top_break', first, holds, ['top_break', 'low_conversion', 'poor_leads'])
}

function bottomCollapse(all: StageStanding[], options: ShapeOptions): Verdict<ShapeCode> {
  const last = all.at(-1)
  const low = last === undefined || all.length < 2 ? null : isLow(last.conversion, options)
  const upperLow = all.slice(0, -1).filter(({ conversion }) => isLow(conversion, options) === true).length
  const holds: Holds = low === null ? 'not_enough' : low && upperLow === 0 ? 'yes' : 'no'
  const verdict = stepVerdict('bottom_collapse', last, holds, ['bottom_collapse', 'low_conversion'])
  return { ...verdict, evidence: { ...verdict.evidence, upperLow } }
}

function stepVerdict(code: ShapeCode, stage: StageStanding | undefined, holds: Holds, causes: CauseCode[]): Verdict<ShapeCode> {
  const { now = null, baseline = null, n = 0, nBaseline = 0, relative = null, z = null } = stage?.conversion ?? {}
  const evidence = { now, baseline, n, nBaseline, relative, z }
  return { code, holds, stageIds: stage === undefined ? [] : [stage.stageId], evidence, said: tell(`shape.${code}.${holds}`, { stage: stage?.stageId ?? null, ...evidence }), causes: holds === 'yes' ? causes : [] }
}

function middleBulge(all: StageStanding[], { above, minN }: ShapeOptions): Verdict<ShapeCode> {
  const judged = all.slice(1, -1).map((stage) => {
    const { now, history } = stage.dwell
    const stockExcess = excess(stage.stockShare, stage.stockShareBefore)
    // A P75 that is not reached now, having been reached before, is above it: three quarters no longer leave.
    const dwellExcess = now.p75 === null && history.p75 !== null ? Infinity : excess(now.p75, history.p75)
    const enough = stage.stockAll >= minN && now.n >= minN && history.n >= minN && stockExcess !== null && dwellExcess !== null
    return { stage, stockExcess: stockExcess ?? 0, dwellExcess: dwellExcess ?? 0, enough, holds: enough && (stockExcess ?? 0) >= above && (dwellExcess ?? 0) >= above }
  })
  const bulging = judged.filter(({ holds }) => holds).sort((a, b) => b.stockExcess - a.stockExcess)
  const most = bulging[0] ?? judged.filter(({ enough }) => enough).sort((a, b) => b.stockExcess - a.stockExcess)[0]
  const holds: Holds = bulging.length > 0 ? 'yes' : judged.some(({ enough }) => enough) ? 'no' : 'not_enough'
  const { stage } = most ?? {}
  const evidence = {
    stock: stage?.stock ?? null, stockShare: stage?.stockShare ?? null, stockShareBefore: stage?.stockShareBefore ?? null,
    p75: stage?.dwell.now.p75 ?? null, p75Before: stage?.dwell.history.p75 ?? null, n: stage?.dwell.now.n ?? 0,
  }
  return {
    code: 'middle_bulge', holds, stageIds: holds === 'yes' ? bulging.map((one) => one.stage.stageId) : stage === undefined ? [] : [stage.stageId], evidence,
    said: tell(`shape.middle_bulge.${holds}`, { stage: stage?.stageId ?? null, ...evidence }),
    causes: holds === 'yes' ? ['middle_bulge', 'long_dwell', 'stock_growth'] : [],
  }
}

const excess = (now: number | null, before: number | null): number | null => (now === null || before === null || before === 0 ? null : now / before - 1)
