import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteLength, cutText } from './cut-text.ts'

test('a cut text has no halves of characters, its ending, and never more bytes than allowed', () => {
  expect(cutText('漏斗引擎', 12)).toBe('漏斗引擎')
  expect(cutText('漏斗引擎', 11)).toBe('漏斗…')
  expect(cutText('a👩‍👩‍👧b', 20, '')).toBe('a👩‍👩‍👧b')
  expect(cutText('a👩‍👩‍👧b', 10, '')).toBe('a')
  expect(cutText('abc', 2)).toBe('ab')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(80), (text, max) => {
    const cut = cutText(text, max)
    expect(byteLength(cut)).toBeLessThanOrEqual(max)
    expect(cut.isWellFormed()).toBe(true)
    if (byteLength(text) <= max) expect(cut).toBe(text)
    else expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true)
  }))
})
