import { peek, plainBytes } from './bytes.ts'
import { openCsv } from './csv-table.ts'
import { decide, encodingName } from './encoding.ts'
import { openSheet } from './sheet-table.ts'
import type { ByteSource, Table, TableOptions, TableSource } from './table.ts'
import { TableError } from './table.ts'

const largestSheetFile = 256 * 1024 ** 2

/**
 * Opens a file of rows whatever it is: CSV of any encoding and delimiter, plain or gzip, or a workbook. Told apart by
 * content; the name is used for nothing but messages.
 *
 * Give a function that opens the bytes anew wherever that is possible: then the encoding is decided by the whole file.
 * Throws `TableError`. Rows that cannot be read right are handed on with their flaws.
 */
export async function openTable(source: TableSource, fileName: string, options: TableOptions = {}): Promise<Table> {
  const opened = typeof source === 'function' ? source() : source
  const plain = plainBytes(opened, options.maxBytes ?? 2 * 1024 ** 3)
  const head = await peek(plain, 512)
  if (head.bytes.length === 0) throw new TableError('file.empty', fileName)
  const kind = kindOf(head.bytes)
  if (kind === 'csv') {
    if (typeof source !== 'function') return openCsv(head.all, options)
    await head.all[Symbol.asyncIterator]().return?.()
    return openCsv(source, options)
  }
  if (kind === 'unsupported') throw new TableError('file.unsupported', fileName)
  const data = await whole(head.all)
  if (kind === 'book') return openSheet(data, options)
  const encoding = options.encoding === undefined ? decide(data, true) : encodingName(options.encoding)
  return openSheet(new TextDecoder(encoding).decode(data), options)
}

function kindOf(head: Uint8Array): 'csv' | 'book' | 'markup' | 'unsupported' {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'book'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'book'
  // BIFF of Excel 2 to 4, without the container.
  if (starts(0x09, 0x08) || starts(0x09, 0x04) || starts(0x09, 0x02)) return head.length > 2 && (head[2] ?? 0) < 0x11 ? 'book' : 'csv'
  if (starts(0x25, 0x50, 0x44, 0x46) || starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return 'unsupported'
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512)).toString('latin1')
  return /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html|table|meta|head|\?xml)/i.test(text) ? 'markup' : 'csv'
}

async function whole(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of source) {
    size += part.length
    if (size > largestSheetFile) throw new TableError('sheet.too_large', `more than ${largestSheetFile} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
