import { Worker } from 'node:worker_threads'
import { findHeader, nameColumns } from './header.ts'
import type { HeaderGroup, SheetMessage, SheetRequest, SheetRow } from './sheet-messages.ts'
import type { RowFlaw, Table, TableOptions, TableRow } from './table.ts'
import { TableError } from './table.ts'

const none: readonly RowFlaw[] = []
const tooFew: readonly RowFlaw[] = ['row.too_few_cells']
const tooMany: readonly RowFlaw[] = ['row.too_many_cells']

/** Opens a workbook (.xlsx, .xlsm, .xlsb, .xls, WPS, or a table of HTML or XML that calls itself .xls). */
export async function openSheet(data: Uint8Array | string, options: TableOptions): Promise<Table> {
  const reader = sheetReader(data, options)
  try {
    const opened = await reader.take()
    if (opened.type !== 'opened') throw new TableError('file.damaged')
    const { sheets, sheet, headerGroups } = opened
    const first = (await reader.more()) ?? []
    const table = shape(first, headerGroups, options.headerRow)
    let ahead: SheetRow[] | null = first

    async function* rows(): AsyncGenerator<TableRow> {
      try {
        for (; ahead !== null; ahead = await reader.more()) {
          for (const row of ahead) if (row.line > table.headerEnd) yield asRow(row, table.header.length)
        }
      } finally {
        await reader.close()
      }
    }

    return {
      format: 'xlsx', encoding: 'utf-8', delimiter: '', header: table.header, headerLine: table.headerLine,
      rows: rows(), blankLines: 0, sheets, sheet, close: reader.close,
    }
  } catch (error) {
    await reader.close()
    throw error
  }
}

function asRow({ line, cells }: SheetRow, width: number): TableRow {
  // A sheet leaves out empty cells at the end: that is no fault of the row.
  while (cells.length < width) cells.push('')
  if (cells.length <= width) return { line, cells, flaws: none }
  if (cells.slice(width).some((cell) => cell.trim() !== '')) return { line, cells, flaws: tooMany }
  return { line, cells: cells.slice(0, width), flaws: width === 0 ? tooFew : none }
}

/** Finds the header, and a second row of names below merged group names. */
function shape(first: readonly SheetRow[], groups: readonly HeaderGroup[], wished: number | undefined) {
  const sample = first.slice(0, 50)
  const width = Math.max(1, ...sample.map((row) => row.cells.length))
  if (wished === 0) return { header: nameColumns([], width), headerLine: 0, headerEnd: 0 }
  const found = wished === undefined ? findHeader(sample.map((row) => row.cells)) : 0
  if (found < 0) return { header: nameColumns([], width), headerLine: 0, headerEnd: 0 }
  let top = wished === undefined ? sample[found] : sample.find((row) => row.line === wished)
  if (top === undefined) throw new TableError('file.empty', 'no header row')
  // A row of merged groups is narrower than the names below it and may have been passed over.
  const above = sample[sample.indexOf(top) - 1]
  const isGroup = (row: SheetRow | undefined): row is SheetRow =>
    row !== undefined && groups.some((group) => group.row === row.line && group.to - group.from + 1 < width)
  if (wished === undefined && isGroup(above)) top = above
  const below = sample[sample.indexOf(top) + 1]
  let cells = top.cells
  let headerEnd = top.line
  if (isGroup(top) && below !== undefined && below.line === top.line + 1) {
    const upper = top
    cells = Array.from({ length: width }, (_, i) => {
      const name = below.cells[i] ?? ''
      return name === '' ? (upper.cells[i] ?? '') : name
    })
    headerEnd = below.line
  }
  const names = nameColumns(cells, Math.max(cells.length, ...sample.filter((row) => row.line > headerEnd).map((row) => row.cells.length)))
  return { header: names, headerLine: top.line, headerEnd }
}

/** Talks to the worker: one request, one answer; its death by memory or crash is an answer too. */
function sheetReader(data: Uint8Array | string, options: TableOptions) {
  const request: SheetRequest = { data, sheet: options.sheet ?? null, maxBytes: options.maxBytes ?? 512 * 1024 ** 2 }
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: options.sheetMemory ?? 1024 },
    // The thread is given nothing of the server's environment.
    env: {},
    execArgv: [],
  })
  const queue: SheetMessage[] = []
  let failure: TableError | null = null
  let wake: (() => void) | null = null
  const signal = (): void => {
    wake?.()
    wake = null
  }
  worker.on('message', (message: SheetMessage) => {
    queue.push(message)
    signal()
  })
  worker.on('error', (error) => {
    const memory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    failure = memory ? new TableError('sheet.too_large', 'memory') : new TableError('file.damaged', String(error.message))
    signal()
  })
  worker.on('exit', () => {
    failure ??= new TableError('file.damaged', 'the reader ended early')
    signal()
  })

  async function take(): Promise<SheetMessage> {
    for (;;) {
      const message = queue.shift()
      if (message?.type === 'failed') throw new TableError(message.code, message.detail)
      if (message !== undefined) return message
      if (failure !== null) throw failure
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  return {
    take,
    more: async (): Promise<SheetRow[] | null> => {
      worker.postMessage('more')
      const message = await take()
      return message.type === 'rows' ? message.rows : null
    },
    close: async (): Promise<void> => {
      await worker.terminate()
    },
  }
}
