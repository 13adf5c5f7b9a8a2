import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WrittenByApp { to: string; body: Record<string, unknown> }

/**
 * The app interfaces of DingTalk (工作通知) and Feishu (im/v1/messages) on the loopback, as their documents describe them. Strict about paths, tokens, forms
 * and lengths; what is repeated is answered with success and written to nobody. Written for the tests alone: it shares nothing with what it proves.
 */
export interface TestChatApps {
  url: string
  secrets: { dingtalk: string; feishu: string }
  people: { dingtalk: Set<string>; feishu: Set<string> }
  mobiles: { dingtalk: Map<string, string>; feishu: Map<string, string> }
  written: { dingtalk: WrittenByApp[]; feishu: WrittenByApp[] }
  /** Codes that the next calls (not for a token) of a platform are answered with; `null` breaks the connection after the message was taken. */
  codes: { dingtalk: (number | null)[]; feishu: (number | null)[] }
  /** How often each asked for a token. */
  tokens: { dingtalk: number; feishu: number }
  endTokens(): void
  close(): Promise<void>
}

const bytes = (text: unknown) => Buffer.byteLength(String(text))
const letters = (text: unknown) => [...String(text)].length
export const dingtalkKey = 'dingappkey1'
export const feishuId = 'cli_a1b2c3'
export const dingtalkAgent = 11_223_344

