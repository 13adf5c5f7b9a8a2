import fc from 'fast-check'
import { expect, test } from 'vitest'
import { twoProportionP } from '../lib/ratio.ts'
import { createRng } from '../simulator/rng.ts'
import { analyse, type AnalysisInput } from './analysis.ts'
import { assignArm } from './assign-arm.ts'
import { boundary, differenceSequence } from './confidence-sequence.ts'
import { type ExperimentEntry, isMature } from './entry.ts'
import { planExperiment } from './plan.ts'
import { MISMATCH_P, sampleRatioP } from './sample-ratio.ts'
import { verdictSentence } from './verdict-sentence.ts'

const day = 86_400_000
const arms: AnalysisInput['arms'] = [{ key: 'a', weight: 1, firstRole: 'influencer' }, { key: 'b', weight: 1, firstRole: 'decision_maker' }]
const entry = (arm: string, enteredOn: number, hitOn: number | null, more: Partial<ExperimentEntry> = {}): ExperimentEntry => ({
  arm, enteredAt: enteredOn * day, hitAt: hitOn === null ? null : hitOn * day, amountMinor: 100_000, sourceId: null, ownerId: null, given: 0, done: 0, firstRole: null, ...more,
})

test('a deal has the same arm whenever it is asked, and arms get deals by their weights', () => {
  const weighted = [{ key: 'a', weight: 1 }, { key: 'b', weight: 1 }, { key: 'c', weight: 2 }]
  fc.assert(fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (experiment, deal) => {
    expect(assignArm(weighted, experiment, deal)).toBe(assignArm(weighted, experiment, deal))
  }))
  const rng = createRng(1)
  // Ids of one moment, as they come: they differ in their tails.
  const ids = Array.from({ length: 20_000 }, () => `0199a000-0000-7000-8000-${rng.int(2 ** 31).toString(16).padStart(12, '0')}`)
  for (const experiment of ['0199a000-0000-7000-8000-000000000001', '0199a000-0000-7000-8000-000000000002']) {
    const counts = weighted.map(({ key }) => ids.filter((id) => assignArm(weighted, experiment, id).key === key).length)
    expect(sampleRatioP(counts, [1, 1, 2])).toBeGreaterThan(MISMATCH_P)
  }
  // Two experiments divide the same deals independently.
  const both = ids.filter((id) => assignArm(arms, 'x', id).key === 'a' && assignArm(arms, 'y', id).key === 'a').length
  expect(Math.abs(both / ids.length - 0.25)).toBeLessThan(0.015)
})

test('sizes that are no accident are told: against published tails of chi-squared', () => {
  expect(sampleRatioP([], [])).toBeNull()
  // Of fewer than ten expected in an arm nothing is said, however uneven.
  expect(sampleRatioP([0, 19], [1, 1])).toBeNull()
  expect(sampleRatioP([0, 60], [1, 9])).toBeNull()
  expect(sampleRatioP([0, 20], [1, 1])).toBeLessThan(MISMATCH_P)
  // 3.841, 5.991 and 7.815 are the 95 % quantiles for 1, 2 and 3 degrees of freedom.
  expect(sampleRatioP([100 + 0.5 * Math.sqrt(3.841 * 200), 100 - 0.5 * Math.sqrt(3.841 * 200)], [1, 1])).toBeCloseTo(0.05, 4)
  const three = Math.sqrt((5.991 * 100) / 2)
  expect(sampleRatioP([100 + three, 100 - three, 100], [1, 1, 1])).toBeCloseTo(0.05, 4)
  const four = Math.sqrt((7.815 * 100) / 2)
  expect(sampleRatioP([100 + four, 100 - four, 100, 100], [1, 1, 1, 1])).toBeCloseTo(0.05, 4)
  expect(sampleRatioP([700, 500], [1, 1])).toBeLessThan(MISMATCH_P)
  expect(sampleRatioP([800, 400], [2, 1])).toBe(1)
})

test('a deal counts once its days have passed, wins in time are hits, later ones are not; nothing is left out for what was done', () => {
  const input: AnalysisInput = { arms, days: 30, smallestEffect: 0.1, planned: [100, 100], now: 100 * day }
  const { arms: [a, b], verdict } = analyse(input, [
    entry('a', 0, 10), entry('a', 0, 40), entry('a', 70, null), entry('a', 71, 80, { given: 2, done: 1 }), entry('b', 10, 40, { firstRole: 'decision_maker' }), entry('b', 20, null, { firstRole: 'user' }), entry('b', 99, null),
  ])
  // A win of a deal whose days have not passed does not count yet, as its arm's losses do not.
  expect(a).toMatchObject({ entered: 4, mature: 3, running: 1, hits: 1, given: 2, done: 1 })
  expect(b).toMatchObject({ entered: 3, mature: 2, running: 1, hits: 1, rate: 0.5, talked: 2, asAsked: 1 })
  expect(verdict).toBe('too_few')
  fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 400 }), (enteredOn, days, now) => {
    expect(isMature({ enteredAt: enteredOn * day }, days, now * day)).toBe(now - enteredOn >= days)
  }))
})

