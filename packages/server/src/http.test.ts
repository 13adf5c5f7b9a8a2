import { createTag, listTags } from '@sluice/core/catalog/contract'
import { createUser, invite } from '@sluice/core/identity/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp, type App } from './app.ts'
import { openDb } from './platform/db.ts'
import { readEnv } from './platform/env.ts'
import { createTestApp, type TestApp, type TestOrg } from './testing/app.ts'

/** What stands between a browser and a route: proxies, cookies, addresses, headers, the log. */
let t: TestApp
let org: TestOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
})
afterAll(() => t.close())

/** The same database behind an application with other settings. */
async function withApp(env: Record<string, string>, use: (app: App, log: () => string) => Promise<void>, lockTimeout = 10 * 60_000): Promise<void> {
  const db = openDb(t.database.app, { max: 4, limits: { lock_timeout: lockTimeout } })
  let written = ''
  const log = new Writable({
    write(chunk, _, done) {
      written += String(chunk)
      done()
    },
  })
  const app = await createApp({ env: readEnv({ SLUICE_LOG: 'silent', ...env }), db, appLogin: t.database.app, clock: t.clock, log })
  try {
    await use(app, () => written)
  } finally {
    await app.close()
    await db.close()
  }
}
const csrf = { 'x-sluice-csrf': '1' }

test('behind a proxy of another name, the address that people use is an own origin; others are not', async () => {
  const tag = (app: App, origin: string, headers = {}) => app.fastify.inject({
    method: 'POST', url: '/api/v1/tags', payload: { name: origin }, headers: { ...csrf, cookie: org.admin.cookie, origin, host: 'sluice.internal:8420', ...headers },
  })
  await withApp({ SLUICE_URL: 'https://crm.example.com' }, async (app) => {
    expect((await tag(app, 'https://crm.example.com')).statusCode).toBe(201)
    expect((await tag(app, 'http://sluice.internal:8420')).statusCode).toBe(201)
    for (const origin of ['https://evil.example', 'null', 'https://crm.example.com.evil.example', 'https://crm.example.com:444']) {
      expect([origin, (await tag(app, origin)).json().code]).toEqual([origin, 'request.cross_site'])
    }
    // A header that any caller may send counts for nothing, unless there is a proxy to trust.
    expect((await tag(app, 'https://evil.example', { 'x-forwarded-host': 'evil.example' })).json().code).toBe('request.cross_site')
  })
})

test('an address that a caller writes into X-Forwarded-For does not escape the throttle', async () => {
  await withApp({ SLUICE_TRUST_PROXY: '1' }, async (app) => {
    const codes = []
    for (let i = 0; i < 62; i++) {
      const answer = await app.fastify.inject({
        method: 'POST', url: '/api/v1/invitations/read', payload: { token: 'x' }, headers: { ...csrf, 'x-forwarded-for': `198.51.100.${i}, 203.0.113.7` },
      })
      codes.push(answer.json().code)
    }
    expect(codes.at(-1)).toBe('request.too_many')
  })
})

test('the session cookie is Secure wherever people come by https', async () => {
  await org.admin.ok(createUser, { body: { name: '王芳', email: 'cookie@example.com', role: 'rep', teamId: org.rootTeamId, password: 'a long password' } })
  const signedIn = async (app: App, headers = {}) => String((await app.fastify.inject({
    method: 'POST', url: '/api/v1/session', payload: { email: 'cookie@example.com', password: 'a long password' }, headers: { ...csrf, ...headers },
  })).headers['set-cookie'])
  await withApp({}, async (app) => {
    expect(await signedIn(app)).not.toContain('Secure')
    expect(await signedIn(app, { 'x-forwarded-proto': 'https' })).not.toContain('Secure')
  })
  await withApp({ SLUICE_TRUST_PROXY: '1' }, async (app) => expect(await signedIn(app, { 'x-forwarded-proto': 'https' })).toContain('Secure'))
  await withApp({ SLUICE_URL: 'https://crm.example.com' }, async (app) => expect(await signedIn(app)).toMatch(/HttpOnly.*Secure.*SameSite=Lax/))
})

