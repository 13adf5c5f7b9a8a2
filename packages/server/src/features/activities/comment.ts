import { type Comment, commentEditMinutes, type CommentSubject } from '@sluice/core/activities/contract'
import { mentionedIds, mentionText } from '@sluice/core/activities/mentions'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectComment, selectRemoved } from './comments.queries.ts'
import { membersOf, requirePlace, selectDirectory, type CommentPlace, type Directory, type Person, type Talk } from './comment-place.ts'
import { markSeen, selectFollowers } from './follow.ts'
import { requireAuthor } from './subject.ts'

/** Names in one comment; a whole company is named by its teams. */
const mentionsAtMost = 20

/**
 * Comments on a record, an alarm, a chart or a point of a meeting: whoever sees it may, unless they only look on by their role. Whoever
 * is named in it must be able to see it, and is told; of a team those who may. Those who follow it are told as well, each once. Answers the id.
 */
export async function addComment(tx: Tx, act: Act, viewer: Viewer, type: CommentSubject, subjectId: string, body: string, talk: Talk): Promise<string> {
  const place = await requirePlace(tx, viewer, type, subjectId, talk)
  if (viewer.role === 'viewer') refuse('permission.denied')
  const directory = await selectDirectory(tx, viewer.orgId)
  const named = whoIsNamed(directory, place, body)
  const id = newId()
  await tx
    .insertInto('comment')
    .values({ org_id: viewer.orgId, id, subject_type: type, subject_id: subjectId, author_id: viewer.userId, body, created_at: act.now })
    .execute()
  await tell(tx, act, place, { type: 'comment.added', payload: { commentId: id, body } })
  await markSeen(tx, viewer, place, act.now, { begins: true })
  const following = new Set(await selectFollowers(tx, viewer.orgId, place))
  const told = directory.people.filter((person) => named.has(person.userId) || (following.has(person.userId) && place.mayRead(person)))
  const data = noticeData(directory, place, viewer.userId, id, body)
  await notify(tx, act, told.map((person) => ({ userId: person.userId, kind: named.has(person.userId) ? 'mention' as const : 'comment_followed' as const, data, subjectType: type, subjectId })))
  return id
}

/** Corrects one's own comment, while it is fresh. What it was told with says the same; who is named anew is told. */
export async function changeComment(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: string, talk: Talk): Promise<void> {
  const comment = (await selectComment(tx, viewer, act.now, id)) ?? refuse('record.not_found')
  const place = await requirePlace(tx, viewer, comment.subjectType, comment.subjectId, talk)
  if (comment.author.id !== viewer.userId) refuse('activity.not_author')
  if (comment.version !== version) refuse('conflict.stale_version')
  if (comment.editableUntil === null) refuse('comment.too_late', { minutes: commentEditMinutes })
  const directory = await selectDirectory(tx, viewer.orgId)
  const named = whoIsNamed(directory, place, body)
  await tx
    .updateTable('comment')
    .set({ body, edited_at: act.now, version: version + 1 })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await tell(tx, act, place, { type: 'comment.changed', payload: { commentId: id } })
  const data = noticeData(directory, place, viewer.userId, id, body)
  const { rows } = await sql<{ userId: string; kind: string }>`
    update notification set data = ${JSON.stringify(data)}::jsonb where org_id = ${viewer.orgId} and ${ofComment(place, id)} returning user_id as "userId", kind`.execute(tx)
  const already = new Set(rows.filter((row) => row.kind === 'mention').map((row) => row.userId))
  await notify(tx, act, [...named].filter((userId) => !already.has(userId)).map((userId) => ({ userId, kind: 'mention' as const, data, subjectType: place.type, subjectId: place.id })))
}

/** Removes a comment; the log keeps the fact. What told of it leaves the inboxes. */
export async function removeComment(tx: Tx, act: Act, viewer: Viewer, id: string, talk: Talk): Promise<void> {
  const comment = (await selectComment(tx, viewer, act.now, id)) ?? refuse('record.not_found')
  const place = await requirePlace(tx, viewer, comment.subjectType, comment.subjectId, talk)
  requireAuthor(viewer, comment.author.id, place)
  await tx
    .updateTable('comment')
    .set((eb) => ({ deleted_at: act.now, version: eb('version', '+', 1) }))
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await sql`update notification set done_at = ${act.now}, read_at = coalesce(read_at, ${act.now}::timestamptz) where org_id = ${viewer.orgId} and ${ofComment(place, id)} and done_at is null`.execute(tx)
  await tell(tx, act, place, { type: 'comment.removed', payload: { commentId: id } })
}

