import { expect, test } from 'vitest'
import { readPasted } from '../leads/paste-text/read.ts'
import { ownWords, signatureOf } from './own-words.ts'

test('the mail that is answered is left out, however the program marks it', () => {
  for (const quote of [
    '> 您好\n> 再见', '------------------ 原始邮件 ------------------\n发件人: a', '-----Original Message-----\nFrom: a', 'On Mon, 2 Mar 2026 at 10:00, Sales <s@own.cn> wrote:\n> hi', '在 2026年3月2日，云帆 <s@own.cn> 写道：\n\n您好',
    '发件人： 云帆 <s@own.cn>\n发送时间： 2026年3月2日\n收件人： 我', 'From: Sales\nSent: Monday\nTo: me',
  ]) expect([quote, ownWords(`可以，请报价。\n\n${quote}`)]).toEqual([quote, '可以，请报价。'])
  expect(ownWords('> 只有引用')).toBe('> 只有引用')
  expect(ownWords('发件人：张伟想要报价\n第二行')).toBe('发件人：张伟想要报价\n第二行')
})

test('a signature stands below its line, or at the end; who wrote is read from it', () => {
  const mail = '您好，\n我们想了解贵司产品的报价，计划采购100套。\n\n--\n张伟 | 采购经理\n云帆科技有限公司\n手机：13800138000\n\n发件人: 我\n主题: x'
  expect(signatureOf(mail)).toBe('张伟 | 采购经理\n云帆科技有限公司\n手机：13800138000')
  const { phone, company, title } = readPasted(signatureOf(mail))
  expect([phone?.value, company?.value, title?.value]).toEqual(['13800138000', '云帆科技有限公司', '采购经理'])
  expect(signatureOf('您好\n张伟')).toBe('您好\n张伟')
})
