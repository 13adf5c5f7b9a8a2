import type { changeActivity as changeContract } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { selectActivity, type ActivityRow } from './activities.queries.ts'
import { recountLastActivity } from './last-activity.ts'
import { requireOutcome, requirePast } from './log-activity.ts'
import { requireAuthor, requireSubject, type Subject } from './subject.ts'

interface Held {
  row: ActivityRow
  subject: Subject
}

/** Corrects time, length, outcome or words of an activity. */
export async function changeActivity(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContract>): Promise<void> {
  const held = await hold(tx, viewer, id)
  const { activity, isDeleted } = held.row
  if (isDeleted) refuse('record.not_found')
  if (activity.version !== version) refuse('conflict.stale_version')
  const before = { at: activity.at, minutes: activity.minutes, outcome: activity.outcome, body: activity.body }
  const { custom, ...fields } = body
  const customChanges = await writeCustom(tx, act, viewer, { object: 'activity', id, isNew: false, record: { ...activity, ...fields } }, custom)
  const changes = { ...changesOf(before, fields), ...customChanges }
  if (Object.keys(changes).length === 0) return
  if (body.at !== undefined) requirePast(body.at, act.now)
  if (body.outcome !== undefined) requireOutcome(activity.kind, body.outcome)
  await write(tx, act, held, {
    ...(body.at !== undefined && { at: body.at }), ...(body.minutes !== undefined && { minutes: body.minutes }),
    ...(body.outcome !== undefined && { outcome: body.outcome }), ...(body.body !== undefined && { body: body.body }),
  })
  await append(tx, act, [{ ...about(held.subject), type: 'activity.changed', payload: { ...named(held), changes } }])
}

/** Removes an activity; removing it once more changes nothing. */
export async function removeActivity(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const held = await hold(tx, viewer, id)
  if (held.row.isDeleted) return
  await write(tx, act, held, { deleted_at: act.now })
  await append(tx, act, [{ ...about(held.subject), type: 'activity.removed', payload: named(held) }])
}

/** Takes a removal back. */
export async function restoreActivity(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const held = await hold(tx, viewer, id)
  if (!held.row.isDeleted) return
  await write(tx, act, held, { deleted_at: null })
  await append(tx, act, [{ ...about(held.subject), type: 'activity.changed', payload: { ...named(held), changes: { removed: [true, false] } } }])
}

/** The activity, its row locked, if the viewer sees what it is about and may correct it. */
async function hold(tx: Tx, viewer: Viewer, id: string): Promise<Held> {
  await tx.selectFrom('activity').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const row = (await selectActivity(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  const subject = await requireSubject(tx, viewer, row.activity.subjectType, row.activity.subjectId, 'read')
  requireAuthor(viewer, row.authorId, subject)
  return { row, subject }
}

async function write(tx: Tx, act: Act, { row }: Held, set: { at?: string; minutes?: number | null; outcome?: string | null; body?: string; deleted_at?: string | null }): Promise<void> {
  const { subjectType, subjectId, contact } = row.activity
  await tx
    .updateTable('activity')
    .set({ ...set, version: row.activity.version + 1 })
    .where('org_id', '=', act.orgId)
    .where('id', '=', row.id)
    .execute()
  await recountLastActivity(tx, act.orgId, { subjectType, subjectId, contactId: contact?.id ?? null })
}

const about = (subject: Subject) => ({ subjectType: subject.type, subjectId: subject.id, ownerId: subject.ownerId, teamId: subject.teamId })
const named = ({ row, subject }: Held) => ({ subjectType: subject.type, subjectId: subject.id, activityId: row.id })
