import { median, sorted } from '../lib/quantile.ts'
import { type Interval, ratio, type Share, wilson } from '../lib/ratio.ts'
import { balanceOf, type BalanceRow } from './balance.ts'
import { differenceSequence, sharedAlpha } from './confidence-sequence.ts'
import type { ExperimentArm } from './definition.ts'
import { type ExperimentEntry, isHit, isMature } from './entry.ts'
import { MISMATCH_P, sampleRatioP } from './sample-ratio.ts'

export const comparisonVerdicts = ['too_few', 'open', 'better', 'worse', 'alike'] as const
/**
 * What the experiment says now. `mismatch`: the arms' sizes are no accident, nothing can be read off; `too_few`: too early; `go_on`: not decided;
 * `winner`: an arm is surely better than the first; `harm`: every other arm is surely worse; `no_effect`: no difference worth having.
 */
export const experimentVerdicts = ['mismatch', 'too_few', 'go_on', 'winner', 'harm', 'no_effect'] as const
export type ExperimentVerdict = (typeof experimentVerdicts)[number]
/** These end an experiment. */
export const isFinal = (verdict: ExperimentVerdict): boolean => verdict === 'winner' || verdict === 'harm' || verdict === 'no_effect'

/** Of fewer deals in an arm nothing is said. */
export const LEAST_IN_ARM = 20
/** The picture of the course begins when both have so many, and has so many points at most. */
const courseFrom = 20
const coursePoints = 40

export interface ArmResult {
  key: string
  /** Deals that entered; of them those whose days have passed, and of these the hits. The others are still running. */
  entered: number
  mature: number
  running: number
  hits: number
  rate: number | null
  interval: Interval | null
  medianAmountMinor: number | null
  /** Beside the result, not used to leave anything out: tasks given and done; deals talked about with somebody of a role first, and with the role asked for. */
  given: number
  done: number
  talked: number
  asAsked: number
}
export interface Comparison {
  arm: string
  difference: number | null
  low: number | null
  high: number | null
  verdict: (typeof comparisonVerdicts)[number]
  /** The difference as it was known day by day, by the instant at which a deal's days had passed. */
  course: { at: number; n: number; difference: number; low: number; high: number }[]
}
export interface ExperimentResult {
  verdict: ExperimentVerdict
  /** The winner; of `harm` the first. */
  arm: string | null
  mismatchP: number | null
  arms: ArmResult[]
  comparisons: Comparison[]
  balance: BalanceRow[]
}

export interface AnalysisInput {
  arms: readonly Pick<ExperimentArm, 'key' | 'weight' | 'firstRole'>[]
  days: number
  smallestEffect: number
  /** Deals that the plan asks for in each arm. */
  planned: readonly number[]
  now: number
}

/**
 * Intention to treat: every deal counts in the arm it was given, whatever was done with it, once its days have passed. Each arm is compared with
 * the first by a confidence sequence, so the verdict may be read at any time.
 */
export function analyse({ arms, days, smallestEffect, planned, now }: AnalysisInput, entries: readonly ExperimentEntry[]): ExperimentResult {
  const ordered = entries.toSorted((a, b) => a.enteredAt - b.enteredAt)
  const mature = ordered.filter((one) => isMature(one, days, now))
  const results = arms.map((arm) => armResult(arm, ordered.filter((one) => one.arm === arm.key), days, now))
  const alpha = sharedAlpha(arms.length - 1)
  const comparisons = arms.slice(1).map((arm, i) => compare(arm.key, arms[0]?.key ?? '', mature, { days, smallestEffect, alpha, plannedT: Math.max(2, (planned[0] ?? 1) + (planned[i + 1] ?? 1)) }))
  const mismatchP = sampleRatioP(results.map((one) => one.entered), arms.map((one) => one.weight))
  return { ...verdictOf(comparisons, mismatchP, arms[0]?.key ?? ''), mismatchP, arms: results, comparisons, balance: balanceOf(arms.map((one) => one.key), ordered) }
}

function armResult(arm: AnalysisInput['arms'][number], mine: readonly ExperimentEntry[], days: number, now: number): ArmResult {
  const mature = mine.filter((one) => isMature(one, days, now))
  const hits = mature.filter((one) => isHit(one, days)).length
  const talked = mine.filter((one) => one.firstRole !== null)
  return {
    key: arm.key, entered: mine.length, mature: mature.length, running: mine.length - mature.length, hits, rate: ratio(hits, mature.length), interval: wilson(hits, mature.length),
    medianAmountMinor: median(sorted(mine.flatMap((one) => one.amountMinor ?? []))), given: mine.reduce((sum, one) => sum + one.given, 0), done: mine.reduce((sum, one) => sum + one.done, 0),
    talked: talked.length, asAsked: arm.firstRole === null ? 0 : talked.filter((one) => one.firstRole === arm.firstRole).length,
  }
}

interface Rule {
  days: number
  smallestEffect: number
  alpha: number
  plannedT: number
}

function compare(arm: string, first: string, mature: readonly ExperimentEntry[], { days, smallestEffect, alpha, plannedT }: Rule): Comparison {
  const pair = mature.filter((one) => one.arm === arm || one.arm === first)
  const every = Math.max(1, Math.ceil(pair.length / coursePoints))
  const [a, b]: [Share, Share] = [{ hits: 0, n: 0 }, { hits: 0, n: 0 }]
  const course: Comparison['course'] = []
  for (const [i, one] of pair.entries()) {
    const share = one.arm === arm ? a : b
    share.n++
    if (isHit(one, days)) share.hits++
    if (Math.min(a.n, b.n) < courseFrom || ((i + 1) % every !== 0 && i + 1 < pair.length)) continue
    const point = differenceSequence(a, b, plannedT, alpha)
    if (point !== null) course.push({ at: one.enteredAt + days * 86_400_000, n: i + 1, ...point })
  }
  const now = differenceSequence(a, b, plannedT, alpha)
  return { arm, difference: now?.difference ?? null, low: now?.low ?? null, high: now?.high ?? null, verdict: now === null || Math.min(a.n, b.n) < LEAST_IN_ARM ? 'too_few' : judged(now, smallestEffect), course }
}

function judged({ low, high }: Interval, smallestEffect: number): Comparison['verdict'] {
  if (low > 0) return 'better'
  if (high < 0) return 'worse'
  return low > -smallestEffect && high < smallestEffect ? 'alike' : 'open'
}

function verdictOf(comparisons: readonly Comparison[], mismatchP: number | null, first: string): { verdict: ExperimentVerdict; arm: string | null } {
  const all = (...verdicts: Comparison['verdict'][]) => comparisons.every((one) => verdicts.includes(one.verdict))
  if (mismatchP !== null && mismatchP < MISMATCH_P) return { verdict: 'mismatch', arm: null }
  const best = comparisons.filter((one) => one.verdict === 'better').toSorted((a, b) => (b.difference ?? 0) - (a.difference ?? 0))[0]
  if (best !== undefined) return { verdict: 'winner', arm: best.arm }
  if (all('worse')) return { verdict: 'harm', arm: first }
  if (all('alike', 'worse')) return { verdict: 'no_effect', arm: null }
  return { verdict: all('too_few') ? 'too_few' : 'go_on', arm: null }
}
