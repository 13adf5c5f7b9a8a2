import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldSettings, type CustomField, type FieldSettings } from '../contract.ts'
import type { CustomFieldType, FieldObject } from '../field-type.ts'
import { FormulaError } from './error.ts'
import { compileFormulas, computeFormulas, typeOfFormula, vetFormula } from './formula.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
let made = 0
const field = (key: string, type: CustomFieldType, settings: Partial<FieldSettings> = {}, object: FieldObject = 'deal'): CustomField => ({
  id: id(++made), object, key, label: key, type, settings: fieldSettings.parse(settings), position: 1, isArchived: false, version: 1,
})
const formula = (key: string, source: string, formulaType: FieldSettings['formulaType'] = 'number', decimals = 2) => field(key, 'formula', { formula: source, formulaType, decimals })

const fields = [
  field('vat', 'percent'), field('budget', 'money'), field('seats', 'number'), field('level', 'select', { options: [{ value: 'a', label: 'A', color: null, when: [], isArchived: false }] }),
  field('tags', 'multi_select'), field('start', 'date'), field('seen', 'time'), field('ok', 'boolean'), field('contact', 'reference', { of: 'contact' }), field('place', 'address'), field('word', 'text'),
]
const context = { now: new Date('2026-03-02T17:00:00.000Z'), timeZone: 'Asia/Shanghai', currency: 'CNY' }
const record = { title: '云帆', amountMinor: 123_456_78, currency: 'CNY', expectedCloseOn: '2026-03-31', createdAt: '2026-02-28T16:30:00.000Z', ownerId: id(1), tagIds: ['t1'], status: 'open', nextStep: null }
const custom = { vat: 0.13, budget: 100_000_00, seats: 3, level: 'a', tags: ['x', 'y'], start: '2026-01-31', seen: '2026-03-01T16:00:00.000Z', ok: true, contact: id(2), place: { province: '广东', city: '深圳', district: null, detail: null }, word: '甲' }
const typed = { number: 'number', money: 'money', text: 'text', date: 'date', boolean: 'boolean' } as const

/** The value of a formula over the record above, in a field of the type that the formula has. */
function value(source: string, extra: Record<string, unknown> = {}, on: Record<string, unknown> = record): unknown {
  const type = typeOfFormula(source, 'deal', fields)
  const own = formula('result', source, type in typed ? typed[type as keyof typeof typed] : 'text', 6)
  return computeFormulas([...fields, own], on, { ...custom, ...extra }, context).get('result')
}
function refusal(source: string): string {
  try {
    return typeOfFormula(source, 'deal', fields)
  } catch (error) {
    if (error instanceof FormulaError) return error.reason
    throw error
  }
}

test.each<[string, unknown]>([
  ['1 + 2 * 3', 7], ['0.1 + 0.2', 0.3], ['7 / 2', 3.5], ['7 % 4', 3], ['-c_seats', -3], ['(1 + 2) * 3', 9], ['1e3', 1000],
  // Money: written in 元, computed exactly, answered in 分.
  ['amount', 12_345_678], ['amount * c_vat', 1_604_938], ['amount - c_budget', 2_345_678], ['amount + 0.01', 12_345_679], ['amount / 3', 4_115_226], ['-amount', -12_345_678],
  ['amount / c_budget', 1.234568], ['amount > 100000', true], ['amount == 123456.78', true], ['round(amount)', 12_345_700], ['min(amount, 100)', 10_000],
  // Days.
  ['today()', '2026-03-03'], ['days_between(today(), expectedClose)', 28], ['expectedClose - c_start', 59], ['c_start + 29', '2026-03-01'], ['expectedClose - 31', '2026-02-28'], ['created', '2026-03-01'],
  ['c_seen', '2026-03-02'], ['expectedClose < today()', false], ['max(c_start, expectedClose)', '2026-03-31'], ['year(c_start) * 100 + month(c_start)', 202601], ['date("2026-02-30")', null],
  // Choices and texts.
  ['if(c_level == "a", "高", "低")', '高'], ['c_level in ["b", "a"]', true], ['"x" in c_tags', true], ['contains(c_tags, "z")', false], ['concat(title, "-", c_seats, nextStep)', '云帆-3'], ['title + "!"', '云帆!'],
  ["c_ok ? 'if(1' : 'no'", 'if(1'], ['length(c_word)', 1], ['c_place', '广东深圳'], ['concat(amount)', '123456.78'], ['status != "won" && !is_blank(title)', true],
  ['round(2.5)', 3], ['round(-2.5)', -3], ['round(1.005, 2)', 1.01], ['floor(-1.5)', -2], ['ceil(1.2)', 2], ['abs(-2)', 2], ['max(1, 2, 3)', 3], ['coalesce(nextStep, title)', '云帆'], ['is_blank(owner)', false],
])('%s is %s', (source, expected) => expect(value(source)).toEqual(expected))

