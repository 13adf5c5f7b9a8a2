import type { CommentSubject, SubjectType } from '@sluice/core/activities/contract'
import { allows, type Owned, type Viewer } from '@sluice/core/identity/policy'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { requireSubject } from './subject.ts'

/** What is talked about besides records says about itself: what it is called, who owns it and so follows it, and who sees it. */
export interface TalkAbout {
  title: string
  /** The title in English, where it is no name that somebody gave. */
  titleEn?: string
  ownerId: string | null
  teamId: string | null
  mayRead: (person: Viewer) => boolean
  /** Where it is shown, as a path of the client, when its id does not say so. */
  path?: string
}
/** Handed over by app.ts: null when there is no such thing in the viewer's organisation. */
export type Talk = Record<Exclude<CommentSubject, SubjectType>, (tx: Reader, viewer: Viewer, id: string) => Promise<TalkAbout | null>>

/** What is talked about: who owns it, and who may read it and so be told. */
export interface CommentPlace extends TalkAbout {
  type: CommentSubject
  id: string
  /** The viewer may change the record itself, and so oversee what is said. */
  canWrite: boolean
}

/** What is talked about if the viewer may see it; otherwise `record.not_found`. */
export async function requirePlace(tx: Reader, viewer: Viewer, type: CommentSubject, id: string, talk: Talk): Promise<CommentPlace> {
  if (type === 'alarm' || type === 'chart' || type === 'meeting_point') {
    const about = await talk[type](tx, viewer, id)
    if (about === null || !about.mayRead(viewer)) refuse('record.not_found')
    return { type, id, canWrite: false, ...about }
  }
  return requireRecord(tx, viewer, type, id)
}

/** The record as a place to talk, if the viewer may see it; otherwise `record.not_found`. */
export async function requireRecord(tx: Reader, viewer: Viewer, type: SubjectType, id: string): Promise<CommentPlace> {
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
