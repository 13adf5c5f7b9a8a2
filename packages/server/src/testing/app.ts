import type { Contract, BodyInputOf, ParamsInputOf, QueryInputOf, ResponseOf } from '@sluice/core/lib/contract'
import type { Role } from '@sluice/core/identity/role'
import { createApp, type App } from '../app.ts'
import { createFirstCatalog } from '../features/catalog/first-catalog.ts'
import { createOrg, createUser } from '../features/identity/create-org.ts'
import { openDb, type Db } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { newId } from '../platform/ids.ts'
import { openSession, sessionCookie } from '../platform/session.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { openGates } from './open-gates.ts'

/** A clock that stands still until a test moves it. 2026-03-02 is a Monday; 10:00 in Shanghai. */
export class TestClock {
  #now = Date.parse('2026-03-02T02:00:00.000Z')
  now(): Date {
    return new Date(this.#now)
  }
  set(iso: string): void {
    this.#now = Date.parse(iso)
  }
  advance(ms: number): void {
    this.#now += ms
  }
}

export const day = 86_400_000
export const hour = 3_600_000

export interface Answer<C extends Contract> {
  status: number
  body: ResponseOf<C>
  /** The refusal's code, when there is one. */
  code: string | undefined
  headers: Record<string, unknown>
  text: string
}

/** Speaks to the app as a browser of one user would. */
export interface TestClient {
  orgId: string
  userId: string
  cookie: string
  call<const C extends Contract>(
    contract: C,
    input?: { params?: ParamsInputOf<C>; query?: QueryInputOf<C>; body?: BodyInputOf<C>; version?: number; headers?: Record<string, string> },
  ): Promise<Answer<C>>
  /** Like `call`, but a refusal fails the test. */
  ok<const C extends Contract>(
    contract: C,
    input?: { params?: ParamsInputOf<C>; query?: QueryInputOf<C>; body?: BodyInputOf<C>; version?: number; headers?: Record<string, string> },
  ): Promise<ResponseOf<C>>
}

export interface TestOrg {
  orgId: string
  rootTeamId: string
  admin: TestClient
  /** A user of a role in a (new, unless given) team below the root, signed in. */
  user(role: Role, name?: string, teamId?: string): Promise<TestClient & { teamId: string }>
  team(name: string, parentId?: string): Promise<string>
}

export interface TestApp {
  app: App
  db: Db
  database: TestDatabase
  clock: TestClock
  /** Its pipelines have no gates: deals move freely in them. */
  org(name?: string, templates?: string[]): Promise<TestOrg>
  close(): Promise<void>
}

/** The whole application on a database of its own; `settings` as the environment would say them. Call in `beforeAll`, `close` in `afterAll`. */
export async function createTestApp(settings: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const db = openDb(database.app, { max: 10 })
  const clock = new TestClock()
  const app = await createApp({ env: readEnv({ SLUICE_LOG: process.env.SLUICE_LOG ?? 'silent', ...settings }), db, appLogin: database.app, clock })
  await app.fastify.ready()

  const client = async (orgId: string, userId: string): Promise<TestClient> => {
    const cookie = `${sessionCookie}=${await db.write(orgId, (tx) => openSession(tx, orgId, userId, clock.now(), 'test'))}`
    const call: TestClient['call'] = async (contract, input = {}) => {
      const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(Object(input.params)[name])))
      const query = new URLSearchParams(
        Object.entries((input.query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined).map(([k, v]) => [k, String(v)]),
      )
      const response = await app.fastify.inject({
        method: contract.method,
        url: `/api/v1${path}${query.size > 0 ? `?${query.toString()}` : ''}`,
        headers: {
          cookie, 'x-sluice-csrf': '1',
          ...(input.version !== undefined && { 'if-match': `"${input.version}"` }),
          ...(input.body !== undefined && { 'content-type': 'application/json' }),
          ...input.headers,
        },
        ...(input.body !== undefined && { payload: JSON.stringify(input.body) }),
      })
      const json = String(response.headers['content-type']).includes('json') ? response.json() : null
      return { status: response.statusCode, body: json, code: response.statusCode >= 400 ? json?.code : undefined, headers: response.headers, text: response.body }
    }
    const ok: TestClient['ok'] = async (contract, input) => {
      const answer = await call(contract, input)
      if (answer.status >= 400) throw new Error(`${contract.name}: ${answer.status} ${answer.text}`)
      return answer.body
    }
    return { orgId, userId, cookie, call, ok }
  }

  const org: TestApp['org'] = async (name = '云帆科技', templates = ['standard']) => {
    const orgId = newId()
    const now = clock.now().toISOString()
    const { userId, teamId } = await db.write(orgId, async (tx) => {
      const made = await createOrg(tx, {
        orgId, slug: `t-${orgId.slice(-12)}`, name, timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
        admin: { name: '管理员', email: `admin-${orgId}@example.com`, password: 'a long password', locale: 'zh-CN' },
      }, now)
      await createFirstCatalog(tx, { orgId, actorId: made.userId, now }, 'zh', templates)
      return made
    })
    await openGates(db, orgId)
    const team: TestOrg['team'] = async (teamName, parentId = teamId) => {
      const id = newId()
      await db.write(orgId, async (tx) => {
        const parent = await tx.selectFrom('team').select('path').where('org_id', '=', orgId).where('id', '=', parentId).executeTakeFirstOrThrow()
        await tx.insertInto('team').values({ org_id: orgId, id, parent_id: parentId, name: teamName, path: [...parent.path, id], created_at: now }).execute()
      })
      return id
    }
    return {
      orgId, rootTeamId: teamId, team,
      admin: await client(orgId, userId),
      async user(role, userName = role, inTeam) {
        const own = inTeam ?? (await team(`${userName}的团队`))
        const id = await db.write(orgId, (tx) =>
          createUser(tx, { orgId, actorId: null, now }, { name: userName, email: `${newId()}@example.com`, role, teamId: own, password: null }))
        return { ...(await client(orgId, id)), teamId: own }
      },
    }
  }
  return {
    app, db, database, clock, org,
    async close() {
      await app.close()
      await db.close()
      await database.drop()
    },
  }
}