test('what is empty makes the result empty, but where emptiness is asked for', () => {
  const none = { vat: null, seats: null, start: null, ok: null, level: null, tags: [], word: '' }
  for (const source of ['c_seats + 1', 'amount * c_vat', 'c_seats > 1', 'c_seats == 0', 'c_level == "a"', 'c_level != "a"', '!c_ok', 'if(c_ok, 1, 2)', 'days_between(c_start, today())', 'c_start + 1', 'round(c_seats)', '1 / 0', '1 % 0', 'c_word + "x"', '"x" in c_tags'])
    expect([source, value(source, none)]).toEqual([source, null])
  expect(value('is_blank(c_seats) && is_blank(c_word) && is_blank(c_tags)', none)).toBe(true)
  expect(value('coalesce(c_seats, 5) + 1', none)).toBe(6)
  expect(value('min(c_seats, 4)', none)).toBe(4)
  // Known whatever the missing one would be.
  expect([value('false && c_ok', none), value('c_ok || true', none), value('true && c_ok', none)]).toEqual([false, true, null])
  expect(value('amount + 1', {}, { ...record, amountMinor: null })).toBeNull()
})

test('the minor unit is that of the record’s currency', () => {
  expect(value('amount * 0.5', {}, { ...record, currency: 'JPY', amountMinor: 1001 })).toBe(501)
  expect(value('amount * 0.5', {}, { ...record, currency: 'KWD', amountMinor: 1001 })).toBe(501)
})

test('what does not fit is refused with its reason', () => {
  const table: Record<string, string> = {
    '1 +': 'syntax', '': 'syntax', '客户': 'syntax', 'amount > ': 'syntax', ['__proto__']: 'syntax', 'c_nothing': 'unknown_name', constructor: 'unknown_name', toString: 'unknown_name', 'c_constructor': 'unknown_name',
    'amount * amount': 'types', 'title * 2': 'types', 'title > "a"': 'types', 'amount + today()': 'types', '!amount': 'types', '-title': 'types', 'c_ok + 1': 'types', 'owner < owner': 'types', 'title == 1': 'types', 'c_ok && 1': 'types',
    'amount == null': 'null_compared', 'if(c_ok, 1, "a")': 'arguments', 'if(1, 2, 3)': 'arguments', 'round("a")': 'arguments', 'min(1)': 'arguments', 'min(1, "a")': 'arguments', 'today(1)': 'arguments', 'concat(owner)': 'arguments',
    'eval("1")': 'unknown_function', 'constructor("x")': 'unknown_function', 'size("x")': 'unknown_function', 'has(title)': 'unknown_function', 'matches("a", "(a+)+$")': 'unknown_function',
    'title.matches("(a+)+$")': 'not_allowed', '[1, 2].map(x, x)': 'not_allowed', 'c_tags.all(t, true)': 'not_allowed', 'title.constructor': 'not_allowed', 'c_tags[0]': 'not_allowed', '{}': 'not_allowed', '[1]': 'not_allowed',
    'cel.bind(t, "x", t + t)': 'not_allowed', 'b"x"': 'not_allowed', '1u': 'not_allowed', 'title in [title]': 'not_allowed', '1 in ["a"]': 'types',
  }
  for (const [source, reason] of Object.entries(table)) expect([source, refusal(source)]).toEqual([source, reason])
  const error = new FormulaError('unknown_name', { name: 'c_x' })
  expect([error.code, error.detail('zh'), error.detail('en')]).toEqual(['field.bad_formula', '没有名为「c_x」的字段', 'there is no field “c_x”'])
})

test('size bombs are refused before they are built', () => {
  for (const bomb of ['('.repeat(900) + '1' + ')'.repeat(900), '!'.repeat(1900) + 'c_ok', '1' + '+1'.repeat(900), 'if(c_ok,'.repeat(200) + '1', `title in [${'"a",'.repeat(60)}"a"]`, `concat(${'1,'.repeat(30)}1)`, '"' + 'x'.repeat(2000) + '"', 'c_ok?1:'.repeat(150) + '1'])
    expect([bomb.slice(0, 20), refusal(bomb)]).toEqual([bomb.slice(0, 20), 'too_large'])
  // Numbers that outgrow what can be held are empty, and so is what is computed from them.
  expect([value('1e30 * 1e30'), value('1e50 * 1e50'), value('1e50 * 1e50 * 0'), value('1e16'), value('amount * 1e15'), value('today() + 99999999'), value('today() + 0.5')]).toEqual([null, null, null, null, null, null, null])
  const doubling = Array.from({ length: 12 }, (_, i) => formula(`d${i}`, i === 0 ? 'title' : Array(6).fill(`c_d${i - 1}`).join(' + '), 'text'))
  expect(String(computeFormulas(doubling, record, {}, context).get('d11')).length).toBe(500)
  // A text is cut between characters, and holds nothing that cannot be stored.
  expect(value(`concat(c_word, c_word, "${'😀'.repeat(260)}")`, { word: 'x'.repeat(100) })).toBe('x'.repeat(200) + '😀'.repeat(260))
  expect(value(`concat(c_word, "${'😀'.repeat(260)}")`, { word: 'x'.repeat(399) })).toBe('x'.repeat(399) + '😀'.repeat(101))
  expect([refusal('"\\u0000"'), refusal('"\\x00"'), refusal('"\ud800"')]).toEqual(['not_allowed', 'not_allowed', 'not_allowed'])
  expect(String(value('c_word', { word: '长'.repeat(5000) })).length).toBe(500)
})