test('no password, cookie, token, search word or row is in the log, at its most talkative', async () => {
  await withApp({ SLUICE_LOG: 'debug' }, async (app, log) => {
    const { token } = await org.admin.ok(invite, { body: { email: 'log@example.com', role: 'rep', teamId: org.rootTeamId } })
    const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
      app.fastify.inject({ method, url: `/api/v1${url}`, headers: { ...csrf, cookie: org.admin.cookie, authorization: 'Bearer geheim' }, ...(payload && { payload }) })
    const signIn = await ask('POST', '/session', { email: 'cookie@example.com', password: 'a long password' })
    await ask('POST', '/session', { email: 'cookie@example.com', password: 'a wrong password' })
    await ask('POST', '/invitations/accept', { token, name: '新人', password: 'the third password' })
    await ask('GET', '/search?q=13912345678')
    await ask('POST', '/leads', { name: '张三', phone: '13912345678' })
    await ask('POST', '/tags', { name: '重复' })
    await ask('POST', '/tags', { name: '重复' })
    // A fault, whose error quotes a value.
    app.fastify.log.error({ err: Object.assign(new Error('failed'), { detail: 'Key (phone)=(13912345678)', where: 'JSON data: 13912345678', parameters: ['13912345678'] }) })
    const written = log()
    expect(written).toContain('/api/v1/session')
    expect(written.split('\n').length).toBeGreaterThan(10)
    const cookie = String(signIn.headers['set-cookie']).split(';')[0]?.split('.')[1] ?? ''
    expect(cookie.length).toBe(43)
    for (const secret of ['a long password', 'a wrong password', 'the third password', org.admin.cookie.split('.')[1], cookie, token.split('.')[1], 'geheim', '13912345678', '张三']) {
      expect([secret, written.includes(String(secret))]).toEqual([secret, false])
    }
  })
})

test('a condition of the greatest length fits into an address', async () => {
  const base = await t.app.fastify.listen({ port: 0, host: '127.0.0.1' })
  const names = Array.from({ length: 175 }, (_, i) => `title contains "${'漏'.repeat(90)}${i}"`).join(' or ')
  expect(names.length).toBeGreaterThan(19_000)
  const answer = await fetch(`${base}/api/v1/deals?where=${encodeURIComponent(names)}`, { headers: { cookie: org.admin.cookie } })
  expect([answer.status, (await answer.json() as { total: number }).total]).toEqual([200, 0])
})

test('a request does not wait for ever: statements, locks and pauses are bounded, jobs are not', async () => {
  const limits = (db: Pick<TestApp['db'], 'read'>) => db.read(org.orgId, async (tx) => {
    const { rows } = await tx.selectNoFrom((eb) => ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map((name) =>
      eb.fn<string>('current_setting', [eb.val(name)]).as(name))).execute().then((found) => ({ rows: found }))
    return rows[0]
  })
  expect(await limits(t.db.forRequests)).toEqual({ statement_timeout: '1min', lock_timeout: '10s', idle_in_transaction_session_timeout: '1min' })
  expect(await limits(t.db)).toEqual({ statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0' })

  const tag = await org.admin.ok(createTag, { body: { name: '占用' } })
  const holder = new Client(t.database.admin)
  await holder.connect()
  try {
    await withApp({}, async (app) => {
      await holder.query('begin')
      await holder.query('insert into tag (org_id, id, name) values ($1, gen_random_uuid(), $2)', [org.orgId, '等待'])
      const answer = await app.fastify.inject({ method: 'POST', url: '/api/v1/tags', payload: { name: '等待' }, headers: { ...csrf, cookie: org.admin.cookie } })
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'server.unavailable'])
      await holder.query('rollback')
    }, 300)
  } finally {
    await holder.end()
  }
  expect((await org.admin.ok(listTags)).items.some((one) => one.id === tag.id)).toBe(true)
})

test('a POST whose connection dies before its commit happened not at all; its repeat happens once', { timeout: 120_000 }, async () => {
  const holder = new Client(t.database.admin)
  // A connection of its own: within a transaction the activity is what it was at the first look.
  const watcher = new Client(t.database.admin)
  await holder.connect()
  await watcher.connect()
  try {
    await holder.query('begin')
    await holder.query('insert into tag (org_id, id, name) values ($1, gen_random_uuid(), $2)', [org.orgId, '中断'])
    const headers = { 'idempotency-key': 'crash' }
    // Beside it, where a lock is waited for as long as this takes.
    await withApp({}, async (app) => {
      const ask = async () => app.fastify.inject({ method: 'POST', url: '/api/v1/tags', payload: { name: '中断' }, headers: { ...csrf, ...headers, cookie: org.admin.cookie } })
      const first = ask()
      const waiting = async () => (await watcher.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into "tag"%' and datname = current_database()`)).rows
      await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(1)
      for (const { pid } of await waiting()) await watcher.query('select pg_terminate_backend($1)', [pid])
      const answer = await first
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'server.unavailable'])
    })
    await holder.query('rollback')
    const second = await org.admin.call(createTag, { body: { name: '中断' }, headers })
    const third = await org.admin.call(createTag, { body: { name: '中断' }, headers })
    expect([second.status, third.status, third.body]).toEqual([201, 201, second.body])
    expect((await org.admin.ok(listTags)).items.filter((tag) => tag.name === '中断')).toHaveLength(1)
  } finally {
    await holder.end()
    await watcher.end()
  }
})

