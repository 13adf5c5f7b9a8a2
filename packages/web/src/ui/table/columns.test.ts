import { expect, test } from 'vitest'
import { gridTemplate, leastWidth, nextSort, shownColumns } from './columns.ts'
import type { Column } from './columns.ts'

const column = (key: string, more: Partial<Column<string>> = {}): Column<string> => ({ key, title: key, width: 100, render: () => key, ...more })
const columns = [column('name', { required: true, grow: 1 }), column('amount', { align: 'right' }), column('city', { optional: true })]

test('columns are those chosen, in that order, with the required ones', () => {
  expect(shownColumns(columns, null).map((one) => one.key)).toEqual(['name', 'amount'])
  expect(shownColumns(columns, ['city', 'gone']).map((one) => one.key)).toEqual(['name', 'city'])
  expect(shownColumns(columns, ['amount', 'name']).map((one) => one.key)).toEqual(['amount', 'name'])
})

test('tracks and least width', () => {
  expect(gridTemplate(columns, true)).toBe('40px minmax(100px, 1fr) 100px 100px')
  expect(leastWidth(columns, true)).toBe(340)
})

test('sorting cycles, figures descend first', () => {
  const amount = { key: 'amount', align: 'right' } as const
  const first = nextSort(null, amount)
  const second = nextSort(first, amount)
  expect([first, second, nextSort(second, amount)]).toEqual([{ by: 'amount', down: true }, { by: 'amount', down: false }, null])
  expect(nextSort(first, { key: 'name' })).toEqual({ by: 'name', down: false })
})
