/** With base64 it stays below what the column takes. */
const pictureBytes = 280_000

/**
 * A QR code's picture as a data URL. Only from where WeCom keeps its pictures, or from where its interface is: what an answer names must not make us
 * ask somebody else. Null when it is no PNG or JPEG, too large, or not to be had.
 */
export async function fetchPicture(address: string, base: string, patienceMs: number): Promise<string | null> {
  if (!URL.canParse(address)) return null
  const [url, own] = [new URL(address), new URL(base)]
  const isOwn = url.origin === own.origin
  if (!isOwn && !/(^|\.)(qpic\.cn|qq\.com|qlogo\.cn)$/.test(url.hostname)) return null
  if (!isOwn && (url.port !== '' || (url.protocol !== 'https:' && url.protocol !== 'http:'))) return null
  if (url.username !== '' || url.password !== '') return null
  if (!isOwn) url.protocol = 'https:'
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
    const bytes = response.ok ? await readBounded(response, pictureBytes) : null
    const type = bytes === null ? null : typeOf(bytes)
    return bytes === null || type === null ? null : `data:${type};base64,${bytes.toString('base64')}`
  } catch {
    return null
  }
}

/** The body, or null when it is longer than `most`; what comes after that is not waited for. */
export async function readBounded(response: Response, most: number): Promise<Buffer | null> {
  if (response.body === null) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function typeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  return bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : null
}
