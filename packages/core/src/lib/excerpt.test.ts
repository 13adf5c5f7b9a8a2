import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf } from './excerpt.ts'

const marked = (text: string, words: string[], around?: number) => {
  const found = excerptOf(text, words, around)
  return found && { text: found.text, marks: found.marks.map(({ from, to }) => found.text.slice(from, to)) }
}

test('the first place, with what stands around it, and every word in it', () => {
  expect(marked('客户说今年预算有限，\n希望分期付款，明年再看预算有限的问题', ['预算有限', '分期付款'], 8)).toEqual({ text: '客户说今年预算有限， 希望分期付款…', marks: ['预算有限', '分期付款'] })
  expect(marked('希望分期付款，预算有限', ['预算有限', '分期付款'], 20)).toEqual({ text: '希望分期付款，预算有限', marks: ['分期付款', '预算有限'] })
  expect(marked('Waiting for the Budget of next year', ['budget'], 4)).toEqual({ text: '…the Budget of …', marks: ['Budget'] })
})

test('a word that is not there, or none', () => {
  expect([excerptOf('没有', ['预算']), excerptOf('预算', []), excerptOf('预算', [''])]).toEqual([null, null, null])
  // Signs are signs.
  expect(marked('打 8.5 折 (含税)', ['(含税)'])?.marks).toEqual(['(含税)'])
  expect(excerptOf('8x5', ['8.5'])).toBeNull()
})

test('whatever the text: every mark is one of the words, and no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('预算', '😀', 'ab', '.*'), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat({ max: 12 }), (before, word, after, around) => {
      const found = excerptOf(`${before}${word}${after}`, [word], around)
      expect(found).not.toBeNull()
      for (const { from, to } of found?.marks ?? []) expect(found?.text.slice(from, to).toLowerCase()).toBe(word)
      expect(found?.marks.length).toBeGreaterThan(0)
      expect(found?.text.isWellFormed()).toBe(true)
    }),
  )
})
