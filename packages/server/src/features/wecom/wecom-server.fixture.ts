import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A WeCom of its own on the loopback, as far as its documentation tells: tokens that end, customers, contact-me codes, error codes. */
export interface TestWecom {
  url: string
  corpId: string
  secret: string
  /** external_userid → what `externalcontact/get` answers of them. */
  contacts: Map<string, object>
  /** config_id → what `add_contact_way` was given. */
  ways: Map<string, { type: number; scene: number; state: string; user: string[]; remark: string }>
  /** Employees there are, in small letters: WeCom does not tell them from large ones. */
  employees: Set<string>
  /** Apps that write to people, by AgentId; what they wrote, and who has which number. */
  apps: Map<number, { secret: string; sees: string[] }>
  sent: { to: string; content: Record<string, unknown> }[]
  mobiles: Map<string, string>
  /** Error codes that the next calls (not for a token) are answered with, one each. */
  errors: number[]
  /** Paths that were called, in order. */
  calls: string[]
  /** Ends all tokens at once, as a reset secret does. */
  endTokens(): void
  /** What is answered instead of everything, as by something that is not WeCom. */
  raw: { status: number; body: string; location?: string } | null
  close(): Promise<void>
}

/** 1 × 1. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export async function startWecom({ corpId, secret, now }: { corpId: string; secret: string; now: () => Date }): Promise<TestWecom> {
  let tokens = new Map<string, number>()
  const test: TestWecom = {
    url: '', corpId, secret, contacts: new Map(), ways: new Map(), employees: new Set(), apps: new Map(), sent: [], mobiles: new Map(), errors: [], calls: [], raw: null,
    endTokens: () => tokens.forEach((_, token) => tokens.set(token, 0)), close: () => Promise.resolve(),
  }
  const token = (query: URLSearchParams) => {
    if (query.get('corpid') !== corpId) return { errcode: 40013, errmsg: 'invalid corpid' }
    if (query.get('corpsecret') !== test.secret) return { errcode: 40001, errmsg: 'invalid credential' }
    // The same one for as long as it is good.
    const kept = [...tokens].find(([, endsAt]) => endsAt > now().getTime())
    const [text, endsAt] = kept ?? [randomBytes(24).toString('base64url'), now().getTime() + 7_200_000]
    tokens.set(text, endsAt)
    return { errcode: 0, errmsg: 'ok', access_token: text, expires_in: Math.floor((endsAt - now().getTime()) / 1000) }
  }
  const bytes = (text: unknown) => Buffer.byteLength(String(text))
  const seen = new Map<string, number>()
  const times = new Map<string, number[]>()
  /** 「发送应用消息」: what is repeated within the interval, or exceeds 30 a minute to one person, is answered with success and written to nobody. */
  const send = (body: Record<string, unknown>): object => {
    const { touser, agentid, msgtype, enable_duplicate_check: checks, duplicate_check_interval: seconds = 1800 } = body
    if (typeof agentid !== 'number' || typeof touser !== 'string' || touser === '') return { errcode: 40058, errmsg: 'invalid parameter' }
    const app = test.apps.get(agentid)
    if (app === undefined) return { errcode: 40056, errmsg: 'invalid agentid' }
    if (app.secret !== test.secret) return { errcode: 301002, errmsg: 'not allow operate another agent with this accesstoken' }
    const content = Object(body[String(msgtype)]) as Record<string, unknown>
    const isCard = msgtype === 'textcard' && typeof content['title'] === 'string' && content['title'] !== '' && bytes(content['title']) <= 128 && typeof content['description'] === 'string' && content['description'] !== ''
      && bytes(content['description']) <= 512 && URL.canParse(String(content['url'])) && bytes(content['url']) <= 2048 && typeof content['btntxt'] === 'string' && [...content['btntxt']].length <= 4
    const isText = msgtype === 'text' && typeof content['content'] === 'string' && content['content'] !== '' && bytes(content['content']) <= 2048
    if ((!isCard && !isText) || typeof seconds !== 'number' || seconds > 14_400) return { errcode: 40058, errmsg: 'invalid content' }
    if (!app.sees.includes(touser.toLowerCase())) return { errcode: 0, errmsg: 'ok', invaliduser: touser, invalidparty: '', invalidtag: '' }
    const key = JSON.stringify(body)
    const recent = (times.get(touser) ?? []).filter((at) => at > now().getTime() - 60_000)
    const isRepeated = checks === 1 && (seen.get(key) ?? 0) > now().getTime() - seconds * 1000
    if (!isRepeated && recent.length < 30) test.sent.push({ to: touser, content })
    if (!isRepeated) seen.set(key, now().getTime())
    times.set(touser, [...recent, now().getTime()])
    return { errcode: 0, errmsg: 'ok', invaliduser: '', invalidparty: '', invalidtag: '', msgid: randomBytes(8).toString('hex') }
  }
  const answer = (path: string, query: URLSearchParams, body: Record<string, unknown>): object => {
    if (path === '/cgi-bin/gettoken') return token(query)
    const endsAt = tokens.get(query.get('access_token') ?? '')
    if (!query.has('access_token')) return { errcode: 41001, errmsg: 'access_token missing' }
    if (endsAt === undefined) return { errcode: 40014, errmsg: 'invalid access_token' }
    if (endsAt <= now().getTime()) return { errcode: 42001, errmsg: 'access_token expired' }
    const error = test.errors.shift()
    if (error !== undefined) return { errcode: error, errmsg: 'as arranged' }
    switch (path) {
      case '/cgi-bin/externalcontact/get': {
        const found = test.contacts.get(query.get('external_userid') ?? '')
        return found === undefined ? { errcode: 84061, errmsg: 'not external contact' } : { errcode: 0, errmsg: 'ok', ...found }
      }
      case '/cgi-bin/externalcontact/add_contact_way': {
        const { type, scene, state = '', user = [], remark = '' } = body as { type?: number; scene?: number; state?: string; user?: string[]; remark?: string }
        if ((type !== 1 && type !== 2) || scene !== 2 || state.length > 30 || remark.length > 30 || (type === 1 && user.length !== 1) || user.length > 100) return { errcode: 40058, errmsg: 'invalid parameter' }
        if (user.some((one) => !test.employees.has(one.toLowerCase()))) return { errcode: 60111, errmsg: 'userid not found' }
        const id = randomBytes(16).toString('hex')
        test.ways.set(id, { type, scene, state, user, remark })
        return { errcode: 0, errmsg: 'ok', config_id: id, qr_code: `${test.url}/qr/${id}.png` }
      }
      case '/cgi-bin/externalcontact/del_contact_way':
        return test.ways.delete(String(body.config_id)) ? { errcode: 0, errmsg: 'ok' } : { errcode: 40058, errmsg: 'invalid config_id' }
      case '/cgi-bin/message/send':
        return send(body)
      case '/cgi-bin/user/getuserid': {
        const found = test.mobiles.get(String(body['mobile']))
        return found === undefined ? { errcode: 46004, errmsg: 'user not exist' } : { errcode: 0, errmsg: 'ok', userid: found }
      }
      default:
        return { errcode: -1, errmsg: 'no such interface' }
    }
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', test.url)
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      test.calls.push(url.pathname)
      if (test.raw !== null) return response.writeHead(test.raw.status, test.raw.location === undefined ? {} : { location: test.raw.location }).end(test.raw.body)
      if (url.pathname.startsWith('/qr/')) return response.writeHead(200, { 'content-type': 'image/png' }).end(png)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(url.pathname, url.searchParams, text === '' ? {} : (JSON.parse(text) as Record<string, unknown>))))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  test.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  test.close = () => {
    tokens = new Map()
    server.closeAllConnections()
    return new Promise((done) => server.close(() => done()))
  }
  return test
}

