import { expect, test } from 'vitest'
import { checkDefinition, contrast, isWebAddress } from './check-definition.ts'
import { formDefinition } from './definition.ts'
import { firstDraft } from './first-draft.ts'
import { formKeyOf } from './form-key.ts'
import { sampleForm } from './sample.fixture.ts'

const codes = (definition: Parameters<typeof sampleForm>[0]) => checkDefinition(sampleForm(definition)).filter((one) => !one.isAdvice).map((one) => `${one.path} ${one.code}`)

test('what a new form begins with can be published at once', () => {
  expect(checkDefinition(firstDraft('预约演示'))).toEqual([])
  expect(codes({})).toEqual([])
})

test('each thing that keeps a form from being published is named with its place', () => {
  const label = { zh: '甲', en: 'A' }
  expect(codes({ fields: [] })).toEqual(['fields public_form.no_fields'])
  expect(codes({ fields: [{ key: 'a', type: 'text', label }] })).toEqual(['fields public_form.no_contact'])
  expect(codes({ fields: [{ key: 'a', type: 'phone', target: 'phone', label: { zh: '甲' } }, { key: 'a', type: 'text', target: 'phone', label }] })).toEqual([
    'fields.0.label public_form.words_missing', 'fields.1.key public_form.duplicate_key', 'fields.1.target public_form.duplicate_target',
  ])
  const phone = { key: 'p', type: 'phone' as const, target: 'phone' as const, label }
  expect(codes({ fields: [phone, { key: 'c', type: 'select', label }, { key: 'h', type: 'hidden' }] })).toEqual(['fields.1.options public_form.no_options', 'fields.2.param public_form.hidden_empty'])
  expect(codes({ consent: { text: { zh: '同意' } } })).toEqual(['consent public_form.words_missing'])
  for (const url of ['', 'javascript:alert(1)', '//evil.example', 'https://u:p@a.cn', 'data:text/html,x']) expect(codes({ thanks: { kind: 'redirect', url } })).toEqual(['thanks public_form.bad_address'])
  // English is not shown: its words may be missing.
  expect(codes({ languages: ['zh'], title: { zh: '只有中文' }, consent: { text: { zh: '同意' } } })).toEqual([])
})

test('advice keeps nobody from publishing', () => {
  const advice = checkDefinition(sampleForm({ consent: null, theme: { primary: '#ffee88' } })).map((one) => [one.code, one.isAdvice])
  expect(advice).toEqual([['public_form.many_fields', true], ['public_form.no_consent', true], ['public_form.low_contrast', true]])
})

test('contrast as WCAG has it: black on white 21, grey #767676 just passes', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test('sites, colours and logos hold nothing that CSP or a style could be left by', () => {
  const refused = (more: object) => formDefinition.safeParse(more).success
  for (const site of ["https://a.cn; script-src *", 'https://a.cn/path', '*', "'self'", 'javascript:x', 'https://a.cn evil']) expect([site, refused({ sites: [site] })]).toEqual([site, false])
  for (const site of ['https://www.example.cn', 'https://*.example.cn', 'http://localhost:8080']) expect([site, refused({ sites: [site] })]).toEqual([site, true])
  expect(refused({ theme: { primary: 'red;}body{' } })).toBe(false)
  expect(refused({ theme: { logo: 'data:image/svg+xml;base64,PHN2Zz4=' } })).toBe(false)
  expect(refused({ theme: { logo: 'data:image/png;base64,"><script>' } })).toBe(false)
  expect(isWebAddress('https://example.cn/a?b=c')).toBe(true)
})

test('an address is made of the name', () => {
  expect([formKeyOf('预约演示'), formKeyOf('Demo 2026!'), formKeyOf('＊')]).toEqual(['yuyueyanshi', 'demo2026', 'form'])
})
