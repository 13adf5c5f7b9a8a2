import type { Client } from 'pg'
import { DatabaseError, errorCode } from './postgres/errors.ts'

/**
 * Makes sure that the role `sluice_app` exists, to which migrations grant, and that this login may become it
 * (the application connects with `-c role=sluice_app` where the role has no login of its own).
 * Throws `database.role_missing` when the login lacks the right to do so.
 */
export async function ensureAppRole(client: Client): Promise<void> {
  try {
    if (!(await roleExists(client))) await createRole(client)
    await client.query('BEGIN')
    try {
      await client.query('SET LOCAL ROLE sluice_app')
    } catch (error) {
      if (errorCode(error) !== '42501') throw error
      await client.query('ROLLBACK')
      // Since PostgreSQL 16 creating a role gives the right to grant it, not yet the right to become it.
      await client.query('GRANT sluice_app TO CURRENT_USER')
    }
    await client.query('ROLLBACK')
  } catch (error) {
    if (errorCode(error) === '42501') throw new DatabaseError('database.role_missing', '', { cause: error })
    throw error
  }
}

async function roleExists(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = 'sluice_app'`)
  return (rowCount ?? 0) > 0
}

async function createRole(client: Client): Promise<void> {
  try {
    await client.query('CREATE ROLE sluice_app NOLOGIN')
  } catch (error) {
    // Roles are shared by all databases of a server: a migration of another database may have been faster.
    if (!['42710', '23505'].includes(errorCode(error))) throw error
  }
}
