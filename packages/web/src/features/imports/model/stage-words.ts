import type { ImportReading } from '@sluice/core/imports/contract'
import type { Mapping } from '@sluice/core/imports/mapping'
import { columnForField } from './mapping-edit.ts'

/** The words that stand for stages in a file: of the stage column (an activity log: its activities), and of the stage before closing. The most frequent first. */
export function stageWords(reading: ImportReading, mapping: Mapping): { value: string; count: number; only: 'closing' | null }[] {
  const valuesOf = (field: string) => {
    const column = columnForField(mapping, field)
    return reading.columns.find((one) => one.column === column)?.values ?? []
  }
  const words = valuesOf(mapping.kind === 'events' ? 'activity' : 'stage')
  const known = new Set(words.map(({ value }) => value))
  const closing = mapping.kind === 'deals' ? valuesOf('closedFromStage').filter(({ value }) => !known.has(value)) : []
  const ignored = new Set(mapping.options.emptyWords)
  return [...words.map((word) => ({ ...word, only: null })), ...closing.map((word) => ({ ...word, only: 'closing' as const }))].filter(({ value }) => !ignored.has(value))
}
