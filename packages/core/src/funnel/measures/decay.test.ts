import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '../columns-of.ts'
import type { Selection } from '../columns.ts'
import { lookAt, lookFor, stayLeftAt } from '../look.ts'
import { type Observation, survival } from '../survival.ts'
import { DAY, deals, stagesNamed } from '../testing/sample.ts'
import { cube } from './cube.ts'
import { decay, decayed, type DecayOptions } from './decay.ts'
import { factsOf, randomColumns } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<DecayOptions> = {}): DecayOptions => ({ from: null, to: null, asOf: 1000 * DAY, zone: 'UTC', currency: 'CNY', ...extra })

test('the formula: untouched up to 1.5 medians, half at 2.5, a quarter at 3.5', () => {
  expect([0, 15, 25, 35].map((age) => decayed(0.8, age, 10))).toEqual([0.8, 0.8, 0.4, 0.2])
})

test('with every deal decided it is the plain share of those still there', () => {
  const columns = columnsOf([
    ...deals(30, 'fast', [['A', 0], ['B', 5]], { won: 10 }), ...deals(30, 'slow', [['A', 0], ['B', 20]], { won: 40 }),
    ...deals(60, 'lost', [['A', 0]], { lost: 20 }), ...deals(30, 'later', [['A', 0]], { lost: 50 }),
  ], stagesNamed('AB'))
  const [a] = decay(columns, all, asked({ ages: [0, 10, 30] })).stages
  expect(a?.points.map(({ win }) => [win.hits, win.n])).toEqual([[60, 150], [30, 120], [0, 30]])
  expect(a?.points[0]?.win.value).toBeCloseTo(0.4, 12)
  expect(a?.points[1]?.win.value).toBeCloseTo(0.25, 12)
  expect(a?.points.map(({ use }) => use)).toEqual(['data', 'data', 'data'])
  expect(a?.points[2]?.value).toBe(0)
  expect([a?.medianDwell, a?.theta, a?.halfLife]).toEqual([20, 30, 20])
})

test('with little data the formula takes over, and without a median there is nothing', () => {
  const columns = columnsOf([...deals(3, 'a', [['A', 0]], { lost: 10 }), ...deals(3, 'b', [['A', 0], ['B', 990]])], stagesNamed('AB'))
  const [a, b] = decay(columns, all, asked({ ages: [0, 25] })).stages
  expect(a?.medianDwell).toBe(10)
  expect(a?.points.map(({ use, value }) => [use, value])).toEqual([['formula', 1 / 3], ['formula', 1 / 6]])
  expect(b?.points[0]).toMatchObject({ use: null, value: null, formula: null })
})

test('equal to the curve of those still there, one landmark after another', () => {
  fc.assert(
    fc.property(randomColumns, fc.constantFrom(60, 120, 400), (columns, asOf) => {
      const ages = [0, 5, 20, 40]
      const answer = decay(columns, all, asked({ asOf: asOf * DAY, ages }))
      const facts = factsOf(columns, all, asOf * DAY)
      const look = lookFor(columns.stages.length)
      answer.stages.forEach((stage, k) => {
        ages.forEach((age, a) => {
          const observations = facts.flatMap((f): Observation<'won' | 'lost' | 'left'>[] => {
            lookAt(columns, f.row, asOf * DAY, look)
            for (let s = look.stayFrom; s < look.stayEnd; s++) {
              if (columns.stay.stage[s] !== k) continue
              const from = columns.stay.enteredAt[s] as number
              const inStage = (Math.min(stayLeftAt(columns, look, s, asOf * DAY), asOf * DAY) - from) / DAY
              if (age > 0 && inStage <= age) return []
              if (((columns.riskFrom.get(s) ?? from) - from) / DAY > age) return []
              return [{ time: (Math.min(f.endedAt, asOf * DAY) - from) / DAY, entry: null, cause: f.standing === 0 ? null : (['won', 'lost', 'left'] as const)[f.standing - 1] ?? null }]
            }
            return []
          })
          const curve = survival(observations, ['won', 'lost', 'left'])
          const { win } = stage.points[a] as (typeof stage.points)[number]
          expect([win.n, win.censored, win.hits]).toEqual([curve.n, curve.censored, curve.events.won])
          if (win.value !== null) expect(win.value).toBeCloseTo(curve.final.won.value, 10)
        })
      })
    }),
    { numRuns: 60 },
  )
})

test('cube: every open deal is in one cell, by score and by what is left of its chance', () => {
  const columns = columnsOf([
    ...deals(20, 'done', [['A', 0]], { lost: 10 }),
    ...deals(2, 'fresh', [['A', 995]], {}, { amountMinor: 1000 }), ...deals(3, 'cold', [['A', 900]], {}, { amountMinor: 100, winProbability: 0.5 }),
  ], stagesNamed('A'), { dimensions: { names: ['quality', 'grade'], of: ({ dealId }) => ({ quality: dealId.startsWith('fresh') ? '75' : null, grade: dealId.startsWith('cold') ? 'C' : 'A' }) } })
  const answer = cube(columns, all, { asOf: 1000 * DAY, zone: 'UTC', currency: 'CNY', quality: 'quality' })
  expect(answer.cells).toEqual([
    { stageId: 'A', quality: -1, decay: 0, deals: 3, amountMinor: 300, weightedMinor: 150 },
    { stageId: 'A', quality: 2, decay: 2, deals: 2, amountMinor: 2000, weightedMinor: 1000 },
  ])
  expect(answer.decayBands).toEqual([{ from: 0, to: 0.5 }, { from: 0.5, to: 0.8 }, { from: 0.8, to: null }])
  const named = cube(columns, all, { asOf: 1000 * DAY, zone: 'UTC', currency: 'CNY', quality: 'grade' })
  expect(named.qualityBands.map(({ name }) => name)).toEqual(['A', 'C'])
  expect(named.cells.map(({ quality, deals: n }) => [quality, n])).toEqual([[0, 2], [1, 3]])
  expect(() => cube(columns, all, { asOf: 0, zone: 'UTC', currency: 'CNY', quality: 'mood' })).toThrow(RangeError)
})

test('cube: nothing is lost', () => {
  fc.assert(
    fc.property(randomColumns, fc.constantFrom(60, 120), (columns, asOf) => {
      const answer = cube(columns, all, { asOf: asOf * DAY, zone: 'UTC', currency: 'CNY', quality: 'quality' })
      const open = factsOf(columns, all, asOf * DAY).filter((f) => f.standing === 0 && !f.isDormant && f.current >= 0)
      expect(answer.cells.reduce((sum, { deals: n }) => sum + n, 0)).toBe(open.length)
      expect(answer.cells.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(
        open.filter((f) => columns.dictionaries.currency.values[f.currency] === 'CNY').reduce((sum, f) => sum + f.amountMinor, 0),
      )
      const scores = columns.dimensions.get('quality')
      for (const { quality, deals: n } of Object.values(Object.groupBy(answer.cells, ({ quality: q }) => String(q))).map((list) => ({ quality: list?.[0]?.quality ?? 0, deals: list?.reduce((sum, cell) => sum + cell.deals, 0) ?? 0 }))) {
        const band = (text: string | null | undefined) => (text == null ? -1 : [0, 40, 60, 80].findLastIndex((limit) => Number(text) >= limit))
        expect(n).toBe(open.filter((f) => band(scores?.dictionary.values[scores.codes[f.row] as number]) === quality).length)
      }
    }),
    { numRuns: 60 },
  )
})
