import type { Me } from '@sluice/core/identity/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { liveHorizon } from '../../platform/live.ts'

/** All SQL that reads people, teams and the organisation. */

export async function selectMe(tx: Reader, orgId: string, userId: string): Promise<Me> {
  const { rows } = await sql<Me['user'] & { org: Me['org']; teamIds: string[]; liveId: string }>`
    select u.id, u.name, u.email, u.role, u.team_id as "teamId", u.locale,
           jsonb_build_object('id', o.org_id, 'slug', o.slug, 'name', o.name, 'timeZone', o.time_zone, 'currency', o.currency,
                              'isDemo', o.is_demo, 'version', o.version) as org,
           array(select t.id from team t where t.org_id = u.org_id and t.path @> array[u.team_id]) as "teamIds",
           ${liveHorizon} as "liveId"
    from app_user u join org o on o.org_id = u.org_id where u.org_id = ${orgId} and u.id = ${userId}`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('the signed-in user does not exist')
  const { org, teamIds, liveId, ...user } = row
  return { user, org, teamIds, liveId }
}

const userColumns = ['id', 'name', 'email', 'role', 'team_id as teamId', 'status', 'last_seen_at as lastSeenAt', 'version'] as const

export function selectUsers(tx: Reader, orgId: string) {
  return tx.selectFrom('app_user').select(userColumns).where('org_id', '=', orgId).orderBy('name').execute()
}

export function selectUser(tx: Reader, orgId: string, id: string) {
  return tx.selectFrom('app_user').select(userColumns).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

export function selectTeams(tx: Reader, orgId: string) {
  return tx
    .selectFrom('team')
    .select(['id', 'name', 'parent_id as parentId', 'path', 'lead_user_id as leadUserId', 'version'])
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .orderBy(sql`cardinality(path)`)
    .orderBy('name')
    .execute()
}

export function selectTeam(tx: Reader, orgId: string, id: string) {
  return tx
    .selectFrom('team')
    .select(['id', 'name', 'parent_id as parentId', 'path', 'lead_user_id as leadUserId', 'version'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
}

const invitationColumns = [
  'id', 'email', 'name', 'role', 'team_id as teamId', 'created_at as createdAt', 'expires_at as expiresAt', 'accepted_at as acceptedAt',
] as const

export function selectInvitations(tx: Reader, orgId: string, now: string) {
  return tx
    .selectFrom('invitation')
    .select(invitationColumns)
    .where('org_id', '=', orgId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
}

/** An invitation that can still be accepted. */
export function selectOpenInvitation(tx: Reader, orgId: string, tokenHash: Buffer, now: string) {
  return tx
    .selectFrom('invitation')
    .innerJoin('org', 'org.org_id', 'invitation.org_id')
    .select(['invitation.id', 'invitation.email', 'invitation.name', 'invitation.role', 'invitation.team_id', 'org.name as orgName'])
    .where('invitation.org_id', '=', orgId)
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}
