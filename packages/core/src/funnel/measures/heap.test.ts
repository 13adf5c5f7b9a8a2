import fc from 'fast-check'
import { expect, test } from 'vitest'
import { group, heap, put, sortedAll, sortedGroups, sortedTogether } from './heap.ts'

/** Repeatable numbers of all sizes. */
function numbers(count: number, seed: number, bits: number): number[] {
  let x = seed
  return Array.from({ length: count }, () => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    return x >>> (32 - bits)
  })
}

test('each group ascending, whatever its size; groups may be renamed together', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 50, 1999, 2000, 20_000, 40_000), fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(1, 11, 12, 23, 32), (count, seed, bits) => {
      const list = numbers(count, seed, bits)
      const own = heap()
      list.forEach((value, i) => put(own, i % 7 === 0 ? 1 : 0, value))
      const sorted = sortedGroups(own, 2)
      for (const g of [0, 1]) expect([...group(sorted, g)]).toEqual(list.filter((_, i) => (i % 7 === 0 ? 1 : 0) === g).sort((a, b) => a - b))
      expect([...group(sortedGroups(own, 3, [2, 2]), 2)]).toEqual(list.toSorted((a, b) => a - b))
      const both = sortedTogether(sorted, 0, 2)
      expect([...both]).toEqual(list.toSorted((a, b) => a - b))
      const coarse = Array.from(sortedTogether(sortedGroups(own, 2, undefined, 3), 0, 2, 3), (value) => value >>> 3)
      expect(coarse).toEqual(list.map((value) => value >>> 3).toSorted((a, b) => a - b))
      expect([...sortedAll(own)]).toEqual(list.toSorted((a, b) => a - b))
    }),
    { numRuns: 25 },
  )
})
