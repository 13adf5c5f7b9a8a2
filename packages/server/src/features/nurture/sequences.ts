import type { changeSequence as changeContract, createSequence as createContract } from '@sluice/core/nurture/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sequenceDefinition, type SequenceDefinition } from '@sluice/core/nurture/sequence'
import { placeSteps } from '@sluice/core/nurture/walk'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { endEnrolments } from './leave.ts'
import { findProblems } from './sequences.queries.ts'
import { selectTemplates } from './templates.ts'
import { tellConfig } from './tell-config.ts'

const empty: SequenceDefinition = { trigger: { kind: 'manual' }, where: null, againAfterDays: null, steps: [], exits: { replied: true, ready: true, where: null } }

export async function createSequence(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createContract>): Promise<string> {
  requireScope(viewer, 'campaign', 'write')
  const source = body.copyOf === undefined ? null : await tx.selectFrom('sequence').select('draft').where('org_id', '=', act.orgId).where('id', '=', body.copyOf).executeTakeFirst()
  if (source === undefined) refuse('record.not_found')
  const id = newId()
  await tx
    .insertInto('sequence')
    .values({ org_id: act.orgId, id, name: body.name, draft: JSON.stringify(source === null ? empty : sequenceDefinition.parse(source.draft)), owner_id: viewer.userId, created_at: act.now, updated_at: act.now })
    .execute()
  await tellConfig(tx, act, 'sequence', id, body.name)
  return id
}

async function lock(tx: Tx, act: Act, viewer: Viewer, id: string, version: number) {
  requireScope(viewer, 'campaign', 'write')
  const row = await tx.selectFrom('sequence').selectAll().where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  if (row.version !== version) refuse('conflict.stale_version')
  return row
}

/** Archiving takes every lead out of it; pausing only holds them where they are. */
export async function changeSequence(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContract>): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  if (before.archived_at !== null && body.isArchived !== false) refuse('sequence.archived')
  if (body.isPaused !== undefined && before.published_number === null) refuse('sequence.not_published')
  await tx
    .updateTable('sequence')
    .set({
      ...(body.name !== undefined && { name: body.name }), ...(body.draft !== undefined && { draft: JSON.stringify(body.draft), has_unpublished: true }),
      ...(body.isPaused !== undefined && { paused_at: body.isPaused ? act.now : null }), ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }), updated_at: act.now, version: version + 1,
    })
    .where('org_id', '=', act.orgId).where('id', '=', id).execute()
  // What fell due during a pause is due now: waits behind it are waited.
  if (body.isPaused === false && before.paused_at !== null) {
    await sql`update enrolment set due_at = greatest(due_at, ${act.now}::timestamptz) where org_id = ${act.orgId} and sequence_id = ${id} and state = 'active'`.execute(tx)
  }
  if (body.isArchived === true && before.archived_at === null) {
    const rows = await tx.selectFrom('enrolment').select('id').where('org_id', '=', act.orgId).where('sequence_id', '=', id).where('state', 'in', ['active', 'paused']).orderBy('id').forUpdate().execute()
    await endEnrolments(tx, act, rows.map((row) => row.id), 'left', 'archived')
  }
  await tellConfig(tx, act, 'sequence', id, body.name ?? before.name)
}

/** Freezes the draft, with the words of its mails, as the next version. */
export async function publishSequence(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, note: string): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  if (before.archived_at !== null) refuse('sequence.archived')
  const draft = sequenceDefinition.parse(before.draft)
  const problems = await findProblems(tx, act.orgId, draft)
  if (problems.length > 0) refuse('sequence.has_problems', { n: problems.length, problems })
  const used = new Set([...placeSteps(draft).values()].flatMap(({ step }) => (step.type === 'mail' ? step.variants.map((one) => one.templateId) : [])))
  const templates = Object.fromEntries((await selectTemplates(tx, act.orgId, {})).filter((one) => used.has(one.id)).map(({ id: templateId, name, subject, preheader, format, body }) => [templateId, { name, subject, preheader, format, body }]))
  const number = (before.published_number ?? 0) + 1
  await tx.insertInto('sequence_version').values({ org_id: act.orgId, sequence_id: id, number, definition: JSON.stringify(draft), templates: JSON.stringify(templates), note, published_by: viewer.userId, published_at: act.now }).execute()
  await tx.updateTable('sequence').set({ published_number: number, has_unpublished: false, updated_at: act.now, version: version + 1 }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tellConfig(tx, act, 'sequence', id, before.name)
}
