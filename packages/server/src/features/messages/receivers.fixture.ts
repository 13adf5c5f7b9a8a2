import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Something that was taken. */
export interface Taken {
  path: string
  headers: Readonly<Record<string, string>>
  body: Record<string, unknown>
}

/**
 * Receivers on the loopback as their documents describe them: group robots of WeCom, DingTalk and Feishu, and a Standard Webhooks consumer. Strict: a
 * wrong signature, an old time, an unknown key, a wrong form, too much text and too many posts in a minute are refused with the platform's own code.
 * Written for the tests alone: it shares nothing with what it proves.
 */
export interface Receivers {
  url: string
  keys: { wecom: string; dingtalk: string; feishu: string }
  secrets: { dingtalk: string; feishu: string; webhook: string }
  posts: { wecom: Taken[]; dingtalk: Taken[]; feishu: Taken[] }
  /** Calls whose signature held, in order, answered with success or not. */
  calls: Taken[]
  /** Refusals of the webhook's consumer for a wrong signature or time. */
  refused: number
  /** What the next webhook calls are answered with; nothing: 200. `null` breaks the connection. */
  answers: (number | null)[]
  /** Called once a robot's post is taken, before it is answered. */
  onPost: (() => Promise<void> | void) | null
  /** Posts in a minute are counted by this clock. */
  now: () => Date
  close(): Promise<void>
}

const bytes = (text: unknown) => Buffer.byteLength(String(text))

export async function startReceivers(now: () => Date): Promise<Receivers> {
  const test: Receivers = {
    url: '', keys: { wecom: 'wecom-key-1', dingtalk: 'ding-token-1', feishu: 'hook-1' }, secrets: { dingtalk: 'SECding', feishu: 'fei-secret', webhook: '' },
    posts: { wecom: [], dingtalk: [], feishu: [] }, calls: [], refused: 0, answers: [], onPost: null, now, close: () => Promise.resolve(),
  }
  const times = new Map<string, number[]>()
  const isTooMuch = (who: string, most: number) => {
    const recent = (times.get(who) ?? []).filter((at) => at > now().getTime() - 60_000)
    times.set(who, [...recent, now().getTime()])
    return recent.length >= most
  }
  const wecom = (url: URL, raw: string, body: Record<string, unknown>) => {
    if (url.searchParams.get('key') !== test.keys.wecom) return { errcode: 93000, errmsg: 'invalid webhook url' }
    const content = Object(body['markdown'])['content'] as unknown
    if (body['msgtype'] !== 'markdown' || typeof content !== 'string' || content === '' || bytes(content) > 4096 || !content.isWellFormed() || raw.includes('�')) return { errcode: 40058, errmsg: 'markdown.content exceed max length 4096' }
    return isTooMuch('wecom', 20) ? { errcode: 45009, errmsg: 'api freq out of limit' } : { errcode: 0, errmsg: 'ok' }
  }
  const dingtalk = (url: URL, raw: string, body: Record<string, unknown>) => {
    if (url.searchParams.get('access_token') !== test.keys.dingtalk) return { errcode: 300_001, errmsg: 'token is not exist' }
    const timestamp = url.searchParams.get('timestamp') ?? ''
    const sign = createHmac('sha256', test.secrets.dingtalk).update(`${timestamp}\n${test.secrets.dingtalk}`, 'utf8').digest('base64')
    if (Math.abs(Number(timestamp) - now().getTime()) > 3_600_000 || url.searchParams.get('sign') !== sign) return { errcode: 310_000, errmsg: 'sign not match' }
    const card = Object(body['actionCard'] ?? body['markdown']) as Record<string, unknown>
    const isCard = body['msgtype'] === 'actionCard' && typeof card['singleTitle'] === 'string' && URL.canParse(String(card['singleURL']))
    if (!(isCard || body['msgtype'] === 'markdown') || typeof card['title'] !== 'string' || card['title'] === '' || typeof card['text'] !== 'string') return { errcode: 400_001, errmsg: 'invalid message' }
    if (bytes(raw) > 20_000) return { errcode: 460_101, errmsg: 'message too long, exceed 20000 bytes' }
    return isTooMuch('dingtalk', 20) ? { errcode: 130_101, errmsg: 'send too fast, exceed 20 times per minute' } : { errcode: 0, errmsg: 'ok' }
  }
  const feishu = (url: URL, raw: string, body: Record<string, unknown>) => {
    if (!url.pathname.endsWith(`/${test.keys.feishu}`)) return { code: 19_001, msg: 'param invalid: incoming webhook access token invalid' }
    const timestamp = String(body['timestamp'])
    const sign = createHmac('sha256', `${timestamp}\n${test.secrets.feishu}`).update('').digest('base64')
    if (!/^\d{10}$/.test(timestamp) || Math.abs(Number(timestamp) * 1000 - now().getTime()) > 3_600_000 || body['sign'] !== sign) return { code: 19_021, msg: 'sign match fail or timestamp is not within one hour from current time' }
    const card = Object(body['card']) as { header?: { title?: { tag?: string; content?: string } }; elements?: { tag: string; content?: string; actions?: { tag: string; url?: string }[] }[] }
    const isRight = body['msg_type'] === 'interactive' && card.header?.title?.tag === 'plain_text' && card.elements?.[0]?.tag === 'markdown' && card.elements.every((one) => one.tag === 'markdown' || (one.tag === 'action' && one.actions?.every((action) => action.tag === 'button' && URL.canParse(action.url ?? ''))))
    if (!isRight || bytes(raw) > 20 * 1024) return { code: 9499, msg: 'Bad Request' }
    return isTooMuch('feishu', 100) ? { code: 11_232, msg: 'frequency limited' } : { code: 0, msg: 'success', data: {} }
  }
  const consume = (request: IncomingMessage, raw: string, headers: Record<string, string>): number | null => {
    const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers
    const key = Buffer.from(test.secrets.webhook.slice('whsec_'.length), 'base64')
    const right = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')
    if (!signatures.split(' ').includes(`v1,${right}`) || Math.abs(Number(timestamp) * 1000 - now().getTime()) > 300_000) {
      test.refused++
      return 401
    }
    test.calls.push({ path: request.url ?? '', headers, body: JSON.parse(raw) as Record<string, unknown> })
    return test.answers.length > 0 ? (test.answers.shift() ?? null) : 200
  }
  const answer = async (request: IncomingMessage, response: ServerResponse, raw: string) => {
    const url = new URL(request.url ?? '/', test.url)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    if (url.pathname === '/hook') {
      const status = consume(request, raw, headers)
      return status === null ? void request.socket.destroy() : void response.writeHead(status).end(`answer ${status}`)
    }
    const platform = url.pathname === '/cgi-bin/webhook/send' ? 'wecom' : url.pathname === '/robot/send' ? 'dingtalk' : 'feishu'
    if (request.method !== 'POST' || !headers['content-type']?.startsWith('application/json')) return void response.writeHead(400).end()
    const body = JSON.parse(raw) as Record<string, unknown>
    const said = { wecom, dingtalk, feishu }[platform](url, raw, body)
    if (('errcode' in said ? said.errcode : said.code) === 0) {
      test.posts[platform].push({ path: request.url ?? '', headers, body })
      await test.onPost?.()
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => void answer(request, response, Buffer.concat(parts).toString('utf8')))
    request.on('error', () => undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  test.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  test.close = () => {
    server.closeAllConnections()
    return new Promise((done) => server.close(() => done()))
  }
  return test
}
