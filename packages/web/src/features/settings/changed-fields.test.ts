import { expect, test } from 'vitest'
import { changedFields } from './changed-fields.ts'

test('only what differs', () => {
  expect(changedFields({ name: 'a', code: null as string | null, tags: ['x'] }, { name: 'a', code: 'c', tags: ['x'] })).toEqual({ code: 'c' })
  expect(changedFields({ name: 'a' }, { name: 'a' })).toEqual({})
})

test('an emptied field differs', () => {
  expect(changedFields({ code: 'c' }, { code: null })).toEqual({ code: null })
})
