import { dealObject } from '@sluice/core/conditions/objects'
import { expect, test } from 'vitest'
import { editorFields, findField } from './condition-fields.ts'

const modes = { all: 'all', some: 'some', none: 'none', atLeast: 'atLeast', atMost: 'atMost', exactly: 'exactly' }

test('fields carry the operators of their type, in words', () => {
  const fields = editorFields(dealObject, 'zh', modes)
  expect(fields.find((field) => field.name === 'amount')?.operators?.slice(0, 2)).toEqual([{ name: 'gte', label: '≥' }, { name: 'lte', label: '≤' }])
  expect(fields.find((field) => field.name === 'title')).toMatchObject({ label: '商机名称' })
})

test('relations carry match modes and the fields of the related records', () => {
  const activities = editorFields(dealObject, 'en', modes).find((field) => field.name === 'activities')
  expect(activities?.matchModes?.map((mode) => mode.name)).toEqual(['some', 'none', 'all', 'atLeast', 'atMost', 'exactly'])
  expect(activities?.subproperties?.map((field) => field.name)).toContain('outcome')
  expect(findField(dealObject, 'outcome')?.type).toBe('choice')
  expect(findField(dealObject, 'amount')?.type).toBe('money')
  expect(findField(dealObject, 'nothing')).toBeUndefined()
})
