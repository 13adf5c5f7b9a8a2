import { expect, test } from 'vitest'
import { flattenTree } from './tree-names.ts'

const row = (id: string, parentId: string | null) => ({ id, name: id, parentId })
const shape = (rows: ReturnType<typeof row>[]) => flattenTree(rows).map(({ row: { id }, depth }) => `${'-'.repeat(depth)}${id}`)

test('children follow their parent, whatever the order of the rows', () => {
  expect(shape([row('b1', 'b'), row('a', null), row('b', null), row('a1', 'a'), row('a2', 'a'), row('a1x', 'a1')])).toEqual(['a', '-a1', '--a1x', '-a2', 'b', '-b1'])
})

test('no row is lost: orphans are roots, cycles are cut', () => {
  expect(shape([row('x', 'gone')])).toEqual(['x'])
  expect(shape([row('p', 'q'), row('q', 'p')]).length).toBe(2)
  expect(shape([])).toEqual([])
})
