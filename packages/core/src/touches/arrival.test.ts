import { expect, test } from 'vitest'
import { readArrival, saysSource } from './arrival.ts'

test('a tagged address: utm in lower case, the click id with its kind, the page without its query', () => {
  const arrival = readArrival('https://www.example.cn/demo?utm_source=Baidu&utm_medium=CPC&utm_campaign=spring-2026&utm_term=%E6%BC%8F%E6%96%97&bd_vid=77aa&phone=13800138000#top', 'https://www.baidu.com/s?wd=crm')
  expect(arrival).toEqual({
    touchId: null, code: null, utm: { source: 'baidu', medium: 'cpc', campaign: 'spring-2026', term: '漏斗', content: null },
    clickIdKind: 'bd_vid', clickId: '77aa', referrerHost: 'www.baidu.com', landingPage: 'https://www.example.cn/demo',
  })
  expect(saysSource(arrival)).toBe(true)
})

test('what a short link added is found again; a referrer of the own host is no source', () => {
  const arrival = readArrival('https://a.cn/f?sl=019C0E5A-0000-7000-8000-0123456789AB&sl_code=7KQ2M9A', 'https://a.cn/start')
  expect(arrival).toMatchObject({ touchId: '019c0e5a-0000-7000-8000-0123456789ab', code: '7KQ2M9A', referrerHost: null })
})

test('hostile input says nothing, or is cut and cleaned', () => {
  for (const address of [null, '', 'not an address', 'javascript:alert(1)//?utm_source=x', 'data:text/html,?sl=1']) expect(saysSource(readArrival(address))).toBe(false)
  expect(readArrival("https://a.cn/?sl=' or 1=1 --").touchId).toBeNull()
  expect(readArrival(`https://a.cn/?utm_source=${'x'.repeat(5000)}&utm_term=a%00b%0Ac`).utm).toMatchObject({ source: 'x'.repeat(100), term: 'abc' })
  expect(readArrival('https://a.cn/?gclid=&utm_source=%20').utm.source).toBeNull()
  expect(readArrival('https://a.cn/?gclid=').clickIdKind).toBeNull()
})