test('the interval holds the difference, mirrors, and is never narrower than one that may be looked at once', () => {
  const share = fc.integer({ min: 1, max: 500 }).chain((n) => fc.record({ n: fc.constant(n), hits: fc.integer({ min: 0, max: n }) }))
  fc.assert(fc.property(share, share, fc.integer({ min: 10, max: 5000 }), (a, b, planned) => {
    const one = differenceSequence(a, b, planned)
    const other = differenceSequence(b, a, planned)
    if (one === null || other === null) throw new Error('both have deals')
    expect(one.low).toBeLessThanOrEqual(one.difference)
    expect(one.high).toBeGreaterThanOrEqual(one.difference)
    expect(one.low).toBeCloseTo(-other.high, 12)
    expect(boundary(a.n + b.n, planned)).toBeGreaterThan(1.96)
  }))
  expect(differenceSequence({ hits: 0, n: 0 }, { hits: 1, n: 2 }, 100)).toBeNull()
  // Tightest near where it was tuned to be, wider before and after.
  expect(boundary(400, 400)).toBeLessThan(boundary(40, 400))
  expect(boundary(400, 400)).toBeLessThan(boundary(40_000, 400))
})

test('a plan: more deals for smaller effects and more arms, uneven weights cost, weeks follow the inflow', () => {
  const plan = planExperiment({ baseline: 0.2, effect: 0.1, weights: [1, 1], perWeek: 10, days: 28 })
  // A fixed sample of the textbook: 291 an arm at (1.96 + 0.8416)²; here (3.035 + 0.8416)².
  expect(plan.perArm[0]).toBe(Math.ceil(((3.0353 + 0.8416) ** 2 * (0.16 + 0.21)) / 0.01))
  expect(plan).toMatchObject({ total: 2 * (plan.perArm[0] ?? 0), weeks: Math.ceil(plan.total / 10 + 4) })
  const totals = [0.2, 0.1, 0.05, 0.02].map((effect) => planExperiment({ baseline: 0.2, effect, weights: [1, 1], perWeek: 0, days: 28 }).total)
  expect(totals).toEqual(totals.toSorted((a, b) => a - b))
  expect(planExperiment({ baseline: 0.2, effect: 0.1, weights: [1, 1, 1], perWeek: 1, days: 1 }).perArm[0]).toBeGreaterThan(plan.perArm[0] ?? 0)
  expect(planExperiment({ baseline: 0.2, effect: 0.1, weights: [3, 1], perWeek: 1, days: 1 }).total).toBeGreaterThan(plan.total)
  expect(planExperiment({ baseline: 0, effect: 0.1, weights: [1, 1], perWeek: 0, days: 1 }).weeks).toBeNull()
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 0.5, noNaN: true }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }), (baseline, effect, weights) => {
    const { perArm } = planExperiment({ baseline, effect, weights, perWeek: 5, days: 30 })
    for (const n of perArm) expect(Number.isSafeInteger(n) && n > 0).toBe(true)
  }))
})

/** One experiment with a look every day: when it would have stopped, and with which verdict. Four deals a day, outcomes known at once. */
function lookDaily(seed: number, rates: readonly [number, number], planned: number, days: number): { sequence: 'better' | 'worse' | null; naive: boolean } {
  const rng = createRng(seed)
  const shares: [{ hits: number; n: number }, { hits: number; n: number }] = [{ hits: 0, n: 0 }, { hits: 0, n: 0 }]
  let sequence: 'better' | 'worse' | null = null
  let naive = false
  for (let on = 0; on < days; on++) {
    for (let i = 0; i < 4; i++) {
      const which = rng.chance(0.5) ? 1 : 0
      shares[which].n++
      if (rng.chance(rates[which])) shares[which].hits++
    }
    if (Math.min(shares[0].n, shares[1].n) < 20) continue
    const interval = differenceSequence(shares[1], shares[0], planned)
    if (interval !== null && sequence === null) sequence = interval.low > 0 ? 'better' : interval.high < 0 ? 'worse' : null
    naive ||= (twoProportionP(shares[1], shares[0]) ?? 1) < 0.05
  }
  return { sequence, naive }
}

test('looking every day: without an effect false winners stay below 5 %, where a naive test goes far beyond', () => {
  const runs = 600
  for (const rate of [0.1, 0.3]) {
    const looks = Array.from({ length: runs }, (_, i) => lookDaily(1000 + i, [rate, rate], 600, 400))
    const wrong = looks.filter((one) => one.sequence !== null).length / runs
    // Two standard errors of so many runs.
    expect(wrong).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / runs))
    expect(looks.filter((one) => one.naive).length / runs).toBeGreaterThan(0.2)
  }
})

