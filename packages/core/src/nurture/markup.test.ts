import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailAddress } from './address.ts'
import { markupToHtml } from './markup.ts'

test('paragraphs, lists, bold, links; tags of the template stay as they are', () => {
  expect(markupToHtml('您好 {{ lead.name | default: "朋友" }}：\n第二行\n\n- 一\n- **二**\n\n看[案例](https://a.cn/?x=1&y=2)或 https://b.cn/c')).toBe(
    '<p>您好 {{ lead.name | default: "朋友" }}：<br>第二行</p>\n<ul><li>一</li><li><strong>二</strong></li></ul>\n<p>看<a href="https://a.cn/?x=1&amp;y=2">案例</a>或 <a href="https://b.cn/c">https://b.cn/c</a></p>')
  expect(markupToHtml('')).toBe('')
})

test('what is typed is text: no tag but ours comes out, whatever goes in', () => {
  expect(markupToHtml('<script>alert(1)</script> & "x"')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</p>')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }).filter((text) => !/\{\{|\{%/.test(text)), (text) => {
    expect(markupToHtml(text).replaceAll(/<\/?(?:p|br|ul|li|strong)>|<a href="[^"<>]*">|<\/a>/g, '')).not.toMatch(/[<>]/)
  }), { seed: 3 })
})

test('a mail goes to one plain address, and nothing can begin another header or command', () => {
  expect(mailAddress(' Zhao.Min+crm@sub.example.com.cn ')).toBe('Zhao.Min+crm@sub.example.com.cn')
  for (const bad of [null, '', 'a', 'a@b', 'a@b.cn\r\nBcc: x@y.cn', 'a b@c.cn', '"a"@b.cn', 'a@b.cn,c@d.cn', '<a@b.cn>', 'a..b@c.cn', 'a@-b.cn', '张@例子.中国', `${'a'.repeat(65)}@b.cn`]) expect([bad, mailAddress(bad)]).toEqual([bad, null])
})
