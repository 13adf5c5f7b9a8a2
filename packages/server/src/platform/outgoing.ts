import { lookup as lookUp } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps, type RequestOptions } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Where addresses that people enter may lead. `loopback` and `private` are the operator's to allow (platform/env). */
export type Reach = 'public' | 'loopback' | 'private'

/** What became of a request. `isLost`: it may have arrived, the answer has not; else nothing has left. */
export type Outcome =
  | { kind: 'answered'; status: number; body: string; retryAfterMs: number | null }
  | { kind: 'failed'; isLost: boolean; said: string }

export interface OutgoingPost {
  url: string
  body: string | Buffer
  headers: Readonly<Record<string, string>>
  patienceMs: number
}

/** IANA's special-purpose registries: loopback, and everything else that is not the public net. */
type Family = 'ipv4' | 'ipv6'
/** One list a family: in a common one, IPv4 addresses would be judged as mapped ones too. */
function listOf(family: Family, nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [net, bits] of nets) list.addSubnet(net, bits, family)
  return list
}
const loopback = { ipv4: listOf('ipv4', [['127.0.0.0', 8]]), ipv6: listOf('ipv6', [['::1', 128]]) }
const inside = {
  ipv4: listOf('ipv4', [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]]),
  // Also what carries another address within (mapped, NAT64, 6to4, Teredo): nothing public needs those.
  ipv6: listOf('ipv6', [['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 32], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20], ['5f00::', 16], ['fc00::', 7], ['fe80::', 9], ['ff00::', 8]]),
}
const familyOf = (address: string): Family => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const isLoopback = (address: string) => isIP(address) !== 0 && loopback[familyOf(address)].check(address, familyOf(address))

/** Whether requests may go to this address of the net. */
export function mayReach(address: string, reach: Reach): boolean {
  if (isIP(address) === 0) return false
  if (isLoopback(address)) return reach !== 'public'
  return reach === 'private' || !inside[familyOf(address)].check(address, familyOf(address))
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

/**
 * What an address is refused for before it is kept: null when it may be. Names are looked up when something is sent, by `post`. Only https; http on
 * this machine where the operator allows that.
 */
export function addressProblem(text: string, reach: Reach): 'message.address_wrong' | 'message.address_private' | null {
  if (!URL.canParse(text) || text.length > 2000) return 'message.address_wrong'
  const url = new URL(text)
  const host = hostOf(url)
  const isHere = host === 'localhost' || isLoopback(host)
  if (isHere && reach === 'public') return 'message.address_private'
  if (url.username + url.password + url.hash !== '' || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))) return 'message.address_wrong'
  return isIP(host) !== 0 && !mayReach(host, reach) ? 'message.address_private' : null
}

const answerBytes = 64 * 1024

/**
 * Posts to an address that somebody entered, or their browser. The name is looked up once, and the connection goes to what was found and allowed, so that a name
 * cannot lead elsewhere between. No redirect is followed, and the answer is read up to a bound.
 */
export function post({ url: address, body, headers, patienceMs }: OutgoingPost, reach: Reach): Promise<Outcome> {
  const problem = addressProblem(address, reach)
  if (problem !== null) return Promise.resolve({ kind: 'failed', isLost: false, said: problem })
  const url = new URL(address)
  const guarded: LookupFunction = (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '')
      const allowed = found.filter((one) => mayReach(one.address, reach))
      const [first] = allowed
      if (first === undefined || allowed.length < found.length) return callback(Object.assign(new Error('message.address_private'), { code: 'message.address_private' }), '')
      if (options.all === true) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
  return new Promise((done) => {
    let isConnected = false
    const options: RequestOptions = {
      method: 'POST', agent: false, lookup: guarded, signal: AbortSignal.timeout(patienceMs),
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Sluice', ...headers, 'content-length': String(Buffer.byteLength(body)) },
    }
    const call = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options)
    const fail = (error: Error & { code?: string }) => done({ kind: 'failed', isLost: isConnected, said: error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : (error.code ?? error.message).slice(0, 200) })
    call.on('socket', (socket) => {
      // With TLS nothing of the request leaves before it is secured.
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (isConnected = true))
    })
    call.on('error', fail)
    call.on('response', (response) => {
      const parts: Buffer[] = []
      let size = 0
      const answer = () => {
        const after = Number(response.headers['retry-after'])
        done({ kind: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8').slice(0, answerBytes), retryAfterMs: Number.isFinite(after) && after > 0 ? after * 1000 : null })
      }
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size <= answerBytes) return void parts.push(part)
        answer()
        response.destroy()
      })
      response.on('end', answer)
      // The status came: what is missing is words.
      response.on('error', answer)
    })
    call.end(body)
  })
}
