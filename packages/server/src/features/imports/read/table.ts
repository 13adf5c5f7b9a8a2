/** Why a row is not quite as a table's row should be; the row itself is always handed on. */
export type RowFlaw = 'row.wrapped' | 'row.too_few_cells' | 'row.too_many_cells' | 'row.quote_unclosed' | 'row.quote_stray' | 'row.undecodable'

export interface TableRow {
  /** 1-based line (CSV: of the row's first line; a sheet: its row number). */
  line: number
  cells: string[]
  flaws: readonly RowFlaw[]
}

export interface SheetInfo {
  name: string
  hidden: boolean
}

export interface Table {
  format: 'csv' | 'xlsx'
  /** IANA-like name as `TextDecoder` takes it. For a sheet `utf-8`. */
  readonly encoding: string
  delimiter: string
  /** One name a column: never empty, never twice. */
  header: string[]
  /** 1-based line of the header; 0 when the file has none. */
  headerLine: number
  /** Can be walked once. Leaving the loop early closes the source. */
  rows: AsyncIterable<TableRow>
  /** Blank lines met so far; they are not rows. */
  readonly blankLines: number
  sheets: SheetInfo[]
  sheet: string | null
  /** Frees file handles and the worker; also called by finishing or leaving `rows`. */
  close: () => Promise<void>
}

export interface TableOptions {
  /** As `TextDecoder` takes it; guessed when absent. */
  encoding?: string
  /** Any text; guessed when absent. */
  delimiter?: string
  sheet?: string
  /** 1-based row of the header, 0 for none; guessed when absent. */
  headerRow?: number
  /** At most so many bytes are unpacked from .gz or .xlsx. Default 2 GiB, for sheets 512 MiB. */
  maxBytes?: number
  /** Heap of the process that reads a sheet, in MiB. Default 1,024. */
  sheetMemory?: number
}

/** Bytes, once, or as often as wished: only then can the encoding be decided by the whole file. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
export type TableSource = ByteSource | (() => ByteSource)

export type TableErrorCode =
  | 'file.empty'
  | 'file.too_large'
  | 'file.damaged'
  | 'file.unsupported'
  | 'file.encrypted'
  | 'encoding.unknown'
  | 'encoding.undecided'
  | 'sheet.missing'
  | 'sheet.too_large'

/** The file cannot be read at all. */
export class TableError extends Error {
  readonly code: TableErrorCode
  constructor(code: TableErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.name = 'TableError'
    this.code = code
  }
}
