import { expect, test } from 'vitest'
import { gapAt, isSamePlace, neighboursAt, neighboursOf } from './drop.ts'

const cards = ['a', 'b', 'c'].map((id) => ({ id }))

test('the gap is the one nearest to the middle of the dragged card', () => {
  expect(gapAt(-50, 100, 3)).toBe(0)
  expect(gapAt(49, 100, 3)).toBe(0)
  expect(gapAt(51, 100, 3)).toBe(1)
  expect(gapAt(160, 100, 3)).toBe(2)
  expect(gapAt(9_000, 100, 3)).toBe(3)
  expect(gapAt(9_000, 100, 0)).toBe(0)
})

test('a drop names the cards above and below its gap', () => {
  expect(neighboursAt(cards, 'x', 0)).toEqual({ beforeId: null, afterId: 'a' })
  expect(neighboursAt(cards, 'x', 1)).toEqual({ beforeId: 'a', afterId: 'b' })
  expect(neighboursAt(cards, 'x', 3)).toEqual({ beforeId: 'c', afterId: null })
  expect(neighboursAt([], 'x', 0)).toEqual({ beforeId: null, afterId: null })
  expect(neighboursAt(cards, 'x', null)).toEqual({ beforeId: null, afterId: null })
})

test('the dragged card is never its own neighbour', () => {
  expect(neighboursAt(cards, 'b', 3)).toEqual({ beforeId: 'c', afterId: null })
  expect(neighboursAt(cards, 'b', 2)).toEqual({ beforeId: 'a', afterId: 'c' })
  expect(neighboursAt(cards, 'b', 1)).toEqual({ beforeId: 'a', afterId: 'c' })
  expect(neighboursAt(cards, 'a', 1)).toEqual({ beforeId: null, afterId: 'b' })
})

test('either gap beside a card is where it is already', () => {
  expect(isSamePlace(cards, 'b', 1)).toBe(true)
  expect(isSamePlace(cards, 'b', 2)).toBe(true)
  expect(isSamePlace(cards, 'b', 0)).toBe(false)
  expect(isSamePlace(cards, 'b', 3)).toBe(false)
  expect(isSamePlace(cards, 'b', null)).toBe(true)
  expect(isSamePlace(cards, 'x', 1)).toBe(false)
})

test('the neighbours of a card where it is', () => {
  expect(neighboursOf(cards, 'b')).toEqual({ beforeId: 'a', afterId: 'c' })
  expect(neighboursOf(cards, 'a')).toEqual({ beforeId: null, afterId: 'b' })
  expect(neighboursOf(cards, 'x')).toBeNull()
})
