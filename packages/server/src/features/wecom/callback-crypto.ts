import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** What a callback is signed and encrypted with, and for whom. */
export interface CallbackKeys {
  token: string
  /** 43 letters and digits: base64 of 32 bytes without its `=`. */
  aesKey: string
  corpId: string
}

const block = 32

/** Whether the signature is of these parts: SHA-1 over token, time, nonce and text, sorted and joined (https://developer.work.weixin.qq.com/document/path/90968). In constant time. */
export function isSigned(token: string, { timestamp, nonce, text, signature }: { timestamp: string; nonce: string; text: string; signature: string }): boolean {
  const expected = createHash('sha1').update([token, timestamp, nonce, text].sort().join('')).digest()
  // Both of one length, whatever was sent.
  const said = /^[0-9a-f]{40}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(expected.length)
  return timingSafeEqual(expected, said) && /^[0-9a-f]{40}$/i.test(signature)
}

/**
 * The message in an encrypted text: AES-256-CBC, the key's first 16 bytes as IV; inside, 16 random bytes, the message's length in four (network order),
 * the message, the receiver; padded to a multiple of 32 (PKCS #7). Null when it was encrypted with another key, for somebody else, or changed.
 * Only ever asked of what is signed, so that nobody can learn of the padding by asking.
 */
export function openMessage({ aesKey, corpId }: CallbackKeys, encrypted: string): Buffer | null {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(encrypted) ? Buffer.from(encrypted, 'base64') : Buffer.alloc(0)
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) return null
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > block || padding > padded.length || padded.subarray(-padding).some((byte) => byte !== padding)) return null
  const plain = padded.subarray(0, -padding)
  if (plain.length < 20) return null
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return null
  const receiver = plain.subarray(end)
  const wanted = Buffer.from(corpId)
  return receiver.length === wanted.length && timingSafeEqual(receiver, wanted) ? plain.subarray(20, end) : null
}
