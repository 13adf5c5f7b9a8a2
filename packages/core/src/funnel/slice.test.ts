import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSlices, sliceQuery, sliceText } from './slice.ts'

test('what is written is read, whatever the values hold', () => {
  const value = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => text.isWellFormed() && !text.includes('\u0000'))
  const slice = fc.record({ dimension: fc.constantFrom('size', 'industry', 'c_budget'), values: fc.uniqueArray(value, { minLength: 1, maxLength: 5 }) })
  fc.assert(fc.property(fc.array(slice, { maxLength: 4 }), (slices) => {
    expect(readSlices(slices.map(sliceText).join(';'))).toEqual(slices)
  }))
})

test('several slices come in one text or in several; nothing stands for "has none"', () => {
  const both = [{ dimension: 'size', values: ['a', 'b'] }, { dimension: 'customer', values: [''] }]
  expect(sliceQuery.parse('size:a,b;customer:')).toEqual(both)
  expect(sliceQuery.parse(['size:a,b', 'customer:'])).toEqual(both)
})

test('what is no slice is refused', () => {
  for (const text of ['size', ':a', '__proto__:a', 'size:%E0%A4%A', 'si ze:a', `size:${'x'.repeat(201)}`, 'size:%00'])
    expect(sliceQuery.safeParse(text).error?.issues[0]?.message, text).toBe('slice.invalid')
})
