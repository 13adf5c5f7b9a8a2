import fc from 'fast-check'
import { columnsOf } from '../../columns-of.ts'
import type { DealColumns, Selection } from '../../columns.ts'
import { type Look, lookAt, lookFor, versionAtClose } from '../../look.ts'
import { journeys, stagesNamed } from '../../testing/sample.ts'

/** Test support: random journeys of stages A–D as columns, with owners that change, sources and two dimensions. */

const names = (all: readonly (string | null)[], i: number) => all[i % all.length] ?? null
const OWNERS = ['li', 'wang', 'zhao', null]
const SOURCES = ['show', 'web', 'web', 'friend', null]

export const randomColumns: fc.Arbitrary<DealColumns> = fc.tuple(journeys, fc.integer({ min: 0, max: 100 }), fc.boolean()).map(([list, seed, late]) =>
  columnsOf(list, stagesNamed('ABCD'), {
    belonging: ({ dealId }) => {
      const i = seed + Number(dealId.slice(1)) * 7
      const at = (shift: number) => ({ ownerId: names(OWNERS, i + shift), teamId: names(['east', 'west'], i + shift), sourceId: names(SOURCES, i) })
      return { atEntry: at(0), atClose: at(i % 3), standing: at(i % 2) }
    },
    knownAt: ({ dealId, stays }, n) => {
      const stay = stays[n]
      if (!late || stay === undefined || Number(dealId.slice(1)) % 5 !== 0) return null
      return { entered: stay.enteredAt + 5 * 86_400_000, left: stay.leftAt === null ? null : stay.leftAt + 5 * 86_400_000 }
    },
    dimensions: { names: ['size', 'quality', 'competitor'], of: ({ dealId }) => ({
      size: names(['small', 'large', null], Number(dealId.slice(1)) + seed), quality: names(['15', '55', '85', null], Number(dealId.slice(1))),
      competitor: names(['rival', 'other', null], Number(dealId.slice(1)) + 1),
    }) },
  }),
)

/** Some of the owners, or a mask, or all. */
export const randomSelection = (columns: DealColumns): fc.Arbitrary<Selection> =>
  fc.constantFrom('all', 'li', 'mask').map((kind): Selection => ({
    mask: kind === 'mask' ? Uint8Array.from({ length: columns.size }, (_, row) => (row % 3 === 0 ? 0 : 1)) : null,
    owners: kind === 'li' ? new Set([columns.dictionaries.owner.codes.get('li') ?? 99]) : null,
    teams: null,
    sources: null,
  }))

export type Fact = Omit<Look, 'touchedAt' | 'reachedAt'> & {
  touchedAt: number[]
  reachedAt: number[]
  closeVersion: number
  atEntry: boolean
  atClose: boolean
  standingMine: boolean
}

/** Every deal known at `asOf` and let through by the mask, as a plain object; what the naive recomputations count over. */
export function factsOf(columns: DealColumns, selection: Selection, asOf: number): Fact[] {
  const look = lookFor(columns.stages.length)
  const facts: Fact[] = []
  const { owners } = selection
  for (let row = 0; row < columns.size; row++) {
    if (columns.deal.alive[row] !== 1 || (selection.mask !== null && selection.mask[row] === 0) || !lookAt(columns, row, asOf, look)) continue
    const closeVersion = versionAtClose(columns, look)
    facts.push({
      ...look, touchedAt: [...look.touchedAt], reachedAt: [...look.reachedAt], closeVersion,
      atEntry: owners === null || owners.has(columns.deal.entryOwner[row] as number),
      atClose: owners === null || (closeVersion >= 0 && owners.has(columns.version.owner[closeVersion] as number)),
      standingMine: owners === null || owners.has(columns.version.owner[look.version] as number),
    })
  }
  return facts
}
