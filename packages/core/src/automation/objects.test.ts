import { expect, test } from 'vitest'
import { alarmObject } from './objects.ts'
import { variablesOf } from './variables.ts'

test('conditions and texts about alarms speak Chinese, in the words of the alarms page', () => {
  const kinds = alarmObject.fields.get('kind')?.options ?? []
  expect(kinds.map(({ label }) => label.zh)).toContain('停留过长')
  expect(kinds.filter(({ label }) => !/[\u4e00-\u9fff]/.test(label.zh))).toEqual([])
  expect(variablesOf('alarm').filter(({ label }) => label.zh.includes('警报'))).toEqual([])
})
