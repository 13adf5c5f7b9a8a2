import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapPayload, mappingSchema, valueAt } from './mapping.ts'

test('paths lead through objects and lists, and nowhere else', () => {
  const payload = { 表单: { 姓名: '张伟' }, answers: [{ value: 'a' }, { value: 7 }], '': 1 }
  expect([valueAt(payload, '表单.姓名'), valueAt(payload, 'answers[1].value'), valueAt(payload, 'answers[9].value'), valueAt(payload, '表单.姓名.length'), valueAt(payload, '__proto__.x'), valueAt(payload, 'constructor')])
    .toEqual(['张伟', 7, undefined, undefined, undefined, undefined])
  for (const bad of ['', 'a..b', 'a b', '.a', 'a[x]', 'a]']) expect([bad, mappingSchema.safeParse({ name: bad }).success]).toEqual([bad, false])
  for (const good of ['a', 'a.b', 'a[0].b', '表单.姓名', '$.a']) expect([good, mappingSchema.safeParse({ name: good }).success]).toEqual([good, true])
})

test('what is sent becomes a lead; numbers are texts, and somebody without a name has the company’s', () => {
  const mapping = { name: 'n', company: 'c', phone: 'p', note: 'm', c_size: 'size' } as const
  expect(mapPayload(mapping, { n: ' 张伟 ', p: 13800138000, m: '甲\n乙', size: 50 })).toEqual({ fields: { name: '张伟', phone: '13800138000', note: '甲\n乙' }, custom: { size: 50 }, problems: [] })
  expect(mapPayload(mapping, { c: '云帆' }).fields.name).toBe('云帆')
  expect(mapPayload(mapping, {}).problems).toEqual([{ path: 'name', code: 'nobody' }])
  expect(mapPayload(mapping, { n: 'x'.repeat(101) }).problems.map((one) => one.code)).toEqual(['too_long', 'nobody'])
  expect(mapPayload(mapping, { n: { a: 1 }, c: 'a\u0007' }).problems.map((one) => one.code)).toEqual(['not_text', 'control_characters', 'nobody'])
})

test('no payload throws, and a text that is taken is the text that was sent', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.string(), (payload, text) => {
    mapPayload({ name: 'a.b', note: 'c[0]', c_x: 'd' }, payload)
    const { fields, problems } = mapPayload({ note: 'n', name: 'x' }, { n: text, x: 'a' })
    if (problems.length === 0 && text.trim() !== '') expect(fields.note).toBe(text.trim())
  }))
})
