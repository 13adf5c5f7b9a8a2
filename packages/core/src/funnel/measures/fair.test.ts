import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilson } from '../../lib/ratio.ts'
import { columnsOf } from '../columns-of.ts'
import type { Selection } from '../columns.ts'
import { DAY, deals, stagesNamed } from '../testing/sample.ts'
import { type Cell, fair, type FairOptions, standardised } from './fair.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<FairOptions> = {}): FairOptions => ({ from: null, to: null, asOf: 100 * DAY, zone: 'UTC', currency: 'CNY', of: 'owner', within: ['source'], ...extra })

/** Li gets the hard deals (show: 20 %), Wang the easy ones (referral: 60 %); each does in each exactly as well as the other. */
function twoReps() {
  const made = (name: string, won: number, lost: number) => [...deals(won, `${name}w`, [['A', 1]], { won: 5 }), ...deals(lost, `${name}l`, [['A', 1]], { lost: 5 })]
  return columnsOf([...made('LS', 16, 64), ...made('LR', 12, 8), ...made('WS', 4, 16), ...made('WR', 48, 32)], stagesNamed('A'), {
    belonging: ({ dealId }) => {
      const one = { ownerId: dealId[0] ?? null, teamId: null, sourceId: dealId[1] === 'S' ? 'show' : 'referral' }
      return { atEntry: one, atClose: one, standing: one }
    },
  })
}

test('raw 28 % against 52 %; with the same mix both 40 %', () => {
  const { rows, whole, segments } = fair(twoReps(), all, asked())
  expect(whole).toMatchObject({ hits: 80, n: 200 })
  expect(segments).toBe(2)
  const [li, wang] = ['L', 'W'].map((name) => rows.find(({ value }) => value === name))
  expect([li?.raw.value, wang?.raw.value]).toEqual([0.28, 0.52])
  for (const row of [li, wang]) {
    expect(row?.adjusted.value).toBeCloseTo(0.4, 12)
    expect(row?.reference).toBeCloseTo(0.4, 12)
    expect(row?.difference).toBeCloseTo(0, 12)
    expect(row?.p).toBeCloseTo(1, 9)
    expect(row).toMatchObject({ segments: 2, comparable: 2, covered: 1, enough: true })
  }
})

test('in one segment it is the plain rate with Wilson’s interval', () => {
  const { rows } = fair(twoReps(), all, asked({ within: [] }))
  for (const row of rows) {
    const limits = wilson(row.raw.hits ?? 0, row.raw.n)
    expect(row.adjusted.value).toBe(row.raw.value)
    expect(row.adjusted.low).toBeCloseTo(limits?.low ?? NaN, 12)
    expect(row.adjusted.high).toBeCloseTo(limits?.high ?? NaN, 12)
  }
})

test('amount bands and other currencies are segments; small ones are not compared', () => {
  const columns = columnsOf([
    ...deals(30, 'a', [['A', 1]], { won: 5 }, { amountMinor: 100 }), ...deals(30, 'b', [['A', 1]], { lost: 5 }, { amountMinor: 1000 }),
    ...deals(4, 'c', [['A', 1]], { won: 5 }, { amountMinor: 50, currency: 'USD' }),
  ], stagesNamed('A'))
  const { rows, segments } = fair(columns, all, asked({ within: [], amountBands: [500] }))
  expect(segments).toBe(3)
  expect(rows[0]).toMatchObject({ segments: 3, comparable: 2, covered: 60 / 64 })
  expect(rows[0]?.adjusted.value).toBeCloseTo(0.5, 12)
})

test('the cohort counts all that entered, won so far', () => {
  const { rows } = fair(twoReps(), all, asked({ figure: 'cohort', asOf: 3 * DAY }))
  expect(rows.map(({ raw }) => [raw.hits, raw.n, raw.censored])).toEqual([[0, 100, 100], [0, 100, 100]])
})

test('Cochran–Mantel–Haenszel of two tables, worked by hand', () => {
  // Two segments: 10/20 against 5/30, and 8/10 against 10/20.
  const cells: ReadonlyMap<number, Cell>[] = [
    new Map([[0, { n: 20, hits: 10, open: 0 }], [1, { n: 10, hits: 8, open: 0 }]]),
    new Map([[0, { n: 30, hits: 5, open: 0 }], [1, { n: 20, hits: 10, open: 0 }]]),
  ]
  const [one, other] = standardised(cells, 5).rows
  // a − E = (10 − 20·15/50) + (8 − 10·18/30) = 4 + 2; var = 20·30·15·35/(50²·49) + 10·20·18·12/(30²·29) = 2.5714… + 1.6551…
  const z = 6 / Math.sqrt((20 * 30 * 15 * 35) / (2500 * 49) + (10 * 20 * 18 * 12) / (900 * 29))
  expect(z).toBeCloseTo(2.918, 3)
  expect(one?.p).toBeCloseTo(0.00352, 4)
  expect(other?.p).toBeCloseTo(one?.p ?? NaN, 12)
  // 50/80 · 10/20 + 30/80 · 8/10.
  expect(one?.adjusted.value).toBeCloseTo(0.6125, 12)
  expect(one?.reference).toBeCloseTo((50 / 80) * (15 / 50) + (30 / 80) * (18 / 30), 12)
})

test('the weighted mean of all, each with its own mix put back, is everybody’s rate', () => {
  const cell = fc.record({ n: fc.integer({ min: 1, max: 60 }), rate: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ n, rate }): Cell => ({ n, hits: Math.round(n * rate), open: 0 }))
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (units) => {
      const { rows, whole } = standardised(units.map((own) => new Map(own.map((one, i) => [i, one]))), 1)
      rows.forEach((row, u) => {
        const own = units[u] as Cell[]
        expect(row.segments).toBe(own.length)
        expect(row.adjusted.low ?? 0).toBeLessThanOrEqual((row.adjusted.value ?? 0) + 1e-12)
        expect(row.adjusted.high ?? 1).toBeGreaterThanOrEqual((row.adjusted.value ?? 1) - 1e-12)
        // Its own rates in everybody's mix, worked out plainly.
        const totals = own.map((_, i) => units.reduce((sum, other) => sum + (other[i]?.n ?? 0), 0))
        const weight = totals.reduce((a, b) => a + b, 0)
        expect(row.adjusted.value).toBeCloseTo(own.reduce((sum, one, i) => sum + ((totals[i] as number) / weight) * (one.hits / one.n), 0), 10)
      })
      expect(whole.rate.n).toBe(units.flat().reduce((sum, { n }) => sum + n, 0))
    }),
  )
})
