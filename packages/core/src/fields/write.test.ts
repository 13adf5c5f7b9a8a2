import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Role } from '../identity/role.ts'
import type { CustomField, FieldSettings } from './contract.ts'
import type { CustomFieldType } from './field-type.ts'
import { keyFromLabel } from './key.ts'
import { maskCustom } from './read.ts'
import { requiredFieldCriteria } from './required.ts'
import { settleSettings, vetSettings } from './settings.ts'
import { typedValues, uniqueText } from './typed-value.ts'
import { readValue } from './value.ts'
import { writeCustom, type CustomWrite } from './write.ts'

let n = 0
const id = () => `01930000-0000-7000-8000-${String(++n).padStart(12, '0')}`
const field = (key: string, type: CustomFieldType, settings: Partial<FieldSettings> = {}): CustomField => ({
  id: id(), object: 'deal', key, label: key, type, settings: settleSettings('deal', type, settings), position: n, isArchived: false, version: 1,
})
const option = (value: string, more: Partial<FieldSettings['options'][number]> = {}) => ({ value, label: value, color: null, when: [], isArchived: false, ...more })
const context = { now: new Date('2026-03-02T02:00:00Z'), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: (team: string) => [team] }
const write = (fields: CustomField[], sent: Record<string, unknown>, more: Partial<CustomWrite> = {}) =>
  writeCustom({ fields, sent, before: {}, record: {}, isNew: true, role: 'rep', context, ...more })
const codes = (result: ReturnType<typeof writeCustom>) => Object.fromEntries(result.errors.map(({ key, code }) => [key, code]))

test.for<[CustomFieldType, Partial<FieldSettings>, unknown, unknown]>([
  ['text', {}, ' a ', 'a'], ['text', {}, '  ', null], ['text', {}, null, null], ['long_text', {}, 'a\nb ', 'a\nb'],
  ['number', {}, 0.1 + 0.2, 0.3], ['number', {}, -0, 0], ['number', { decimals: 0 }, 3, 3], ['money', {}, 12345, 12345], ['percent', { decimals: 1 }, 0.125, 0.125],
  ['date', {}, '2026-02-28', '2026-02-28'], ['time', {}, '2026-02-28T08:00:00+08:00', '2026-02-28T00:00:00.000Z'], ['boolean', {}, false, false],
  ['select', { options: [option('a')] }, 'a', 'a'], ['multi_select', { options: [option('a'), option('b')] }, ['b', 'a', 'b'], ['a', 'b']], ['multi_select', { options: [option('a')] }, [], null],
  ['url', {}, 'example.com', 'https://example.com'], ['mail', {}, ' a@example.com ', 'a@example.com'], ['phone', {}, '13800138000', '13800138000'],
  ['address', {}, { city: ' 杭州 ' }, { province: null, city: '杭州', district: null, detail: null }], ['address', {}, { city: ' ' }, null],
  ['user', {}, '01930000-0000-7000-8000-00000000000A', '01930000-0000-7000-8000-00000000000a'],
])('%s takes %o %o as %o', ([type, settings, raw, stored]) => {
  expect(readValue(field('x', type, settings), raw)).toEqual({ value: stored })
})

test.for<[CustomFieldType, Partial<FieldSettings>, unknown, string]>([
  ['text', {}, 5, 'field.bad_value'], ['text', {}, 'a\u0000b', 'field.bad_value'], ['text', {}, 'x'.repeat(501), 'field.bad_value'], ['text', {}, '\ud800', 'field.bad_value'],
  ['number', {}, '5', 'field.bad_value'], ['number', {}, Number.NaN, 'field.bad_value'], ['number', {}, 1e16, 'field.bad_value'], ['number', { decimals: 1 }, 0.25, 'field.decimals'],
  ['number', { min: 1 }, 0, 'field.range'], ['number', { max: 1 }, 2, 'field.range'], ['money', {}, 1.5, 'field.bad_value'], ['money', {}, 1e14, 'field.bad_value'],
  ['date', {}, '2026-02-30', 'field.bad_value'], ['date', {}, '0001-01-01', 'field.bad_value'], ['time', {}, '2026-02-28', 'field.bad_value'], ['boolean', {}, 'true', 'field.bad_value'],
  ['select', { options: [option('a')] }, 'b', 'field.bad_option'], ['select', { options: [option('a')] }, 'constructor', 'field.bad_option'],
  ['multi_select', { options: [option('a'), option('b')] }, ['a', 'x'], 'field.bad_option'], ['multi_select', { options: [option('a')] }, 'a', 'field.bad_value'],
  ['url', {}, 'javascript:alert(1)', 'field.bad_value'], ['url', {}, 'data:text/html,x', 'field.bad_value'], ['mail', {}, 'nobody', 'field.bad_value'], ['phone', {}, '12', 'field.bad_value'],
  ['address', {}, 'Hangzhou', 'field.bad_value'], ['user', {}, 'me', 'field.bad_value'], ['file', {}, ['x'], 'field.bad_value'], ['formula', { formula: '1' }, 1, 'field.read_only'],
  ['text', { pattern: '\\d+' }, 'a1', 'field.pattern'],
])('%s with %o refuses %o: %s', ([type, settings, raw, code]) => {
  expect(readValue(field('x', type, settings), raw)).toEqual({ refused: code })
})

