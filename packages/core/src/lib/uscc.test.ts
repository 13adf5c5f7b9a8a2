import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readUscc } from './uscc.ts'

/** Codes of well-known companies, as they print them. */
test.each(['9144030071526726XG', '91330100799655058B', '914403001922038216', '91110108551385082Q', '91110000802100433B'])('%s is a code', (code) => {
  expect(readUscc(code)).toBe(code)
})

test('blanks, dashes, width and case do not matter', () => {
  expect(readUscc(' 9144 0300-7152 6726xg ')).toBe('9144030071526726XG')
  expect(readUscc('９１４４０３００７１５２６７２６ＸＧ')).toBe('9144030071526726XG')
})

test.each([
  '', '9144030071526726X', '9144030071526726XGG', '9144030071526726XH', '9144030071526762XG', '9144O30071526726XG', '9144030071526726IG', '914403007152672６ＸS', '440301199001011234',
])('%s is none', (code) => expect(readUscc(code)).toBeNull())

test('one wrong character, or two neighbours swapped, never passes', () => {
  const code = '9144030071526726XG'
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  fc.assert(fc.property(fc.nat(17), fc.constantFrom(...alphabet), (at, other) => {
    const wrong = code.slice(0, at) + other + code.slice(at + 1)
    expect(readUscc(wrong)).toBe(other === code[at] ? code : null)
  }))
  for (let i = 0; i < 17; i++) {
    const swapped = code.slice(0, i) + (code[i + 1] ?? '') + (code[i] ?? '') + code.slice(i + 2)
    expect(readUscc(swapped)).toBe(swapped === code ? code : null)
  }
})
