import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Exact } from '../funnel/money.ts'
import { createRng } from '../simulator/rng.ts'
import type { TransitionCounts } from './absorbing-chain.ts'
import { backCalculate, type BackCalculation, type Layout, type PlanFacts, type PlanMethod, type StepCount } from './back-calculation.ts'
import { wantedDeals } from './target.ts'

const deals = (n: number) => ({ exact: new Exact(n), relativeError: 0 })
const quarter: Layout = { months: ['2026-07', '2026-08', '2026-09'] }
const step = (stageKey: string, entered: number, reached: number): StepCount => ({ stageKey, entered, reached })

function calculated(method: PlanMethod, target: number, facts: PlanFacts, layout: Layout = quarter): BackCalculation {
  const answer = backCalculate(method, deals(target), facts, layout)
  if (!answer.ok) throw new Error(answer.why)
  return answer.result
}

/** METRICS 1: 100 enter A; 60 go to B, 10 straight to C, 30 are lost; of B 30 go to C, 30 are lost; C's 40: 20 won. */
const skipping: TransitionCounts = { stages: ['a', 'b', 'c'], moves: [[0, 60, 10], [0, 0, 30], [0, 0, 0]], won: [0, 0, 20], lost: [30, 30, 20] }

test('20 wins at 40 %, 25 % and 10 % take 2000 leads, not 2001', () => {
  const steps = [step('lead', 100, 40), step('mql', 100, 25), step('deal', 100, 10)]
  expect(20 / (0.4 * 0.25 * 0.1)).not.toBe(2000)
  const result = calculated('product', 20, { steps })
  expect(result.start.value).toBe(2000)
  expect(result.stages.map((s) => s.need.value)).toEqual([2000, 800, 200])
  expect(result.wins).toEqual({ value: 20, low: 20, high: 20 })
  expect(result.start.low).toBeLessThan(2000)
  expect(result.start.high).toBeGreaterThan(2000)
  expect(result.winRate.value).toBeCloseTo(0.01, 12)
})

test('thirds have no last digit and still make whole numbers', () => {
  // 7 / (7/9 · 1/3) = 27 exactly; 5 / (3/7) = 11.67.
  expect(calculated('product', 7, { steps: [step('a', 9, 7), step('b', 3, 1)] }).start.value).toBe(27)
  expect(calculated('product', 5, { steps: [step('a', 7, 3)] }).start.value).toBe(12)
})

test('a target in money: the mean won amount, exact, and its error in the interval', () => {
  const won = { sumMinor: 1_000_003, deals: 10, sdMinor: 50_000, currency: 'CNY' }
  const wanted = wantedDeals({ kind: 'money', amountMinor: 3_000_009, currency: 'CNY' }, won)
  expect(wanted?.exact.toNumber()).toBe(30)
  expect(wanted?.relativeError).toBeCloseTo(50_000 / 100_000.3 / Math.sqrt(10), 12)
  const answer = wanted && backCalculate('product', wanted, { steps: [step('a', 1000, 500)] }, quarter)
  const certain = calculated('product', 30, { steps: [step('a', 1000, 500)] })
  if (!answer?.ok) throw new Error('no answer')
  expect(answer.result.start.value).toBe(60)
  expect(answer.result.start.high ?? 0).toBeGreaterThan(certain.start.high ?? 0)
  expect(wantedDeals({ kind: 'money', amountMinor: 1, currency: 'USD' }, won)).toBeNull()
  expect(wantedDeals({ kind: 'money', amountMinor: 1, currency: 'CNY' }, { ...won, sumMinor: 0, deals: 0 })).toBeNull()
})

test('the chain is right with skips: 20 wins take 100 deals, where the touched-only product says 134', () => {
  const steps = [step('a', 100, 60), step('b', 60, 30), step('c', 40, 20)]
  const chain = calculated('chain', 20, { steps, transitions: skipping })
  expect(chain.start.value).toBe(100)
  expect(chain.stages.map((s) => s.need.value)).toEqual([100, 60, 40])
  expect(chain.winRate.value).toBeCloseTo(0.2, 12)
  expect(calculated('product', 20, { steps }).start.value).toBe(134)
})

test('the chain is right with returns and reopenings', () => {
  // From A .5 to B, .5 lost; from B .4 won, .2 back, .4 lost: P(won) = .2 / .9, visits of A 1 / .9.
  const transitions: TransitionCounts = { stages: ['a', 'b'], moves: [[0, 100], [40, 0]], won: [0, 80], lost: [100, 80] }
  expect(calculated('chain', 20, { steps: [], transitions }).start.value).toBe(90)
  // Half of the losses come back to the same stage: x = .5 + .25 x.
  const reopening: TransitionCounts = { stages: ['a'], moves: [[100]], won: [200], lost: [100] }
  expect(calculated('chain', 20, { steps: [], transitions: reopening }).start.value).toBe(30)
})

