import * as contracts from '@sluice/core/activities/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectComment, selectComments, selectPeople } from './comments.queries.ts'
import { requirePlace, selectDirectory, type Talk } from './comment-place.ts'
import { addComment, changeComment, mentionable, removeComment, restoreComment } from './comment.ts'
import { countUnread, markSeen, markUnseen, selectFollowers, selectUnread, setFollowing } from './follow.ts'

/** What colleagues say to each other, who is named, who follows, and what is unread. `talk`: what is commented on besides records. */
export function commentRoutes(api: Api, talk: Talk): void {
  route(api, contracts.listComments, async ({ tx, act, viewer, params }) => {
    const place = await requirePlace(tx, viewer, params.subjectType, params.id, talk)
    const followers = await selectFollowers(tx, viewer.orgId, place)
    return {
      items: await selectComments(tx, viewer, act.now, params.subjectType, params.id), isFollowing: followers.includes(viewer.userId), unread: await countUnread(tx, viewer, place),
      followers: await selectPeople(tx, viewer.orgId, followers), canWrite: viewer.role !== 'viewer',
    }
  })
  route(api, contracts.listMentionable, async ({ tx, viewer, params }) => {
    const place = await requirePlace(tx, viewer, params.subjectType, params.id, talk)
    return { items: mentionable(await selectDirectory(tx, viewer.orgId), place) }
  })
  route(api, contracts.listUnread, async ({ tx, viewer, query }) => ({ items: await selectUnread(tx, viewer, query.subjectType, query.ids) }))
  route(api, contracts.addComment, async ({ tx, act, viewer, params, body }) => {
    const id = await addComment(tx, act, viewer, params.subjectType, params.id, body.body, talk)
    return (await selectComment(tx, viewer, act.now, id)) ?? refuse('record.not_found')
  })
  route(api, contracts.changeComment, async ({ tx, act, viewer, params, version, body }) => {
    await changeComment(tx, act, viewer, params.id, version, body.body, talk)
    return (await selectComment(tx, viewer, act.now, params.id)) ?? refuse('record.not_found')
  })
  route(api, contracts.removeComment, async ({ tx, act, viewer, params }) => {
    await removeComment(tx, act, viewer, params.id, talk)
    return undefined
  })
  route(api, contracts.restoreComment, async ({ tx, act, viewer, params }) => {
    await restoreComment(tx, act, viewer, params.id, talk)
    return (await selectComment(tx, viewer, act.now, params.id)) ?? refuse('record.not_found')
  })
  route(api, contracts.seeComments, async ({ tx, act, viewer, params }) => {
    await markSeen(tx, viewer, await requirePlace(tx, viewer, params.subjectType, params.id, talk), act.now)
    return undefined
  })
  route(api, contracts.unseeComments, async ({ tx, viewer, params, body }) => {
    await markUnseen(tx, viewer, await requirePlace(tx, viewer, params.subjectType, params.id, talk), body.commentId)
    return undefined
  })
  route(api, contracts.followRecord, async ({ tx, act, viewer, params, body }) => {
    await setFollowing(tx, viewer, await requirePlace(tx, viewer, params.subjectType, params.id, talk), body.isFollowing, act.now)
    return body
  })
}
