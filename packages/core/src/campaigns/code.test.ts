import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeAlphabet, codeFrom, readCode } from './code.ts'

test('every code made is read back, however it is typed', () => {
  expect(new Set(codeAlphabet).size).toBe(32)
  fc.assert(fc.property(fc.uint8Array({ minLength: 7, maxLength: 20 }), (bytes) => {
    const code = codeFrom(bytes)
    expect(readCode(code)).toBe(code)
    expect(readCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3).replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(code)
  }))
})

test('what is no code is none', () => {
  for (const text of ['', 'ABC', 'ABCDEFGH', 'ABCDEFU', '../../x', '７ＫＱ２Ｍ９！']) expect(readCode(text)).toBeNull()
  expect(readCode('７ｋｑ２ｍ９ａ')).toBe('7KQ2M9A')
  expect(() => codeFrom(new Uint8Array(6))).toThrow(RangeError)
})
