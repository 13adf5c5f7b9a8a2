import { createHash, randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length
/** The last millisecond and how many ids were made in it: those of one process stand in the order they were made. */
let last = -1
let made = 0

/** A uuid v7: ordered by creation, random enough not to be guessed. Made here so that a PostgreSQL 15 will do. */
export function newId(now = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(now, 0, 6)
  pool.copy(bytes, 6, used, used + 10)
  used += 10
  // RFC 9562, 6.2, method 1: the twelve bits after the time count within the millisecond, from a random place in its first half.
  made = now === last ? made + 1 : bytes.readUInt16BE(6) & 0x07ff
  last = now
  bytes.writeUInt16BE(0x7000 | (made & 0x0fff), 6)
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The id of something that is what it names: the same words give the same id, everywhere (RFC 9562, version 8). */
export function idOf(...names: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 16)
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
