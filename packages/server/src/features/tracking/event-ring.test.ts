import { expect, test } from 'vitest'
import { EventRing } from './event-ring.ts'

test('what does not fit is refused, the newest first; emptied, there is room again', () => {
  const ring = new EventRing<number[]>(5, (items) => items.length)
  expect([ring.push([1, 2]), ring.push([3, 4]), ring.push([5, 6]), ring.push([7])]).toEqual([true, true, false, true])
  expect(ring.size).toBe(5)
  expect(ring.take()).toEqual([[1, 2], [3, 4], [7]])
  expect([ring.size, ring.take(), ring.push([8, 8, 8, 8, 8])]).toEqual([0, [], true])
})
