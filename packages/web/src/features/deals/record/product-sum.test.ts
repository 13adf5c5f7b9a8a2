import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineMinor, productSum } from './product-sum.ts'

test('lines are exact to the minor unit, halves rounded up', () => {
  expect(lineMinor({ quantity: 3, priceMinor: 1_999 })).toBe(5_997)
  expect(lineMinor({ quantity: 0.5, priceMinor: 101 })).toBe(51)
  expect(lineMinor({ quantity: 1.1, priceMinor: 30 })).toBe(33)
  expect(lineMinor({ quantity: 2, priceMinor: null })).toBeNull()
  expect(lineMinor({ quantity: 1e9, priceMinor: Number.MAX_SAFE_INTEGER })).toBeNull()
})

test('whole quantities are plain multiplication', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 1_000_000_000 }), (quantity, priceMinor) => {
      expect(lineMinor({ quantity, priceMinor })).toBe(quantity * priceMinor)
    }),
  )
})

test('a sum counts the lines that have a price', () => {
  expect(productSum([{ quantity: 2, priceMinor: 100 }, { quantity: 1, priceMinor: null }])).toBe(200)
  expect(productSum([{ quantity: 1, priceMinor: null }])).toBeNull()
  expect(productSum([])).toBeNull()
})
