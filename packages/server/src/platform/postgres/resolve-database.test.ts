import { Client, type PoolConfig } from 'pg'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded, type EmbeddedDatabase, type Login } from './embedded.ts'
import { requireVersion, urlTarget } from './external.ts'
import { silentLog } from './log.ts'
import { openDatabase } from './open-database.ts'
import { resolveDatabase } from './resolve-database.ts'

let dir: string
let migrationsDir: string
let server: EmbeddedDatabase

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-pg-'))
  migrationsDir = join(dir, 'migrations')
  mkdirSync(migrationsDir)
  writeFileSync(
    join(migrationsDir, '0001_note.sql'),
    `CREATE TABLE note (id int); ALTER TABLE note ENABLE ROW LEVEL SECURITY;
     CREATE POLICY positive ON note USING (id > 0); GRANT SELECT ON note TO sluice_app; INSERT INTO note VALUES (0), (1);`,
  )
  server = await startEmbedded({ dataDir: dir, log: silentLog, throwaway: true })
  // The server stands for one that has never seen Sluice.
  await query(server.admin, 'DROP ROLE sluice_app')
})
afterAll(async () => {
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function query(login: PoolConfig, sql: string): Promise<unknown[]> {
  const client = new Client(login)
  await client.connect()
  try {
    const result = await client.query(sql)
    return result.rows
  } finally {
    await client.end()
  }
}

function url(login: Login): string {
  return `postgres://${login.user}:${login.password}@/${login.database}?host=${encodeURIComponent(login.host)}&port=${login.port}`
}

async function owner(name: string, rights: string): Promise<Login> {
  await query(server.admin, `CREATE ROLE ${name} LOGIN PASSWORD 'p' ${rights}`)
  await query(server.admin, `CREATE DATABASE ${name} OWNER ${name}`)
  return { ...server.admin, user: name, password: 'p', database: name }
}

test('a login that may not create roles is told what to ask its administrator for', async () => {
  const login = await owner('plain', '')
  await expect(openDatabase({ DATABASE_URL: url(login) }, silentLog, { migrationsDir })).rejects.toMatchObject({
    code: 'database.role_missing',
  })
})

test('an owner without superuser rights: migrated, and the application is bound by row-level security', async () => {
  const login = await owner('dba', 'CREATEROLE')
  const database = await openDatabase({ DATABASE_URL: url(login) }, silentLog, { migrationsDir })
  expect(database.kind).toBe('external')
  expect(await query(database.app, 'SELECT current_user::text AS name, id FROM note')).toEqual([{ name: 'sluice_app', id: 1 }])
  expect(await query(database.admin, 'SELECT count(*)::int AS n FROM note')).toEqual([{ n: 2 }])
  await database.stop()
  expect(await query(database.admin, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})

test('options already in the URL survive beside the role', async () => {
  const admin = `${url({ ...server.admin, database: 'dba' })}&options=${encodeURIComponent('-c statement_timeout=4321')}`
  const database = await resolveDatabase({ DATABASE_URL: admin }, silentLog)
  expect(await query(database.app, `SELECT current_user::text AS name, current_setting('statement_timeout') AS t`)).toEqual([
    { name: 'sluice_app', t: '4321ms' },
  ])
})

test('DATABASE_APP_URL is used when it is safe and refused when it would void row-level security', async () => {
  await query(server.admin, `CREATE ROLE web LOGIN PASSWORD 'w' IN ROLE sluice_app`)
  const admin = { ...server.admin, database: 'dba' }
  const env = { DATABASE_URL: url(admin), DATABASE_APP_URL: url({ ...admin, user: 'web', password: 'w' }) }
  const database = await openDatabase(env, silentLog, { migrationsDir })
  expect(await query(database.app, 'SELECT session_user::text AS name, id FROM note')).toEqual([{ name: 'web', id: 1 }])
  const unsafe = { ...env, DATABASE_APP_URL: url(admin) }
  await expect(openDatabase(unsafe, silentLog, { migrationsDir })).rejects.toMatchObject({ code: 'database.app_login_unsafe' })
})

test('wrong password, nobody listening, and no URL at all are told apart', async () => {
  const attempt = (text: string): Promise<unknown> => resolveDatabase({ DATABASE_URL: text }, silentLog, { waitMs: 0 })
  await expect(attempt(url({ ...server.admin, password: 'no' }))).rejects.toMatchObject({ code: 'database.login_refused' })
  await expect(attempt('postgres://a:b@127.0.0.1:1/x')).rejects.toMatchObject({ code: 'database.unreachable' })
  await expect(attempt('mysql://a:b@127.0.0.1/x')).rejects.toMatchObject({ code: 'database.url_invalid' })
  await expect(attempt('just words')).rejects.toMatchObject({ code: 'database.url_invalid' })
})

test('errors and logs name the server without its password', () => {
  expect(urlTarget('postgres://me:secret@db.example:6432/crm')).toBe('db.example:6432/crm')
})

test('PostgreSQL 15 is the oldest accepted', () => {
  expect(() => requireVersion(150_000)).not.toThrow()
  expect(() => requireVersion(140_012)).toThrow(expect.objectContaining({ code: 'database.version_unsupported' }))
})