test('a real effect is found as often as planned, and earlier on average', () => {
  const runs = 400
  for (const [baseline, effect] of [[0.2, 0.1], [0.4, 0.15]] as const) {
    const { total } = planExperiment({ baseline, effect, weights: [1, 1], perWeek: 0, days: 1 })
    const looks = Array.from({ length: runs }, (_, i) => lookDaily(5000 + i, [baseline, baseline + effect], total, Math.ceil(total / 4)))
    const found = looks.filter((one) => one.sequence === 'better').length / runs
    expect(found).toBeGreaterThan(0.8 - 2 * Math.sqrt((0.8 * 0.2) / runs))
    expect(looks.filter((one) => one.sequence === 'worse')).toHaveLength(0)
  }
})

const many = (arm: string, n: number, hits: number, more: (i: number) => Partial<ExperimentEntry> = () => ({})) => Array.from({ length: n }, (_, i) => entry(arm, i / 10, i % n < hits ? i / 10 + 1 : null, more(i)))
const judge = (list: ExperimentEntry[], more: Partial<AnalysisInput> = {}) => analyse({ arms, days: 30, smallestEffect: 0.1, planned: [500, 500], now: 1000 * day, ...more }, list)

test('the stopping rule: winner, harm, no effect worth having, go on, too few, and sizes that cannot be trusted', () => {
  expect(judge([...many('a', 400, 80), ...many('b', 400, 160)])).toMatchObject({ verdict: 'winner', arm: 'b', comparisons: [{ verdict: 'better', difference: 0.2 }] })
  expect(judge([...many('a', 400, 160), ...many('b', 400, 80)])).toMatchObject({ verdict: 'harm', arm: 'a' })
  expect(judge([...many('a', 1500, 450), ...many('b', 1500, 455)])).toMatchObject({ verdict: 'no_effect', arm: null })
  expect(judge([...many('a', 100, 20), ...many('b', 100, 28)])).toMatchObject({ verdict: 'go_on' })
  expect(judge([...many('a', 19, 2), ...many('b', 100, 28)], { arms: [{ key: 'a', weight: 19, firstRole: null }, { key: 'b', weight: 100, firstRole: null }] })).toMatchObject({ verdict: 'too_few' })
  expect(judge([...many('a', 700, 80), ...many('b', 400, 160)])).toMatchObject({ verdict: 'mismatch', arm: null })
  expect(judge([])).toMatchObject({ verdict: 'too_few', mismatchP: null })
})

test('the course ends at what is known now, and its interval has shrunk', () => {
  const mixed = [...many('a', 400, 80), ...many('b', 400, 90)]
  const [{ course, low, high, difference } = { course: [], low: 0, high: 0, difference: 0 }] = judge(mixed).comparisons
  expect(course.length).toBeGreaterThan(20)
  expect(course.length).toBeLessThanOrEqual(41)
  expect(course.at(-1)).toMatchObject({ n: 800, low, high, difference })
  const [first, last] = [course[0], course.at(-1)]
  expect((last?.high ?? 0) - (last?.low ?? 0)).toBeLessThan(((first?.high ?? 0) - (first?.low ?? 0)) / 2)
})

test('arms that were alike at entry are balanced; an owner who got one arm only is named', () => {
  const even = judge([...many('a', 200, 10, (i) => ({ ownerId: `o${i % 4}`, amountMinor: 1000 * (i + 1) })), ...many('b', 200, 10, (i) => ({ ownerId: `o${i % 4}`, amountMinor: 1000 * (i + 2) }))]).balance
  expect(even.filter((row) => row.isUneven)).toEqual([])
  const odd = judge([...many('a', 200, 10, () => ({ ownerId: 'o1' })), ...many('b', 200, 10, (i) => ({ ownerId: i % 2 === 0 ? 'o1' : 'o2' }))]).balance
  expect(odd.find((row) => row.attribute === 'owner')).toMatchObject({ arm: 'b', isUneven: true })
})

test('the verdict is a sentence in both languages: what is better by how much, or why nothing can be said', () => {
  const definition = { arms: [{ key: 'a', name: '旧', path: '', weight: 1, tasks: [], firstRole: null }, { key: 'b', name: '新', path: '', weight: 1, tasks: [], firstRole: null }], smallestEffect: 0.1 }
  const said = judge([...many('a', 400, 80), ...many('b', 400, 160)])
  expect(verdictSentence(said, definition, 'zh')).toMatch(/^「新」比「旧」高 20\.0 个百分点（区间 \+\d+\.\d 到 \+\d+\.\d），可以采用。$/)
  const open = judge([...many('a', 100, 20), ...many('b', 100, 18)])
  expect(verdictSentence(open, definition, 'zh')).toMatch(/^「新」比「旧」−2\.0 个百分点（区间 −\d+\.\d 到 \+\d+\.\d），继续。$/)
  expect(verdictSentence(open, definition, 'en', false)).toMatch(/^“新” against “旧”: .*\)\.$/)
  expect(verdictSentence(judge([]), definition, 'en')).toContain('before 20 deals')
})
