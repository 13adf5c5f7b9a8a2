import { byteLength } from '@sluice/core/messages/cut-text'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pushTextBytes } from './encrypt-push.ts'
import { pushText } from './push-text.ts'

const tag = '0195b3c0-0000-7000-8000-000000000001'
const told = (message: { title: string; line: string; path: string }) => JSON.parse(pushText({ ...message, tag })) as typeof message

test('control characters are no words, and a long path of plain letters is kept', () => {
  const path = `/deals/${'a'.repeat(943)}`
  expect(told({ title: '\u0001'.repeat(500), line: `请看\u0000报价\n\u0085今天`, path })).toMatchObject({ title: '', line: '请看 报价 今天', path })
  expect(told({ title: '😀'.slice(0, 1), line: '', path: '/deals' }).title).toBe('\ufffd')
})

test('what is too long with its path leads to the inbox', () => {
  const title = '"'.repeat(900)
  for (const path of [`/${'\u0001'.repeat(950)}`, `/${'长'.repeat(950)}`, `/${'a'.repeat(1001)}`]) expect(told({ title, line: title, path }).path).toBe('/inbox')
})

test('whatever it says, one record takes it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 2000, size: 'max' })
  fc.assert(fc.property(text, text, text, (title, line, path) => {
    expect(byteLength(pushText({ title, line, path, tag }))).toBeLessThanOrEqual(pushTextBytes)
  }))
})