test('formulas may read formulas, in whatever order they stand; circles are named', () => {
  const chain = [formula('c', 'c_b + 1'), formula('b', 'c_a * 2', 'money'), formula('a', 'amount', 'money'), formula('text', 'concat(c_c)', 'text')]
  const values = computeFormulas(chain, record, {}, context)
  expect(Object.fromEntries(values)).toEqual({ a: 12_345_678, b: 24_691_356, c: 246_914.56, text: '246914.56' })
  const one = formula('x', 'c_y + 1')
  const two = formula('y', 'c_z + 1')
  const three = formula('z', '1')
  expect(() => vetFormula(two, [one, three])).not.toThrow()
  const closing = { ...three, settings: { ...three.settings, formula: 'c_x + 1' } }
  expect(() => vetFormula(closing, [one, two, three])).toThrow(expect.objectContaining({ reason: 'cycle', code: 'field.formula_cycle' }))
  expect(() => vetFormula(formula('self', 'c_self + 1'), [])).toThrow(expect.objectContaining({ reason: 'cycle' }))
  // A circle that came about all the same computes to nothing, and the others go on.
  const broken = compileFormulas([one, two, closing, formula('fine', '1 + 1')]).compute(record, { x: 5 }, context)
  expect(Object.fromEntries(broken)).toEqual({ x: null, y: null, z: null, fine: 2 })
})

test('a formula whose field is gone is empty; its type must be that of its field', () => {
  const [first] = fields
  const rate = formula('rate', 'c_vat * 100')
  expect(() => vetFormula(rate, fields)).not.toThrow()
  const archived = first === undefined ? [] : [{ ...first, isArchived: true }]
  expect(computeFormulas([...archived, rate], record, { vat: 0.13 }, context).get('rate')).toBeNull()
  expect(() => vetFormula(formula('bad', 'title'), fields)).toThrow(expect.objectContaining({ reason: 'result' }))
  expect(() => vetFormula(formula('money', 'c_vat * 100', 'money'), fields)).not.toThrow()
})

test('today is asked for, or it is not', () => {
  expect(compileFormulas([formula('age', 'days_between(created, today())')]).usesToday).toBe(true)
  expect(compileFormulas([formula('age', 'days_between(created, expectedClose)')]).usesToday).toBe(false)
  expect(compileFormulas(fields).isEmpty).toBe(true)
})

test('values named as the prototype are plain values', () => {
  const hostile: Record<string, unknown> = JSON.parse('{"__proto__": {"seats": 9}, "constructor": 1}')
  expect(computeFormulas([field('seats', 'number'), formula('n', 'c_seats')], record, hostile, context).get('n')).toBeNull()
})

test('sums of money are exact to the minor unit', () => {
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: -1e12, max: 1e12 }), (a, b) => {
    const computed = computeFormulas([field('b', 'money'), formula('sum', 'amount + c_b', 'money'), formula('back', 'amount + c_b - c_b', 'money')], { ...record, amountMinor: a }, { b }, context)
    expect([computed.get('sum'), computed.get('back')]).toEqual([a + b, a + 0])
  }))
})

test('no source makes it fail with anything but a refusal', () => {
  const pieces = fc.constantFrom('amount', 'c_seats', 'c_tags', 'today()', '"x"', '1.5', 'null', 'true', '+', '-', '*', '/', '%', '(', ')', ',', '?', ':', '==', '<', '&&', '||', '!', 'in', '[', ']', 'if(', 'round(', '.', 'concat(', '{', '}', "'", '"', '\\')
  fc.assert(fc.property(fc.oneof(fc.array(pieces, { maxLength: 12 }).map((all) => all.join(' ')), fc.string({ maxLength: 60, unit: 'binary' })), (source) => {
    expect(typeof refusal(source)).toBe('string')
  }), { numRuns: 500 })
})