test('no value from outside makes reading fail, and what is read reads the same again', () => {
  const types: CustomFieldType[] = ['text', 'long_text', 'number', 'money', 'percent', 'date', 'time', 'select', 'multi_select', 'user', 'reference', 'phone', 'mail', 'url', 'address', 'file', 'boolean']
  fc.assert(fc.property(fc.constantFrom(...types), fc.oneof(fc.anything({ withNullPrototype: true }), fc.string(), fc.double(), fc.date({ noInvalidDate: true }).map((at) => at.toISOString())), (type, raw) => {
    const one = field('x', type, { options: type === 'select' || type === 'multi_select' ? [option('a')] : [] })
    const first = readValue(one, raw)
    if ('refused' in first || first.value === null) return
    expect(readValue(one, first.value)).toEqual(first)
    expect(typedValues(one, first.value).length).toBeGreaterThan(0)
  }), { seed: 5, numRuns: 2000 })
})

test('defaults, required fields and unknown keys of a new record', () => {
  const fields = [field('a', 'text', { required: true }), field('b', 'number', { default: 7 }), field('c', 'select', { options: [option('x')], required: true, default: 'x' })]
  expect(write(fields, { a: 'v' })).toMatchObject({ custom: { a: 'v', b: 7, c: 'x' }, errors: [], changes: { c_a: [null, 'v'], c_b: [null, 7] } })
  expect(codes(write(fields, { z: 1 }))).toEqual({ z: 'field.unknown', a: 'field.required' })
  // An explicit null is an answer: no default for it, and required says so.
  expect(codes(write(fields, { a: 'v', b: null, c: null }))).toEqual({ c: 'field.required' })
  // The system is asked for nothing.
  expect(write(fields, {}, { role: null }).errors).toEqual([])
})

test('on a record that exists, what was missing before stands in nobody’s way', () => {
  const fields = [field('a', 'text', { required: true }), field('b', 'text')]
  expect(write(fields, { b: 'x' }, { isNew: false }).errors).toEqual([])
  expect(codes(write(fields, { a: null }, { isNew: false, before: { a: 'v' } }))).toEqual({ a: 'field.required' })
  expect(write(fields, { b: 'x' }, { isNew: false, before: { b: 'x' } }).changed).toEqual([])
})

test('roles: read-only and hidden fields', () => {
  const fields = [field('ro', 'text', { writeRoles: ['admin'], required: true }), field('hidden', 'text', { readRoles: ['admin'], default: 'd' })]
  const as = (role: Role, sent: Record<string, unknown>) => write(fields, sent, { role })
  expect(as('rep', {}).custom).toEqual({ hidden: 'd' })
  expect(codes(as('rep', { ro: 'x', hidden: 'y' }))).toEqual({ ro: 'field.read_only', hidden: 'field.unknown' })
  expect(as('admin', { ro: 'x', hidden: 'y' }).custom).toEqual({ ro: 'x', hidden: 'y' })
  expect(write(fields, { ro: 'x' }, { isNew: false, before: { ro: 'x', hidden: 's' } })).toMatchObject({ custom: { ro: 'x', hidden: 's' }, errors: [], changed: [] })
  expect(maskCustom(fields, 'rep', { ro: 'x', hidden: 's', gone: 1 })).toEqual({ ro: 'x' })
  expect(maskCustom([{ ...(fields[0] ?? field('a', 'text')), isArchived: true }], 'rep', { ro: 'x' })).toEqual({})
})

test('dependent options, archived options', () => {
  const fields = [
    field('province', 'select', { options: [option('zj'), option('js'), option('old', { isArchived: true })] }),
    field('city', 'select', { dependsOn: 'province', options: [option('hz', { when: ['zj'] }), option('nj', { when: ['js'] }), option('any')] }),
  ]
  expect(write(fields, { province: 'zj', city: 'hz' }).errors).toEqual([])
  expect(codes(write(fields, { province: 'js', city: 'hz' }))).toEqual({ city: 'field.bad_option' })
  expect(codes(write(fields, { city: 'hz' }))).toEqual({ city: 'field.bad_option' })
  expect(write(fields, { city: 'any' }).errors).toEqual([])
  expect(codes(write(fields, { province: 'js' }, { isNew: false, before: { province: 'zj', city: 'hz' } }))).toEqual({ city: 'field.bad_option' })
  expect(codes(write(fields, { province: 'old' }))).toEqual({ province: 'field.bad_option' })
  expect(write(fields, { city: 'any' }, { isNew: false, before: { province: 'old' } }).errors).toEqual([])
})

