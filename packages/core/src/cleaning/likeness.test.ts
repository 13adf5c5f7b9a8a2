import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIKELY_FROM, likenessTo, SHOWN_FROM, type Face } from './likeness.ts'

const face = (part: Partial<Face>): Face => ({ name: null, company: null, phone: null, email: null, wechat: null, uscc: [], ...part })
const score = (a: Partial<Face>, b: Partial<Face>) => likenessTo(face(a))(face(b)).score
const kinds = (a: Partial<Face>, b: Partial<Face>) => likenessTo(face(a))(face(b)).reasons.map((reason) => reason.kind)

test('however a number is written, it is the same number; a mobile says more than a switchboard', () => {
  for (const phone of ['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '１３８００１３８０００']) expect([phone, kinds({ phone: '13800138000' }, { phone })]).toEqual([phone, ['phone']])
  expect(kinds({ phone: '010-65529988' }, { phone: '+86 10 6552 9988' })).toEqual(['landline'])
  expect(kinds({ phone: '010-65529988-801' }, { phone: '01065529988' })).toEqual(['landline'])
  expect(score({ phone: '13800138000' }, { phone: '13800138000' })).toBeGreaterThan(score({ phone: '01065529988' }, { phone: '01065529988' }))
  expect(score({ phone: '打不通' }, { phone: '打不通' })).toBe(0)
})

test('one person at one company is very likely; a colleague is not shown; a shared switchboard makes no person', () => {
  const zhang = { name: '张伟', company: '深圳市云帆科技有限公司', phone: '13800138000', email: 'zw@yunfan.example' }
  expect(score(zhang, { ...zhang, company: '云帆科技', email: 'ZW@Yunfan.example' })).toBeGreaterThanOrEqual(LIKELY_FROM)
  expect(score(zhang, { name: '张伟', company: '云帆科技（中国）股份有限公司' })).toBeGreaterThanOrEqual(SHOWN_FROM)
  expect(score(zhang, { name: '王芳', company: '深圳市云帆科技有限公司', phone: '13900139000' })).toBeLessThan(SHOWN_FROM)
  expect(score({ name: '张伟', phone: '0755-26712345' }, { name: '王芳', phone: '0755-26712345' })).toBeLessThan(SHOWN_FROM)
  expect(score({ name: '张伟', phone: '13800138000' }, { name: '张总', phone: '13800138000' })).toBeGreaterThanOrEqual(SHOWN_FROM)
  expect(kinds({ name: '李娜' }, { name: '李 娜' })).toEqual(['name'])
  expect(kinds({ name: '李娜' }, { name: '李纳' })).toEqual(['name_sound'])
})

test('a credit code is the company; two codes are two companies', () => {
  const a = '9144030071526726XG'
  expect(kinds({ uscc: [a] }, { uscc: [a] })).toEqual(['uscc'])
  expect(score({ company: '云帆科技', name: '张伟', uscc: [a] }, { company: '云帆科技', name: '张伟', uscc: ['91330100799655058B'] })).toBeLessThan(SHOWN_FROM)
})

test('info@ is nobody’s own mailbox', () => {
  expect(score({ email: 'info@a.example' }, { email: 'INFO@a.example' })).toBe(25)
  expect(score({ email: 'li@a.example' }, { email: 'li@a.example ' })).toBe(55)
})

test('likeness has no sides, its score is the sum of its reasons, and whoever says nothing is like nobody', () => {
  const text = fc.option(fc.constantFrom('张伟', '张玮', '王先生', '深圳市云帆科技有限公司', '云凡科技', '13800138000', '010-65529988', 'a@b.example', 'info@b.example', '𠮷', ''), { nil: null })
  const any = fc.record({ name: text, company: text, phone: text, email: text, wechat: text, uscc: fc.subarray(['9144030071526726XG', '91330100799655058B']) })
  fc.assert(fc.property(any, any, (a, b) => {
    const there = likenessTo(a)(b)
    const back = likenessTo(b)(a)
    expect(there.score).toBe(back.score)
    expect(there.score).toBe(Math.max(0, Math.min(100, there.reasons.reduce((sum, one) => sum + one.points, 0))))
    expect(likenessTo(a)(face({})).reasons).toEqual([])
  }))
})
