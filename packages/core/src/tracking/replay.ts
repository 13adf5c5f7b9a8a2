/** Which batches of a browser were seen: the highest number, and the 32 up to it as bits, the lowest bit being `high` itself. */
export interface Seen {
  high: number
  bits: number
}

const span = 32

/**
 * Whether batch `n` is new, and what was seen then. Batches may overtake one another by up to 31 (a page that closes and the next one that
 * opens send at once); what is older than that, or came before, is a repeat. The window of RFC 4303, section 3.4.3.
 */
export function acceptOnce({ high, bits }: Seen, n: number): Seen | null {
  if (n > high) {
    const moved = n - high >= span ? 0 : (bits << (n - high)) >>> 0
    return { high: n, bits: (moved | 1) >>> 0 }
  }
  const behind = high - n
  if (behind >= span || ((bits >>> behind) & 1) === 1) return null
  return { high, bits: (bits | (1 << behind)) >>> 0 }
}
