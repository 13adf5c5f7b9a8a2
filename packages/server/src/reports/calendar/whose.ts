import type { getCalendar } from '@sluice/core/calendar/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'

/** Whose calendar is looked at: one person's, a team's with those below it, or all in sight. */
export type Whose = { user: string } | { team: string } | 'sight'

/** Refuses who and what the viewer does not look after. */
export async function whoseCalendar(tx: Reader, viewer: Viewer, { scope, user, team }: QueryOf<typeof getCalendar>): Promise<Whose> {
  const sight = scopeOf(viewer, 'deal', 'read')
  if (user !== undefined && user !== viewer.userId) {
    const { rows } = await sql`select from app_user u where u.org_id = ${viewer.orgId} and u.id = ${user} and ${ofTeams(viewer, 'u.team_id')}`.execute(tx)
    if (rows.length === 0 || sight === 'own' || sight === 'none') refuse('record.not_found')
  }
  if (user !== undefined) return { user }
  if (team !== undefined) {
    const { rows } = await sql`select from team t where t.org_id = ${viewer.orgId} and t.id = ${team} and ${ofTeams(viewer, 't.id')}`.execute(tx)
    if (rows.length === 0 || sight === 'own' || sight === 'none') refuse('record.not_found')
    return { team }
  }
  return scope === 'mine' || sight === 'own' || sight === 'none' ? { user: viewer.userId } : 'sight'
}

const ofTeams = (viewer: Viewer, column: string): RawBuilder<boolean> =>
  scopeOf(viewer, 'deal', 'read') === 'all' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${sql.val([...viewer.teamIds])}::uuid[])`
const below = (viewer: Viewer, team: string) => sql`(select b.id from team b where b.org_id = ${viewer.orgId} and b.path @> array[${team}::uuid])`

/** Which deals or leads of `alias` are in the calendar: theirs, as far as the viewer sees them. */
export function recordsOf(viewer: Viewer, whose: Whose, noun: 'deal' | 'lead', alias: string): RawBuilder<boolean> {
  const seen = scopeFilter(viewer, noun, 'read', alias)
  if (whose === 'sight') return seen
  return 'user' in whose
    ? sql<boolean>`(${sql.ref(`${alias}.owner_id`)} = ${whose.user} and ${seen})`
    : sql<boolean>`(${sql.ref(`${alias}.team_id`)} in ${below(viewer, whose.team)} and ${seen})`
}

/** Which tasks `i`, to be done by person `u`, are in it. What nobody has is its maker's. */
export function tasksOf(viewer: Viewer, whose: Whose): RawBuilder<boolean> {
  const by = (id: string) => sql<boolean>`(i.assignee_id = ${id} or (i.assignee_id is null and i.created_by = ${id}))`
  if (whose === 'sight') return sql<boolean>`(${by(viewer.userId)} or ${ofTeams(viewer, 'u.team_id')})`
  return 'user' in whose ? by(whose.user) : sql<boolean>`u.team_id in ${below(viewer, whose.team)}`
}

/** In which series `s` they take part. */
export function meetingsOf(viewer: Viewer, whose: Whose): RawBuilder<boolean> {
  if (whose === 'sight') return sql<boolean>`true`
  const who = 'user' in whose ? sql`mu.id = ${whose.user}` : sql`mu.team_id in ${below(viewer, whose.team)}`
  return sql<boolean>`exists (select from meeting_member mm join app_user mu on mu.org_id = mm.org_id and mu.id = mm.user_id where mm.org_id = s.org_id and mm.series_id = s.id and ${who})`
}
