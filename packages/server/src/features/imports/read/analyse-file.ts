import { activityOrder } from '@sluice/core/imports/activity-order'
import type { ColumnProfile } from '@sluice/core/imports/column-profile'
import type { Draft, DraftInput } from '@sluice/core/imports/draft'
import { draftMapping } from '@sluice/core/imports/draft'
import { readDate } from '@sluice/core/imports/date-reading'
import { specOf } from '@sluice/core/imports/mapping'
import { zoned } from '@sluice/core/imports/zoned'
import { openTable } from './open-table.ts'
import { profileTable } from './profile-table.ts'
import type { ByteSource, SheetInfo, TableOptions } from './table.ts'

/** Everything that is known of a file before it is mapped. */
export interface FileReading {
  format: 'csv' | 'xlsx'
  encoding: string
  delimiter: string
  sheets: SheetInfo[]
  sheet: string | null
  header: string[]
  headerLine: number
  rows: number
  /** Rows with flaws: ragged, badly quoted, undecodable. */
  flawed: number
  blankLines: number
  /** The first rows as they are. */
  sample: string[][]
  profiles: ColumnProfile[]
  draft: Draft
}

export interface AnalyseInput extends Pick<DraftInput, 'kind' | 'pipelines' | 'existing'> {
  options?: TableOptions
  currency: string
  timeZone: string
  progress?: (rows: number) => void
}

/**
 * Reads a file to its end, guesses what it is and drafts a mapping. A log of events is read a second time, for the
 * order in which its activities follow each other. Memory is bounded whatever the file's size.
 */
export async function analyseFile(open: () => ByteSource, fileName: string, input: AnalyseInput): Promise<FileReading> {
  const table = await openTable(open, fileName, input.options)
  const { profiles, rows, flawed, sample } = await profileTable(table, input.currency, input.progress)
  const drafting: DraftInput = { fileName, profiles, pipelines: input.pipelines, existing: input.existing }
  if (input.kind !== undefined) drafting.kind = input.kind
  let draft = draftMapping(drafting)
  if (draft.mapping.kind === 'events') {
    const order = await orderOfActivities(open, fileName, draft, input)
    draft = draftMapping({ ...drafting, activityOrder: order })
  }
  const { format, encoding, delimiter, sheets, sheet, header, headerLine, blankLines } = table
  return { format, encoding, delimiter, sheets, sheet, header, headerLine, rows, flawed, blankLines, sample, profiles, draft }
}

async function orderOfActivities(open: () => ByteSource, fileName: string, draft: Draft, input: AnalyseInput): Promise<string[]> {
  const columns = Object.entries(draft.mapping.columns).map(([column, given]) => ({ column, spec: specOf(given) }))
  const table = await openTable(open, fileName, input.options)
  const at = (field: string): number => table.header.indexOf(columns.find(({ spec }) => spec.field === field)?.column ?? '')
  const [caseColumn, activityColumn, timeColumn] = [at('caseKey'), at('activity'), at('at')]
  const order = columns.find(({ spec }) => spec.field === 'at')?.spec.dates ?? 'ymd'
  const zone = zoned(input.timeZone)
  const seen = activityOrder()
  for await (const { cells } of table.rows) {
    const reading = readDate(cells[timeColumn] ?? '', order)
    const [key, activity] = [(cells[caseColumn] ?? '').trim(), (cells[activityColumn] ?? '').trim()]
    if (reading !== null && key !== '' && activity !== '') seen.observe(key, activity, zone.instant(reading))
  }
  return seen.order()
}
