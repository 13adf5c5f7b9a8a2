import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMigrationFiles } from '../platform/migration-files.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function withClient<T>(login: TestDatabase['admin'], use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(login)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

test('holds every migration of the project', async () => {
  const names = await withClient(database.admin, (client) => client.query('SELECT name FROM schema_migration ORDER BY 1'))
  expect(names.rows.map((row) => row.name)).toEqual(readMigrationFiles().map((file) => file.name))
})

test('the application login owns nothing and cannot change the schema', async () => {
  await withClient(database.app, async (client) => {
    const who = await client.query('SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user')
    expect(who.rows).toEqual([{ current_user: 'sluice_app', rolsuper: false, rolbypassrls: false }])
    await expect(client.query('CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' })
    await expect(client.query('DELETE FROM schema_migration')).rejects.toMatchObject({ code: '42501' })
  })
})

test('two databases of one run do not see each other', async () => {
  const other = await createTestDatabase()
  try {
    await withClient(database.admin, (client) => client.query('CREATE TABLE only_here (id int)'))
    const found = await withClient(other.admin, (client) => client.query(`SELECT to_regclass('only_here') AS name`))
    expect(found.rows).toEqual([{ name: null }])
  } finally {
    await other.drop()
  }
})
