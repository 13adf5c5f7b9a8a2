import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchBytes, batchEvents, readBatch } from './batch.ts'

const id = '0b0e7e56-0000-4000-8000-0123456789ab'
const plain = { v: 1, i: id, n: 1, e: [{ k: 'p', p: '/', t: '首页', d: 20 }] }

test('a batch as the snippet writes it; unknown properties are dropped', () => {
  expect(readBatch(JSON.stringify({ ...plain, i: id.toUpperCase(), phone: '13800138000', e: [{ ...plain.e[0], query: '?x=1' }] })))
    .toEqual({ v: 1, i: id, n: 1, e: [{ k: 'p', p: '/', t: '首页', d: 20 }] })
})

test('texts are cleaned and cut, never refused', () => {
  const read = readBatch(JSON.stringify({ ...plain, e: [{ k: 'd', p: '/\u0000a\nb', t: '长'.repeat(500), s: '\ud800x', d: -5 }] }))
  expect(read?.e[0]).toEqual({ k: 'd', p: '/ a b', t: '长'.repeat(150), s: '\ufffdx', d: 0 })
})

test('a text that is cut inside a pair stays a text', () => {
  expect(readBatch(JSON.stringify({ ...plain, e: [{ k: 'p', p: '/', t: `${'a'.repeat(149)}𠮷` }] }))?.e[0]?.t?.isWellFormed()).toBe(true)
})

test.each([
  null, 7, {}, '', 'null', '[]', '{', '{"v":1}', JSON.stringify({ ...plain, v: 2 }), JSON.stringify({ ...plain, i: 'me' }), JSON.stringify({ ...plain, n: 0 }), JSON.stringify({ ...plain, n: 1.5 }),
  JSON.stringify({ ...plain, e: Array(batchEvents + 1).fill(plain.e[0]) }), JSON.stringify({ ...plain, e: [{ k: 'x', p: '/' }] }), JSON.stringify({ ...plain, c: 'yes' }), ' '.repeat(batchBytes + 1),
  `${'['.repeat(4000)}${']'.repeat(4000)}`,
])('no batch: %s', (body) => {
  expect(readBatch(body)).toBeNull()
})

test('whatever comes, it is read or it is nothing', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((value) => JSON.stringify({ ...plain, e: [value], a: value }))), (body) => {
    const read = readBatch(body)
    expect(read === null || read.e.length <= batchEvents).toBe(true)
  }))
})
