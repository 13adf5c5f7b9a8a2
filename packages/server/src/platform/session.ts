import type { Viewer } from '@sluice/core/identity/policy'
import type { Role } from '@sluice/core/identity/role'
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from './db.ts'

export const sessionCookie = 'sluice_session'
/** A session ends after 30 days without use. */
export const sessionDays = 30

/** Who asks, and the organisation's conventions that every answer needs. */
export interface Session {
  viewer: Viewer
  org: { timeZone: string; currency: string; isDemo: boolean }
  /** The language of the user's account. */
  locale: string
  lastSeenAt: string
}

/** The cookie names the organisation, so that row-level security is on before the session is looked up. */
export function readToken(cookie: string | undefined): { orgId: string; hash: Buffer } | null {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/.exec(cookie ?? '')
  if (match?.[1] === undefined || match[2] === undefined) return null
  return { orgId: match[1], hash: hashToken(match[2]) }
}

/** Only the hash is stored: who reads the database cannot sign in with it. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Opens a session; answers the cookie's value. */
export async function openSession(tx: Tx, orgId: string, userId: string, now: Date, userAgent: string | null): Promise<string> {
  const secret = newSecret()
  const at = now.toISOString()
  await tx
    .insertInto('session')
    .values({
      org_id: orgId, token_hash: hashToken(secret), user_id: userId, created_at: at, last_seen_at: at,
      expires_at: new Date(now.getTime() + sessionDays * 86_400_000).toISOString(), user_agent: userAgent?.slice(0, 300) ?? null,
    })
    .execute()
  await tx.deleteFrom('session').where('org_id', '=', orgId).where('user_id', '=', userId).where('expires_at', '<', at).execute()
  await tx.updateTable('app_user').set({ last_seen_at: at }).where('org_id', '=', orgId).where('id', '=', userId).execute()
  return `${orgId}.${secret}`
}

/** The session of a token, with the viewer's reach, in one query; null when unknown, expired or the user is disabled. */
export async function findSession(tx: Reader, orgId: string, hash: Buffer, now: Date): Promise<Session | null> {
  const { rows } = await sql<{
    user_id: string; role: Role; team_id: string; team_ids: string[]; time_zone: string; currency: string; is_demo: boolean; last_seen_at: string; locale: string
  }>`
    select u.id as user_id, u.role, u.team_id, o.time_zone, o.currency, o.is_demo, s.last_seen_at, u.locale,
           array(select t.id from team t where t.org_id = u.org_id and t.path @> array[u.team_id]) as team_ids
    from session s
    join app_user u on u.org_id = s.org_id and u.id = s.user_id
    join org o on o.org_id = s.org_id
    where s.org_id = ${orgId} and s.token_hash = ${hash} and s.expires_at > ${now.toISOString()} and u.status = 'active'`.execute(tx)
  const row = rows[0]
  if (row === undefined) return null
  return {
    viewer: { orgId, userId: row.user_id, role: row.role, teamId: row.team_id, teamIds: row.team_ids },
    org: { timeZone: row.time_zone, currency: row.currency, isDemo: row.is_demo },
    locale: row.locale,
    lastSeenAt: row.last_seen_at,
  }
}

/** Moves the session's end forward, at most every five minutes. */
export async function touchSession(tx: Tx, orgId: string, hash: Buffer, userId: string, now: Date): Promise<void> {
  const at = now.toISOString()
  const end = new Date(now.getTime() + sessionDays * 86_400_000).toISOString()
  // The user first, as whoever disables one does: two that lock in different orders would wait for each other.
  await tx.updateTable('app_user').set({ last_seen_at: at }).where('org_id', '=', orgId).where('id', '=', userId).execute()
  await tx.updateTable('session').set({ last_seen_at: at, expires_at: end }).where('org_id', '=', orgId).where('token_hash', '=', hash).execute()
}
