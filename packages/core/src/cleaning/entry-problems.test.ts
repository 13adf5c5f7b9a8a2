import { expect, test } from 'vitest'
import { problemsOf } from './entry-problems.ts'

const of = (part: Partial<Parameters<typeof problemsOf>[0]>) => problemsOf({ company: null, phone: null, email: null, ...part }).map(({ code, suggestion }) => [code, suggestion])

test('telephone numbers as people write them are understood; others are said', () => {
  for (const phone of ['13800138000', '+86 138 0013 8000', '010-65529988', '(0755) 2671 2345', '021-58881234转801', '400-800-1234', '+1 415 555 2671']) expect([phone, of({ phone })]).toEqual([phone, []])
  for (const phone of ['打不通', '12345']) expect([phone, of({ phone })]).toEqual([phone, [['phone_unreadable', null]]])
  expect(of({ phone: '1.38E+10' })).toEqual([['phone_digits_lost', null]])
  expect(of({ phone: '手机：１３８００１３８０００' })).toEqual([['tidier', '13800138000']])
})

test('mail addresses: width, blanks and a Chinese full stop are put right', () => {
  expect(of({ email: 'Li.Lei@Example.COM' })).toEqual([['tidier', 'Li.Lei@example.com']])
  expect(of({ email: 'lilei＠example。com' })).toEqual([['tidier', 'lilei@example.com']])
  expect(of({ email: 'lilei@example.com' })).toEqual([])
  for (const email of ['lilei', 'li lei@', '@example.com', 'a@b']) expect([email, of({ email })[0]?.[0]]).toEqual([email, 'email_unreadable'])
})

test('company names: one kind of bracket, no blanks between characters', () => {
  expect(of({ company: '阿里之门(中国) 网络技术有限公司' })).toEqual([['tidier', '阿里之门（中国）网络技术有限公司']])
  expect(of({ company: '云帆科技　股份有限公司' })).toEqual([['tidier', '云帆科技股份有限公司']])
  for (const company of ['深圳市云帆科技有限公司', 'Acme Corp.', 'Acme (Asia) Ltd', '阿里之门（中国）网络技术有限公司']) expect([company, of({ company })]).toEqual([company, []])
})
