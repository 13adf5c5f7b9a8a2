import { expect, test } from 'vitest'
import type { TransitionCounts } from './absorbing-chain.ts'
import { productMisleads } from './product-misleads.ts'

const months = ['2026-07', '2026-08', '2026-09']
const skipping: TransitionCounts = { stages: ['a', 'b', 'c'], moves: [[0, 60, 10], [0, 0, 30], [0, 0, 0]], won: [0, 0, 20], lost: [30, 30, 20] }
const steps = (...list: [number, number][]) => list.map(([entered, reached], i) => ({ stageKey: 'abc'[i] ?? '', entered, reached }))

test('touched-only steps beside skips: a third too many, and why', () => {
  const check = productMisleads({ steps: steps([100, 60], [60, 30], [40, 20]), transitions: skipping }, { months })
  expect(check.misleads).toBe(true)
  expect(check.difference).toBeCloseTo(1 / 3, 2)
  expect(check.reasons).toEqual([{ kind: 'skips', share: 10 / 120 }])
  expect(check.sentence.zh).toBe('简单连乘多算了 33%：8% 的推进跳过了阶段。')
  expect(check.sentence.en).toBe('The simple product asks for 33% too many: 8% of the moves forward pass over a stage.')
})

test('linear fill repairs the product, so nothing is said', () => {
  const check = productMisleads({ steps: steps([100, 70], [70, 40], [40, 20]), transitions: skipping }, { months })
  expect(check.misleads).toBe(false)
  expect(check.reasons).toEqual([])
  expect([check.product, check.chain]).toEqual([5000, 5000])
})

test('returns: flow counts take each round for a new deal', () => {
  const transitions: TransitionCounts = { stages: ['a', 'b'], moves: [[0, 100], [40, 0]], won: [0, 80], lost: [100, 80] }
  const check = productMisleads({ steps: steps([200, 100], [200, 80]), transitions }, { months })
  expect(check.misleads).toBe(true)
  expect(check.reasons.map((r) => r.kind)).toEqual(['returns'])
  expect(check.sentence.en).toContain('going back')
})

test('wins that come after the plan has ended', () => {
  const wins = [0, 0, 10, 10].map((hits) => ({ hits, watched: 100 }))
  const facts = { steps: steps([100, 20]), time: { wins, earlier: [] } }
  // Of three even months only the first wins anything before the end: 10 of 60.
  const check = productMisleads(facts, { months })
  expect(check.reasons).toEqual([{ kind: 'time_lag', share: expect.closeTo(5 / 6, 10) as number }])
  expect(check.time).toBe(30_000)
  expect(check.sentence.zh).toContain('计划期之后')
  const quick = productMisleads({ ...facts, time: { wins: [{ hits: 20, watched: 100 }], earlier: [] } }, { months })
  expect(quick.misleads).toBe(false)
  expect(quick.sentence.en).toBe('The simple product can be trusted here.')
  expect(productMisleads(facts, { months: ['2026-07'] }).reasons).toEqual([{ kind: 'time_lag', share: 1 }])
})
