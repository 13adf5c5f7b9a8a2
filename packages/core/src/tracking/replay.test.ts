import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptOnce, type Seen } from './replay.ts'

const none: Seen = { high: 0, bits: 0 }
function taken(numbers: readonly number[]): number[] {
  let seen = none
  return numbers.filter((n) => {
    const next = acceptOnce(seen, n)
    if (next !== null) seen = next
    return next !== null
  })
}

test('each number once, also when two overtake one another', () => {
  expect(taken([1, 2, 4, 3, 3, 4, 1, 5])).toEqual([1, 2, 4, 3, 5])
})
test('32 back is too long ago, 31 is not', () => {
  expect(taken([40, 9, 8, 40])).toEqual([40, 9])
})
test('far ahead forgets what is too long ago', () => {
  expect(taken([1, 2 ** 40, 2, 2 ** 40 - 1])).toEqual([1, 2 ** 40, 2 ** 40 - 1])
})
test('never twice; what is in order is never refused', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 200 }), (numbers) => {
    const got = taken(numbers)
    expect(new Set(got).size).toBe(got.length)
  }))
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 100 }), (numbers) => {
    const inOrder = numbers.toSorted((a, b) => a - b)
    expect(taken(inOrder)).toEqual(inOrder)
  }))
})