test('with a time axis: 18 wins at a yield of 18 % take 100, spread over the months that can still win', () => {
  const c = [15, 31, 70, 33, 20, 11]
  const wins = c.map((hits) => ({ hits, watched: 1000 }))
  expect(c.reduce((a, b) => a + b) / 1000).toBeCloseTo(0.18, 12)
  const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`)
  // A steady year behind: 100 a month brought 18 a month and goes on doing so.
  const steady = calculated('time', 216, { steps: [step('a', 100, 18)], time: { wins, earlier: Array.from({ length: 12 }, () => 100) } }, { months })
  expect(steady.start.value).toBe(1200)
  expect(steady.months.map((m) => m.start)).toEqual(months.map(() => 100))
  for (const month of steady.months) expect(month.wins).toBeCloseTo(18, 10)
  // Without a past the same target takes more: the first months win little, the last months win after the end.
  const cold = calculated('time', 216, { steps: [step('a', 100, 18)], time: { wins, earlier: [] } }, { months })
  expect(cold.start.value).toBeGreaterThan(1400)
  expect(cold.months[0]?.wins ?? 0).toBeLessThan(4)
  expect(cold.months.reduce((sum, m) => sum + (m.wins ?? 0), 0)).toBeCloseTo(216, 8)
  // All in January: 200 created bring 3 in January, 6.2 in February, 14 in March.
  const front = calculated('time', 36, { steps: [step('a', 100, 18)], time: { wins, earlier: [] } }, { months, monthWeights: months.map((_, i) => (i === 0 ? 1 : 0)) })
  expect(front.months.slice(0, 6).map((m) => Math.round((m.wins ?? 0) * 10) / 10)).toEqual([3, 6.2, 14, 6.6, 4, 2.2])
  expect(front.start.value).toBe(200)
})

test('with a time axis: what was created before may be enough, and entries of later stages come later', () => {
  const time = { wins: [{ hits: 0, watched: 100 }, { hits: 20, watched: 100 }], earlier: [100], stages: [{ stageKey: 'b', entries: [{ hits: 0, watched: 100 }, { hits: 50, watched: 100 }] }] }
  const steps = [step('a', 100, 50), step('b', 50, 20)]
  const reached = calculated('time', 20, { steps, time }, { months: ['2026-07'] })
  expect(reached.reached).toBe(true)
  expect(reached.start.value).toBe(0)
  const more = calculated('time', 40, { steps, time }, { months: ['2026-07', '2026-08'], monthWeights: [1, 0] })
  expect(more.start.value).toBe(100)
  expect(more.months.map((m) => m.wins)).toEqual([20, 20])
  expect(more.months.map((m) => m.stages.find((s) => s.stageKey === 'b')?.need)).toEqual([50, 50])
  expect(backCalculate('time', deals(40), { steps, time: { ...time, earlier: [] } }, { months: ['2026-07'] })).toEqual({ ok: false, why: 'too_late' })
})

test('leads come before the pipeline in every method', () => {
  const leadSteps = [step('lead', 1000, 100)]
  expect(calculated('chain', 20, { leadSteps, steps: [], transitions: skipping }).start.value).toBe(1000)
  const product = calculated('product', 20, { leadSteps, steps: [step('a', 100, 70), step('b', 70, 40), step('c', 40, 20)] })
  expect(product.stages.map((s) => [s.stageKey, s.need.value])).toEqual([['lead', 1000], ['a', 100], ['b', 70], ['c', 40]])
  expect(product.winRate.value).toBeCloseTo(0.02, 12)
})

test('nothing won, nothing seen, no way out: said, not computed', () => {
  const why = (method: PlanMethod, facts: PlanFacts) => {
    const answer = backCalculate(method, deals(1), facts, quarter)
    return answer.ok ? null : answer.why
  }
  expect(why('product', { steps: [step('a', 10, 0)] })).toBe('no_wins')
  expect(why('product', { steps: [step('a', 0, 0)] })).toBe('no_data')
  expect(why('product', { steps: [] })).toBe('no_data')
  expect(why('chain', { steps: [] })).toBe('no_data')
  expect(why('chain', { steps: [], transitions: { stages: ['a'], moves: [[0]], won: [0], lost: [5] } })).toBe('no_wins')
  // A circle that nothing leaves.
  expect(why('chain', { steps: [], transitions: { stages: ['a', 'b'], moves: [[0, 5], [5, 0]], won: [0, 0], lost: [0, 0] } })).toBe('no_data')
  expect(why('time', { steps: [], time: { wins: [{ hits: 0, watched: 9 }], earlier: [] } })).toBe('no_wins')
})

const someSteps = fc.array(fc.integer({ min: 1, max: 5000 }).chain((entered) => fc.integer({ min: 1, max: entered }).map((reached) => ({ entered, reached }))), { minLength: 1, maxLength: 7 })
  .map((list) => list.map((s, i) => step(`s${i}`, s.entered, s.reached)))

test('without skips and returns the chain equals the product', () => {
  fc.assert(fc.property(someSteps, fc.integer({ min: 1, max: 100_000 }), (steps, target) => {
    const k = steps.length
    const transitions: TransitionCounts = {
      stages: steps.map((s) => s.stageKey),
      moves: steps.map((s, i) => steps.map((_, j) => (j === i + 1 ? s.reached : 0))),
      won: steps.map((s, i) => (i === k - 1 ? s.reached : 0)),
      lost: steps.map((s) => s.entered - s.reached),
    }
    const [product, chain] = [calculated('product', target, { steps }), calculated('chain', target, { steps, transitions })]
    product.stages.forEach((s, i) => {
      const other = chain.stages[i]?.need.value ?? 0
      expect(Math.abs(other - s.need.value)).toBeLessThanOrEqual(1 + s.need.value * 1e-9)
    })
  }))
})

test('months and channels are whole and add up, needs fall along the way, limits enclose the need', () => {
  const weights = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 })
  fc.assert(fc.property(someSteps, fc.integer({ min: 0, max: 10_000 }), weights, weights, (steps, target, monthWeights, shares) => {
    const result = calculated('product', target, { steps }, { ...quarter, monthWeights, channels: shares.map((share, i) => ({ channelKey: `c${i}`, share })) })
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    expect(sum(result.months.map((m) => m.start))).toBe(result.start.value)
    expect(sum(result.channels.map((c) => c.need))).toBe(result.start.value)
    result.channels.forEach((c, i) => expect(sum(result.months.map((m) => m.channels[i]?.need ?? 0))).toBe(c.need))
    result.stages.forEach((s, i) => {
      expect(sum(result.months.map((m) => m.stages[i]?.need ?? 0))).toBe(s.need.value)
      expect(s.need.value).toBeLessThanOrEqual(result.stages[i - 1]?.need.value ?? Infinity)
      expect(s.need.low).toBeLessThanOrEqual(s.need.value)
      expect(s.need.high ?? Infinity).toBeGreaterThanOrEqual(s.need.value)
    })
    expect(result.reached).toBe(target === 0)
  }))
})

test('the intervals hold what they promise: some 95 of 100 contain the truth, in all three methods', () => {
  const rng = createRng(20260701)
  const truth = { toB: 0.55, skip: 0.1, bWins: 0.3, bBack: 0.15 }
  // b = P(won | B) = bWins + bBack · a, a = toB · b + skip (a skip wins).
  const b = (truth.bWins + truth.bBack * truth.skip) / (1 - truth.bBack * truth.toB)
  const a = truth.toB * b + truth.skip
  const c = [0.02, 0.06, 0.08, 0.03]
  const hit = { product: 0, chain: 0, chainB: 0, time: 0 }
  const runs = 600
  const binomial = (n: number, p: number) => {
    let x = 0
    for (let i = 0; i < n; i++) if (rng.chance(p)) x++
    return x
  }
  const inside = (need: { low: number; high: number | null } | undefined, value: number) => (need !== undefined && need.low <= Math.ceil(value) && value <= (need.high ?? Infinity) ? 1 : 0)
  const target = 100_000
  for (let run = 0; run < runs; run++) {
    const steps = [step('x', 150, binomial(150, 0.6)), step('y', 90, binomial(90, 0.35))]
    hit.product += inside(calculated('product', target, { steps }).start, target / (0.6 * 0.35))

    const [toB, skip] = [binomial(200, truth.toB), 0]
    const skipped = skip + binomial(200 - toB, truth.skip / (1 - truth.toB))
    const bWins = binomial(130, truth.bWins)
    const bBack = binomial(130 - bWins, truth.bBack / (1 - truth.bWins))
    const chain = calculated('chain', target, { steps: [], transitions: { stages: ['a', 'b'], moves: [[0, toB], [bBack, 0]], won: [skipped, bWins], lost: [200 - toB - skipped, 130 - bWins - bBack] } })
    hit.chain += inside(chain.start, target / a)
    hit.chainB += inside(chain.stages[1]?.need, (target / a) * truth.toB)

    // One group of 400, watched to the end.
    let left = 400
    let rest = 1
    const wins = c.map((p) => {
      const hits = binomial(left, p / rest)
      left -= hits
      rest -= p
      return { hits, watched: 400 }
    })
    const months = ['2026-01', '2026-02', '2026-03', '2026-04']
    const perUnit = (c[0] ?? 0) * 4 + (c[1] ?? 0) * 3 + (c[2] ?? 0) * 2 + (c[3] ?? 0)
    hit.time += inside(calculated('time', target, { steps: [step('x', 100, 19)], time: { wins, earlier: [] } }, { months }).start, (target / perUnit) * 4)
  }
  for (const [method, hits] of Object.entries(hit)) {
    expect(hits / runs, method).toBeGreaterThan(0.92)
    expect(hits / runs, method).toBeLessThan(0.98)
  }
})
