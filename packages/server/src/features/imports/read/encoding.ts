import { TableError } from './table.ts'

/** What decides when the whole file cannot be seen: so much is looked at from the first byte outside ASCII on. */
const windowBytes = 1024 * 1024

export const utf8 = 'utf-8'

/** The name under which `TextDecoder` knows an encoding; throws `encoding.unknown`. GBK and GB2312 are read as GB18030. */
export function encodingName(label: string): string {
  const key = label.trim().toLowerCase()
  const name = { gbk: 'gb18030', gb2312: 'gb18030', ansi: 'gb18030', utf8: utf8, 'utf-8-sig': utf8 }[key] ?? key
  try {
    return new TextDecoder(name).encoding === 'gbk' ? 'gb18030' : new TextDecoder(name).encoding
  } catch {
    throw new TableError('encoding.unknown', label)
  }
}

/** The encoding that a byte-order mark names, with the mark's length. */
export function byteOrderMark(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return utf8
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33) return 'gb18030'
  return null
}

/** UTF-16 without a mark: in delimiters, digits and line breaks every other byte is zero. */
export function looksLikeUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(head.length, 8192) >> 1
  if (pairs < 2) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++
    if (head[2 * i + 1] === 0) odd++
  }
  if (odd > pairs * 0.1 && even < odd * 0.1) return 'utf-16le'
  return even > pairs * 0.1 && odd < even * 0.1 ? 'utf-16be' : null
}

export function firstNonAscii(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 127) return i
  return -1
}

/** Decides by a stretch of bytes that begins with the first one outside ASCII. `whole`: the text ends here. */
export function decide(bytes: Uint8Array, whole: boolean): string {
  try {
    // A character cut off at the end is no fault unless the text ends here.
    new TextDecoder(utf8, { fatal: true }).decode(bytes, { stream: !whole })
    return utf8
  } catch {
    return singleBytes(bytes) ? 'windows-1252' : 'gb18030'
  }
}

/**
 * Western single-byte text (Müller, 37°36') is almost always valid GB18030 too. But there, bytes above 127 stand alone
 * between ASCII letters, while in Chinese text they come in pairs.
 */
function singleBytes(bytes: Uint8Array): boolean {
  let single = 0
  let runs = 0
  for (let i = 0; i < bytes.length; ) {
    if ((bytes[i] ?? 0) < 128) {
      i++
      continue
    }
    let end = i
    while (end < bytes.length && (bytes[end] ?? 0) > 127) end++
    runs++
    if (end - i === 1) single++
    i = end
  }
  return runs > 0 && single / runs > 0.5
}

/** Decides by the whole file: exact, and still in constant memory. */
export async function decideByAll(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const strict = new TextDecoder(utf8, { fatal: true })
  let valid = true
  let kept: Uint8Array[] = []
  let keptBytes = 0
  for await (const chunk of source) {
    if (valid) {
      try {
        strict.decode(chunk, { stream: true })
      } catch {
        valid = false
      }
    }
    if (keptBytes < windowBytes) {
      const from = keptBytes > 0 ? 0 : firstNonAscii(chunk)
      if (from >= 0) {
        kept.push(chunk.slice(from))
        keptBytes += chunk.length - from
      }
    } else if (!valid) break
  }
  if (valid) {
    try {
      strict.decode()
      return utf8
    } catch {
      // The last character is cut off.
    }
  }
  const bytes = Buffer.concat(kept)
  kept = []
  return singleBytes(bytes) ? 'windows-1252' : 'gb18030'
}

export interface Decoded {
  /** What is believed so far; pure ASCII counts as UTF-8. */
  encoding: string
  text: AsyncIterable<string>
}

/**
 * Bytes to text. With `given` (named by the user or by `decideByAll`) bytes that do not fit become U+FFFD. Without it,
 * ASCII is handed on as it comes and the decision waits for the first other byte and a megabyte behind it. If later
 * bytes contradict that decision, the text already handed on was wrong: `encoding.undecided` is thrown, never hidden.
 */
export function decodeBytes(source: AsyncIterable<Uint8Array>, given: string | null): Decoded {
  const result: Decoded = { encoding: given ?? utf8, text: given === null ? guessing() : known(given) }

  async function* known(encoding: string): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  }

  async function* guessing(): AsyncGenerator<string> {
    let decoder: TextDecoder | null = null
    let held: Uint8Array[] = []
    let heldBytes = 0
    const settle = (whole: boolean): { decoder: TextDecoder; text: string } => {
      const bytes = Buffer.concat(held)
      held = []
      result.encoding = decide(bytes, whole)
      const made = new TextDecoder(result.encoding, { fatal: result.encoding === utf8 && !whole })
      return { decoder: made, text: made.decode(bytes, { stream: true }) }
    }
    for await (const piece of source) {
      let chunk = piece
      if (decoder !== null) {
        yield decodeStrict(decoder, chunk)
        continue
      }
      if (heldBytes === 0) {
        const at = firstNonAscii(chunk)
        const ascii = at < 0 ? chunk : chunk.subarray(0, at)
        if (ascii.length > 0) yield Buffer.from(ascii.buffer, ascii.byteOffset, ascii.length).toString('latin1')
        if (at < 0) continue
        chunk = chunk.subarray(at)
      }
      held.push(chunk)
      heldBytes += chunk.length
      if (heldBytes < windowBytes) continue
      const settled = settle(false)
      decoder = settled.decoder
      yield settled.text
    }
    if (decoder === null && heldBytes > 0) {
      const settled = settle(true)
      decoder = settled.decoder
      yield settled.text
    }
    if (decoder !== null) yield decodeStrict(decoder, null)
  }

  return result
}

function decodeStrict(decoder: TextDecoder, chunk: Uint8Array | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw new TableError('encoding.undecided', 'the file begins as UTF-8 but does not go on so')
  }
}
