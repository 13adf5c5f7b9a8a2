import type { Db } from '@sluice/server/platform/db'
import { sql } from 'kysely'
import { UsageError } from './terminal.ts'

/** The organisation of `--org`: its slug or id. */
export async function orgOf(db: Db, given: string | undefined): Promise<{ orgId: string; timeZone: string; currency: string }> {
  if (given === undefined) throw new UsageError('--org ORG')
  const isId = /^[0-9a-f-]{36}$/.test(given)
  const found = isId ? given : (await sql<{ id: string | null }>`select org_by_slug(${given}) as id`.execute(db.outside)).rows[0]?.id
  const org = found && (await db.read(found, (tx) =>
    tx.selectFrom('org').select(['org_id as orgId', 'time_zone as timeZone', 'currency']).where('org_id', '=', found).executeTakeFirst()))
  if (!org) throw new UsageError(`没有组织 / no organisation: ${given}`)
  return org
}

/** The administrator in whose name a command acts, or the user of `--as EMAIL`. */
export async function actorOf(db: Db, orgId: string, email: string | undefined) {
  const user = await db.read(orgId, (tx) => {
    const query = tx.selectFrom('app_user').select(['id', 'role', 'team_id as teamId', 'name']).where('org_id', '=', orgId).where('status', '=', 'active')
    return (email === undefined ? query.where('role', '=', 'admin').orderBy('created_at') : query.where('email', '=', email.toLowerCase())).executeTakeFirst()
  })
  if (!user) throw new UsageError(`没有用户 / no user: ${email ?? 'admin'}`)
  return user
}
