import { expect, test } from 'vitest'
import { utmKeyOf, utmKeyPattern } from './utm-key.ts'

test('a key from any name', () => {
  expect(utmKeyOf('春季展会 2026')).toBe('chunjizhanhui2026')
  expect(utmKeyOf('Été – Webinar!')).toBe('etewebinar')
  expect(utmKeyOf('🎪')).toBe('campaign')
  for (const name of ['x'.repeat(300), '重庆', '../../', 'Ünï']) expect(utmKeyOf(name)).toMatch(utmKeyPattern)
})
