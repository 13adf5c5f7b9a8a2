import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leadOfAnswers, nameOf } from './lead-of-answers.ts'
import { readAnswers } from './read-answers.ts'
import { sampleForm } from './sample.fixture.ts'
import { botReasons } from './verdict.ts'

const form = sampleForm()
const good = { name: ' 张伟 ', phone: '138 0013 8000', company: '云帆科技', mail: 'a@b.cn', size: 'large', topics: ['bi', 'crm'], seats: '12', day: '2026-03-05', news: true, wish: '第一行\n第二行', ad: 'x1' }

test('answers are kept as they were typed; choices in the order of the form', () => {
  expect(readAnswers(form, { ...good, unknown: 'passed over', constructor: 'x' })).toEqual({ answers: { ...good, seats: 12, topics: ['crm', 'bi'] }, errors: [] })
})

test('what does not fit is refused with its place and why', () => {
  const code = (more: object) => readAnswers(form, { ...good, ...more }).errors.map((one) => `${one.path} ${one.code}`)
  expect(readAnswers(form, {}).errors).toEqual([{ path: 'answers.name', code: 'public_form.required' }, { path: 'answers.phone', code: 'public_form.required' }])
  expect(code({ name: '   ' })).toEqual(['answers.name public_form.required'])
  expect(code({ name: 'x'.repeat(101) })).toEqual(['answers.name public_form.too_long'])
  for (const name of ['a\u0000b', 'a\nb', '\ud800']) expect(code({ name })).toEqual(['answers.name public_form.bad_characters'])
  expect(code({ wish: 'a\nb' })).toEqual([])
  expect(code({ phone: '12' })).toEqual(['answers.phone public_form.bad_phone'])
  expect(code({ mail: 'nobody' })).toEqual(['answers.mail public_form.bad_mail'])
  expect(code({ size: 'huge' })).toEqual(['answers.size public_form.bad_value'])
  expect(code({ topics: ['crm', 'crm'] })).toEqual(['answers.topics public_form.bad_value'])
  expect(code({ topics: 'crm' })).toEqual(['answers.topics public_form.bad_value'])
  for (const seats of ['many', Number.NaN, 1e300, {}]) expect(code({ seats })).toEqual(['answers.seats public_form.bad_value'])
  for (const day of ['2026-02-30', '0001-01-01', 5]) expect(code({ day })).toEqual(['answers.day public_form.bad_value'])
  expect(code({ news: 'yes' })).toEqual(['answers.news public_form.bad_value'])
})

test('any input is read or refused, never thrown at; what is kept is what was sent', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...form.fields.map((field) => field.key), '__proto__', 'toString'), fc.anything()), (raw) => {
    const { answers } = readAnswers(form, raw)
    for (const key of ['name', 'company', 'wish', 'ad']) if (Object.hasOwn(answers, key)) expect(answers[key]).toBe(raw[key])
    leadOfAnswers(form, answers)
  }), { seed: 20260302, numRuns: 500 })
})

test('answers become a lead: trimmed, one line but for the note, a name even when none was asked for', () => {
  const said = leadOfAnswers(form, readAnswers(form, good).answers)
  expect(said).toEqual({ fields: { name: '张伟', company: '云帆科技', phone: '138 0013 8000', email: 'a@b.cn', note: '第一行\n第二行' }, custom: {} })
  expect(nameOf(said)).toBe('张伟')
  expect(nameOf({ fields: { email: 'a@b.cn', phone: '1' }, custom: {} })).toBe('a@b.cn')
  const custom = sampleForm({ fields: [{ key: 'a', type: 'text', target: 'c_industry' }, { key: 'b', type: 'multi_select', target: 'c_tags', options: [{ value: 'x', label: { zh: '甲' } }] }] })
  expect(leadOfAnswers(custom, { a: ' 制造 ', b: ['x'] })).toEqual({ fields: {}, custom: { industry: '制造', tags: ['x'] } })
})

test('bots: the trap, no time to type, many links', () => {
  const person = { trap: '', msSinceStart: 9000, answers: { wish: '看看 https://example.cn' } }
  expect(botReasons(person)).toEqual([])
  expect(botReasons({ trap: 'x', msSinceStart: 100, answers: { wish: 'http://a http://b http://c [url=d]' } })).toEqual(['honeypot', 'too_fast', 'many_links'])
})
