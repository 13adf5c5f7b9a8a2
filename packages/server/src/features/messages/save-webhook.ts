import type { changeWebhook, createWebhook, Webhook, WebhookCondition } from '@sluice/core/messages/contract'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { check } from '@sluice/core/conditions/check'
import { ConditionError } from '@sluice/core/conditions/errors'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { addressProblem, type Reach } from '../../platform/outgoing.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { sealContext } from './seal-context.ts'
import { tellConfig } from './tell-config.ts'
import { newWebhookSecret } from './webhook-signature.ts'

export const webhookObjects: Readonly<Record<WebhookCondition['object'], ObjectCatalogue>> = { deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject }

export async function selectWebhooks(tx: Reader, orgId: string): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`
    select w.id, w.name, w.url, w.event_types as "eventTypes", w.condition, jsonb_build_object('id', u.id, 'name', u.name) as owner, w.is_on as "isOn", w.off_because as "offBecause", w.failing_since as "failingSince",
      w.last_at as "lastAt", c.waiting, c.failed, w.created_at as "createdAt", w.version
    from webhook w join app_user u on u.org_id = w.org_id and u.id = w.owner_id
    cross join lateral (select count(*) filter (where d.state in ('queued', 'claimed'))::integer as waiting, count(*) filter (where d.state = 'failed')::integer as failed
      from delivery d where d.org_id = w.org_id and d.webhook_id = w.id) c
    where w.org_id = ${orgId} order by w.created_at, w.id`.execute(tx)
  return rows
}

function requireAddress(url: string, reach: Reach): void {
  const problem = addressProblem(url, reach)
  if (problem !== null) refuse(problem, {}, [{ path: 'url', code: problem }])
}

/** A condition is judged with its owner's eyes, so it may name only what they see. */
async function requireCondition(tx: Reader, viewer: Viewer, condition: WebhookCondition | null | undefined): Promise<void> {
  if (condition === null || condition === undefined) return
  try {
    check(condition.where, await withCustomFields(tx, viewer.orgId, viewer.role, webhookObjects[condition.object]))
  } catch (error) {
    if (error instanceof ConditionError) refuse(error.code, { ...error.detail }, [{ path: 'condition', code: error.code }])
    throw error
  }
}

export async function makeWebhook(tx: Tx, act: Act, viewer: Viewer, secrets: Secrets, reach: Reach, body: BodyOf<typeof createWebhook>): Promise<{ id: string; secret: string }> {
  requireAddress(body.url, reach)
  await requireCondition(tx, viewer, body.condition)
  const [id, secret] = [newId(), newWebhookSecret()]
  await tx.insertInto('webhook').values({
    org_id: act.orgId, id, name: body.name, url: body.url, secret_sealed: secrets.seal(secret, sealContext(act.orgId, 'webhook')), event_types: [...new Set(body.eventTypes)],
    condition: body.condition === null ? null : JSON.stringify(body.condition), owner_id: viewer.userId, is_on: body.isOn, created_at: act.now,
  }).execute()
  await tellConfig(tx, act, 'webhook', id, body.name)
  return { id, secret }
}

/** Switched on again, it is tried at once with all that waited. */
export async function editWebhook(tx: Tx, act: Act, viewer: Viewer, reach: Reach, id: string, version: number, body: BodyOf<typeof changeWebhook>): Promise<void> {
  const before = (await tx.selectFrom('webhook').selectAll().where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  if (body.url !== undefined) requireAddress(body.url, reach)
  await requireCondition(tx, viewer, body.condition)
  await tx.updateTable('webhook').set({
    ...(body.name !== undefined && { name: body.name }), ...(body.url !== undefined && { url: body.url }), ...(body.eventTypes !== undefined && { event_types: [...new Set(body.eventTypes)] }),
    ...(body.condition !== undefined && { condition: body.condition === null ? null : JSON.stringify(body.condition) }), ...(body.isOn !== undefined && { is_on: body.isOn, off_because: null }),
    ...((body.isOn === true || body.url !== undefined) && { failing_since: null }), owner_id: viewer.userId, version: version + 1,
  }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  if (body.isOn === true || body.url !== undefined) await sql`update delivery set not_before = ${act.now}::timestamptz where org_id = ${act.orgId} and webhook_id = ${id} and state = 'queued'`.execute(tx)
  await tellConfig(tx, act, 'webhook', id, body.name ?? before.name)
}

export async function newSecret(tx: Tx, act: Act, secrets: Secrets, id: string): Promise<string> {
  const secret = newWebhookSecret()
  const row = await tx.updateTable('webhook').set((own) => ({ secret_sealed: secrets.seal(secret, sealContext(act.orgId, 'webhook')), version: own('version', '+', 1) }))
    .where('org_id', '=', act.orgId).where('id', '=', id).returning('name').executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  await tellConfig(tx, act, 'webhook', id, row.name)
  return secret
}

export async function dropWebhook(tx: Tx, act: Act, id: string): Promise<void> {
  const gone = await tx.deleteFrom('webhook').where('org_id', '=', act.orgId).where('id', '=', id).returning('name').executeTakeFirst()
  if (gone === undefined) refuse('record.not_found')
  await tellConfig(tx, act, 'webhook', id, gone.name)
}