test('pages may run what the server sends and nothing else; the page of the API works under that', async () => {
  const home = await t.app.fastify.inject({ url: '/api/v1/installation' })
  expect(home.headers['content-security-policy']).toContain("default-src 'self'")
  expect(home.headers['content-security-policy']).toContain("script-src 'self'")
  expect(home.headers['content-security-policy']).not.toContain('unsafe-eval')
  expect([home.headers['x-content-type-options'], home.headers['cache-control']]).toEqual(['nosniff', 'no-store'])

  const page = await t.app.fastify.inject({ url: '/api/docs/' })
  const html = page.statusCode === 302 ? await t.app.fastify.inject({ url: String(page.headers.location) }) : page
  expect(html.statusCode).toBe(200)
  const policy = String(html.headers['content-security-policy'])
  const sources = (name: string) => new RegExp(`${name} ([^;]*)`).exec(policy)?.[1] ?? ''
  for (const [, attributes, body] of html.body.matchAll(/<(?:script)([^>]*)>([^]*?)<\/script>/g)) {
    const src = /src="([^"]*)"/.exec(attributes ?? '')?.[1]
    if (src === undefined) expect(sources('script-src')).toContain(createHash('sha256').update(body ?? '').digest('base64'))
    else expect((await t.app.fastify.inject({ url: new URL(src, 'http://x/api/docs/').pathname })).statusCode).toBe(200)
  }
  expect(sources('script-src')).toContain("'self'")
  expect((await t.app.fastify.inject({ url: '/api/docs/json' })).json().openapi).toBe('3.1.0')
})

test('no address leads out of the folder of the web client', async () => {
  for (const url of ['/../package.json', '/assets/../../package.json', '/%2e%2e/package.json', '/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/..%5cpackage.json', '//etc/passwd']) {
    const answer = await t.app.fastify.inject({ url })
    expect([url, answer.body.includes('"workspaces"'), answer.body.includes('root:'), answer.body.includes('"dependencies"')]).toEqual([url, false, false, false])
  }
})

interface Document { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }
interface Operation { operationId: string; parameters?: { name: string; in: string; schema?: unknown }[]; responses: Record<string, unknown>; requestBody?: unknown; tags: string[] }
test('the OpenAPI document holds together', async () => {
  const document = (await t.app.fastify.inject({ url: '/api/v1/openapi.json' })).json<Document>()
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))
  expect(operations.length).toBe(t.app.api.contracts.length)
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, method, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
    expect([operation.operationId, declared.toSorted()]).toEqual([operation.operationId, named.toSorted()])
    const keys = (operation.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`)
    expect([operation.operationId, new Set(keys).size]).toEqual([operation.operationId, keys.length])
    expect([operation.operationId, Object.keys(operation.responses).some((status) => status.startsWith('2')), 'default' in operation.responses]).toEqual([operation.operationId, true, true])
    if (method === 'get') expect([operation.operationId, operation.requestBody]).toEqual([operation.operationId, undefined])
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? '')
  expect(references.length).toBeGreaterThan(10)
  for (const reference of new Set(references)) {
    const found = reference.replace(/^#\//, '').split('/').reduce<unknown>((inner, key) => Reflect.get(Object(inner), key.replaceAll('~1', '/').replaceAll('~0', '~')), document)
    expect([reference, typeof found]).toEqual([reference, 'object'])
  }
  // Two addresses that differ in a parameter's name alone could not be told apart.
  const shapes = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, '{}'))
  expect(new Set(shapes).size).toBe(shapes.length)
  expect((await org.admin.call(listDeals)).status).toBe(200)
})
