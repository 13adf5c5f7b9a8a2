import type { TransitionCounts } from './absorbing-chain.ts'
import { backCalculate, type Layout, type PlanFacts } from './back-calculation.ts'
import { Exact } from '../funnel/money.ts'
import { denoised, wholeDeals } from './need.ts'
import { solveCreations } from './time-axis.ts'

export type MisleadingReason =
  /** Moves that pass over a stage, of all moves forward. */
  | { kind: 'skips'; share: number }
  /** Moves back (and reopenings), of all stays that ended. */
  | { kind: 'returns'; share: number }
  /** Wins of what the plan creates that come only after its end. */
  | { kind: 'time_lag'; share: number }

export type ProductCheck = {
  /** The simple product is off by more than `tolerance`, or comes too late. */
  misleads: boolean
  /** The greatest first. */
  reasons: MisleadingReason[]
  /** Needed at the start: by the product, by the chain, and with the delays (null: not known). */
  product: number | null
  chain: number | null
  time: number | null
  /** product / chain − 1: above 0 the product asks too much, below 0 too little. */
  difference: number | null
  sentence: { zh: string; en: string }
}

/** A share of skips, returns or late wins below this does not explain anything. */
const NOTABLE = 0.02

/**
 * Whether the simple product can be trusted here, and if not, why: it is held against the absorbing chain (skips and returns)
 * and against the time axis (wins that come after the plan's end). Asked for 1,000 deals, so that rounding up plays no part.
 */
export function productMisleads(facts: PlanFacts, layout: Pick<Layout, 'months' | 'monthWeights'>, tolerance = 0.05): ProductCheck {
  const wanted = { exact: new Exact(1000), relativeError: 0 }
  const startOf = (method: 'product' | 'chain') => {
    const answer = backCalculate(method, wanted, facts, layout)
    return answer.ok ? answer.result.start.value : null
  }
  const product = startOf('product')
  const chain = facts.transitions === undefined ? null : startOf('chain')
  const difference = product === null || chain === null ? null : product / chain - 1
  const off = difference !== null && Math.abs(difference) > tolerance
  const reasons: MisleadingReason[] = []
  if (off && facts.transitions !== undefined) reasons.push(...movesOf(facts.transitions))
  const late = lateShare(facts, layout)
  if (late !== null && late > tolerance) reasons.push({ kind: 'time_lag', share: late })
  reasons.sort((a, b) => b.share - a.share)
  // Without what is still under way: new creations alone, as the product sees them.
  const time = late === null || late >= 1 || product === null ? null : wholeDeals(denoised(product / (1 - late)))
  return { misleads: off || (late !== null && late > tolerance), reasons, product, chain, time, difference, sentence: sentenceOf(difference, off, reasons) }
}

function movesOf(counts: TransitionCounts): MisleadingReason[] {
  let forward = 0
  let skips = 0
  let back = 0
  let ended = 0
  const last = counts.stages.length - 1
  counts.moves.forEach((row, i) =>
    row.forEach((n, j) => {
      ended += n
      if (j > i) forward += n
      else back += n
      if (j > i + 1) skips += n
    }),
  )
  counts.won.forEach((n, i) => {
    forward += n
    ended += n
    // A win from any but the last stage passes over those between.
    if (i < last) skips += n
  })
  for (const n of counts.lost) ended += n
  const reasons: MisleadingReason[] = []
  if (forward > 0 && skips / forward > NOTABLE) reasons.push({ kind: 'skips', share: skips / forward })
  if (ended > 0 && back / ended > NOTABLE) reasons.push({ kind: 'returns', share: back / ended })
  return reasons
}

/** Of the wins that the plan's creations bring, the share that comes after its end; null without delays. */
function lateShare(facts: PlanFacts, layout: Pick<Layout, 'months' | 'monthWeights'>): number | null {
  const { time } = facts
  if (time === undefined || time.wins.every((lag) => lag.hits === 0)) return null
  const solved = solveCreations(new Exact(1), { wins: time.wins, earlier: [] }, layout.monthWeights ?? layout.months.map(() => 1))
  return solved === null ? 1 : solved.after / (1 + solved.after)
}

const percent = (share: number) => `${Math.round(Math.abs(share) * 100)}%`

function sentenceOf(difference: number | null, off: boolean, reasons: readonly MisleadingReason[]): { zh: string; en: string } {
  const names = {
    skips: { zh: (s: number) => `${percent(s)} 的推进跳过了阶段`, en: (s: number) => `${percent(s)} of the moves forward pass over a stage` },
    returns: { zh: (s: number) => `${percent(s)} 的停留以退回或重开结束`, en: (s: number) => `${percent(s)} of the stays end by going back or being reopened` },
    time_lag: { zh: (s: number) => `${percent(s)} 的赢单要在计划期之后才会到来`, en: (s: number) => `${percent(s)} of the wins come only after the plan has ended` },
  }
  const why = { zh: reasons.map((r) => names[r.kind].zh(r.share)).join('，'), en: reasons.map((r) => names[r.kind].en(r.share)).join(', ') }
  if (!off && reasons.length === 0) return { zh: '简单连乘在这里可以放心使用。', en: 'The simple product can be trusted here.' }
  const much = difference === null ? 0 : difference
  const head = off
    ? { zh: `简单连乘${much > 0 ? '多' : '少'}算了 ${percent(much)}`, en: `The simple product asks for ${percent(much)} too ${much > 0 ? 'many' : 'few'}` }
    : { zh: '简单连乘没有考虑时间', en: 'The simple product knows no time' }
  return why.zh === '' ? { zh: `${head.zh}。`, en: `${head.en}.` } : { zh: `${head.zh}：${why.zh}。`, en: `${head.en}: ${why.en}.` }
}
