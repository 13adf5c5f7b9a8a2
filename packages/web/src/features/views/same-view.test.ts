import { expect, test } from 'vitest'
import { sameView } from './same-view.ts'

test('names in another order are the same view, columns in another order are not', () => {
  const view = { query: { q: '华为', owner: 'a' }, columns: ['title', 'amount'], layout: 'list' as const }
  expect(sameView(view, { ...view, query: { owner: 'a', q: '华为' } })).toBe(true)
  expect(sameView(view, { ...view, columns: ['amount', 'title'] })).toBe(false)
  expect(sameView(view, { ...view, query: { q: '华为' } })).toBe(false)
  expect(sameView(view, { query: view.query, columns: view.columns })).toBe(false)
})
