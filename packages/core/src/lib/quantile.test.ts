import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mean, meanInterval, median, medianInterval, sorted } from './quantile.ts'

test('the median of an even number of values is the mean of the middle two', () => {
  expect(median(sorted([4, 1, 3, 2]))).toBe(2.5)
  expect(median(sorted([10, 9, 100]))).toBe(10)
  expect(median([])).toBeNull()
})

test('mean and its interval', () => {
  expect(mean([1, 2, 6])).toBe(3)
  expect(mean([])).toBeNull()
  const interval = meanInterval([1, 2, 3, 4, 5])
  expect(interval?.low).toBeCloseTo(3 - 1.385903824349678, 9)
  expect(interval?.high).toBeCloseTo(3 + 1.385903824349678, 9)
  expect(meanInterval([1])).toBeNull()
})

test('the interval of the median takes order statistics', () => {
  expect(medianInterval([1, 2, 3, 4, 5])).toBeNull()
  // n = 100: ranks 40 and 61
  expect(medianInterval(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual({ low: 40, high: 61 })
})

test('the interval of the median contains the median', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 6, maxLength: 300 }), (values) => {
      const s = sorted(values)
      const middle = median(s)
      const interval = medianInterval(s)
      if (interval === null || middle === null) throw new Error('six values must give an interval')
      expect(interval.low).toBeLessThanOrEqual(middle)
      expect(interval.high).toBeGreaterThanOrEqual(middle)
    }),
  )
})
