import { expect, test } from 'vitest'
import { both } from '../config/localized.ts'
import { askedBuiltIns, completenessOf, isAskedCustom } from './completeness.ts'
import { fieldSettings } from './contract.ts'

test('the share of what is asked; nothing asked is no score', () => {
  expect(completenessOf([])).toEqual({ filled: 0, asked: 0, score: null, missing: [] })
  const field = (key: string, required: boolean, isFilled: boolean) => ({ key, label: key, required, isFilled })
  expect(completenessOf([field('a', false, false), field('b', true, false), field('c', true, true), field('d', false, true)])).toEqual({
    filled: 2, asked: 4, score: 0.5, missing: [{ key: 'b', label: 'b', required: true }, { key: 'a', label: 'a', required: false }],
  })
})

test('a stored layout decides what is asked', () => {
  expect(askedBuiltIns('deal', null, () => null).map((field) => field.key)).toEqual(['account', 'amount', 'expectedClose', 'account.industry', 'contacts.role', 'nextStep', 'source'])
  const placed = [{ field: 'title', required: true }, { field: 'amount', required: false }, { field: 'tags', required: true }, { field: 'note', required: false }, { field: 'c_x', required: true }]
  expect(askedBuiltIns('deal', placed, (key) => (key === 'tags' ? both('标签', 'Tags') : null)).map(({ key, required }) => [key, required])).toEqual([['amount', false], ['tags', true]])
})

test('custom fields count when somebody asks for them and can fill them', () => {
  const field = (type: 'text' | 'formula', settings: object, isArchived = false) => ({ type, isArchived, settings: fieldSettings.parse(settings) })
  expect(isAskedCustom(field('text', { required: true }))).toBe(true)
  expect(isAskedCustom(field('text', { recommended: true }))).toBe(true)
  expect(isAskedCustom(field('text', { requiredFromStages: ['00000000-0000-7000-8000-000000000001'] }))).toBe(true)
  expect(isAskedCustom(field('text', {}))).toBe(false)
  expect(isAskedCustom(field('text', { required: true }, true))).toBe(false)
  expect(isAskedCustom(field('formula', { required: true }))).toBe(false)
})