export interface SealedCallback { query: string; body: string; signature: string; encrypted: string }

/** Signs and encrypts a message as WeCom does. Written for the tests alone: it shares nothing with what it proves. */
export function sealCallback({ token, aesKey, corpId }: { token: string; aesKey: string; corpId: string }, message: string, { at, nonce = String(Math.floor(Math.random() * 1e10)), random = randomBytes(16) }: { at: Date; nonce?: string; random?: Buffer }): SealedCallback {
  const key = Buffer.from(aesKey, 'base64')
  const bytes = Buffer.from(message, 'utf8')
  const head = Buffer.alloc(4)
  for (let i = 0; i < 4; i++) head[i] = Math.floor(bytes.length / 256 ** (3 - i)) % 256
  let plain = Buffer.concat([random, head, bytes, Buffer.from(corpId)])
  const missing = 32 - (plain.length % 32)
  plain = Buffer.concat([plain, Buffer.from(String.fromCharCode(missing).repeat(missing), 'latin1')])
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  const encrypted = cipher.update(plain, undefined, 'base64') + cipher.final('base64')
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHash('sha1').update([token, timestamp, nonce, encrypted].toSorted((a, b) => (a < b ? -1 : 1)).reduce((all, one) => all + one, '')).digest('hex')
  return {
    encrypted, signature, query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString(),
    body: `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[2000003]]></AgentID></xml>`,
  }
}

/** The message of a change of a customer, in WeCom's own order of fields. */
export function changeMessage(corpId: string, fields: { change: string; userid: string; externalUserid: string; state?: string; at: Date }): string {
  const { change, userid, externalUserid, state, at } = fields
  return `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${Math.floor(at.getTime() / 1000)}</CreateTime><MsgType><![CDATA[event]]></MsgType>`
    + `<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[${change}]]></ChangeType><UserID><![CDATA[${userid}]]></UserID><ExternalUserID><![CDATA[${externalUserid}]]></ExternalUserID>`
    + `${state === undefined ? '' : `<State><![CDATA[${state}]]></State>`}<WelcomeCode><![CDATA[WELCOMECODE]]></WelcomeCode></xml>`
}
