import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message that arrived at a browser. */
export interface Shown { title: string; line: string; path: string; tag: string; topic: string; ttl: number; urgency: string }

export interface TestBrowser { endpoint: string; p256dh: string; auth: string; shown: Shown[] }

/**
 * A browser maker's push service and the browsers behind it, as RFC 8030, 8188, 8291 and 8292 describe them. Strict: a wrong signature, audience, time or
 * key, a missing TTL, a wrong coding and whatever cannot be decrypted are refused. Written for the tests alone: it shares nothing with what it proves.
 */
export interface TestPushService {
  url: string
  /** A browser that subscribed with this public key. */
  browser(publicKey: string): TestBrowser
  /** What the next messages are answered with, one each: a status, or `null` for a broken connection after it was taken. */
  answers: (number | null)[]
  /** Why messages were refused. */
  refusals: string[]
  close(): Promise<void>
}

/** HKDF of RFC 5869 for at most 32 bytes, by its own words. */
function hkdf(salt: Buffer, input: Buffer, info: Buffer, bytes: number): Buffer {
  const key = createHmac('sha256', salt).update(input).digest()
  return createHmac('sha256', key).update(Buffer.concat([info, Buffer.from([1])])).digest().subarray(0, bytes)
}

/** @throws when it is not for this browser, or of another form */
export function openPushMessage(body: Buffer, { secret, auth }: { secret: Buffer; auth: Buffer }): Buffer {
  const [salt, size, keyLength] = [body.subarray(0, 16), body.readUInt32BE(16), body.readUInt8(20)]
  const [sender, sealed] = [body.subarray(21, 21 + keyLength), body.subarray(21 + keyLength)]
  if (keyLength !== 65 || size < 18 || sealed.length > size) throw new Error('not one record')
  const own = createECDH('prime256v1')
  own.setPrivateKey(secret)
  const input = hkdf(auth, own.computeSecret(sender), Buffer.concat([Buffer.from('WebPush: info'), Buffer.from([0]), own.getPublicKey(), sender]), 32)
  const decipher = createDecipheriv('aes-128-gcm', hkdf(salt, input, Buffer.from('Content-Encoding: aes128gcm\0'), 16), hkdf(salt, input, Buffer.from('Content-Encoding: nonce\0'), 12))
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  const end = plain.lastIndexOf(2)
  if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no delimiter of a last record')
  return plain.subarray(0, end)
}

/** Null when it is no VAPID of RFC 8292, or the signature does not hold. */
export function readVapid(authorization: string): { key: string; claims: Record<string, unknown> } | null {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization)
  if (match === null) return null
  const [, head = '', claims = '', signature = '', key = ''] = match
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>
  const point = Buffer.from(key, 'base64url')
  const { typ, alg } = read(head)
  if (typ !== 'JWT' || alg !== 'ES256' || point.length !== 65 || Buffer.from(signature, 'base64url').length !== 64) return null
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })
  return verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')) ? { key, claims: read(claims) } : null
}

export async function startPushService(now: () => Date): Promise<TestPushService> {
  const browsers = new Map<string, TestBrowser & { secret: Buffer; publicKey: string }>()
  const test: TestPushService = {
    url: '', answers: [], refusals: [], close: () => Promise.resolve(),
    browser(publicKey) {
      const curve = createECDH('prime256v1')
      curve.generateKeys()
      const path = `/wpush/v2/${randomBytes(12).toString('hex')}`
      const browser = { endpoint: `${test.url}${path}`, p256dh: curve.getPublicKey().toString('base64url'), auth: randomBytes(16).toString('base64url'), shown: [], secret: curve.getPrivateKey(), publicKey }
      browsers.set(path, browser)
      return browser
    },
  }
  const refusal = (request: IncomingMessage, body: Buffer): [number, string] | null => {
    const { headers, url = '', method } = request
    const browser = browsers.get(url)
    if (method !== 'POST' || browser === undefined) return [404, 'no such subscription']
    const vapid = readVapid(headers.authorization ?? '')
    if (vapid === null) return [401, 'signature']
    if (vapid.key !== browser.publicKey) return [403, 'another key than subscribed with']
    const { aud, exp, sub } = vapid.claims
    const left = Number(exp) * 1000 - now().getTime()
    if (aud !== test.url || !(left > 0 && left <= 86_400_000) || !/^(mailto:.+@|https:\/\/)/.test(String(sub))) return [403, 'claims']
    if (!/^\d+$/.test(headers.ttl as string)) return [400, 'TTL']
    if (headers['content-encoding'] !== 'aes128gcm' || headers['content-type'] !== 'application/octet-stream') return [400, 'coding']
    if (headers.topic !== undefined && !/^[\w-]{1,32}$/.test(headers.topic as string)) return [400, 'topic']
    if (body.length > 4096) return [413, 'too large']
    try {
      const said = JSON.parse(openPushMessage(body, { secret: browser.secret, auth: Buffer.from(browser.auth, 'base64url') }).toString('utf8')) as Omit<Shown, 'ttl' | 'topic' | 'urgency'>
      if (!said.path.startsWith('/') || said.path.startsWith('//')) return [400, 'path']
      const shown = { ...said, ttl: Number(headers.ttl), topic: String(headers.topic), urgency: String(headers.urgency) }
      // As browsers do: what has the same tag takes the place of the one before.
      browser.shown.splice(0, browser.shown.length, ...browser.shown.filter((one) => one.tag !== shown.tag), shown)
      return null
    } catch {
      return [400, 'cannot be decrypted']
    }
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const arranged = test.answers.shift()
      if (typeof arranged === 'number') return response.writeHead(arranged, arranged === 429 ? { 'retry-after': '120' } : {}).end('as arranged')
      const wrong = refusal(request, Buffer.concat(parts))
      if (wrong !== null) test.refusals.push(wrong[1])
      if (arranged === null) return request.socket.destroy()
      response.writeHead(wrong?.[0] ?? 201, { location: `${test.url}/message/1` }).end(wrong?.[1])
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  test.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  test.close = () => {
    server.closeAllConnections()
    return new Promise((done) => server.close(() => done()))
  }
  return test
}
