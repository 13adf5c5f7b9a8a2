import type { logActivity as logContract } from '@sluice/core/activities/contract'
import { activityKinds } from '@sluice/core/config/activity-kinds'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { lockDeals } from '../pipeline/pipeline.queries.ts'
import { wakeDeals } from '../pipeline/sleep-deals.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadActivities } from './load-activities.ts'
import { setNextStep } from './next-step.ts'
import { requireSubject } from './subject.ts'

/** Clocks of phones run ahead. */
const toleranceMs = 5 * 60_000

/** Logs what was done, moves the record's clock, and sets its next step in the same transaction. Answers the id. */
export async function logActivity(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof logContract>): Promise<string> {
  const subject = await requireSubject(tx, viewer, body.subjectType, body.subjectId, 'write')
  const at = body.at ?? act.now
  requirePast(at, act.now)
  requireOutcome(body.kind, body.outcome ?? null)
  if (body.contactId) await requireContact(tx, viewer, body.contactId)
  const id = newId()
  await loadActivities(tx, act, [{
    ...body, id, at, authorId: viewer.userId, teamId: viewer.teamId, subjectOwnerId: subject.ownerId, subjectTeamId: subject.teamId,
  }])
  if (body.subjectType === 'deal' && isCustomerFacing(body.kind)) await wake(tx, act, viewer, body.subjectId)
  await writeCustom(tx, act, viewer, { object: 'activity', id, isNew: true, record: { ...body, at, authorId: viewer.userId } }, body.custom)
  await setNextStep(tx, act, viewer, subject, body)
  return id
}

/** Talking to the customer wakes a dormant deal; a note to oneself does not. */
async function wake(tx: Tx, act: Act, viewer: Viewer, dealId: string): Promise<void> {
  const asleep = (await lockDeals(tx, viewer, [dealId])).filter((deal) => deal.status === 'open' && deal.dormantAt !== null)
  await wakeDeals(tx, act, asleep, 'activity')
}
const isCustomerFacing = (kind: string) => activityKinds.some((one) => one.key === kind && one.customerFacing)

export function requirePast(at: string, now: string): void {
  if (Date.parse(at) > Date.parse(now) + toleranceMs) refuse('activity.in_the_future', {}, [{ path: 'at', code: 'activity.in_the_future' }])
}

export function requireOutcome(kind: string, outcome: string | null): void {
  const known = activityKinds.find((one) => one.key === kind)?.outcomes.some((one) => one.key === outcome)
  if (outcome !== null && known !== true) refuse('activity.outcome_of_other_kind', {}, [{ path: 'outcome', code: 'activity.outcome_of_other_kind' }])
}

async function requireContact(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  try {
    await requireSubject(tx, viewer, 'contact', id, 'read')
  } catch (error) {
    if (error instanceof Refusal) refuse('contact.unknown', {}, [{ path: 'contactId', code: 'contact.unknown' }])
    throw error
  }
}
