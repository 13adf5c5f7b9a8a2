import * as contracts from '@sluice/core/activities/contract'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectComment, selectComments, selectPeople } from './activities.queries.ts'
import { requirePlace, selectDirectory, type AlarmTalk } from './comment-place.ts'
import { addComment, mentionable, removeComment } from './comment.ts'
import { countUnread, markSeen, selectFollowers, setFollowing } from './follow.ts'

/** What colleagues say to each other about records and alarms, who is named, and who follows. */
export function commentRoutes(api: Api, alarms: AlarmTalk): void {
  route(api, contracts.listComments, async ({ tx, viewer, params }) => {
    const place = await requirePlace(tx, viewer, params.subjectType, params.id, alarms)
    const followers = await selectFollowers(tx, viewer.orgId, place)
    return {
      items: await selectComments(tx, viewer.orgId, params.subjectType, params.id), isFollowing: followers.includes(viewer.userId), unread: await countUnread(tx, viewer, place),
      followers: await selectPeople(tx, viewer.orgId, followers),
    }
  })
  route(api, contracts.listMentionable, async ({ tx, viewer, params }) => {
    const place = await requirePlace(tx, viewer, params.subjectType, params.id, alarms)
    return { items: mentionable(await selectDirectory(tx, viewer.orgId), place) }
  })
  route(api, contracts.addComment, async ({ tx, act, viewer, params, body }) => {
    const id = await addComment(tx, act, viewer, params.subjectType, params.id, body.body, alarms)
    return (await selectComment(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  })
  route(api, contracts.seeComments, async ({ tx, act, viewer, params }) => {
    await markSeen(tx, viewer, await requirePlace(tx, viewer, params.subjectType, params.id, alarms), act.now)
    return undefined
  })
  route(api, contracts.followRecord, async ({ tx, act, viewer, params, body }) => {
    await setFollowing(tx, viewer, await requirePlace(tx, viewer, params.subjectType, params.id, alarms), body.isFollowing, act.now)
    return body
  })
  route(api, contracts.removeComment, async ({ tx, act, viewer, params }) => {
    await removeComment(tx, act, viewer, params.id, alarms)
    return undefined
  })
}
