import { expect, test } from 'vitest'
import { dropAt, isSamePlace, sideOf } from './drop.ts'

const cards = ['a', 'b', 'c'].map((id) => ({ id }))
const hint = (over: string | null, side: 'above' | 'below' = 'above') => ({ column: 's', over, side })

test('a drop names the cards above and below it', () => {
  expect(dropAt(cards, 'x', hint('a'), true)).toEqual({ column: 's', beforeId: null, afterId: 'a' })
  expect(dropAt(cards, 'x', hint('a', 'below'), true)).toEqual({ column: 's', beforeId: 'a', afterId: 'b' })
  expect(dropAt(cards, 'x', hint('b'), true)).toEqual({ column: 's', beforeId: 'a', afterId: 'b' })
  expect(dropAt(cards, 'x', hint('c', 'below'), true)).toEqual({ column: 's', beforeId: 'c', afterId: null })
})

test('the dragged card is never its own neighbour', () => {
  expect(dropAt(cards, 'b', hint('c', 'below'), true)).toEqual({ column: 's', beforeId: 'c', afterId: null })
  expect(dropAt(cards, 'b', hint('a', 'below'), true)).toEqual({ column: 's', beforeId: 'a', afterId: 'c' })
  expect(dropAt(cards, 'b', hint('b'), true)).toEqual({ column: 's', beforeId: 'a', afterId: 'c' })
})

test('over no card it goes to the end, or to the top when the end is not loaded', () => {
  expect(dropAt(cards, 'x', hint(null), true)).toEqual({ column: 's', beforeId: 'c', afterId: null })
  expect(dropAt(cards, 'x', hint(null), false)).toEqual({ column: 's', beforeId: null, afterId: 'a' })
  expect(dropAt([], 'x', hint(null), true)).toEqual({ column: 's', beforeId: null, afterId: null })
  // The card pointed at has gone meanwhile.
  expect(dropAt(cards, 'x', hint('gone'), false)).toEqual({ column: 's', beforeId: null, afterId: 'a' })
})

test('dropping beside oneself changes nothing', () => {
  expect(isSamePlace(cards, 'b', dropAt(cards, 'b', hint('a', 'below'), true))).toBe(true)
  expect(isSamePlace(cards, 'b', dropAt(cards, 'b', hint('c'), true))).toBe(true)
  expect(isSamePlace(cards, 'b', dropAt(cards, 'b', hint('a'), true))).toBe(false)
  expect(isSamePlace(cards, 'x', dropAt(cards, 'x', hint('a'), true))).toBe(false)
})

test('the side is decided by the middles', () => {
  expect(sideOf({ top: 0, height: 100 }, { top: 10, height: 100 })).toBe('above')
  expect(sideOf({ top: 20, height: 100 }, { top: 10, height: 100 })).toBe('below')
})
