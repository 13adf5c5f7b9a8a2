import { managesFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { handBack as handBackContract, startTakeOver as startContract } from '@sluice/core/take-overs/contract'
import { Temporal } from 'temporal-polyfill'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { setFollowing } from '../activities/follow.ts'
import { changeDeal } from '../pipeline/change-deal.ts'
import { setDealCollaborators } from '../pipeline/change-deal-parts.ts'
import { lockDealForChange } from '../pipeline/move-deal.ts'

/** A deal is away from its rep for so many days at most; what lasts longer is another owner. */
const daysAtMost = 180

/** Whether the viewer leads whoever the deal belongs to. */
export function leads(viewer: Viewer, deal: { teamId: string | null }): boolean {
  return managesFunnel(viewer) && (scopeOf(viewer, 'deal', 'write') === 'all' || (deal.teamId !== null && viewer.teamIds.includes(deal.teamId)))
}

/**
 * Makes the viewer the owner of a deal of their team for a while. The owner changes as it does by hand (history, guards, version); the rep
 * becomes a collaborator and follows the deal, so that they still see it and hear what is said about it. Answers the take-over's id.
 */
export async function startTakeOver(tx: Tx, act: Act, viewer: Viewer, dealId: string, version: number, today: string, { reason, untilOn }: BodyOf<typeof startContract>): Promise<string> {
  const { orgId, userId } = viewer
  const deal = await lockDealForChange(tx, viewer, dealId)
  if (!managesFunnel(viewer)) refuse('permission.denied')
  const { ownerId } = deal
  await endStale(tx, act, deal)
  const running = await tx.selectFrom('take_over').innerJoin('app_user', (join) => join.onRef('app_user.org_id', '=', 'take_over.org_id').onRef('app_user.id', '=', 'take_over.taken_by'))
    .select('app_user.name').where('take_over.org_id', '=', orgId).where('deal_id', '=', dealId).where('ended_at', 'is', null).executeTakeFirst()
  if (running !== undefined) refuse('take_over.running', running)
  if (deal.status !== 'open') refuse('take_over.closed')
  if (ownerId === null || ownerId === userId) refuse('take_over.own')
  if (!leads(viewer, deal)) refuse('take_over.not_your_team')
  if (untilOn <= today || untilOn > Temporal.PlainDate.from(today).add({ days: daysAtMost }).toString()) refuse('take_over.in_the_past', {}, [{ path: 'untilOn', code: 'take_over.in_the_past' }])
  await changeDeal(tx, act, viewer, dealId, version, { ownerId: userId })
  await setDealCollaborators(tx, act, viewer, dealId, [...(await collaboratorsOf(tx, orgId, dealId)), ownerId])
  await setFollowing(tx, { ...viewer, userId: ownerId }, { type: 'deal', id: dealId, ownerId: userId }, true, act.now)
  const id = newId()
  await tx.insertInto('take_over').values({ org_id: orgId, id, deal_id: dealId, taken_by: userId, owner_id: ownerId, reason, until_on: untilOn, taken_at: act.now }).execute()
  await notify(tx, act, [{ userId: ownerId, kind: 'deal_taken_over', data: { by: await nameOf(tx, orgId, userId), title: deal.title, comment: reason, until: untilOn }, subjectType: 'deal', subjectId: dealId }])
  return id
}

/** Gives the deal back to whose it was, with a note. A deal that was closed meanwhile goes back too: what came of it is the rep's. */
export async function handBack(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, { note }: BodyOf<typeof handBackContract>): Promise<{ dealId: string; ownerId: string }> {
  const { orgId } = viewer
  const taken = await tx.selectFrom('take_over').select(['deal_id as dealId', 'taken_by as takenBy', 'owner_id as ownerId']).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst() ?? refuse('record.not_found')
  const { dealId, ownerId, takenBy } = taken
  const deal = await lockDealForChange(tx, viewer, dealId)
  if (!leads(viewer, deal)) refuse('permission.denied')
  // Asked again behind the lock: somebody else may have handed it back.
  const running = await tx.selectFrom('take_over').select('id').where('org_id', '=', orgId).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  if (running === undefined || deal.ownerId !== takenBy) refuse('take_over.reassigned')
  await changeDeal(tx, act, viewer, dealId, version, { ownerId })
  // The owner needs no place among the collaborators: it is left out of the list.
  await setDealCollaborators(tx, act, viewer, dealId, await collaboratorsOf(tx, orgId, dealId))
  await tx.updateTable('take_over').set({ ended_at: act.now, ended_by: viewer.userId, outcome: 'returned', note }).where('org_id', '=', orgId).where('id', '=', id).execute()
  const told = { kind: 'deal_handed_back' as const, data: { by: await nameOf(tx, orgId, viewer.userId), title: deal.title, comment: note }, subjectType: 'deal' as const, subjectId: dealId }
  await notify(tx, act, [...new Set([ownerId, takenBy])].map((userId) => ({ ...told, userId })))
  return { dealId, ownerId }
}

/** A deal that was given to somebody else while it was taken over is not taken over any more. */
async function endStale(tx: Tx, act: Act, deal: { id: string; ownerId: string | null }): Promise<void> {
  await tx.updateTable('take_over').set({ ended_at: act.now, outcome: 'reassigned' }).where('org_id', '=', act.orgId).where('deal_id', '=', deal.id).where('ended_at', 'is', null)
    .$if(deal.ownerId !== null, (query) => query.where('taken_by', '<>', deal.ownerId)).execute()
}

async function collaboratorsOf(tx: Reader, orgId: string, dealId: string): Promise<string[]> {
  return (await tx.selectFrom('deal_collaborator').select('user_id').where('org_id', '=', orgId).where('deal_id', '=', dealId).execute()).map((row) => row.user_id)
}

async function nameOf(tx: Reader, orgId: string, userId: string): Promise<string> {
  return (await tx.selectFrom('app_user').select('name').where('org_id', '=', orgId).where('id', '=', userId).executeTakeFirstOrThrow()).name
}
