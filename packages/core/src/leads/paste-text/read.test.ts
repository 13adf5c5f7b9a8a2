import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cards } from './cards.fixture.ts'
import { type Found, type PastedField, pastedFields, type PastedLead, readPasted } from './read.ts'

const valuesOf = (lead: PastedLead): Partial<Record<PastedField, string>> => Object.fromEntries(pastedFields.flatMap((field) => (lead[field] === null ? [] : [[field, lead[field].value]])))

test.each(cards.map(([text, expected]) => ({ text, expected })))('$text', ({ text, expected }) => expect(valuesOf(readPasted(text))).toEqual(expected))

test('there are more than forty cards', () => expect(cards.length).toBeGreaterThan(40))

test('each value says where it came from', () => {
  const text = '【公司】厦门鹭岛食品有限公司\n联系人：郑爽（经理）\n电话：１３２１２３４５６７８，0592-5551234'
  const lead = readPasted(text)
  const at = (found: Found | null) => (found === null ? null : text.slice(found.start, found.end))
  expect([at(lead.company), at(lead.phone), lead.phone?.value, lead.morePhones.map(at)]).toEqual(['厦门鹭岛食品有限公司', '１３２１２３４５６７８', '13212345678', ['0592-5551234']])
})

test('what was not understood is kept, nothing is called twice', () => {
  const lead = readPasted('王强 13612345678 想要报价 QQ：123456789')
  expect(lead.rest.map(({ value }) => value)).toEqual(['想要报价'])
  expect(lead.morePhones).toEqual([])
})

test('whatever is pasted, it answers, and places lie within the text', () => {
  const bits = fc.constantFrom(...cards.flatMap(([text]) => text.split(/(?<=[\s:：，|])/)), '：', '\n', '(', '）', '\u0000', '😀', '公司', '<script>')
  const pasted = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(bits, { maxLength: 30 }).map((some) => some.join('')))
  fc.assert(fc.property(pasted, (text) => {
    const lead = readPasted(text)
    const found = [...pastedFields.flatMap((field) => lead[field] ?? []), ...lead.morePhones, ...lead.moreEmails, ...lead.rest]
    for (const { value, start, end } of found) {
      expect(value).not.toBe('')
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeLessThanOrEqual(text.length)
      expect(start).toBeLessThan(end)
    }
  }), { numRuns: 400 })
})

test('a long paste is read in a moment, hostile repetition too', () => {
  for (const text of ['a'.repeat(100_000), '公司'.repeat(50_000), '1'.repeat(100_000), '-1 '.repeat(40_000), '电话：'.repeat(30_000), 'A b. '.repeat(20_000), '(0'.repeat(50_000)]) expect(readPasted(text).email).toBeNull()
})
