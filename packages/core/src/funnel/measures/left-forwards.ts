import { type DealColumns, EXIT_CODES, IMPORTED, type Selection } from '../columns.ts'
import { readId } from '../deal-ids.ts'
import { selected } from './selected.ts'

/** Instants are epoch milliseconds. `since`: what became known before does not count. `without`: stays that are no hits, by deal and the instant at which their end became known. */
export type LeftForwardsAsked = { stageId: string; from: number; to: number; asOf: number; since: number; without: readonly { dealId: string; at: number }[] }

const ADVANCE = EXIT_CODES.indexOf('advance')
const WON = EXIT_CODES.indexOf('won')

/** Stays in a stage that ended forwards in `[from, to)` as known at `asOf`, and how many are hits; imported ones, whose gates nobody asked, are left out. */
export function leftForwards(columns: DealColumns, selection: Selection, { stageId, from, to, asOf, since, without }: LeftForwardsAsked): { n: number; hits: number } {
  const stage = columns.stages.findIndex(({ id }) => id === stageId)
  const { deal, stay, known } = columns
  const missing = new Set(without.map(({ dealId, at }) => `${dealId}/${at}`))
  const instants = new Set(without.map(({ at }) => at))
  const passes = selected(columns, selection)
  let [n, hits] = [0, 0]
  for (let row = 0; row < columns.size && stage >= 0; row++) {
    if (!passes.row(row) || !passes.atEntry(row)) continue
    for (let s = deal.stayFrom[row] as number, end = s + (deal.stayCount[row] as number); s < end; s++) {
      const left = stay.leftAt[s] as number
      if (stay.stage[s] !== stage || left < from || left >= to || ((stay.flags[s] as number) & IMPORTED) !== 0) continue
      if (stay.exit[s] !== ADVANCE && stay.exit[s] !== WON) continue
      const knownAt = known.get(s)?.left ?? left
      if (knownAt > asOf || knownAt < since) continue
      n++
      if (!instants.has(knownAt) || !missing.has(`${readId(deal.id, row)}/${knownAt}`)) hits++
    }
  }
  return { n, hits }
}
