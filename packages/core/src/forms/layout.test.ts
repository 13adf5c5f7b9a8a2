import { expect, test } from 'vitest'
import { FIELD_OBJECTS } from '../fields/field-type.ts'
import { checkLayout } from './check-layout.ts'
import { layout } from './contract.ts'
import { defaultLayout } from './default-layouts.ts'

const field = (key: string, settings = {}) => ({ key, isArchived: false, settings: { required: false, recommended: false, ...settings } })

test('every default layout is valid, in both languages, with and without custom fields', () => {
  for (const object of FIELD_OBJECTS) {
    for (const kind of ['page', 'create'] as const) {
      for (const custom of [[], [field('urgency'), field('vat', { required: true })]]) {
        for (const language of ['zh', 'en'] as const) {
          const made = defaultLayout(object, kind, language, custom)
          expect(layout.parse(made)).toEqual(made)
          expect(checkLayout(made, object, kind, custom.map((one) => one.key))).toEqual([])
        }
      }
    }
  }
})

test('the four fields asked on a deal stand on its page and in its creation dialog', () => {
  for (const kind of ['page', 'create'] as const) {
    const items = defaultLayout('deal', kind, 'zh', [field('urgency')]).sections.flatMap((section) => section.items.map((item) => item.field))
    for (const key of ['account.industry', 'c_urgency', 'contacts.role', 'amount']) expect(items).toContain(key)
  }
})

test('custom fields that a default layout does not name follow at its end; archived ones do not', () => {
  const custom = [field('a'), field('b', { required: true }), field('c', { recommended: true }), { ...field('d'), isArchived: true }]
  const last = (kind: 'page' | 'create') => defaultLayout('account', kind, 'en', custom).sections.at(-1)
  expect(last('page')).toMatchObject({ title: 'More', items: [{ field: 'c_a' }, { field: 'c_b', required: true }, { field: 'c_c' }] })
  expect(last('create')?.items.map((item) => item.field)).toEqual(['c_b', 'c_c'])
  expect(defaultLayout('deal', 'page', 'zh', []).sections.flatMap((s) => s.items).some((item) => item.field.startsWith('c_'))).toBe(false)
})

test('a layout names only fields that there are, each once', () => {
  const id = '00000000-0000-7000-8000-000000000001'
  const made = layout.parse({ sections: [{ id, items: [{ field: 'name' }, { field: 'name' }, { field: 'c_vat' }, { field: 'c_no' }, { field: '__proto__' }] }, { id, items: [{ field: 'wonAmount' }] }] })
  expect(checkLayout(made, 'account', 'create', ['vat'])).toEqual([
    { path: 'definition.sections.0.items.1.field', code: 'duplicate' },
    { path: 'definition.sections.0.items.3.field', code: 'unknown_field' },
    { path: 'definition.sections.0.items.4.field', code: 'unknown_field' },
    { path: 'definition.sections.1.id', code: 'duplicate' },
    { path: 'definition.sections.1.items.0.field', code: 'unknown_field' },
  ])
})
