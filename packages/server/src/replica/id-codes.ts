import { codeOf, type Dictionary } from '@sluice/core/funnel/columns'

/**
 * Codes of a dictionary by the 16 bytes of an id, so that reading millions of rows makes no text of any id but the first
 * of its kind: open addressing over the bytes.
 */
export class IdCodes {
  readonly dictionary: Dictionary
  private keys = new Int32Array(64 * 4)
  private codes = new Uint16Array(64)
  private used = 0

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary
  }

  /** @throws RangeError beyond 65,534 ids. */
  code(buffer: Buffer, at: number): number {
    const [a, b, c, d] = [buffer.readInt32BE(at), buffer.readInt32BE(at + 4), buffer.readInt32BE(at + 8), buffer.readInt32BE(at + 12)]
    const { keys, codes } = this
    const mask = codes.length - 1
    for (let slot = hash(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const code = codes[slot] as number
      const key = slot * 4
      if (code === 0) return this.add(buffer.toString('hex', at, at + 16), slot, a, b, c, d)
      if (keys[key + 3] === d && keys[key + 2] === c && keys[key + 1] === b && keys[key] === a) return code
    }
  }

  private add(hex: string, slot: number, a: number, b: number, c: number, d: number): number {
    const code = codeOf(this.dictionary, `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`)
    this.keys.set([a, b, c, d], slot * 4)
    this.codes[slot] = code
    this.used++
    if (this.used * 2 > this.codes.length) this.grow()
    return code
  }

  private grow(): void {
    const { keys, codes } = this
    this.codes = new Uint16Array(codes.length * 2)
    this.keys = new Int32Array(codes.length * 8)
    const mask = this.codes.length - 1
    for (let old = 0; old < codes.length; old++) {
      if (codes[old] === 0) continue
      const key = keys.subarray(old * 4, old * 4 + 4)
      let slot = hash(key[0] as number, key[1] as number, key[2] as number, key[3] as number) & mask
      while (this.codes[slot] !== 0) slot = (slot + 1) & mask
      this.codes[slot] = codes[old] as number
      this.keys.set(key, slot * 4)
    }
  }
}

/** Time-ordered ids differ at their end, random ones anywhere. */
function hash(a: number, b: number, c: number, d: number): number {
  const mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b) ^ d, 0x2c1b3c6d)
  return mixed ^ (mixed >>> 15)
}
