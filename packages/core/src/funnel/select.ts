import type { DealColumns, Selection } from './columns.ts'
import { compareIds, readId } from './deal-ids.ts'
import { factsFor } from './facts.ts'
import { type FigureName, type FigurePart, PART_BITS, whoIsIn } from './figures.ts'
import { type FunnelOptions, modelOf } from './model.ts'
import { pass } from './pass.ts'

/**
 * Rows of exactly the deals behind a figure, each once, the earliest created first (then by id): as many as the figure's `n`
 * (population, the default), `hits` or `censored` say. Made from the same facts as the figure. A part that the figure does not
 * have is empty.
 * @throws RangeError for an unknown stage or window, and as `funnelView`.
 */
export function selectRows(columns: DealColumns, selection: Selection, options: FunnelOptions, name: FigureName & { part?: FigurePart }): Int32Array {
  const model = modelOf(columns, selection, options)
  const who = whoIsIn(model, name)
  const part = PART_BITS[name.part ?? 'population']
  let found = new Int32Array(1024)
  let n = 0
  pass(model, null, {
    facts: factsFor(model),
    use(facts, look) {
      if ((who(facts, look) & part) === 0) return
      if (n === found.length) {
        const more = new Int32Array(n * 2)
        more.set(found)
        found = more
      }
      found[n++] = look.row
    },
  })
  return inOrder(columns, found.slice(0, n))
}

/** The rows as every list of deals has them: the earliest created first, then by id. Sorts in place. */
export function inOrder({ deal }: DealColumns, rows: Int32Array): Int32Array {
  const { createdAt, id } = deal
  const compare = (a: number, b: number) => (createdAt[a] as number) - (createdAt[b] as number) || compareIds(id, a, b)
  // Rows are mostly loaded in this order.
  let isSorted = true
  for (let i = 1; i < rows.length && isSorted; i++) isSorted = compare(rows[i - 1] as number, rows[i] as number) <= 0
  return isSorted ? rows : rows.sort(compare)
}

/** The ids of the deals that `selectRows` finds, in its order. */
export function selectDeals(columns: DealColumns, selection: Selection, options: FunnelOptions, name: FigureName & { part?: FigurePart }): string[] {
  return Array.from(selectRows(columns, selection, options, name), (row) => readId(columns.deal.id, row))
}
