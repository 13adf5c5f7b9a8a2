import { isClock, nextInstant } from '@sluice/core/automation/clock'
import type { changeAutomation as changeContract, createAutomation as createContract } from '@sluice/core/automation/contract'
import { automationDefinition, type AutomationDefinition } from '@sluice/core/automation/definition'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { randomBytes, randomInt } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import type { Jobs } from '../../platform/jobs.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { AutomationWorld } from './actions.ts'
import { findProblems, mayWrite } from './automations.queries.ts'
import { fillQueue } from './engine.ts'
import { hold } from './guards.ts'
import { selectTiming } from './timing.queries.ts'

const empty = (userId: string): AutomationDefinition => automationDefinition.parse({ trigger: { kind: 'created', object: 'deal' }, steps: [], runAsUserId: userId })
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const hookKey = () => Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')
/** What seals the secret: nobody can use it for another organisation. */
export const secretContext = (orgId: string): string => `automation ${orgId}`

export async function createAutomation(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createContract>): Promise<string> {
  if (!managesFunnel(viewer)) refuse('permission.denied')
  const source = body.copyOf === undefined ? null : await tx.selectFrom('automation').select('draft').where('org_id', '=', act.orgId).where('id', '=', body.copyOf).executeTakeFirst()
  if (source === undefined) refuse('record.not_found')
  const draft = body.draft ?? (source === null ? empty(viewer.userId) : automationDefinition.parse(source.draft))
  const own = viewer.role === 'admin' && draft.runAsUserId !== null ? draft : { ...draft, runAsUserId: viewer.userId }
  const id = newId()
  const { rows } = await sql<{ n: number }>`select coalesce(max(position), 0) + 1 as n from automation where org_id = ${act.orgId}`.execute(tx)
  await tx.insertInto('automation').values({ org_id: act.orgId, id, name: body.name, draft: JSON.stringify(own), position: rows[0]?.n ?? 1, hook_key: hookKey(), owner_id: viewer.userId, created_at: act.now, updated_at: act.now }).execute()
  await tell(tx, act, id, body.name)
  return id
}

const tell = (tx: Tx, act: Act, id: string, name: string) => append(tx, act, [{ type: 'config.changed', payload: { what: 'automation', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])

async function lock(tx: Tx, act: Act, viewer: Viewer, id: string, version: number | null) {
  const row = await tx.selectFrom('automation').selectAll().where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  if (!mayWrite(viewer, row.owner_id)) refuse('permission.denied')
  if (version !== null && row.version !== version) refuse('conflict.stale_version')
  return row
}

/** Nobody lets an automation do what they may not do themselves. */
const requireOwnReach = (viewer: Viewer, { runAsUserId }: AutomationDefinition) => void (viewer.role !== 'admin' && runAsUserId !== null && runAsUserId !== viewer.userId && refuse('automation.run_as'))

export async function changeAutomation(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContract>, jobs: Jobs): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  if (before.archived_at !== null && body.isArchived !== false) refuse('automation.archived')
  if (body.isPaused !== undefined && before.published_number === null) refuse('automation.not_published')
  if (body.draft !== undefined) requireOwnReach(viewer, body.draft)
  const pauses = body.isPaused === true && before.paused_at === null
  const resumes = body.isPaused === false && before.paused_at !== null
  await tx
    .updateTable('automation')
    .set({
      ...(body.name !== undefined && { name: body.name }), ...(body.draft !== undefined && { draft: JSON.stringify(body.draft), has_unpublished: true }),
      ...(pauses && { paused_at: act.now, paused: null, next_at: null }), ...(resumes && { paused_at: null, paused: null }),
      ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null, ...(body.isArchived ? { next_at: null } : { paused_at: before.published_number === null ? null : act.now }) }), updated_at: act.now, version: version + 1,
    })
    .where('org_id', '=', act.orgId).where('id', '=', id).execute()
  if (pauses) await hold(tx, act.orgId, id)
  if (body.isArchived === true && before.archived_at === null) {
    await hold(tx, act.orgId, id)
    await sql`update automation_run set state = 'cancelled', reason = 'archived', ended_at = ${act.now}::timestamptz, due_at = null where org_id = ${act.orgId} and automation_id = ${id} and state in ('queued', 'waiting')`.execute(tx)
  }
  if (resumes) {
    await sql`update automation_run set is_held = false where org_id = ${act.orgId} and automation_id = ${id} and state in ('queued', 'waiting')`.execute(tx)
    await begin(tx, act, id, before.published_number ?? 0, jobs)
  }
  await tell(tx, act, id, body.name ?? before.name)
}

