import type { SubjectType } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectComment } from './activities.queries.ts'
import { requireAuthor, requireSubject } from './subject.ts'

/** Comments on a record: whoever sees it may, unless they only look on by their role. Answers the id. */
export async function addComment(tx: Tx, act: Act, viewer: Viewer, type: SubjectType, subjectId: string, body: string): Promise<string> {
  const subject = await requireSubject(tx, viewer, type, subjectId, 'read')
  if (viewer.role === 'viewer') refuse('permission.denied')
  const id = newId()
  await tx
    .insertInto('comment')
    .values({ org_id: viewer.orgId, id, subject_type: type, subject_id: subjectId, author_id: viewer.userId, body, created_at: act.now })
    .execute()
  await append(tx, act, [{ type: 'comment.added', payload: { commentId: id, body }, subjectType: type, subjectId, ownerId: subject.ownerId, teamId: subject.teamId }])
  return id
}

/** Removes a comment; the log keeps the fact. */
export async function removeComment(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const comment = (await selectComment(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  const subject = await requireSubject(tx, viewer, comment.subjectType, comment.subjectId, 'read')
  requireAuthor(viewer, comment.author.id, subject)
  await tx
    .updateTable('comment')
    .set((eb) => ({ deleted_at: act.now, version: eb('version', '+', 1) }))
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'comment.removed', payload: { commentId: id }, subjectType: subject.type, subjectId: subject.id, ownerId: subject.ownerId, teamId: subject.teamId }])
}
