import type { DealColumns, Selection } from '../columns.ts'

/**
 * Asks of a selection by the moment that a figure is about; a filter of owner, team or source reads what they were then.
 * Made once a question, so that a pass without such a filter pays nothing for it.
 */
export type Selected = {
  /** Alive and let through, whoever it belongs to. */
  row: (row: number) => boolean
  /** When it entered the pipeline. */
  atEntry: (row: number) => boolean
  /** As in a row of `version`; what has none (−1) was never anybody's. */
  inVersion: (version: number) => boolean
}

export function selected(columns: DealColumns, selection: Selection): Selected {
  const { deal, version } = columns
  const { mask, owners, teams, sources } = selection
  const row = mask === null ? (r: number) => deal.alive[r] === 1 : (r: number) => deal.alive[r] === 1 && mask[r] !== 0
  if (owners === null && teams === null && sources === null) return { row, atEntry: always, inVersion: always }
  const passes = (owner: number, team: number, source: number) =>
    (owners === null || owners.has(owner)) && (teams === null || teams.has(team)) && (sources === null || sources.has(source))
  return {
    row,
    atEntry: (r) => passes(deal.entryOwner[r] as number, deal.entryTeam[r] as number, deal.entrySource[r] as number),
    inVersion: (v) => v >= 0 && passes(version.owner[v] as number, version.team[v] as number, version.source[v] as number),
  }
}

const always = () => true
