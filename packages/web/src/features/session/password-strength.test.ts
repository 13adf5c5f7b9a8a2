import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passwordStrength } from './password-strength.ts'

test.each([
  ['short', 0, 'short'],
  ['password123', 0, 'common'],
  ['1234567890', 0, 'common'],
  ['aaaaaaaaaaaa', 0, 'repeated'],
  ['abcdefghijklm', 0, 'repeated'],
  ['wangwu2026', 0, 'personal'],
  ['brmvexqfka', 1, 'longer'],
  ['bright-Harbor-42', 3, 'fine'],
  ['correct horse battery staple', 3, 'fine'],
  ['春眠不觉晓处处闻啼鸟', 3, 'fine'],
])('%s', (password, level, hint) => {
  expect(passwordStrength(password, ['王五', 'wangwu@example.com'])).toMatchObject({ level, hint })
})

test('says how many characters are missing', () => {
  expect(passwordStrength('abc').missing).toBe(7)
  expect(passwordStrength('密码').missing).toBe(8)
})

test('a word about the person is harmless inside a long password', () => {
  expect(passwordStrength('wangwu likes purple bicycles', ['wangwu@example.com']).level).toBe(3)
})

test('never calls what the server refuses usable', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9, unit: 'grapheme' }), (text) => {
      const strength = passwordStrength(text)
      if ([...text].length < 10) expect(strength).toMatchObject({ level: 0, hint: 'short' })
    }),
  )
})
