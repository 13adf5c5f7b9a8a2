import { expect, test } from 'vitest'
import { findHeader, nameColumns } from './header.ts'

test('every column gets a name of its own', () => {
  expect(nameColumns(['', 'a', 'A', 'a', '列 1', 'a (2)', 'a'])).toEqual(['列 1 (2)', 'a', 'A', 'a (3)', '列 1', 'a (2)', 'a (4)'])
  expect(nameColumns(['x'], 3)).toEqual(['x', '列 2', '列 3'])
})

test('titles above the table are passed over, two-column tables are not', () => {
  expect(findHeader([['报表'], ['a', 'b', 'c'], ['1', '2', '3']])).toBe(1)
  expect(findHeader([['a', 'b'], ['1', '2']])).toBe(0)
  expect(findHeader([])).toBe(0)
  expect(findHeader([['1', '2016-01-02', 'x'], ['2', '2016-01-03', 'y']])).toBe(-1)
})
