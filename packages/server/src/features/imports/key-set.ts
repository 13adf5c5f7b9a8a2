import { hash } from 'node:crypto'

/**
 * Which keys were met before, in eight bytes each: half a million keys are 16 MiB at most, where a Set of strings takes
 * ten times as much. Only 64 bits of a hash are kept: among a million keys two meet by chance once in 37 million files.
 */
export function keySet() {
  let size = 0
  let slots = new Uint32Array(2 * 1024)

  const place = (table: Uint32Array, high: number, low: number): boolean => {
    const mask = table.length / 2 - 1
    for (let i = low & mask; ; i = (i + 1) & mask) {
      const [a, b] = [table[2 * i], table[2 * i + 1]]
      if (a === 0 && b === 0) {
        table[2 * i] = high
        table[2 * i + 1] = low
        return true
      }
      if (a === high && b === low) return false
    }
  }
  const grow = (): void => {
    const larger = new Uint32Array(slots.length * 2)
    for (let i = 0; i < slots.length; i += 2) {
      const [high = 0, low = 0] = [slots[i], slots[i + 1]]
      if (high !== 0 || low !== 0) place(larger, high, low)
    }
    slots = larger
  }
  return {
    /** Whether the key is new; it is kept. */
    add(key: string): boolean {
      if (size * 2 > slots.length / 2) grow()
      const digest = hash('sha1', key, 'buffer')
      // The pair of zeros means an empty slot.
      const fresh = place(slots, digest.readUInt32LE(0) || 1, digest.readUInt32LE(4))
      if (fresh) size++
      return fresh
    },
    get size() {
      return size
    },
  }
}

export type KeySet = ReturnType<typeof keySet>
