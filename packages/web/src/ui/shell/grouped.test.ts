import { expect, test } from 'vitest'
import { grouped } from './grouped.ts'

const place = (key: string, group: string) => ({ key, group, to: `/${key}`, label: key, icon: null })
const groups = [{ key: 'work', label: 'Work' }, { key: 'empty', label: 'Empty' }, { key: 'sales', label: 'Sales' }]

test('groups come in their own order, wherever their places are named, and an empty one is left out', () => {
  const found = grouped(groups, [place('deals', 'sales'), place('today', 'work'), place('leads', 'sales'), place('inbox', 'work')])
  expect(found.map(({ group, items }) => [group.key, items.map((item) => item.key)])).toEqual([['work', ['today', 'inbox']], ['sales', ['deals', 'leads']]])
})

test('without a place nothing is shown', () => {
  expect(grouped(groups, [])).toEqual([])
})
