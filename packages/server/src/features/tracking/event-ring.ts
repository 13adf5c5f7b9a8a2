/** Waits in memory for the writer: bounded, the newest are refused when it is full. */
export class EventRing<T> {
  readonly #limit: number
  readonly #sizeOf: (item: T) => number
  #items: T[] = []
  #size = 0

  constructor(limit: number, sizeOf: (item: T) => number) {
    this.#limit = limit
    this.#sizeOf = sizeOf
  }
  get size(): number {
    return this.#size
  }
  /** False: there is no room. */
  push(item: T): boolean {
    const size = this.#sizeOf(item)
    if (this.#size + size > this.#limit) return false
    this.#items.push(item)
    this.#size += size
    return true
  }
  /** Everything that waits; it is empty then. */
  take(): T[] {
    const items = this.#items
    this.#items = []
    this.#size = 0
    return items
  }
}