/** Takes the removal of one's own comment back, while that is fresh; notices that went with it come back as they were. */
export async function restoreComment(tx: Tx, act: Act, viewer: Viewer, id: string, talk: Talk): Promise<void> {
  const comment = (await selectRemoved(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  const place = await requirePlace(tx, viewer, comment.subjectType, comment.subjectId, talk)
  if (comment.authorId !== viewer.userId) refuse('activity.not_author')
  if (Date.parse(act.now) - Date.parse(comment.deletedAt) > commentEditMinutes * 60_000) refuse('comment.too_late', { minutes: commentEditMinutes })
  await tx
    .updateTable('comment')
    .set((eb) => ({ deleted_at: null, version: eb('version', '+', 1) }))
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await sql`update notification set done_at = null, read_at = case when read_at = done_at then null else read_at end where org_id = ${viewer.orgId} and ${ofComment(place, id)} and done_at = ${comment.deletedAt}`.execute(tx)
  await tell(tx, act, place, { type: 'comment.restored', payload: { commentId: id } })
}

/** Notices that told of one comment. */
const ofComment = ({ type, id }: CommentPlace, commentId: string) =>
  sql<boolean>`kind in ('mention', 'comment_followed') and subject_type = ${type} and subject_id = ${id} and data ->> 'commentId' = ${commentId}`

type Said = { type: 'comment.added'; payload: { commentId: string; body: string } } | { type: 'comment.changed' | 'comment.removed' | 'comment.restored'; payload: { commentId: string } }
const tell = (tx: Tx, act: Act, place: CommentPlace, said: Said) => append(tx, act, [{ ...said, subjectType: place.type, subjectId: place.id, ownerId: place.ownerId, teamId: place.teamId }])

function noticeData(directory: Directory, place: CommentPlace, by: string, commentId: string, body: string): Record<string, unknown> {
  const names = namesIn(directory)
  return {
    title: place.title, ...(place.titleEn !== undefined && { titleEn: place.titleEn }), ...(place.path !== undefined && { path: place.path }),
    by: names.get(by) ?? '', comment: [...mentionText(body, (one) => names.get(one))].slice(0, 500).join('').toWellFormed(), commentId,
  }
}

/** Ids of the people who are told because they are named; refuses whom the comment must not reach. */
function whoIsNamed(directory: Directory, place: CommentPlace, body: string): Set<string> {
  const ids = mentionedIds(body)
  if (ids.length > mentionsAtMost) refuse('request.invalid')
  const told = new Set<string>()
  const unseen: string[] = []
  for (const id of ids) {
    const team = directory.teams.find((one) => one.id === id)
    const person = directory.people.find((one) => one.userId === id)
    if (team === undefined && person === undefined) refuse('comment.mention_unknown')
    const reached: Person[] = (person === undefined ? membersOf(directory, id) : [person]).filter(place.mayRead)
    if (reached.length === 0) unseen.push(person?.name ?? team?.name ?? '')
    for (const one of reached) told.add(one.userId)
  }
  if (unseen.length > 0) refuse('comment.mention_unseen', { names: unseen.join('、') })
  return told
}

const namesIn = ({ people, teams }: Directory) => new Map([...people.map((person) => [person.userId, person.name] as const), ...teams.map((team) => [team.id, team.name] as const)])

/** Who may be named in a comment: people who see what it is about, and teams in which somebody does. */
export function mentionable(directory: Directory, place: CommentPlace): Comment['mentions'] {
  return [
    ...directory.people.filter(place.mayRead).map((person) => ({ id: person.userId, name: person.name, kind: 'user' as const })),
    ...directory.teams.filter((team) => membersOf(directory, team.id).some(place.mayRead)).map((team) => ({ id: team.id, name: team.name, kind: 'team' as const })),
  ]
}
