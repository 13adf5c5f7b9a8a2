import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { Login } from '../platform/postgres/embedded.ts'
// Gives `inject` its types.
import type {} from './global-setup.ts'

/** A database of its own, with every migration applied and no rows besides what migrations insert. */
export type TestDatabase = {
  /** Superuser: sees every row, for arranging and asserting. */
  admin: Login
  /** The application's login: bound by grants and row-level security. */
  app: Login
  /** Removes the database, closing what is still connected to it. */
  drop: () => Promise<void>
}

/**
 * Makes a database for the calling test file from the run's template (about 0.1 s). Call it in `beforeAll`, and
 * `drop` in `afterAll` after closing pools.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  // FILE_COPY copies files instead of logging every page, which is faster when durability does not matter.
  await asAdmin(server.admin, `CREATE DATABASE ${database} TEMPLATE ${server.template} STRATEGY FILE_COPY`)
  return {
    admin: { ...server.admin, database },
    app: { ...server.app, database },
    drop: () => asAdmin(server.admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  }
}

async function asAdmin(admin: Login, sql: string): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
