import { expect, test } from 'vitest'
import { slicesOf, withSlice } from './slices.ts'

test('a dimension is set, changed and taken out; others stay', () => {
  const one = withSlice('', { dimension: 'industry', values: ['制造业', 'a,b'] })
  const two = withSlice(one, { dimension: 'size', values: [''] })
  expect(slicesOf(two)).toEqual([{ dimension: 'industry', values: ['制造业', 'a,b'] }, { dimension: 'size', values: [''] }])
  expect(slicesOf(withSlice(two, { dimension: 'industry', values: ['软件'] }))).toEqual([{ dimension: 'size', values: [''] }, { dimension: 'industry', values: ['软件'] }])
  expect(withSlice(withSlice(two, { dimension: 'industry', values: [] }), { dimension: 'size', values: [] })).toBe('')
})

test('a broken address is no slice', () => {
  expect(slicesOf('::,;')).toEqual([])
})
