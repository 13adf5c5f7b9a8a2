import type { DealColumns, Selection } from '../columns.ts'
import { type Look, versionAtClose } from '../look.ts'
import { isCandidate, passesAtEntry, passesInVersion, passesOf } from '../selection.ts'

/**
 * Asks of a selection by the moment that a figure is about; a filter of owner, team or source reads what they were then.
 * Made once a question, so that a pass without such a filter pays nothing for it.
 */
export type Selected = {
  /** Alive, let through, and at some moment of the selection: asked before a look, which costs more. */
  row: (row: number) => boolean
  /** When it entered the pipeline. */
  atEntry: (row: number) => boolean
  /** When it was won or lost; one of which that is not known was nobody's. */
  atClose: (look: Look) => boolean
  /** As in a row of `version`. */
  inVersion: (version: number) => boolean
}

export function selected(columns: DealColumns, selection: Selection): Selected {
  const by = passesOf(columns, selection)
  const row = (r: number) => isCandidate(columns, r, by)
  if (!by.isPartial) return { row, atEntry: always, atClose: always, inVersion: always }
  return {
    row,
    atEntry: (r) => passesAtEntry(columns, r, by),
    atClose: (look) => {
      const version = versionAtClose(columns, look)
      return version >= 0 && passesInVersion(columns, version, by)
    },
    inVersion: (version) => passesInVersion(columns, version, by),
  }
}

const always = () => true