/** Freezes the draft as the next version and puts it in force: runs under way keep theirs, clocks are set anew. */
export async function publishAutomation(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, note: string, world: AutomationWorld, jobs: Jobs): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  if (before.archived_at !== null) refuse('automation.archived')
  const draft = automationDefinition.parse(before.draft)
  requireOwnReach(viewer, draft)
  const problems = await findProblems(tx, act.orgId, draft, world)
  if (problems.length > 0) refuse('automation.has_problems', { n: problems.length, problems })
  const number = (before.published_number ?? 0) + 1
  await tx.insertInto('automation_version').values({ org_id: act.orgId, automation_id: id, number, definition: JSON.stringify(draft), note, published_by: viewer.userId, published_at: act.now }).execute()
  await tx.updateTable('automation').set({ published_number: number, has_unpublished: false, updated_at: act.now, version: version + 1 }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  if (before.paused_at === null) await begin(tx, act, id, number, jobs)
  await tell(tx, act, id, before.name)
}

/** From now on it is set off: its schedule and the clocks of the records that are there begin. */
async function begin(tx: Tx, act: Act, id: string, number: number, jobs: Jobs): Promise<void> {
  const row = await tx.selectFrom('automation_version').select('definition').where('org_id', '=', act.orgId).where('automation_id', '=', id).where('number', '=', number).executeTakeFirstOrThrow()
  const { trigger } = automationDefinition.parse(row.definition)
  const next = trigger.kind === 'schedule' ? nextInstant(trigger, Date.parse(act.now), (await selectTiming(tx, act.orgId)).timeZone) : null
  await tx.updateTable('automation').set({ active_since: act.now, next_at: next === null ? null : new Date(next).toISOString(), is_filling: isClock(trigger) }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tx.deleteFrom('automation_due').where('org_id', '=', act.orgId).where('automation_id', '=', id).execute()
  if (isClock(trigger)) await jobs.send(tx, fillQueue, { orgId: act.orgId, id })
}

/** Those named first, in this order; the others after them as they were. */
export async function orderAutomations(tx: Tx, act: Act, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  if (!managesFunnel(viewer)) refuse('permission.denied')
  const rows = await tx.selectFrom('automation').select('id').where('org_id', '=', act.orgId).orderBy('position').orderBy('id').forUpdate().execute()
  const all = rows.map((row) => row.id)
  const unknown = ids.some((id) => !all.includes(id))
  if (unknown) refuse('record.not_found')
  const ordered = [...new Set([...ids, ...all])]
  await sql`update automation a set position = o.n from unnest(${sql.val(ordered)}::uuid[]) with ordinality as o(id, n) where a.org_id = ${act.orgId} and a.id = o.id`.execute(tx)
  if (ordered[0] !== undefined) await tell(tx, act, ordered[0], '')
  return ordered
}

export async function renewSecret(tx: Tx, act: Act, viewer: Viewer, id: string, secrets: Secrets): Promise<string> {
  const before = await lock(tx, act, viewer, id, null)
  const secret = randomBytes(24).toString('base64url')
  await tx.updateTable('automation').set({ hook_secret: secrets.seal(secret, secretContext(act.orgId)) }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, before.name)
  return secret
}
