import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apportion } from './apportion.ts'

test('largest remainder', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(apportion(100, [12, 39, 49])).toEqual([12, 39, 49])
  expect(apportion(5, [0, 0])).toEqual([3, 2])
  expect(apportion(5, [])).toEqual([])
  expect(() => apportion(5, [-1])).toThrow(RangeError)
  expect(() => apportion(0.5, [1])).toThrow(RangeError)
})

test('the parts add up, each within one of its quota', () => {
  const weight = fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  fc.assert(fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(50)), fc.array(weight, { minLength: 1, maxLength: 12 }), (total, weights) => {
    const parts = apportion(total, weights)
    expect(parts.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(total))
    expect(parts.every((p) => Number.isSafeInteger(p) && p >= 0)).toBe(true)
    const sum = weights.reduce((a, b) => a + b / 12, 0)
    // Weights so small that a twelfth of them is rounded away say nothing of the quota reckoned here.
    if (total < 1e6 && sum > 1e-290) parts.forEach((p, i) => expect(Math.abs(p - total * ((weights[i] as number) / 12 / sum))).toBeLessThan(1.001))
  }))
})
