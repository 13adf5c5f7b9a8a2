import type { DealColumns, Selection } from '@sluice/core/funnel/columns'
import { isCandidate, passesOf } from '@sluice/core/funnel/selection'

/** How often values occur; `null` is none. `distinct` counts them all, null too when it occurs. */
export interface ValueCounts {
  name: string
  values: { value: string | null; deals: number }[]
  distinct: number
}

/** Owner, team and source are counted as they are today; a name that is no dimension has no values. */
export function valueCounts(columns: DealColumns, selection: Selection, names: readonly string[], most: number): ValueCounts[] {
  const passes = passesOf(columns, selection)
  return names.map((name) => {
    const { dictionary, codeOf } = reader(columns, name)
    const counts = new Uint32Array(dictionary.length)
    for (let row = 0; row < columns.size; row++) {
      if (!isCandidate(columns, row, passes)) continue
      const code = codeOf(row)
      counts[code] = (counts[code] as number) + 1
    }
    const found = [...counts.keys()].filter((code) => (counts[code] as number) > 0)
    const inOrder = found.toSorted((a, b) => (counts[b] as number) - (counts[a] as number) || ((dictionary[a] ?? '') < (dictionary[b] ?? '') ? -1 : 1))
    return { name, distinct: found.length, values: inOrder.slice(0, most).map((code) => ({ value: dictionary[code] ?? null, deals: counts[code] as number })) }
  })
}

function reader({ deal, version, dictionaries, dimensions }: DealColumns, name: string): { dictionary: readonly (string | null)[]; codeOf: (row: number) => number } {
  const last = (row: number) => (deal.versionFrom[row] as number) + (deal.versionCount[row] as number) - 1
  if (name === 'owner' || name === 'team' || name === 'source') return { dictionary: dictionaries[name].values, codeOf: (row) => version[name][last(row)] as number }
  const dimension = dimensions.get(name)
  return { dictionary: dimension?.dictionary.values ?? [null], codeOf: (row) => dimension?.codes[row] ?? 0 }
}