export async function startChatApps(now: () => Date): Promise<TestChatApps> {
  let issued = new Map<string, number>()
  const repeated = { dingtalk: new Set<string>(), feishu: new Map<string, number>() }
  const test: TestChatApps = {
    url: '', secrets: { dingtalk: 'ding-secret', feishu: 'fei-secret' }, people: { dingtalk: new Set(), feishu: new Set() }, mobiles: { dingtalk: new Map(), feishu: new Map() },
    written: { dingtalk: [], feishu: [] }, codes: { dingtalk: [], feishu: [] }, tokens: { dingtalk: 0, feishu: 0 }, endTokens: () => (issued = new Map()), close: () => Promise.resolve(),
  }
  const issue = (platform: 'dingtalk' | 'feishu') => {
    test.tokens[platform]++
    const token = `${platform}-${randomBytes(12).toString('hex')}`
    issued.set(token, now().getTime() + 7_200_000)
    return token
  }
  const holds = (token: string, platform: string) => token.startsWith(platform) && (issued.get(token) ?? 0) > now().getTime()

  const dingtalk = (path: string, query: URLSearchParams, method: string, body: Record<string, unknown>): object => {
    const refuse = (errcode: number, errmsg: string, more: object = {}) => ({ errcode, errmsg, ...more })
    if (path === '/gettoken') {
      if (method !== 'GET' || query.get('appkey') !== dingtalkKey || query.get('appsecret') !== test.secrets.dingtalk) return refuse(40_089, '不合法的corpid或corpsecret')
      return { errcode: 0, errmsg: 'ok', access_token: issue('dingtalk'), expires_in: 7200 }
    }
    if (method !== 'POST') return refuse(43_002, 'post required')
    if (!holds(query.get('access_token') ?? '', 'dingtalk')) return refuse(88, 'ding talk error[subcode=40014,submsg=不合法的access_token]', { sub_code: '40014', sub_msg: '不合法的access_token' })
    if (path === '/topapi/v2/user/getbymobile') {
      const userid = test.mobiles.dingtalk.get(String(body['mobile']))
      return userid === undefined ? refuse(60_121, '找不到该用户') : { errcode: 0, errmsg: 'ok', result: { userid } }
    }
    if (path !== '/topapi/message/corpconversation/asyncsend_v2') return refuse(404, 'no such interface')
    const { agent_id: agent, userid_list: to, msg } = body as { agent_id?: number; userid_list?: string; msg?: { msgtype?: string; action_card?: Record<string, unknown>; markdown?: Record<string, unknown> } }
    if (agent !== dingtalkAgent) return refuse(40_056, '不合法的agentid')
    const card = msg?.action_card ?? {}
    const isCard = msg?.msgtype === 'action_card' && letters(card['title'] ?? '') >= 1 && letters(card['title']) <= 64 && letters(card['markdown'] ?? '') >= 1 && letters(card['markdown']) <= 1000 && letters(card['single_title'] ?? '') <= 20
      && URL.canParse(String(card['single_url'])) && letters(card['single_url']) <= 500
    const isMarkdown = msg?.msgtype === 'markdown' && letters(msg.markdown?.['title'] ?? '') >= 1 && letters(msg.markdown?.['text'] ?? '') >= 1
    if ((!isCard && !isMarkdown) || bytes(JSON.stringify(msg)) > 2048) return refuse(40_035, '不合法的参数')
    if (to === undefined || !test.people.dingtalk.has(to)) return refuse(33_012, '无效的userid')
    // The same to the same person on one day arrives once.
    const key = `${to} ${new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)} ${JSON.stringify(msg)}`
    if (!repeated.dingtalk.has(key)) test.written.dingtalk.push({ to, body: { ...msg } })
    repeated.dingtalk.add(key)
    return { errcode: 0, errmsg: 'ok', task_id: test.written.dingtalk.length, request_id: 'r' }
  }
  const feishu = (path: string, query: URLSearchParams, headers: IncomingHttpHeaders, body: Record<string, unknown>): [number, object] => {
    if (path === '/open-apis/auth/v3/tenant_access_token/internal') {
      if (body['app_id'] !== feishuId) return [200, { code: 10_003, msg: 'invalid param' }]
      return body['app_secret'] === test.secrets.feishu ? [200, { code: 0, msg: 'ok', tenant_access_token: issue('feishu'), expire: 7200 }] : [200, { code: 10_014, msg: 'app secret invalid' }]
    }
    if (!holds(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '', 'feishu')) return [400, { code: 99_991_663, msg: 'Invalid access token for authorization' }]
    if (path === '/open-apis/contact/v3/users/batch_get_id') {
      const { mobiles } = body as { mobiles?: string[] }
      if (query.get('user_id_type') !== 'open_id' || !Array.isArray(mobiles)) return [400, { code: 99_992_402, msg: 'field validation failed' }]
      return [200, { code: 0, msg: 'success', data: { user_list: mobiles.map((mobile) => ({ mobile, ...(test.mobiles.feishu.has(mobile) && { user_id: test.mobiles.feishu.get(mobile) }) })) } }]
    }
    if (path !== '/open-apis/im/v1/messages') return [404, { code: 404, msg: 'not found' }]
    const { receive_id: to, msg_type: type, content, uuid } = body as { receive_id?: string; msg_type?: string; content?: unknown; uuid?: string }
    if (query.get('receive_id_type') !== 'open_id' || to === undefined || !to.startsWith('ou_')) return [400, { code: 230_001, msg: 'Your request contains an invalid request parameter, ext=invalid receive_id' }]
    if (type !== 'interactive' || typeof content !== 'string' || bytes(content) > 30 * 1024 || (uuid !== undefined && uuid.length > 50)) return [400, { code: 230_001, msg: 'invalid content' }]
    const card = JSON.parse(content) as { header?: { title?: { tag?: string; content?: string } }; elements?: { tag: string; content?: string; actions?: { tag: string; url?: string }[] }[] }
    const isRight = card.header?.title?.tag === 'plain_text' && card.header.title.content !== '' && card.elements?.[0]?.tag === 'markdown' && card.elements[0].content !== ''
      && card.elements.every((one) => one.tag === 'markdown' || (one.tag === 'action' && one.actions?.every((action) => action.tag === 'button' && URL.canParse(action.url ?? ''))))
    if (!isRight) return [400, { code: 230_099, msg: 'Failed to create card content' }]
    if (!test.people.feishu.has(to)) return [400, { code: 230_013, msg: 'Bot has NO availability to this user.' }]
    const isRepeated = uuid !== undefined && (repeated.feishu.get(`${to} ${uuid}`) ?? 0) > now().getTime() - 3_600_000
    if (!isRepeated) test.written.feishu.push({ to, body: { ...card } })
    if (uuid !== undefined && !isRepeated) repeated.feishu.set(`${to} ${uuid}`, now().getTime())
    return [200, { code: 0, msg: 'success', data: { message_id: `om_${randomBytes(8).toString('hex')}` } }]
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', test.url)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const raw = Buffer.concat(parts).toString('utf8')
      const body = raw === '' ? {} : (JSON.parse(raw) as Record<string, unknown>)
      const platform = url.pathname.startsWith('/open-apis/') ? 'feishu' : 'dingtalk'
      const arranged = /token/.test(url.pathname) ? undefined : test.codes[platform].shift()
      if (typeof arranged === 'number') return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(platform === 'feishu' ? { code: arranged, msg: 'as arranged' } : { errcode: arranged, errmsg: 'as arranged' }))
      const [status, said] = platform === 'feishu' ? feishu(url.pathname, url.searchParams, request.headers, body) : [200, dingtalk(url.pathname, url.searchParams, request.method ?? '', body)] as const
      if (arranged === null) return request.socket.destroy()
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(said))
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
