import { createGunzip } from 'node:zlib'
import { Readable, pipeline } from 'node:stream'
import type { ByteSource } from './table.ts'
import { TableError } from './table.ts'

/** Bytes of a source, unpacked when they are gzip (by content, not by name), and refused above `maxBytes`. */
export async function* plainBytes(source: ByteSource, maxBytes: number): AsyncGenerator<Uint8Array> {
  const head = await peek(source, 4)
  if (!(head.bytes[0] === 0x1f && head.bytes[1] === 0x8b)) {
    yield* limited(head.all, maxBytes)
    return
  }
  const gunzip = createGunzip()
  // Errors of either side arrive at the reading loop below; the callback only keeps them from being unhandled.
  const unpacked = pipeline(Readable.from(head.all, { objectMode: false }), gunzip, () => undefined)
  try {
    yield* limited(unpacked, maxBytes)
  } catch (error) {
    if (error instanceof TableError) throw error
    throw new TableError('file.damaged', error instanceof Error ? error.message : String(error))
  } finally {
    unpacked.destroy()
  }
}

async function* limited(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    if (total > maxBytes) throw new TableError('file.too_large', `more than ${maxBytes} bytes`)
    yield chunk
  }
}

export interface Peeked {
  /** At least the wished number of bytes, unless the source is shorter. */
  bytes: Uint8Array
  /** Everything, the peeked bytes first. Can be walked once. */
  all: AsyncIterable<Uint8Array>
}

/** Looks at the first bytes of a source without losing them. */
export async function peek(source: ByteSource, wanted: number): Promise<Peeked> {
  const iterator = iterate(source)
  const held: Uint8Array[] = []
  let size = 0
  while (size < wanted) {
    const next = await iterator.next()
    if (next.done === true) break
    held.push(next.value)
    size += next.value.length
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* held
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { bytes: held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held), all: all() }
}

function iterate(source: ByteSource): AsyncIterator<Uint8Array> {
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]()
  const inner = source[Symbol.iterator]()
  return { next: () => Promise.resolve(inner.next()), return: () => Promise.resolve({ done: true, value: undefined }) }
}
