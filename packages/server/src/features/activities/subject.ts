import type { SubjectType } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Action } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'

/** The record that an activity, comment or file is about. */
export interface Subject {
  type: SubjectType
  id: string
  ownerId: string | null
  teamId: string | null
  canWrite: boolean
}

/**
 * What hangs on a record is as visible as the record itself. This is the one door to it: a record that the viewer
 * cannot see is `record.not_found`, one they may only look at refuses `write` with `permission.denied`.
 */
export async function requireSubject(tx: Reader, viewer: Viewer, type: SubjectType, id: string, action: Action): Promise<Subject> {
  const { rows } = await sql<Omit<Subject, 'type'>>`
    select s.id, s.owner_id as "ownerId", s.team_id as "teamId", ${scopeFilter(viewer, type, 'write', 's')} as "canWrite"
    from ${sql.table(type)} s where s.org_id = ${viewer.orgId} and s.id = ${id} and ${scopeFilter(viewer, type, 'read', 's')}`.execute(tx)
  const row = rows[0] ?? refuse('record.not_found')
  if (action === 'write' && !row.canWrite) refuse('permission.denied')
  return { type, ...row }
}

/** Only the author corrects or removes their own; a manager or administrator does so for the records in their reach. */
export function requireAuthor(viewer: Viewer, authorId: string | null, subject: Pick<Subject, 'canWrite'>): void {
  const oversees = (viewer.role === 'admin' || viewer.role === 'manager') && subject.canWrite
  if (authorId !== viewer.userId && !oversees) refuse('activity.not_author')
}
