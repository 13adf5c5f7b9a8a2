import { expect, test } from 'vitest'
import { apart } from './apart.ts'

const june = { from: '2026-06-01', last: '2026-06-30' }

test('periods that are apart stay as they are', () => {
  const may = { from: '2026-05-01', last: '2026-05-31' }
  expect(apart(may, june, 'after')).toEqual({ before: may, after: june })
})

test('the other period makes room and keeps its length', () => {
  const overlapping = { from: '2026-05-22', last: '2026-06-10' }
  expect(apart(overlapping, june, 'after')).toEqual({ before: { from: '2026-05-12', last: '2026-05-31' }, after: june })
  expect(apart(overlapping, june, 'before')).toEqual({ before: overlapping, after: { from: '2026-06-11', last: '2026-07-10' } })
})
