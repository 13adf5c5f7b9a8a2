import type { DealColumns, Selection } from './columns.ts'

/** All deals that are alive. */
export const EVERYTHING: Selection = { mask: null, owners: null, teams: null, sources: null }

/** A selection made ready for a pass: a byte for each code, and null where all pass. */
export type Passes = { mask: Uint8Array | null; owners: Uint8Array | null; teams: Uint8Array | null; sources: Uint8Array | null; isPartial: boolean }

export function passesOf(columns: DealColumns, selection: Selection): Passes {
  const { owner, team, source } = columns.dictionaries
  const owners = tableOf(selection.owners, owner.values.length)
  const teams = tableOf(selection.teams, team.values.length)
  const sources = tableOf(selection.sources, source.values.length)
  return { mask: selection.mask, owners, teams, sources, isPartial: owners !== null || teams !== null || sources !== null }
}

function tableOf(codes: ReadonlySet<number> | null, size: number): Uint8Array | null {
  if (codes === null) return null
  const table = new Uint8Array(size)
  for (const code of codes) table[code] = 1
  return table
}

function passes({ owners, teams, sources }: Passes, owner: number, team: number, source: number): boolean {
  return (owners === null || owners[owner] === 1) && (teams === null || teams[team] === 1) && (sources === null || sources[source] === 1)
}

/** Whether the deal belonged to the selection when it entered the pipeline. */
export function passesAtEntry(columns: DealColumns, row: number, by: Passes): boolean {
  const { entryOwner, entryTeam, entrySource } = columns.deal
  return passes(by, entryOwner[row] as number, entryTeam[row] as number, entrySource[row] as number)
}

/** Whether it belonged to the selection in version `v`. */
export function passesInVersion(columns: DealColumns, v: number, by: Passes): boolean {
  const { owner, team, source } = columns.version
  return passes(by, owner[v] as number, team[v] as number, source[v] as number)
}

/** Whether a row can be in any figure at all: alive, let through, and at some moment of the selection. Cheaper than a look. */
export function isCandidate(columns: DealColumns, row: number, by: Passes): boolean {
  const { deal } = columns
  if (deal.alive[row] === 0 || (by.mask !== null && by.mask[row] === 0)) return false
  if (!by.isPartial || passesAtEntry(columns, row, by)) return true
  const from = deal.versionFrom[row] as number
  const end = from + (deal.versionCount[row] as number)
  for (let v = from; v < end; v++) if (passesInVersion(columns, v, by)) return true
  return false
}
