import { expect, test } from 'vitest'
import { websiteLink } from './website-link.ts'

test('addresses as people write them become links', () => {
  expect(websiteLink('www.hx.com')).toBe('https://www.hx.com/')
  expect(websiteLink(' http://hx.com/关于 ')).toBe('http://hx.com/%E5%85%B3%E4%BA%8E')
  expect(websiteLink('hx.com:8080/a')).toBe('https://hx.com:8080/a')
})

test('what is no web address is no link', () => {
  for (const text of [null, '', '无', 'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.cn']) expect(websiteLink(text)).toBeNull()
})
