import { inflateRawSync } from 'node:zlib'
import { TableError } from './table.ts'

const endOfDirectory = 0x06054b50
const entrySignature = 0x02014b50

/**
 * Refuses an .xlsx whose parts unpack to more than `maxBytes` together, or to more than they claim (a "zip bomb"),
 * before any of it reaches the sheet parser.
 */
export function guardZip(file: Buffer, maxBytes: number): void {
  const end = findEnd(file)
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  let total = 0
  if (count > 5000) throw new TableError('sheet.too_large', `${count} parts`)
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) throw new TableError('file.damaged', 'zip directory')
    const method = file.readUInt16LE(at + 10)
    const packed = file.readUInt32LE(at + 20)
    const size = file.readUInt32LE(at + 24)
    const local = file.readUInt32LE(at + 42)
    total += size
    if (size === 0xffffffff || total > maxBytes) throw new TableError('sheet.too_large', `unpacks to more than ${maxBytes} bytes`)
    if (method === 8) checkPart(file, local, packed, size)
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}

function checkPart(file: Buffer, local: number, packed: number, size: number): void {
  if (local + 30 > file.length) throw new TableError('file.damaged', 'zip part')
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
  try {
    // One byte more than claimed is already too much.
    inflateRawSync(file.subarray(from, from + packed), { maxOutputLength: Math.max(1, size) })
  } catch (error) {
    const tooLong = error instanceof RangeError
    throw new TableError(tooLong ? 'sheet.too_large' : 'file.damaged', 'zip part')
  }
}

function findEnd(file: Buffer): number {
  for (let at = file.length - 22; at >= 0 && at > file.length - 65_600; at--) {
    if (file.readUInt32LE(at) === endOfDirectory) return at
  }
  throw new TableError('file.damaged', 'no zip directory')
}
