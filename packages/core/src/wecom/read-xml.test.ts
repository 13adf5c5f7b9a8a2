import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFlatXml } from './read-xml.ts'

const read = (text: string) => {
  const fields = readFlatXml(text)
  return fields === null ? null : Object.fromEntries(fields)
}

test('the shape of a callback: text, CDATA, numbers, nested elements passed over', () => {
  expect(read('<xml>\n<ToUserName><![CDATA[ww1]]></ToUserName>\n<CreateTime>1403610513</CreateTime>\n<E/>\n<A>a &lt;b&gt; &amp;&#39;&#x4e2d;</A></xml>\n'))
    .toEqual({ ToUserName: 'ww1', CreateTime: '1403610513', E: '', A: 'a <b> &\'中' })
  expect(read('<?xml version="1.0"?><xml><A><![CDATA[<b>]]></A><List><Item>x</Item></List><A>second</A></xml>')).toEqual({ A: '<b>', List: '' })
  expect(read('<xml></xml>')).toEqual({})
})

test('what XML can do beyond that is not understood', () => {
  const bomb = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><A>&b;</A></xml>'
  const outside = '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><A>&x;</A></xml>'
  for (const text of [bomb, outside, '<xml><A>&b;</A></xml>', '<xml><A>&</A></xml>', '<xml><A>&#9999999;</A></xml>', '<xml><A b="1">x</A></xml>', '<xml><!-- x --></xml>', '<xml><?php ?></xml>',
    '', 'x', '<xml>', '<xml><A></xml>', '<xml><A></B></xml>', '</xml>', '<xml/>', '<xml></xml><xml></xml>', '<xml></xml>x', 'x<xml></xml>', '<xml><A><![CDATA[x</A></xml>', '<![CDATA[x]]>', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`]) {
    expect([text, read(text)]).toEqual([text, null])
  }
})

test('any text comes back as it was written; nothing makes it throw or hang', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const safe = text.replaceAll(']]>', '')
    expect(read(`<xml><A><![CDATA[${safe}]]></A></xml>`)).toEqual({ A: safe })
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    expect(read(`<xml><A>${escaped}</A></xml>`)).toEqual({ A: text })
  }))
  fc.assert(fc.property(fc.string(), fc.array(fc.constantFrom('<xml>', '</xml>', '<A>', '</A>', '<![CDATA[', ']]>', '&', ';', 'x', '<', '>')), (text, parts) => {
    readFlatXml(text)
    readFlatXml(parts.join(''))
  }))
  expect(readFlatXml('<xml>' + '<A>'.repeat(20_000))).toBeNull()
  expect(readFlatXml('&'.repeat(60_000))).toBeNull()
})
