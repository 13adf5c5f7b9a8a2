import { expect, test } from 'vitest'
import { hotkeyCaps, matchHotkey, parseHotkey, strokeOf } from './hotkey.ts'

const typed = (...keys: string[]) => keys.flatMap(parseHotkey)
const all = ['g d', 'g l', '?', 'mod+k', 'd']

test('single keys, combinations and sequences', () => {
  expect(matchHotkey(typed('?'), all)).toEqual({ hit: '?', waiting: false })
  expect(matchHotkey(typed('mod+k'), all)).toEqual({ hit: 'mod+k', waiting: false })
  expect(matchHotkey(typed('k'), all)).toEqual({ hit: null, waiting: false })
  expect(matchHotkey(typed('g'), all)).toEqual({ hit: null, waiting: true })
  expect(matchHotkey(typed('g', 'l'), all)).toEqual({ hit: 'g l', waiting: false })
})

test('the longer hotkey wins, and a wrong start does not block', () => {
  expect(matchHotkey(typed('g', 'd'), all).hit).toBe('g d')
  expect(matchHotkey(typed('x', 'd'), all).hit).toBe('d')
  expect(matchHotkey(typed('g', 'g', 'd'), all).hit).toBe('g d')
})

test('modifiers alone and input methods are no strokes', () => {
  const event = { ctrlKey: false, metaKey: false, altKey: false }
  expect(strokeOf({ ...event, key: 'Shift' })).toBeNull()
  expect(strokeOf({ ...event, key: 'Process' })).toBeNull()
  expect(strokeOf({ ...event, key: 'K', metaKey: true })).toEqual({ key: 'k', mod: true })
})

test('key caps', () => {
  expect(hotkeyCaps('mod+k', true)).toEqual(['⌘', 'K'])
  expect(hotkeyCaps('mod+k', false)).toEqual(['Ctrl', 'K'])
  expect(hotkeyCaps('g d', false)).toEqual(['G', 'D'])
})
