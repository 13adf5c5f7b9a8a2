import { fieldSettings } from '@sluice/core/fields/contract'
import { expect, test } from 'vitest'
import { changedSettings } from './changed-settings.ts'

const before = fieldSettings.parse({ help: 'a', options: [{ value: 'x', label: 'X' }] })

test('only what was on the form and differs is sent', () => {
  expect(changedSettings(before, { help: 'a', required: true, options: before.options })).toEqual({ required: true })
  expect(changedSettings(before, { help: 'b', pattern: undefined })).toEqual({ help: 'b' })
})

test('an emptied setting is a change', () => {
  expect(changedSettings({ ...before, pattern: 'x' }, { pattern: null })).toEqual({ pattern: null })
})
