import { layout } from '@sluice/core/forms/contract'
import type { Layout } from '@sluice/core/forms/contract'
import { expect, test } from 'vitest'
import { moveItem, moveSection, place, remove, removeSection, spotOf } from './layout-ops.ts'

const a = '00000000-0000-7000-8000-00000000000a'
const b = '00000000-0000-7000-8000-00000000000b'
const made = layout.parse({ sections: [{ id: a, items: [{ field: 'x', width: 2, required: true }, { field: 'y' }, { field: 'z' }] }, { id: b, items: [{ field: 'w' }] }] })
const order = (one: Layout) => one.sections.map((section) => section.items.map((item) => item.field).join('')).join('|')

test('a field is put before the item at its place, within a section and across', () => {
  expect(order(place(made, 'x', { sectionId: a, index: 2 }))).toBe('yxz|w')
  expect(order(place(made, 'z', { sectionId: a, index: 0 }))).toBe('zxy|w')
  expect(order(place(made, 'x', { sectionId: b, index: 1 }))).toBe('yz|wx')
  expect(order(place(made, 'new', { sectionId: b, index: 0 }))).toBe('xyz|neww')
})

test('a moved field keeps its width and whether it is asked for', () => {
  const there = place(made, 'x', { sectionId: b, index: 0 })
  expect(there.sections[1]?.items[0]).toEqual({ field: 'x', width: 2, required: true })
})

test('arrow keys move over the border of a section and stop at the ends', () => {
  expect(order(moveItem(made, 'y', 1))).toBe('xzy|w')
  expect(order(moveItem(made, 'y', -1))).toBe('yxz|w')
  expect(order(moveItem(made, 'z', 1))).toBe('xy|zw')
  expect(order(moveItem(made, 'w', -1))).toBe('xyzw|')
  expect(order(moveItem(made, 'x', -1))).toBe('xyz|w')
  expect(order(moveItem(made, 'w', 1))).toBe('xyz|w')
})

test('sections move and go', () => {
  expect(order(moveSection(made, b, -1))).toBe('w|xyz')
  expect(order(moveSection(made, a, -1))).toBe('xyz|w')
  expect(order(removeSection(made, a))).toBe('w')
  expect(spotOf(remove(made, 'y'), 'y')).toBeNull()
})
