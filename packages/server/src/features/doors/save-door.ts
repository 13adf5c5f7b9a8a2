import type { changeDoor, createDoor, Door } from '@sluice/core/doors/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { randomBytes, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const newKey = () => Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')
const newSecret = () => `swh_${randomBytes(24).toString('base64url')}`

/** Doors as they are shown; `base` is the address before organisation and key. The secret is never shown again. */
export async function selectDoors(tx: Reader, orgId: string, base: string): Promise<Door[]> {
  const { rows } = await sql<Door>`
    select d.id, d.name, ${base}::text || o.slug || '/' || d.key as url, d.mapping, d.channel_id as "channelId", d.campaign_id as "campaignId", d.is_on as "isOn",
      jsonb_build_object('id', u.id, 'name', u.name) as "createdBy", d.created_at as "createdAt", l.at as "lastAt", coalesce(l.accepted, 0) as accepted, coalesce(l.refused, 0) as refused, d.version
    from door d join org o on o.org_id = d.org_id join app_user u on u.org_id = d.org_id and u.id = d.created_by
    left join lateral (select max(x.at) as at, count(*) filter (where x.verdict = 'accepted') as accepted, count(*) filter (where x.verdict = 'refused') as refused
      from door_delivery x where x.org_id = d.org_id and x.door_id = d.id) l on true
    where d.org_id = ${orgId} order by d.created_at, d.id`.execute(tx)
  return rows
}

export async function makeDoor(tx: Tx, act: Act, viewer: Viewer, secrets: Secrets, body: BodyOf<typeof createDoor>): Promise<{ id: string; secret: string }> {
  await requirePlaces(tx, act.orgId, body)
  const [id, secret] = [newId(), newSecret()]
  await tx.insertInto('door').values({
    org_id: act.orgId, id, name: body.name, key: newKey(), secret: secrets.seal(secret, `${act.orgId} door`), mapping: JSON.stringify(body.mapping), channel_id: body.channelId, campaign_id: body.campaignId,
    is_on: body.isOn, created_by: viewer.userId, created_at: act.now,
  }).execute()
  await tell(tx, act, id, body.name)
  return { id, secret }
}

export async function editDoor(tx: Tx, act: Act, id: string, version: number, body: BodyOf<typeof changeDoor>): Promise<void> {
  const before = await lockDoor(tx, act.orgId, id)
  if (before.version !== version) refuse('conflict.stale_version')
  await requirePlaces(tx, act.orgId, body)
  await tx.updateTable('door').set({
    version: version + 1, ...(body.name !== undefined && { name: body.name }), ...(body.mapping !== undefined && { mapping: JSON.stringify(body.mapping) }),
    ...(body.channelId !== undefined && { channel_id: body.channelId }), ...(body.campaignId !== undefined && { campaign_id: body.campaignId }), ...(body.isOn !== undefined && { is_on: body.isOn }),
  }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, body.name ?? before.name)
}

export async function newDoorSecret(tx: Tx, act: Act, secrets: Secrets, id: string): Promise<string> {
  const { name } = await lockDoor(tx, act.orgId, id)
  const secret = newSecret()
  await sql`update door set secret = ${secrets.seal(secret, `${act.orgId} door`)}, version = version + 1 where org_id = ${act.orgId} and id = ${id}`.execute(tx)
  await tell(tx, act, id, name)
  return secret
}

export async function dropDoor(tx: Tx, act: Act, id: string): Promise<void> {
  const { name } = await lockDoor(tx, act.orgId, id)
  await tx.deleteFrom('door').where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, name)
}

async function lockDoor(tx: Tx, orgId: string, id: string): Promise<{ name: string; version: number }> {
  return (await tx.selectFrom('door').select(['name', 'version']).where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('record.not_found')
}

async function requirePlaces(tx: Reader, orgId: string, { channelId, campaignId }: { channelId?: string | null; campaignId?: string | null }): Promise<void> {
  await requireKnown(tx, orgId, { sourceId: channelId })
  if (campaignId === undefined || campaignId === null) return
  const campaign = await tx.selectFrom('campaign').select('id').where('org_id', '=', orgId).where('id', '=', campaignId).executeTakeFirst()
  if (campaign === undefined) refuse('campaign.unknown', {}, [{ path: 'campaignId', code: 'campaign.unknown' }])
}

const tell = (tx: Tx, act: Act, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'door', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
