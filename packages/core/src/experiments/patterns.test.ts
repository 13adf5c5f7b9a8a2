import { expect, test } from 'vitest'
import { createRng } from '../simulator/rng.ts'
import { type ClosedDeal, LEAST_OF_PATTERN, patternRows, type SalesStep } from './patterns.ts'

const step = (kind: string, day = 3, decider = false): SalesStep => ({ kind, day, decider })
const find = (rows: ReturnType<typeof patternRows>, kind: string, ...steps: string[]) => rows.find((row) => row.pattern.kind === kind && row.pattern.steps.join() === steps.join())

/**
 * Deals of three sizes: large ones are won more often, and are visited first more often, for their size alone. Whoever sees a demo before the quote
 * buys more often, whatever the size.
 */
function company(n: number, demoEffect: number): ClosedDeal[] {
  const rng = createRng(7)
  return Array.from({ length: n }, (_, i) => {
    const size = i % 3
    const visits = rng.chance([0.15, 0.5, 0.85][size] ?? 0)
    const demo = rng.chance(0.4)
    const isWon = rng.chance(([0.15, 0.35, 0.6][size] ?? 0) + (demo ? demoEffect : 0))
    return { isWon, amountMinor: [1_000_000, 10_000_000, 100_000_000][size] ?? 0, sourceId: rng.pick(['web', 'fair']), steps: [step(visits ? 'visit' : 'call'), ...(demo ? [step('demo', 9)] : []), step('quote', 20)] }
  })
}

test('a planted cause is found; a confounded pattern, striking as counted, does not survive standardisation', () => {
  const rows = patternRows(company(3000, 0.2))
  const demo = find(rows, 'demo_before_quote')
  expect(demo).toMatchObject({ verdict: 'more' })
  expect(demo?.standardised.low).toBeLessThan(0.2)
  expect(demo?.standardised.high).toBeGreaterThan(0.2)
  const visit = find(rows, 'first', 'visit')
  if (visit === undefined) throw new Error('visits are common')
  const raw = visit.with.hits / visit.with.n - visit.without.hits / visit.without.n
  expect(raw).toBeGreaterThan(0.15)
  expect(Math.abs(visit.standardised.difference ?? 1)).toBeLessThan(0.04)
  expect(visit.verdict).toBe('alike')
  expect(visit.covered).toBe(1)
})

test('where nothing is planted, few of many companies show anything', () => {
  let found = 0
  for (let i = 0; i < 20; i++) {
    const rng = createRng(100 + i)
    const deals = Array.from({ length: 400 }, (): ClosedDeal => ({
      isWon: rng.chance(0.3), amountMinor: rng.int(1_000_000), sourceId: rng.pick(['a', 'b', 'c']), steps: Array.from({ length: 1 + rng.int(5) }, () => step(rng.pick(['call', 'visit', 'mail', 'demo', 'quote']), rng.int(20), rng.chance(0.3))),
    }))
    if (patternRows(deals).some((row) => row.verdict === 'more' || row.verdict === 'less')) found++
  }
  // Benjamini–Hochberg: under no effect at all, at most one in twenty shows anything, and chance about it.
  expect(found).toBeLessThanOrEqual(4)
})

test('paths are told with repeats aside; three times, early, and the decision-maker before the quote', () => {
  const plain: ClosedDeal = { isWon: false, amountMinor: null, sourceId: null, steps: [step('mail', 5)] }
  const rich: ClosedDeal = { isWon: true, amountMinor: null, sourceId: null, steps: [step('call', 0), step('call', 1), step('visit', 2, true), step('call', 3), step('quote', 8)] }
  const late: ClosedDeal = { ...plain, steps: [step('quote', 2), step('visit', 4, true)] }
  const rows = patternRows([...Array.from({ length: 30 }, () => rich), ...Array.from({ length: 30 }, () => plain), ...Array.from({ length: 30 }, () => late)])
  for (const [kind, ...steps] of [['first', 'call'], ['path', 'call', 'visit'], ['path', 'call', 'visit', 'call'], ['times', 'call'], ['decider_before_quote'], ['early']] as const) {
    expect([kind, find(rows, kind, ...steps)?.with]).toEqual([kind, { n: 30, hits: 30 }])
  }
  expect(find(rows, 'demo_before_quote')).toBeUndefined()
  // Without a quote nothing came before it.
  const unquoted: ClosedDeal = { ...plain, steps: [step('demo', 2), step('visit', 4, true)] }
  const without = patternRows([...Array.from({ length: 30 }, () => unquoted), ...Array.from({ length: 30 }, () => plain)])
  expect(without.map((row) => row.pattern.kind)).toEqual(expect.arrayContaining(['first', 'path']))
  for (const kind of ['decider_before_quote', 'demo_before_quote']) expect(find(without, kind)).toBeUndefined()
  expect(patternRows([])).toEqual([])
  // Too few to say anything are not looked at.
  expect(patternRows([...Array.from({ length: LEAST_OF_PATTERN - 1 }, () => rich), ...Array.from({ length: 50 }, () => plain)]).map((row) => row.pattern.kind)).toEqual([])
})

test('one stratum alone: the difference is the plain one, its interval near the textbook’s', () => {
  const deals = [[40, true, true], [60, true, false], [20, false, true], [80, false, false]].flatMap(([n, has, isWon]) =>
    Array.from({ length: Number(n) }, (): ClosedDeal => ({ isWon: isWon === true, amountMinor: null, sourceId: null, steps: [step(has === true ? 'visit' : 'call', 5)] })))
  const row = find(patternRows(deals), 'first', 'visit')
  expect(row?.standardised).toMatchObject({ with: 0.4, without: 0.2 })
  expect(row?.standardised.difference).toBeCloseTo(0.2, 10)
  // 0.2 ± 1.96·√(0.24/100 + 0.16/100)
  expect(row?.standardised.low).toBeCloseTo(0.2 - 1.96 * Math.sqrt(0.004), 2)
  expect(row?.standardised.high).toBeCloseTo(0.2 + 1.96 * Math.sqrt(0.004), 2)
})
