import { expect, test } from 'vitest'
import { naughtyStrings } from '../../testing/naughty-strings.ts'
import { base64Word, mailOf, reportOf } from './mails.fixture.ts'
import { wordsOf } from './mail-words.ts'
import { readMail } from './read-mail.ts'

const read = (raw: string | Buffer) => readMail(typeof raw === 'string' ? Buffer.from(raw.replaceAll('\n', '\r\n')) : raw)
/** 张伟 询价 您好，想了解报价。 in GB18030. */
const gb = { name: Buffer.from('d5c5cebc', 'hex'), body: Buffer.from('c4fabac3a3acd1afbcdb', 'hex') }

test('Chinese mails in GB18030, quoted-printable and base64 are read as they were written', async () => {
  const raw = Buffer.concat([
    Buffer.from(`From: ${base64Word(gb.name, 'gb18030')} <wei@customer.example>\r\nSubject: ${base64Word(gb.body, 'GB2312')}\r\nMessage-ID: <1@customer.example>\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`),
    gb.body,
  ])
  expect(await read(raw)).toMatchObject({ messageId: '<1@customer.example>', from: { name: '张渭', address: 'wei@customer.example' }, subject: '您好，询价', text: '您好，询价' })
  const quoted = mailOf({ From: '"Wang, Fang" <fang@customer.example>', Subject: '=?utf-8?Q?=E6=8A=A5=E4=BB=B7_?= =?utf-8?Q?=E8=AF=B7=E6=B1=82?=', 'Content-Transfer-Encoding': 'quoted-printable' }, '=E6=82=A8=E5=A5=BD=EF=BC=8C=\n=E8=AF=B7=E6=8A=A5=E4=BB=B7')
  expect(await read(quoted)).toMatchObject({ from: { name: 'Wang, Fang' }, subject: '报价 请求', text: '您好，请报价' })
  const coded = mailOf({ From: 'a@customer.example', Subject: 'x', 'Content-Transfer-Encoding': 'base64' }, Buffer.from('第一行\r\n第二行').toString('base64'))
  expect((await read(coded)).text).toBe('第一行\n第二行')
})

test('a page without words becomes words; nothing of it runs, and files are named alone', async () => {
  const html = mailOf({ From: 'a@customer.example', 'Content-Type': 'text/html; charset=utf-8' }, '<style>p{}</style><script>alert(1)</script><p>您好&nbsp;<b>世界</b></p><p>&lt;b&gt; <a href="https://a.example/x">看</a></p><!-- x --><img src=x onerror=alert(1)>')
  expect((await read(html)).text).toBe('您好\u00a0世界\n\n<b> 看 ( https://a.example/x )')
  const mixed = mailOf({ From: 'a@customer.example', 'Content-Type': 'multipart/mixed; boundary=b' }, '--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: application/pdf; name="报价.pdf"\nContent-Disposition: attachment; filename="报价.pdf"\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--')
  const mail = await read(mixed)
  expect(mail).toMatchObject({ text: 'hello', attachments: ['报价.pdf'] })
  expect(wordsOf(mail, mail.text)).toBe('a@customer.example\n\nhello\n\n附件 / Attachments: 报价.pdf')
})

test('a report gives its machine’s part and the mail that it is about', async () => {
  const mail = await read(reportOf({ to: 'bounce+0197a00000007000800000000000000a@sender.example', status: '5.1.1', about: '<id@sender.example>' }))
  expect(mail.deliveryStatus).toContain('Status: 5.1.1')
  expect(mail.original).toContain('Message-ID: <id@sender.example>')
  expect(mail.recipients).toEqual(['bounce+0197a00000007000800000000000000a@sender.example'])
})

test('what is no mail, or is cut in its middle, is read as far as it goes and never faults', async () => {
  for (const raw of ['', 'x', '\u0000\u0000', 'From:', 'From: <>\n\nx', 'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhalf a', 'From: =?x-unknown?B?//8=?= <a@b.cn>\n\nx', 'Content-Type: text/plain; charset="nonsense"\n\nä', 'From: a@b.cn\nContent-Transfer-Encoding: base64\n\n%%%']) {
    const mail = await read(raw)
    expect(typeof mail.text).toBe('string')
  }
  const deep = Array.from({ length: 40 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('')
  await expect(read(deep)).rejects.toThrow()
})

test('a line break in a name or a subject begins no header, and naughty texts are read as they were written', async () => {
  const forged = await read(mailOf({ From: `${base64Word('张伟\r\nBcc: victim@x.example')} <a@customer.example>`, Subject: base64Word('报价\r\nX-Evil: 1') }, 'x'))
  expect([forged.headers.has('bcc'), forged.headers.has('x-evil'), forged.recipients]).toEqual([false, false, []])
  const odd: string[] = []
  for (const text of naughtyStrings) {
    const subject = text.toWellFormed()
    const mail = await read(mailOf({ From: `${base64Word(subject)} <a@customer.example>`, Subject: base64Word(subject) }, 'x'))
    if (mail.subject.trim() !== subject.trim() || mail.from?.address !== 'a@customer.example') odd.push(`${JSON.stringify(subject)} → ${JSON.stringify([mail.subject, mail.from])}`)
  }
  expect(odd).toEqual([])
})
