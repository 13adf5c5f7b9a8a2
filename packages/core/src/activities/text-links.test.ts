import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPathWithin, linkRuns, recordOfPath, recordsIn } from './text-links.ts'

const id = '01920000-0000-7000-8000-00000000000a'

test('addresses in a text, without what closes the sentence', () => {
  expect(linkRuns(`见 https://crm.example.cn/deals/${id}，另见 /leads/${id}。`)).toEqual([
    { text: '见 ' }, { href: `https://crm.example.cn/deals/${id}` }, { text: '，另见 ' }, { href: `/leads/${id}` }, { text: '。' },
  ])
  expect(linkRuns('see https://example.com/a(b).')).toEqual([{ text: 'see ' }, { href: 'https://example.com/a(b' }, { text: ').' }])
  expect(linkRuns('javascript:alert(1) http:// 没有地址')).toEqual([{ text: 'javascript:alert(1) http:// 没有地址' }])
})

test('a path of another host is none of this site', () => {
  expect(['/', `/deals/${id}?x=1`, '/a//b'].map(isPathWithin)).toEqual([true, true, true])
  expect([new URL('https://crm.example.cn//evil.example/x').pathname, new URL('https://crm.example.cn/a/..//evil.example').pathname, '/\\evil.example', 'deals', ''].map(isPathWithin)).toEqual([false, false, false, false, false])
})

test('records that are named by their address, each once', () => {
  expect(recordsIn(`https://a.cn/deals/${id}?x=1 /deals/${id} /contacts/${id} /settings/${id}`).map(({ path }) => path)).toEqual([`/deals/${id}`, `/contacts/${id}`])
  expect(recordOfPath(`/deals/${id}x`)).toBeNull()
})

test('the pieces are the text', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(`/deals/${id}`, 'https://example.cn/x', '，', ' '))
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const text = pieces.join('')
    expect(linkRuns(text).map((run) => ('text' in run ? run.text : run.href)).join('')).toBe(text)
  }))
})
