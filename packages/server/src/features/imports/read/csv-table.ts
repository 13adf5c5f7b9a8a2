import { peek, plainBytes } from './bytes.ts'
import type { CsvRecord } from './csv-records.ts'
import { CsvRecords, newlineOf } from './csv-records.ts'
import { sniffDelimiter } from './delimiter.ts'
import { byteOrderMark, decideByAll, decodeBytes, encodingName, looksLikeUtf16, utf8 } from './encoding.ts'
import { findHeader, nameColumns } from './header.ts'
import type { RowFlaw, Table, TableOptions, TableRow, TableSource } from './table.ts'
import { TableError } from './table.ts'

const sampleChars = 256 * 1024
const sampleRows = 50

/** Opens delimited text. Nothing but a sample of the beginning is held in memory. */
export async function openCsv(source: TableSource, options: TableOptions): Promise<Table> {
  const maxBytes = options.maxBytes ?? 2 * 1024 ** 3
  let damaged = options.encoding !== undefined
  let encoding = options.encoding === undefined ? null : encodingName(options.encoding)
  let bytes: AsyncIterable<Uint8Array> = plainBytes(typeof source === 'function' ? source() : source, maxBytes)
  if (encoding === null) {
    const head = await peek(bytes, 8192)
    bytes = head.all
    encoding = byteOrderMark(head.bytes) ?? looksLikeUtf16(head.bytes)
    if (typeof source === 'function' && (encoding === null || encoding === utf8)) {
      const proven = await decideByAll(bytes)
      // A file that says UTF-8 by its mark and breaks it is damaged UTF-8, not another encoding.
      damaged = encoding === utf8 && proven !== utf8
      encoding ??= proven
      bytes = plainBytes(source(), maxBytes)
    }
  }
  const decoded = decodeBytes(bytes, encoding)
  const text = decoded.text[Symbol.asyncIterator]()

  let sample = ''
  let ended = false
  while (sample.length < sampleChars && !ended) {
    const next = await text.next()
    if (next.done === true) ended = true
    else sample += next.value
  }
  // UTF-8 by whole-file proof has no replaced bytes; elsewhere U+FFFD marks bytes that are no text.
  const mayBeDamaged = () => damaged || decoded.encoding !== utf8
  if (sample.startsWith('\ufeff')) sample = sample.slice(1)

  // A line that Excel writes and reads: `sep=;`
  const said = /^sep=(.)\r?\n/i.exec(sample)
  const delimiter = usable(options.delimiter) ?? said?.[1] ?? sniffDelimiter(sample)
  const parser = new CsvRecords(delimiter, newlineOf(sample))
  let records = parser.push(sample)
  if (ended) records.push(...parser.end())
  sample = ''
  if (said !== null && options.headerRow === undefined) records.shift()

  let blankLines = 0
  const isBlank = (record: CsvRecord): boolean =>
    record.cells.length === 1 && (record.cells[0] ?? '').trim() === '' && record.flaws.length === 0
  const first = records.filter((record) => !isBlank(record)).slice(0, sampleRows)
  if (first.length === 0 && ended) throw new TableError('file.empty')

  let headerAt: CsvRecord | undefined
  if (options.headerRow === undefined) headerAt = first[findHeader(first.map((record) => record.cells))]
  else if (options.headerRow > 0) {
    headerAt = records[options.headerRow - 1]
    if (headerAt === undefined) throw new TableError('file.empty', 'no such header row')
  }
  const width = headerAt === undefined ? Math.max(...first.map((record) => record.cells.length)) : trimmedWidth(headerAt, first)
  const header = nameColumns(headerAt?.cells.slice(0, width) ?? [], width)
  let skip = headerAt === undefined ? 0 : records.indexOf(headerAt) + 1

  async function* rows(): AsyncGenerator<TableRow> {
    try {
      for (;;) {
        for (const record of records) {
          if (skip > 0) {
            skip--
            continue
          }
          if (isBlank(record)) {
            // In a file of one column a blank line is no more a row than in one of many.
            blankLines++
            continue
          }
          yield asRow(record, width, mayBeDamaged(), delimiter)
        }
        if (ended) return
        const next = await text.next()
        if (next.done === true) {
          ended = true
          records = parser.end()
        } else records = parser.push(next.value)
      }
    } finally {
      await text.return?.()
    }
  }

  return {
    format: 'csv',
    get encoding() {
      return decoded.encoding
    },
    delimiter,
    header,
    headerLine: headerAt?.line ?? 0,
    rows: rows(),
    get blankLines() {
      return blankLines
    },
    sheets: [],
    sheet: null,
    close: async () => {
      await text.return?.()
    },
  }
}

function asRow(record: CsvRecord, width: number, mayBeDamaged: boolean, delimiter: string): TableRow {
  const { line } = record
  let { cells, flaws }: { cells: string[]; flaws: readonly RowFlaw[] } = record
  const [only = ''] = cells
  if (cells.length === 1 && width > 1 && only.includes(delimiter)) {
    const inner = unwrap(only, width, delimiter)
    if (inner !== null) {
      cells = inner
      flaws = [...flaws, 'row.wrapped']
    }
  }
  if (cells.length < width) flaws = [...flaws, 'row.too_few_cells']
  else if (cells.length > width) {
    // Trailing delimiters are no cells that anybody wrote.
    if (cells.slice(width).some((cell) => cell.trim() !== '')) flaws = [...flaws, 'row.too_many_cells']
    else cells.length = width
  }
  if (mayBeDamaged && cells.some((cell) => cell.includes('\ufffd'))) flaws = [...flaws, 'row.undecodable']
  return { line, cells, flaws }
}

/**
 * A row that was written as one quoted cell (a spreadsheet does that to lines it took for text): exactly one row of
 * exactly the table's width stands inside, or it is left as it is.
 */
function unwrap(cell: string, width: number, delimiter: string): string[] | null {
  const parser = new CsvRecords(delimiter, '\n')
  const records = [...parser.push(cell), ...parser.end()]
  const [first] = records
  return records.length === 1 && first?.cells.length === width && first.flaws.length === 0 ? first.cells : null
}

/** The header's width without empty cells at its end that no row fills either. */
function trimmedWidth(header: CsvRecord, first: readonly CsvRecord[]): number {
  let width = header.cells.length
  const used = (i: number): boolean => first.some((record) => record !== header && (record.cells[i] ?? '').trim() !== '')
  while (width > 1 && (header.cells[width - 1] ?? '').trim() === '' && !used(width - 1)) width--
  return width
}

/** A delimiter that could also be a line break or a quote is none. */
function usable(delimiter: string | undefined): string | undefined {
  return delimiter === undefined || delimiter === '' || /["\r\n]/.test(delimiter) ? undefined : delimiter
}