test('visible-if: chains settle, and a hidden field keeps its value', () => {
  const fields = [
    field('a', 'boolean'), field('b', 'text', { visibleIf: { field: 'c_a', op: 'is', value: true } }), field('c', 'text', { required: true, visibleIf: { field: 'c_b', op: 'not_empty' } }),
    field('big', 'text', { required: true, visibleIf: { field: 'amount', op: 'gte', value: 100 } }),
  ]
  expect(write(fields, { a: false, b: 'x', c: 'y' }).custom).toEqual({ a: false })
  expect(write(fields, { a: true, b: 'x', c: 'y' }).custom).toEqual({ a: true, b: 'x', c: 'y' })
  expect(codes(write(fields, { a: true, b: 'x' }))).toEqual({ c: 'field.required' })
  expect(codes(write(fields, {}, { record: { amountMinor: 100 } }))).toEqual({ big: 'field.required' })
  expect(write(fields, { a: false, b: null }, { isNew: false, before: { a: true, b: 'x', c: 'y' } }).custom).toEqual({ a: false, b: 'x', c: 'y' })
})

test('keys that mean something to JavaScript pollute nothing', () => {
  const fields = [field('a', 'text')]
  const sent = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": "x", "a": "v"}') as Record<string, unknown>
  const result = write(fields, sent)
  expect(codes(result)).toEqual({ ['__proto__']: 'field.unknown', constructor: 'field.unknown' })
  expect(Object.getPrototypeOf(result.custom)).toBe(Object.prototype)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  expect(maskCustom(fields, 'rep', JSON.parse('{"__proto__": {"a": "x"}}'))).toEqual({})
  const stored = JSON.parse('{"__proto__": {"a": "x"}}') as Record<string, unknown>
  expect(write(fields, { a: 'w' }, { isNew: false, before: stored }).changed).toEqual(['a'])
})

test('settings: what does not concern a type rests, what does is vetted', () => {
  const problems = (one: CustomField, others: CustomField[] = []) => vetSettings(one, others).map(({ path, code }) => `${path} ${code}`)
  expect(settleSettings('lead', 'number', { options: [option('a')], pattern: 'x', requiredFromStages: [id()], dependsOn: 'a', min: 1 })).toMatchObject({
    options: [], pattern: null, requiredFromStages: [], dependsOn: null, min: 1,
  })
  expect(settleSettings('deal', 'formula', { required: true, unique: true, default: 1, writeRoles: ['admin'] })).toMatchObject({ required: false, unique: false, writeRoles: [] })
  expect(problems(field('a', 'text'))).toEqual([])
  expect(problems(field('a', 'text', { pattern: '(a|b)*' }))).toEqual(['pattern field.bad_pattern'])
  expect(problems(field('a', 'number', { default: 5, max: 4 }))).toEqual(['default field.range'])
  expect(problems(field('a', 'select', { options: [option('x'), { ...option('x'), label: 'y' }] }))).toEqual(['options field.bad_settings'])
  expect(problems(field('a', 'select', { options: [option('x', { when: ['p'] })], dependsOn: 'b' }), [field('b', 'select', { options: [option('q')] })])).toEqual(['options field.bad_settings'])
  expect(problems(field('a', 'text', { visibleIf: { field: 'c_a', op: 'empty' } }))).toEqual(['visibleIf field.bad_settings'])
  expect(problems(field('a', 'text', { visibleIf: { field: '__proto__', op: 'empty' } }))).toEqual(['visibleIf condition.unknown_field'])
  expect(problems(field('a', 'text', { readRoles: ['rep'], writeRoles: ['admin'] }))).toEqual(['writeRoles field.bad_settings'])
  expect(problems(field('a', 'reference'))).toEqual(['of field.bad_settings'])
  // A circle of three.
  const part = (key: string, dependsOn: string) => field(key, 'select', { options: [option('o')], dependsOn })
  expect(problems(part('a', 'b'), [part('b', 'c'), part('c', 'a')])).toEqual(['dependsOn field.bad_settings'])
})

test('keys from labels', () => {
  const taken = new Set(['kehuhangye'])
  expect(keyFromLabel('客户行业', new Set())).toBe('kehuhangye')
  expect(keyFromLabel('客户行业', taken)).toBe('kehuhangye_2')
  expect(keyFromLabel('2026 预算', new Set())).toBe('f_2026yusuan')
  expect(keyFromLabel('constructor', new Set())).toBe('f_constructor')
  expect(keyFromLabel('！！', new Set())).toBe('f_1')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (label) => {
    expect(keyFromLabel(label, taken)).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
  }), { seed: 3 })
})

test('a field required from a stage is a criterion of its entry gate', () => {
  const stage = id()
  const asked = field('a', 'text', { requiredFromStages: [stage] })
  expect(requiredFieldCriteria([asked, field('b', 'text'), { ...asked, id: id(), isArchived: true }], stage)).toEqual([
    { id: asked.id, type: 'field', field: 'c_a', severity: 'block', label: '', help: '' },
  ])
  expect(requiredFieldCriteria([asked], id())).toEqual([])
})

test('unique values are compared as people mean them', () => {
  expect(uniqueText(field('a', 'text'), 'HT-001')).toBe('ht-001')
  expect(uniqueText(field('a', 'phone'), '138 0013 8000')).toBe(uniqueText(field('a', 'phone'), '+86 13800138000'))
  expect(uniqueText(field('a', 'number'), 1.5)).toBe('1.5')
})
