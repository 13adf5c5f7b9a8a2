import { parentPort, workerData } from 'node:worker_threads'
import * as XLSX from '@e965/xlsx'
// Old .xls files of Chinese Windows keep their text in GBK.
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import type { SheetMessage, SheetRequest } from './sheet-messages.ts'
import { sheetRows } from './sheet-rows.ts'
import { guardZip } from './zip-guard.ts'
import { TableError } from './table.ts'

/**
 * Reads one workbook in a thread of its own: the parser holds the whole sheet in memory, and its heap limit must end
 * this thread, not the server. Rows go out in batches, the next one when the last was taken.
 */
const port = parentPort
if (port === null) throw new Error('sheet-worker runs in a worker thread only')
const send = (message: SheetMessage): void => port.postMessage(message)
XLSX.set_cptable(codepages)

try {
  const request = workerData as SheetRequest
  const data = typeof request.data === 'string' ? request.data : Buffer.from(request.data)
  if (typeof data !== 'string' && data.readUInt32BE(0) === 0x504b0304) guardZip(data, request.maxBytes)
  const book = choose(data, request.sheet)
  const rows = sheetRows(book.sheet, book.date1904)
  const sheets = book.names.map((name, i) => ({ name, hidden: book.hidden[i] ?? false }))
  send({ type: 'opened', sheets, sheet: book.name, headerGroups: rows.headerGroups })
  const batches = rows.batches(500)
  const next = (): void => {
    const batch = batches.next()
    send(batch.done === true ? { type: 'end' } : { type: 'rows', rows: batch.value })
    if (batch.done === true) port.close()
  }
  port.on('message', next)
} catch (error) {
  send({ type: 'failed', ...codeOf(error) })
}

interface Chosen {
  names: string[]
  hidden: boolean[]
  name: string
  sheet: XLSX.WorkSheet
  date1904: boolean
}

/** The wished sheet, or the first visible one that holds anything. */
function choose(data: Buffer | string, wished: string | null): Chosen {
  const read = (sheets: string | number): XLSX.WorkBook =>
    XLSX.read(data, {
      type: typeof data === 'string' ? 'string' : 'buffer',
      dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false, cellStyles: false, sheets,
      // Text (an HTML table, an XML workbook) is not to be interpreted: 1/2 stays 1/2.
      raw: true,
    })
  let book = read(wished ?? 0)
  const names = book.SheetNames
  const hidden = names.map((_, i) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0)
  if (wished !== null && !names.includes(wished)) throw new TableError('sheet.missing', wished)
  const order = wished === null ? names.filter((_, i) => hidden[i] === false) : [wished]
  for (const name of order) {
    if (book.Sheets[name] === undefined) book = read(name)
    const sheet = book.Sheets[name]
    if (sheet !== undefined && hasCells(sheet)) {
      return { names, hidden, name, sheet, date1904: book.Workbook?.WBProps?.date1904 === true }
    }
  }
  throw new TableError('file.empty')
}

function hasCells(sheet: XLSX.WorkSheet): boolean {
  const data = sheet['!data'] ?? []
  return data.some((row) => Array.isArray(row) && row.some((cell) => cell !== undefined && cell.t !== 'z' && cell.v !== ''))
}

function codeOf(error: unknown): { code: TableError['code']; detail: string } {
  if (error instanceof TableError) return { code: error.code, detail: error.message }
  const detail = error instanceof Error ? error.message : String(error)
  if (/password|encrypt/i.test(detail)) return { code: 'file.encrypted', detail }
  return { code: 'file.damaged', detail }
}
