import type { Directory } from '@sluice/core/approvals/resolve'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Everybody who could be asked, the teams with their heads, and the absences at `now` (of several of one person the latest named). */
export async function selectDirectory(tx: Reader, orgId: string, now: string): Promise<Directory> {
  const people = await sql<{ id: string; role: Role; teamId: string; isActive: boolean }>`
    select id, role, team_id as "teamId", status = 'active' as "isActive" from app_user where org_id = ${orgId} order by created_at, id`.execute(tx)
  const teams = await sql<Directory['teams'][number]>`
    select id, parent_id as "parentId", lead_user_id as "leadUserId" from team where org_id = ${orgId}`.execute(tx)
  const absences = await sql<Directory['absences'][number]>`
    select user_id as "userId", substitute_id as "substituteId" from substitute
    where org_id = ${orgId} and from_at <= ${now} and to_at > ${now} order by id desc`.execute(tx)
  return { people: people.rows, teams: teams.rows, absences: absences.rows }
}
