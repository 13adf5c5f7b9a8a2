import type { CommentSubject } from '@sluice/core/activities/contract'
import { allows, type Owned, type Viewer } from '@sluice/core/identity/policy'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { requireSubject } from './subject.ts'

/** What alarms say to comments about themselves; handed over by app.ts. */
export interface AlarmTalk {
  isSeen(tx: Reader, viewer: Viewer, id: string): Promise<boolean>
  /** What it is called, who handles it, and who sees it. */
  about(tx: Reader, orgId: string, id: string): Promise<{ title: string; ownerId: string | null; mayRead: (person: Viewer) => boolean } | null>
}

/** What is talked about: who owns it, and who may read it and so be told. */
export interface CommentPlace {
  type: CommentSubject
  id: string
  title: string
  ownerId: string | null
  teamId: string | null
  mayRead: (person: Viewer) => boolean
  /** The viewer may change the record itself, and so oversee what is said. */
  canWrite: boolean
}

/** The record or alarm if the viewer may see it; otherwise `record.not_found`. */
export async function requirePlace(tx: Reader, viewer: Viewer, type: CommentSubject, id: string, alarms: AlarmTalk): Promise<CommentPlace> {
  if (type === 'alarm') {
    if (!(await alarms.isSeen(tx, viewer, id))) refuse('record.not_found')
    const alarm = (await alarms.about(tx, viewer.orgId, id)) ?? refuse('record.not_found')
    return { type, id, teamId: null, canWrite: false, ...alarm }
  }
  const subject = await requireSubject(tx, viewer, type, id, 'read')
  const title = sql.ref(type === 'deal' ? 's.title' : 's.name')
  const collaborators = type === 'deal' ? sql`array(select c.user_id from deal_collaborator c where c.org_id = s.org_id and c.deal_id = s.id)` : sql`'{}'::uuid[]`
  const { rows } = await sql<Owned & { title: string }>`
    select ${title} as title, s.owner_id as "ownerId", s.team_id as "teamId", ${collaborators} as "collaboratorIds", ${type === 'lead' ? sql`s.is_hidden` : sql`false`} as "isHidden"
    from ${sql.table(type)} s where s.org_id = ${viewer.orgId} and s.id = ${id}`.execute(tx)
  const row = rows[0] ?? refuse('record.not_found')
  return { type, id, title: row.title, ownerId: row.ownerId, teamId: row.teamId, canWrite: subject.canWrite, mayRead: (person) => allows(person, type, 'read', row) }
}

export interface Person extends Viewer {
  name: string
}
export interface Directory {
  people: Person[]
  teams: { id: string; name: string; path: string[] }[]
}

/** Everybody who is active, with their reach, and all teams: one query each, for a company of thousands still small. */
export async function selectDirectory(tx: Reader, orgId: string): Promise<Directory> {
  const { rows: teams } = await sql<Directory['teams'][number]>`select id, name, path from team where org_id = ${orgId} and archived_at is null order by name, id`.execute(tx)
  const { rows: people } = await sql<{ userId: string; name: string; role: Role; teamId: string }>`
    select id as "userId", name, role, team_id as "teamId" from app_user where org_id = ${orgId} and status = 'active' order by name, id`.execute(tx)
  const below = new Map(teams.map((team) => [team.id, teams.filter((one) => one.path.includes(team.id)).map((one) => one.id)]))
  return { teams, people: people.map((person) => ({ ...person, orgId, teamIds: below.get(person.teamId) ?? [person.teamId] })) }
}

/** People of a team and of those below it. */
export function membersOf({ people, teams }: Directory, teamId: string): Person[] {
  const path = new Map(teams.map((team) => [team.id, team.path]))
  return people.filter((person) => path.get(person.teamId)?.includes(teamId) === true)
}
