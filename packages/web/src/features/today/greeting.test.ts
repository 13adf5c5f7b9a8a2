import { expect, test } from 'vitest'
import { greetingAt } from './greeting.ts'

test('every hour has its greeting', () => {
  expect([0, 4, 5, 10, 11, 12, 13, 17, 18, 22, 23].map(greetingAt)).toEqual([
    'night', 'night', 'morning', 'morning', 'noon', 'noon', 'afternoon', 'afternoon', 'evening', 'evening', 'night',
  ])
})
