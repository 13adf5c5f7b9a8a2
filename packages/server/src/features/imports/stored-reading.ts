import type { ColumnProfile } from '@sluice/core/imports/column-profile'
import type { ImportReading } from '@sluice/core/imports/contract'
import type { Question } from '@sluice/core/imports/questions'
import type { FileReading } from './read/analyse-file.ts'

type Kept = Pick<ColumnProfile, 'name' | 'filled' | 'distinct' | 'overflow' | 'values' | 'examples' | 'dates' | 'amounts'>

/** What is kept of a reading: all that the wizard shows and that questions are made from. */
export interface StoredReading extends Omit<ImportReading, 'columns'> {
  guesses: FileReading['draft']['guess']['columns']
  profiles: Kept[]
  drafted: Question[]
}

/** Different values of a column that are kept, so that each is asked for; the wizard is shown fewer. */
const valuesKept = 5000
const valuesShown = 300

export function toStored(reading: FileReading): StoredReading {
  const { profiles, draft, format, encoding, delimiter, sheets, sheet, header, headerLine, rows, flawed, blankLines, sample } = reading
  return {
    format, encoding, delimiter, sheets, sheet, header, headerLine, rows, flawed, blankLines, sample,
    kind: draft.guess.kind, kindConfidence: Math.min(1, Math.max(0, draft.guess.confidence)), guesses: draft.guess.columns, drafted: draft.questions,
    profiles: profiles.map(({ name, filled, distinct, overflow, values, examples, dates, amounts }) => ({
      name, filled, distinct, overflow: overflow || values.length > valuesKept, values: values.slice(0, valuesKept), examples, dates, amounts,
    })),
  }
}

export function shownReading(stored: StoredReading): ImportReading {
  const { guesses, profiles, drafted: _, ...reading } = stored
  const guessOf = new Map(guesses.map((guess) => [guess.column, guess]))
  return {
    ...reading,
    columns: profiles.map(({ name, filled, distinct, overflow, values, examples, dates }) => {
      const guess = guessOf.get(name)
      return {
        column: name, field: guess?.field ?? null, confidence: guess?.confidence ?? 0, why: guess?.why ?? null, filled, distinct,
        overflow: overflow || values.length > valuesShown, values: values.slice(0, valuesShown), examples,
        dateOrders: dates.kind === 'ambiguous' ? dates.candidates : dates.kind === 'decided' ? [{ order: dates.order, fits: dates.filled - dates.unreadable }] : [],
      }
    }),
  }
}
