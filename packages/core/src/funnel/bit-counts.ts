/**
 * How often each bit of a mask was set, over many masks. A mask of up to eight bits costs one increment, of up to 32 four:
 * the bytes are counted as they are, and taken apart into bits once at the end.
 */
export class BitCounts {
  readonly bytes: Uint32Array
  private readonly isWide: boolean

  constructor(bits: number) {
    this.isWide = bits > 8
    this.bytes = new Uint32Array(this.isWide ? 1024 : 256)
  }

  add(mask: number): void {
    const { bytes } = this
    const low = mask & 255
    bytes[low] = (bytes[low] as number) + 1
    if (this.isWide) this.addHigh(mask)
  }

  /** The same mask so many times. */
  addMany(mask: number, times: number): void {
    const { bytes } = this
    for (let byte = 0; byte < (this.isWide ? 4 : 1); byte++) {
      const at = byte * 256 + ((mask >>> (byte * 8)) & 255)
      bytes[at] = (bytes[at] as number) + times
    }
  }

  /** How many of the masks had bit `k`. */
  of(k: number): number {
    const from = (k >>> 3) * 256
    const bit = 1 << (k & 7)
    let sum = 0
    for (let value = 0; value < 256; value++) if ((value & bit) !== 0) sum += this.bytes[from + value] as number
    return sum
  }

  private addHigh(mask: number): void {
    const { bytes } = this
    for (let byte = 1; byte < 4; byte++) {
      const at = byte * 256 + ((mask >>> (byte * 8)) & 255)
      bytes[at] = (bytes[at] as number) + 1
    }
  }
}
