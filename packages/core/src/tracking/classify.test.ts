import { expect, test } from 'vitest'
import { classify } from './classify.ts'
import { originKey, readOrigin } from './origin.ts'

const site = { pricingPaths: ['*/pricing*'], documentPaths: ['*.pdf', '/docs/*'] }
const of = (event: object) => classify({ k: 'p', p: '/', d: 0, ...event }, 'www.example.cn', site)

test('a page is what the site counts it as', () => {
  expect(of({ p: '/about?phone=13800138000#top', t: '关于' })).toEqual({ kind: 'page_view', subject: 'www.example.cn/about', title: '关于' })
  expect(of({ p: '/zh/pricing' })).toEqual({ kind: 'pricing_view', subject: 'www.example.cn/zh/pricing', title: null })
  expect(of({ p: '/docs/a' }).kind).toBe('document_view')
})
test('a file keeps its own host; a page reports in its own name alone', () => {
  expect(of({ k: 'l', p: 'CDN.example.cn/files/a.pdf?sign=1' })).toMatchObject({ kind: 'download', subject: 'cdn.example.cn/files/a.pdf' })
  expect(of({ p: 'evil.example/about' }).subject).toBe('www.example.cn/about')
})
test('names that the page gives', () => {
  expect(of({ k: 'd', p: '/x', s: '白皮书' })).toMatchObject({ kind: 'document_view', subject: '白皮书' })
  expect(of({ k: 'f', p: '/contact', s: '' })).toMatchObject({ kind: 'form_start', subject: 'www.example.cn/contact' })
  expect(of({ k: 'f', p: '/contact', s: '联系我们' }).subject).toBe('联系我们')
})

test.each([
  ['https://www.example.cn', 'https://www.example.cn'], ['www.example.cn/start?x=1', 'https://www.example.cn'], ['HTTP://Example.CN:8080/', 'http://example.cn:8080'], ['localhost:3000', null],
  ['http://localhost:3000', 'http://localhost:3000'], ['example.cn:8443', 'https://example.cn:8443'], ['例子.cn', 'https://xn--fsqu00a.cn'],
  ['javascript:alert(1)', null], ['https://a:b@c.cn', null], ['', null], ['https://', null], ['a b', null],
])('origin of %s', (text, expected) => {
  expect(readOrigin(text)).toBe(expected)
})
test('short names of origins tell them apart (FNV-1a of the empty text, of "a")', () => {
  expect([originKey(''), originKey('a')]).toEqual([(0x811c9dc5).toString(36), (0xe40c292c).toString(36)])
})
