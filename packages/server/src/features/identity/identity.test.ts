import { createTag } from '@sluice/core/catalog/contract'
import { acceptInvitation, changeTeam, changeUser, createOrg, createUser, getMe, invite, listUsers, signIn } from '@sluice/core/identity/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SignInThrottle } from './sign-in.ts'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  t.app.fastify.inject({ method: 'POST', url: `/api/v1${url}`, payload, headers: { 'x-sluice-csrf': '1', ...headers } })

test('first run makes an organisation once; the second is refused', async () => {
  const body = { orgName: '北辰', name: '王总', email: 'Boss@Example.com', password: 'correct horse', pipelineTemplates: ['standard', 'saas_smb'] }
  const made = await post(createOrg.path, body)
  expect(made.statusCode).toBe(201)
  expect(made.json().user).toMatchObject({ role: 'admin', email: 'boss@example.com' })
  expect(String(made.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/)
  expect((await post(createOrg.path, body)).json().code).toBe('org.exists')

  const right = await post(signIn.path, { email: 'boss@example.com', password: 'correct horse' })
  expect(right.json().org.name).toBe('北辰')
  const wrong = await post(signIn.path, { email: 'boss@example.com', password: 'wrong' }, { 'accept-language': 'en' })
  expect(wrong.json()).toMatchObject({ status: 401, code: 'session.wrong_credentials', title: 'E-mail or password is wrong.' })
})

test('guessing passwords is stopped, and says for how long', async () => {
  let last = await post(signIn.path, { email: 'nobody@example.com', password: 'x' })
  for (let i = 0; i < 10; i++) last = await post(signIn.path, { email: 'nobody@example.com', password: 'x' })
  expect(last.json().code).toBe('request.too_many')
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
})

test('a request without session, from another site, or with a foreign origin is refused', async () => {
  const org = await t.org()
  const url = `/api/v1${invite.path}`
  expect((await t.app.fastify.inject({ method: 'GET', url: `/api/v1${getMe.path}` })).json().code).toBe('session.required')
  const headers = { cookie: org.admin.cookie }
  expect((await t.app.fastify.inject({ method: 'POST', url, headers, payload: {} })).json().code).toBe('request.cross_site')
  const foreign = { ...headers, 'x-sluice-csrf': '1', origin: 'https://evil.example' }
  expect((await t.app.fastify.inject({ method: 'POST', url, headers: foreign, payload: {} })).json().code).toBe('request.cross_site')
})

test('an invitation works once, in its organisation, with its role', async () => {
  const org = await t.org()
  const made = await org.admin.ok(invite, { body: { email: 'new@example.com', role: 'rep', teamId: org.rootTeamId } })
  const joined = await post(acceptInvitation.path, { token: made.token, name: '新人', password: 'another long one' })
  expect(joined.json().user).toMatchObject({ role: 'rep', name: '新人' })
  const again = await post(acceptInvitation.path, { token: made.token, name: '新人', password: 'another long one' })
  expect(again.json().code).toBe('invitation.invalid')
})

test('the last administrator stays, a stale version is told, a rep changes nobody', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '小李')
  const users = (await org.admin.ok(listUsers)).items
  const admin = users.find((u) => u.role === 'admin')
  const other = users.find((u) => u.role === 'rep')
  if (!admin || !other) throw new Error('arranged')
  const demote = await org.admin.call(changeUser, { params: { id: admin.id }, version: admin.version, body: { role: 'rep' } })
  expect(demote.code).toBe('user.last_admin')
  await org.admin.ok(changeUser, { params: { id: other.id }, version: other.version, body: { name: '李雷' } })
  const stale = await org.admin.call(changeUser, { params: { id: other.id }, version: other.version, body: { name: '韩梅' } })
  expect([stale.status, stale.code]).toEqual([412, 'conflict.stale_version'])
  expect((await rep.call(changeUser, { params: { id: other.id }, version: 2, body: { role: 'admin' } })).code).toBe('permission.denied')
  // Disabling ends the session at once.
  await org.admin.ok(changeUser, { params: { id: other.id }, version: 2, body: { status: 'disabled' } })
  expect((await rep.call(getMe)).code).toBe('session.required')
})

test('a repeated POST with the same key happens once', async () => {
  const org = await t.org()
  const input = { body: { name: '一次' }, headers: { 'idempotency-key': 'k1' } }
  const first = await org.admin.ok(createTag, input)
  const second = await org.admin.call(createTag, input)
  expect(second.body).toEqual(first)
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect((await org.admin.call(createTag, { ...input, body: { name: '两次' } })).code).toBe('idempotency.reused')
  // Kept for a day.
  t.clock.advance(2 * day)
  await org.admin.ok(createTag, { body: { name: '三次' }, headers: { 'idempotency-key': 'k2' } })
  const kept = await t.db.read(org.orgId, (tx) => tx.selectFrom('idempotency_key').select('key').where('org_id', '=', org.orgId).execute())
  expect(kept).toEqual([{ key: 'k2' }])
})

