import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import type {} from '../testing/global-setup.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import type { Login } from './postgres/embedded.ts'

let dir: string
let admin: Login
let client: Client

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-migrations-'))
  const server = inject('testServer').admin
  const database = `migrate_${Math.random().toString(36).slice(2)}`
  await once(server, `CREATE DATABASE ${database}`)
  admin = { ...server, database }
  client = new Client(admin)
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await once(inject('testServer').admin, `DROP DATABASE ${admin.database} WITH (FORCE)`)
  rmSync(dir, { recursive: true, force: true })
})

async function once(login: Login, sql: string): Promise<void> {
  const maintenance = new Client(login)
  await maintenance.connect()
  await maintenance.query(sql).finally(() => maintenance.end())
}

const write = (name: string, sql: string): void => writeFileSync(join(dir, name), sql)
const run = (): Promise<string[]> => migrate({ admin, dir })
const count = async (sql: string): Promise<number> => Number((await client.query(sql)).rows[0].count)

test('runs new files in order, once, and may grant to the application role', async () => {
  write('0002_rows.sql', 'INSERT INTO thing VALUES (1), (2)')
  write('0001_thing.sql', 'CREATE TABLE thing (n int); GRANT SELECT ON thing TO sluice_app')
  expect(await pendingMigrations(client, dir)).toEqual(['0001_thing.sql', '0002_rows.sql'])
  expect(await run()).toEqual(['0001_thing.sql', '0002_rows.sql'])
  expect(await run()).toEqual([])
  write('0003_more.sql', 'INSERT INTO thing VALUES (3)')
  expect(await pendingMigrations(client, dir)).toEqual(['0003_more.sql'])
  expect(await run()).toEqual(['0003_more.sql'])
  expect(await count('SELECT count(*) FROM thing')).toBe(3)
})

test('several processes starting at once apply each file exactly once', async () => {
  write('0001_slow.sql', 'CREATE TABLE thing (n int); SELECT pg_sleep(0.2); INSERT INTO thing VALUES (1)')
  write('0002_more.sql', 'INSERT INTO thing VALUES (2)')
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat().sort()).toEqual(['0001_slow.sql', '0002_more.sql'])
  expect(await count('SELECT count(*) FROM thing')).toBe(2)
})

test('a failing file leaves nothing of itself behind, and the ones before it stay', async () => {
  write('0001_good.sql', 'CREATE TABLE good (n int)')
  write('0002_bad.sql', 'CREATE TABLE half (n int);\nSELECT missing;')
  await expect(run()).rejects.toMatchObject({ code: 'migration.failed', detail: expect.stringContaining('0002_bad.sql:2: ') })
  expect(await count(`SELECT count(*) FROM pg_class WHERE relname IN ('good', 'half')`)).toBe(1)
  write('0002_bad.sql', 'CREATE TABLE half (n int)')
  expect(await run()).toEqual(['0002_bad.sql'])
})

test('an applied file that changed is refused; other line endings are no change', async () => {
  write('0001_thing.sql', 'CREATE TABLE thing (\n  n int\n)\n')
  await run()
  write('0001_thing.sql', 'CREATE TABLE thing (\r\n  n int\r\n)\r\n')
  expect(await run()).toEqual([])
  write('0001_thing.sql', 'CREATE TABLE thing (\n  n bigint\n)\n')
  await expect(run()).rejects.toMatchObject({ code: 'migration.changed' })
  await expect(pendingMigrations(client, dir)).rejects.toMatchObject({ code: 'migration.changed' })
})

test('a database that knows more than the program is refused and left alone', async () => {
  write('0001_thing.sql', 'CREATE TABLE thing (n int)')
  write('0002_later.sql', 'SELECT 1')
  await run()
  unlinkSync(join(dir, '0002_later.sql'))
  await expect(run()).rejects.toMatchObject({ code: 'migration.newer_database', detail: '0002_later.sql' })
})

test('a pending file below an applied one, a double number and a bad name are refused', async () => {
  write('0002_thing.sql', 'SELECT 1')
  await run()
  write('0001_late.sql', 'SELECT 1')
  await expect(run()).rejects.toMatchObject({ code: 'migration.out_of_order' })
  unlinkSync(join(dir, '0001_late.sql'))
  write('0002_again.sql', 'SELECT 1')
  await expect(run()).rejects.toMatchObject({ code: 'migration.name_invalid' })
  unlinkSync(join(dir, '0002_again.sql'))
  write('3-next.sql', 'SELECT 1')
  await expect(run()).rejects.toMatchObject({ code: 'migration.name_invalid' })
})
