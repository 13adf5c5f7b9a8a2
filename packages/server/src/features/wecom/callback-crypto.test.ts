import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned, openMessage } from './callback-crypto.ts'
import { sealCallback } from './wecom-server.fixture.ts'

// The sample of WeCom's own documentation and of its sample code.
const sample = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', corpId: 'wx5823bf96d3bd56c7' }
const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
const encrypted = 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=='

test('the samples of the documentation: address check and message', () => {
  expect(isSigned(sample.token, { timestamp: '1409659589', nonce: '263014780', text: echo, signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3' })).toBe(true)
  expect(openMessage(sample, echo)?.toString()).toBe('1616140317555161061')
  expect(isSigned(sample.token, { timestamp: '1409659813', nonce: '1372623149', text: encrypted, signature: '477715d11cdb4164915debcba66cb864d751f3e6' })).toBe(true)
  expect(openMessage(sample, encrypted)?.toString()).toContain('<Content><![CDATA[hello]]></Content>')
  expect(openMessage({ ...sample, corpId: 'wx5823bf96d3bd56c8' }, echo)).toBeNull()
  expect(openMessage({ ...sample, corpId: 'wx5823bf96d3bd56c' }, echo)).toBeNull()
})

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']
const keys = fc.record({ token: fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 32 }), aesKey: fc.string({ unit: fc.constantFrom(...letters), minLength: 43, maxLength: 43 }), corpId: fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 30 }) })
const at = new Date('2026-03-02T02:00:00Z')

test('whatever another implementation seals, this one opens', () => {
  fc.assert(fc.property(keys, fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 }), (own, message, nonce) => {
    const sealed = sealCallback(own, message, { at, nonce })
    expect(isSigned(own.token, { timestamp: String(at.getTime() / 1000), nonce, text: sealed.encrypted, signature: sealed.signature })).toBe(true)
    expect(openMessage(own, sealed.encrypted)?.toString()).toBe(message.toWellFormed())
  }))
})

test('any bit that is turned is refused: of the text by the signature, of the signature itself, of time, nonce and token', () => {
  fc.assert(fc.property(keys, fc.string({ maxLength: 100 }), fc.nat(), fc.nat({ max: 7 }), (own, message, where, bit) => {
    const sealed = sealCallback(own, message, { at, nonce: '12345' })
    const timestamp = String(at.getTime() / 1000)
    const right = { timestamp, nonce: '12345', text: sealed.encrypted, signature: sealed.signature }
    const turned = (text: string) => {
      const bytes = Buffer.from(text, 'latin1')
      const i = where % bytes.length
      bytes[i] = (bytes[i] ?? 0) ^ (1 << bit)
      return bytes.toString('latin1')
    }
    expect(isSigned(own.token, right)).toBe(true)
    for (const field of ['timestamp', 'nonce', 'text'] as const) expect([field, isSigned(own.token, { ...right, [field]: turned(right[field]) })]).toEqual([field, false])
    const other = turned(sealed.signature)
    expect(isSigned(own.token, { ...right, signature: other })).toBe(other.toLowerCase() === sealed.signature)
    const token = turned(own.token)
    expect(isSigned(token, right)).toBe(false)
    // Who could sign, and turns a bit all the same, gets nothing else out than what was put in, or nothing.
    const bytes = Buffer.from(sealed.encrypted, 'base64')
    const i = where % bytes.length
    bytes[i] = (bytes[i] ?? 0) ^ (1 << bit)
    const opened = openMessage(own, bytes.toString('base64'))
    if (opened !== null) expect(opened.length).toBeLessThanOrEqual(bytes.length)
  }))
})

test('what is no sealed message is null, whatever it is; lengths that lie are refused', () => {
  const own = { token: 'abc', aesKey: 'a'.repeat(43), corpId: 'ww1' }
  for (const text of ['', 'x', '====', 'AAAA', '%%%%', Buffer.alloc(15).toString('base64'), Buffer.alloc(16).toString('base64'), Buffer.alloc(1024).toString('base64'), '你好', '\u0000']) expect(openMessage(own, text)).toBeNull()
  expect(openMessage({ ...own, aesKey: 'short' }, sealCallback(own, 'x', { at }).encrypted)).toBeNull()
  fc.assert(fc.property(fc.string(), fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
    openMessage(own, text)
    expect(openMessage(own, Buffer.from(bytes).toString('base64'))).toBeNull()
    expect(isSigned('abc', { timestamp: '1', nonce: '1', text, signature: text })).toBe(false)
  }))
  expect(openMessage(own, sealCallback({ ...own, corpId: 'ww2' }, 'x', { at }).encrypted)).toBeNull()
  expect(openMessage(own, sealCallback({ ...own, aesKey: randomBytes(40).toString('hex').slice(0, 43) }, 'x', { at }).encrypted)).toBeNull()
})
