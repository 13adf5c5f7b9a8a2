import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutsOf, OTHER_VALUE, pairsOf, poolSmall, totalOf } from './cuts.ts'
import { followsFrom, rateFollowsFrom } from './follows.ts'
import type { Cut } from './input.ts'

const tally = fc.record({ n: fc.nat(50), hits: fc.nat(50), stock: fc.nat(50) })
const rows = fc.array(fc.record({ values: fc.tuple(fc.constantFrom('', 'a', 'b'), fc.constantFrom('x', 'y'), fc.constantFrom('1', '2', '3', '4')), before: tally, after: tally }), { maxLength: 40 })

test('every cut holds every deal, in the cells that a plain count gives', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const cuts = cutsOf(['d', 'e', 'f'], list)
      expect(cuts.map(({ dimensions }) => dimensions)).toEqual([['d'], ['e'], ['f'], ...pairsOf(['d', 'e', 'f'])])
      for (const { dimensions, cells } of cuts) {
        const plain = new Map<string, number>()
        for (const { values, after } of list) {
          const key = dimensions.map((dimension) => values[['d', 'e', 'f'].indexOf(dimension)]).join('|')
          plain.set(key, (plain.get(key) ?? 0) + after.stock)
        }
        expect(new Map(cells.map(({ values, after }) => [values.join('|'), after.stock]))).toEqual(plain)
      }
    }),
  )
})

test('pooling small segments keeps the whole', () => {
  fc.assert(
    fc.property(rows, fc.nat(120), (list, minN) => {
      const [cut] = cutsOf(['d', 'e', 'f'], list)
      const pooled = poolSmall(cut!, minN)
      expect(totalOf(pooled)).toEqual(totalOf(cut!))
      expect(pooled.cells.filter(({ values }) => values.includes(OTHER_VALUE)).length).toBeLessThanOrEqual(1)
    }),
  )
})

const cell = (values: string[], before: [number, number], after: [number, number]) => ({ values, before: { n: before[0], hits: before[1], stock: 0 }, after: { n: after[0], hits: after[1], stock: 0 } })

test('a share that grows because another grew follows from it, not the other way round', () => {
  // Small companies are 80 % of the shows' deals and 20 % of the others', before and after.
  const pair: Cut = { dimensions: ['channel', 'size'], cells: [cell(['show', 'small'], [80, 0], [320, 0]), cell(['show', 'big'], [20, 0], [80, 0]), cell(['web', 'small'], [180, 0], [120, 0]), cell(['web', 'big'], [720, 0], [480, 0])] }
  expect(followsFrom(pair, 'size', 'small', 'n')).toBeCloseTo(1, 12)
  expect(followsFrom(pair, 'channel', 'show', 'n')).toBeLessThan(0.5)
  expect(followsFrom(pair, 'region', 'east', 'n')).toBeNull()
})

test('a region that fell only by one rep follows from the rep', () => {
  const pair: Cut = { dimensions: ['region', 'owner'], cells: [cell(['east', 'li'], [100, 50], [100, 10]), cell(['east', 'wang'], [100, 50], [100, 50]), cell(['west', 'wang'], [100, 50], [100, 50])] }
  expect(rateFollowsFrom(pair, 'region', 'east', { value: 'li' }, 20)).toBeCloseTo(1, 12)
  // Without the east nothing is left of li.
  expect(rateFollowsFrom(pair, 'owner', 'li', { value: 'east' }, 20)).toBeNull()
})
