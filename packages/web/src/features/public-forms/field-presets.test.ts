import { expect, test } from 'vitest'
import { fieldOfTarget, fieldOfType, freeTargets, option } from './field-presets.ts'

test('what is added has a key of its own, and each place of the lead is filled once', () => {
  const phone = fieldOfTarget([], 'phone')
  expect(phone).toMatchObject({ key: 'phone', type: 'phone', target: 'phone', required: true, label: { zh: '手机', en: 'Mobile' } })
  expect(freeTargets([phone])).not.toContain('phone')
  const one = fieldOfType([phone], 'select')
  expect([one.key, one.options.map((choice) => choice.value)]).toEqual(['question', ['o1', 'o2']])
  expect(fieldOfType([one], 'text').key).toBe('question_2')
  expect(option([{ value: 'o2', label: { zh: '', en: '' } }]).value).toBe('o3')
})
