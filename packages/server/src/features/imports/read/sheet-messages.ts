import type { SheetInfo, TableErrorCode } from './table.ts'

export interface SheetRequest {
  data: Uint8Array | string
  sheet: string | null
  maxBytes: number
}

export interface SheetRow {
  line: number
  cells: string[]
}

export type SheetMessage =
  | { type: 'opened'; sheets: SheetInfo[]; sheet: string; headerGroups: HeaderGroup[] }
  | { type: 'rows'; rows: SheetRow[] }
  | { type: 'end' }
  | { type: 'failed'; code: TableErrorCode; detail: string }

/** A merged cell over several columns near the top: the group name above the column names. Row is 1-based. */
export interface HeaderGroup {
  row: number
  from: number
  to: number
}