test('what holds a secret leaves no copy behind, whatever key comes with it', async () => {
  const org = await t.org()
  const headers = { 'idempotency-key': 'secret' }
  await org.admin.ok(invite, { body: { email: 'link@example.com', role: 'rep', teamId: org.rootTeamId }, headers })
  await org.admin.ok(createUser, { body: { name: '新人', email: 'direct@example.com', role: 'rep', teamId: org.rootTeamId, password: 'a long password' }, headers })
  expect(await t.db.read(org.orgId, (tx) => tx.selectFrom('idempotency_key').selectAll().where('org_id', '=', org.orgId).execute())).toEqual([])
})

test('of two who change a team at once the second is told', async () => {
  const org = await t.org()
  const id = await org.team('一队')
  const answers = await bothWaiting(t, org.orgId, () =>
    Promise.all(['华东', '华南'].map((name) => org.admin.call(changeTeam, { params: { id }, version: 1, body: { name } }))))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412])
})

test('two teams moved below each other at once make no circle', async () => {
  const org = await t.org()
  const [a, b] = [await org.team('甲'), await org.team('乙')]
  const answers = await bothWaiting(t, org.orgId, () => Promise.all([
    org.admin.call(changeTeam, { params: { id: a }, version: 1, body: { parentId: b } }),
    org.admin.call(changeTeam, { params: { id: b }, version: 1, body: { parentId: a } }),
  ]))
  expect(answers.map((answer) => answer.code ?? answer.status).sort()).toEqual([200, 'team.cycle'])
})

test('a whole office signs in from one address; who guesses there is stopped all the same', async () => {
  const throttle = new SignInThrottle()
  for (let i = 0; i < 100; i++) {
    await throttle.spend(`person${i}`, '10.9.9.9')
    await throttle.forgive(`person${i}`, '10.9.9.9')
  }
  const guesses = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => throttle.spend(`guess${i}`, '10.9.9.9')))
  expect(guesses.filter((guess) => guess.status === 'fulfilled')).toHaveLength(60)
})

/** Holds the team rows until two of the requests wait for them. */
async function bothWaiting<T>(app: TestApp, orgId: string, ask: () => Promise<T>): Promise<T> {
  const { promise: held, resolve: holds } = Promise.withResolvers<void>()
  const { promise: mayGo, resolve: go } = Promise.withResolvers<void>()
  const holder = app.db.write(orgId, async (tx) => {
    await tx.selectFrom('team').select('id').where('org_id', '=', orgId).forUpdate().execute()
    holds()
    await mayGo
  })
  await held
  const asked = ask()
  await expect.poll(async () => (await sql<{ n: number }>`select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    .execute(app.db.outside)).rows[0]?.n, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  go()
  await holder
  return asked
}

test('an administrator sets a new password for somebody: the old one and every session end', async () => {
  const org = await t.org()
  const made = await org.admin.ok(createUser, { body: { name: '健忘', email: `forget-${org.orgId}@example.com`, role: 'rep', teamId: org.rootTeamId, password: 'the first password' } })
  const before = await post(signIn.path, { email: made.email, password: 'the first password' })
  expect(before.statusCode).toBe(200)
  const cookie = String(before.headers['set-cookie']).split(';')[0] ?? ''
  const now = (await org.admin.ok(listUsers)).items.find((user) => user.id === made.id)
  await org.admin.ok(changeUser, { params: { id: made.id }, version: now?.version ?? 0, body: { password: 'the second password' } })
  expect((await t.app.fastify.inject({ method: 'GET', url: `/api/v1${getMe.path}`, headers: { cookie } })).json().code).toBe('session.required')
  expect((await post(signIn.path, { email: made.email, password: 'the first password' })).json().code).toBe('session.wrong_credentials')
  expect((await post(signIn.path, { email: made.email, password: 'the second password' })).statusCode).toBe(200)
})

test('a team gets a head, who is somebody active, and may lose them again', async () => {
  const org = await t.org()
  const id = await org.team('华东')
  const lead = await org.user('manager', '李经理', id)
  const change = (version: number, leadUserId: string | null) => org.admin.call(changeTeam, { params: { id }, version, body: { leadUserId } })
  expect((await change(1, '00000000-0000-7000-8000-000000000000')).code).toBe('user.unknown_person')
  expect((await change(1, lead.userId)).body).toMatchObject({ name: '华东', leadUserId: lead.userId, version: 2 })
  expect((await lead.call(changeTeam, { params: { id }, version: 2, body: { leadUserId: null } })).code).toBe('permission.denied')
  expect((await change(2, null)).body).toMatchObject({ leadUserId: null, version: 3 })
  const user = (await org.admin.ok(listUsers)).items.find((one) => one.id === lead.userId)
  await org.admin.ok(changeUser, { params: { id: lead.userId }, version: user?.version ?? 0, body: { status: 'disabled' } })
  expect((await change(3, lead.userId)).code).toBe('user.unknown_person')
})
