import type { SavedView } from '@sluice/core/views/contract'

type Definition = SavedView['definition']

const sorted = (query: Definition['query']) => JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Whether two definitions show the same: the order of the query's names does not matter, that of the columns does. Pure. */
export function sameView(a: Definition, b: Definition): boolean {
  return sorted(a.query) === sorted(b.query) && JSON.stringify(a.columns) === JSON.stringify(b.columns) && (a.layout ?? null) === (b.layout ?? null)
}
