import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gave when it subscribed: its public key (P-256, 65 bytes) and the secret it shares with whoever may write to it (16 bytes). */
export interface PushKeys {
  p256dh: Buffer
  auth: Buffer
}

/** Room for the text in one record: 4096 bytes less the header of 86, the tag of 16 and the delimiter. */
export const pushTextBytes = 3993
const recordBytes = 4096

/**
 * A message that only the browser reads: RFC 8291 (Message Encryption for Web Push) in the coding of RFC 8188 (aes128gcm), one record.
 * `salt` and `secret` (a private key of P-256) are new for each message; tests give those of the RFC. @throws when a key is no point of the curve, or the text is too long
 */
export function encryptPush(text: Buffer, { p256dh, auth }: PushKeys, { salt = randomBytes(16), secret }: { salt?: Buffer; secret?: Buffer } = {}): Buffer {
  if (text.length > pushTextBytes) throw new RangeError('push: more than one record')
  const own = createECDH('prime256v1')
  if (secret === undefined) own.generateKeys()
  else own.setPrivateKey(secret)
  const ownPublic = own.getPublicKey()
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, ownPublic])
  const input = Buffer.from(hkdfSync('sha256', own.computeSecret(p256dh), auth, keyInfo, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2 says: the last record.
  const sealed = Buffer.concat([cipher.update(Buffer.concat([text, Buffer.from([2])])), cipher.final(), cipher.getAuthTag()])
  const head = Buffer.alloc(21)
  salt.copy(head)
  head.writeUInt32BE(recordBytes, 16)
  head.writeUInt8(ownPublic.length, 20)
  return Buffer.concat([head, ownPublic, sealed])
}
