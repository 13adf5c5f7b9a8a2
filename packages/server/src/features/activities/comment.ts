import type { Comment, CommentSubject } from '@sluice/core/activities/contract'
import { mentionedIds, mentionText } from '@sluice/core/activities/mentions'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectComment } from './activities.queries.ts'
import { membersOf, requirePlace, selectDirectory, type AlarmTalk, type CommentPlace, type Directory, type Person } from './comment-place.ts'
import { markSeen, selectFollowers } from './follow.ts'
import { requireAuthor } from './subject.ts'

/** Names in one comment; a whole company is named by its teams. */
const mentionsAtMost = 20

/**
 * Comments on a record or an alarm: whoever sees it may, unless they only look on by their role. Whoever is named in it must be able to
 * see it, and is told; of a team those who may. Those who follow it are told as well, each once. Answers the id.
 */
export async function addComment(tx: Tx, act: Act, viewer: Viewer, type: CommentSubject, subjectId: string, body: string, alarms: AlarmTalk): Promise<string> {
  const place = await requirePlace(tx, viewer, type, subjectId, alarms)
  if (viewer.role === 'viewer') refuse('permission.denied')
  const ids = mentionedIds(body)
  if (ids.length > mentionsAtMost) refuse('request.invalid')
  const directory = await selectDirectory(tx, viewer.orgId)
  const named = whoIsNamed(directory, place, ids)
  const id = newId()
  await tx
    .insertInto('comment')
    .values({ org_id: viewer.orgId, id, subject_type: type, subject_id: subjectId, author_id: viewer.userId, body, created_at: act.now })
    .execute()
  await append(tx, act, [{ type: 'comment.added', payload: { commentId: id, body }, subjectType: type, subjectId, ownerId: place.ownerId, teamId: place.teamId }])
  await markSeen(tx, viewer, place, act.now, { begins: true })
  const following = new Set(await selectFollowers(tx, viewer.orgId, place))
  const names = namesIn(directory)
  const data = { title: place.title, by: names.get(viewer.userId) ?? '', comment: mentionText(body, (one) => names.get(one)).slice(0, 500), commentId: id }
  const told = directory.people.filter((person) => named.has(person.userId) || (following.has(person.userId) && place.mayRead(person)))
  await notify(tx, act, told.map((person) => ({ userId: person.userId, kind: named.has(person.userId) ? 'mention' as const : 'comment_followed' as const, data, subjectType: type, subjectId })))
  return id
}

/** Removes a comment; the log keeps the fact. */
export async function removeComment(tx: Tx, act: Act, viewer: Viewer, id: string, alarms: AlarmTalk): Promise<void> {
  const comment = (await selectComment(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  const place = await requirePlace(tx, viewer, comment.subjectType, comment.subjectId, alarms)
  requireAuthor(viewer, comment.author.id, place)
  await tx
    .updateTable('comment')
    .set((eb) => ({ deleted_at: act.now, version: eb('version', '+', 1) }))
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'comment.removed', payload: { commentId: id }, subjectType: place.type, subjectId: place.id, ownerId: place.ownerId, teamId: place.teamId }])
}

/** Ids of the people who are told because they are named; refuses whom the comment must not reach. */
function whoIsNamed(directory: Directory, place: CommentPlace, ids: readonly string[]): Set<string> {
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

/** Who may be named in a comment: people who see the record, and teams in which somebody does. */
export function mentionable(directory: Directory, place: CommentPlace): Comment['mentions'] {
  return [
    ...directory.people.filter(place.mayRead).map((person) => ({ id: person.userId, name: person.name, kind: 'user' as const })),
    ...directory.teams.filter((team) => membersOf(directory, team.id).some(place.mayRead)).map((team) => ({ id: team.id, name: team.name, kind: 'team' as const })),
  ]
}
