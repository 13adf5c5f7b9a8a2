import { expect, test } from 'vitest'
import { successorOf } from './successor.ts'

test('a chain of successors is followed to its end', () => {
  const standsFor = successorOf(new Map([['a', 'b'], ['b', 'c'], ['x', 'c']]))
  expect(['a', 'b', 'c', 'x', 'other'].map(standsFor)).toEqual(['c', 'c', 'c', 'c', 'other'])
})

test('a circle ends, whatever was stored', () => {
  const standsFor = successorOf(new Map([['a', 'b'], ['b', 'a'], ['self', 'self']]))
  expect(['a', 'b', 'self'].map(standsFor)).toEqual(['b', 'a', 'self'])
})
