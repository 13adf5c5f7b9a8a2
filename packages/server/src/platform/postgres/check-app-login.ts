import { Client, type PoolConfig } from 'pg'
import { connectionError } from './connection-error.ts'
import { DatabaseError } from './errors.ts'

/**
 * Proves that row-level security binds the application's login: it is no superuser, has no BYPASSRLS, owns no table
 * of the schema, and holds the grants of `sluice_app`. Call after `migrate`.
 * Throws `database.app_login_unsafe` or `database.role_missing`.
 */
export async function checkAppLogin(app: PoolConfig): Promise<void> {
  const client = new Client(app)
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string; strong: boolean; owns: boolean; member: boolean }>(`
      SELECT current_user AS name, r.rolsuper OR r.rolbypassrls AS strong,
             EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace) AS owns,
             pg_has_role(r.oid, 'sluice_app', 'USAGE') AS member
      FROM pg_roles r WHERE r.rolname = current_user`)
    const login = rows[0]
    if (!login?.member) throw new DatabaseError('database.role_missing', login?.name)
    if (login.strong || login.owns) throw new DatabaseError('database.app_login_unsafe', login.name)
  } catch (error) {
    throw connectionError(error, 'sluice_app')
  } finally {
    await client.end().catch(() => undefined)
  }
}
