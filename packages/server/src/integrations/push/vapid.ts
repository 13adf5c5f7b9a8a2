import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { Secrets } from '../../platform/secrets.ts'

/** Who writes to browsers: RFC 8292 (VAPID). The public key is what browsers subscribe with, base64url. */
export interface Vapid {
  publicKey: string
  /** `Authorization` for a push service at `now`. */
  authorization(endpoint: string, now: Date): string
}

/** The order of P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const hours12 = 12 * 3_600_000

/**
 * The installation's key pair, from its secret key: the same in every process and after every start, and kept as that key is. 48 bytes are taken modulo the
 * order less one, so that no key is likelier than another (FIPS 186-5, A.2.1). `contact` is whom a push service may write to: a mailto or https address.
 */
export function vapidOf(secrets: Pick<Secrets, 'derive'>, contact: string): Vapid {
  const scalar = (BigInt(`0x${secrets.derive('vapid', 48).toString('hex')}`) % (order - 1n)) + 1n
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey()
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: d.toString('base64url'), x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }, format: 'jwk' })
  const publicKey = point.toString('base64url')
  return {
    publicKey,
    authorization: (endpoint, now) => `vapid t=${token(key, { aud: new URL(endpoint).origin, exp: Math.floor((now.getTime() + hours12) / 1000), sub: contact })}, k=${publicKey}`,
  }
}

function token(key: KeyObject, claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
