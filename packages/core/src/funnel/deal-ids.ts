const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Writes a deal's id as the 16 bytes of `row`. Besides uuids, fixtures and simulations have short names: ASCII of up to 16
 * characters, told from a uuid by the top bit of byte 8, which a uuid's variant sets and ASCII never does.
 * @throws RangeError for anything else.
 */
export function writeId(bytes: Uint8Array, row: number, id: string): void {
  const at = row * 16
  if (UUID.test(id)) {
    for (let i = 0, c = 0; i < 16; i++, c += 2) {
      if (id.charCodeAt(c) === 45) c++
      bytes[at + i] = (nibble(id.charCodeAt(c)) << 4) | nibble(id.charCodeAt(c + 1))
    }
    return
  }
  if (id.length > 16) throw new RangeError(`deal id ${id}`)
  for (let i = 0; i < 16; i++) {
    const code = i < id.length ? id.charCodeAt(i) : 0
    if (code > 127) throw new RangeError(`deal id ${id}`)
    bytes[at + i] = code
  }
}

/** The id that `writeId` wrote. */
export function readId(bytes: Uint8Array, row: number): string {
  const at = row * 16
  let text = ''
  if (((bytes[at + 8] as number) & 128) === 0) {
    for (let i = 0; i < 16 && bytes[at + i] !== 0; i++) text += String.fromCharCode(bytes[at + i] as number)
    return text
  }
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += HEX[bytes[at + i] as number] as string
  }
  return text
}

/** Order of the ids of two rows, byte by byte: that of PostgreSQL's uuid type. */
export function compareIds(bytes: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < 16; i++) {
    const difference = (bytes[a * 16 + i] as number) - (bytes[b * 16 + i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

const nibble = (code: number) => (code <= 57 ? code - 48 : code - 87)

/** Row of a deal by its id: open addressing over the id bytes, 4 to 8 bytes a deal where a Map of texts would take a hundred. */
export type RowIndex = { slots: Int32Array; used: number }

const EMPTY = -1

export function rowIndex(capacity = 16): RowIndex {
  let size = 16
  while (size < capacity * 2) size *= 2
  return { slots: new Int32Array(size).fill(EMPTY), used: 0 }
}

/** The row whose id equals that of `row` in `bytes`, or −1. The id to be found may lie beyond the rows in use. */
export function findRow(index: RowIndex, bytes: Uint8Array, row: number): number {
  const { slots } = index
  const mask = slots.length - 1
  for (let slot = hashOf(bytes, row) & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot] as number
    if (found === EMPTY) return -1
    if (compareIds(bytes, found, row) === 0) return found
  }
}

/** Makes the id of `row` point at it, in place of the row it pointed at before. */
export function indexRow(index: RowIndex, bytes: Uint8Array, row: number): void {
  if ((index.used + 1) * 4 > index.slots.length * 3) {
    const old = index.slots
    index.slots = new Int32Array(old.length * 2).fill(EMPTY)
    for (const known of old) if (known !== EMPTY) place(index.slots, bytes, known)
  }
  if (place(index.slots, bytes, row)) index.used++
}

/** True when the id is new. */
function place(slots: Int32Array, bytes: Uint8Array, row: number): boolean {
  const mask = slots.length - 1
  for (let slot = hashOf(bytes, row) & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot] as number
    if (found !== EMPTY && compareIds(bytes, found, row) !== 0) continue
    slots[slot] = row
    return found === EMPTY
  }
}

/** Over all 16 bytes: those at the front of a time-ordered uuid alone hardly differ. */
function hashOf(bytes: Uint8Array, row: number): number {
  const at = row * 16
  let hash = 0x811c9dc5
  for (let i = 0; i < 16; i += 2) hash = Math.imul(hash ^ ((bytes[at + i] as number) | ((bytes[at + i + 1] as number) << 8)), 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12)
}
