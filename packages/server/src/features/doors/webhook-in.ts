import { mapPayload, mappingSchema, type MappedLead } from '@sluice/core/doors/mapping'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { signedDoor, toleranceSeconds, type SignedCall } from '../../platform/signed-door.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { joinTouches, readTouches, sourceOf } from '../touches/capture.ts'

const bodyBytes = 64 * 1024
const keptDeliveries = 100
const deliveryDays = 30

interface DoorRow {
  id: string; name: string; secret: string; mapping: unknown; channelId: string | null; campaignId: string | null; isOn: boolean
}

/**
 * `POST /in/<organisation>/<door>`: another system hands a lead over, signed with the door's secret (`platform/signed-door.ts`).
 * The same signature counts once; the same `X-Sluice-Delivery` is answered as it was the first time.
 */
export function webhookIn(api: Api): void {
  signedDoor(api, '/in', bodyBytes, (call, reply) => take(api, call, reply))
}

async function take(api: Api, call: SignedCall, reply: FastifyReply): Promise<FastifyReply> {
  const { orgId, body } = call
  const db = api.db.forRequests
  const { rows } = await db.read(orgId, (tx) => sql<DoorRow>`
    select id, name, secret, mapping, channel_id as "channelId", campaign_id as "campaignId", is_on as "isOn" from door where org_id = ${orgId} and key = ${call.key}`.execute(tx))
  const door = rows[0] ?? refuse('door.unknown')
  const act: Act = { orgId, actorId: null, now: call.now.toISOString() }
  const delivery = call.header('x-sluice-delivery')?.slice(0, 100) ?? null
  let isTrue = false
  try {
    if (!door.isOn) refuse('door.closed')
    const signature = call.requireSignature(api.secrets.open(door.secret, `${orgId} door`))
    isTrue = true
    const { leadId, isRepeated } = await db.write(orgId, async (tx) => {
      const made = await takeOnce(tx, act, door, { signature, delivery, body, type: call.header('content-type') ?? '' })
      await note(tx, act, door.id, { verdict: made.isRepeated ? 'repeated' : 'accepted', code: null, leadId: made.leadId, delivery, body: text(body) })
      return made
    })
    return await reply.status(isRepeated ? 200 : 201).header('cache-control', 'no-store').send({ leadId, isRepeated })
  } catch (error) {
    // What was refused is told to whoever set the door up; a body that nobody vouches for is not kept.
    if (error instanceof Refusal) await db.write(orgId, (tx) => note(tx, act, door.id, { verdict: 'refused', code: error.code, leadId: null, delivery: isTrue ? delivery : null, body: isTrue ? text(body) : null }))
    throw error
  }
}

const storable = (value: string) => value.replaceAll('\u0000', '\ufffd').toWellFormed()
const text = (body: Buffer) => storable(body.subarray(0, 6000).toString('utf8')).slice(0, 4000)

interface Taken { signature: string; delivery: string | null; body: Buffer; type: string }

async function takeOnce(tx: Tx, act: Act, door: DoorRow, taken: Taken): Promise<{ leadId: string; isRepeated: boolean }> {
  const { orgId } = act
  const soon = new Date(Date.parse(act.now) + 4 * toleranceSeconds * 1000).toISOString()
  const fresh = await sql`insert into door_taken (org_id, door_id, key, expires_at) values (${orgId}, ${door.id}, ${`s:${taken.signature}`}, ${soon}) on conflict do nothing returning 1`.execute(tx)
  if (fresh.rows.length === 0) refuse('door.replayed')
  if (taken.delivery !== null) {
    const month = new Date(Date.parse(act.now) + deliveryDays * 86_400_000).toISOString()
    const key = `d:${storable(taken.delivery)}`
    const first = await sql`insert into door_taken (org_id, door_id, key, expires_at) values (${orgId}, ${door.id}, ${key}, ${month}) on conflict do nothing returning 1`.execute(tx)
    if (first.rows.length === 0) {
      const { rows } = await sql<{ leadId: string | null }>`select lead_id as "leadId" from door_taken where org_id = ${orgId} and door_id = ${door.id} and key = ${key}`.execute(tx)
      return { leadId: rows[0]?.leadId ?? refuse('door.replayed'), isRepeated: true }
    }
  }
  const leadId = await makeLead(tx, act, door, mapPayload(mappingSchema.parse(door.mapping), readBody(taken.body, taken.type)))
  if (taken.delivery !== null) await sql`update door_taken set lead_id = ${leadId} where org_id = ${orgId} and door_id = ${door.id} and key = ${`d:${storable(taken.delivery)}`}`.execute(tx)
  await sql`delete from door_taken where org_id = ${orgId} and expires_at < ${act.now}`.execute(tx)
  return { leadId, isRepeated: false }
}

/** JSON, or a form as browsers send it. */
export function readBody(body: Buffer | string, type: string): unknown {
  const sent = typeof body === 'string' ? body : body.toString('utf8')
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(sent))
  try {
    const payload: unknown = JSON.parse(sent)
    if (typeof payload === 'object' && payload !== null) return payload
  } catch {
    // Said below.
  }
  return refuse('door.unreadable')
}

async function makeLead(tx: Tx, act: Act, door: DoorRow, { fields, custom, problems }: MappedLead): Promise<string> {
  if (problems.length > 0 || fields.name === undefined) refuse('door.not_a_lead', {}, problems.map(({ path, code }) => ({ path, code })))
  const id = newId()
  const arrival = { ...(fields.pageUrl !== undefined && { url: fields.pageUrl }), ...(fields.referrer !== undefined && { referrer: fields.referrer }), ...(door.campaignId !== null && { campaignId: door.campaignId }) }
  const captured = await readTouches(tx, act, Object.keys(arrival).length === 0 ? undefined : arrival)
  await loadLeads(tx, act, [{
    id, name: fields.name, company: fields.company ?? null, title: fields.title ?? null, phone: fields.phone ?? null, email: fields.email ?? null, wechat: fields.wechat ?? null, note: fields.note ?? '',
    sourceId: sourceOf(captured) ?? door.channelId, sourceDetail: fields.sourceDetail ?? door.name, ownerId: null, teamId: null, createdAt: act.now,
  }])
  await joinTouches(tx, act, { id, ownerId: null, teamId: null }, captured)
  await writeCustom(tx, act, null, { object: 'lead', id, isNew: true, record: { ...fields, status: 'new', createdAt: act.now } }, custom)
  return id
}

interface Noted { verdict: 'accepted' | 'repeated' | 'refused'; code: string | null; leadId: string | null; delivery: string | null; body: string | null }

/** One line of the door's log; only the last are kept. */
async function note(tx: Tx, act: Act, doorId: string, { verdict, code, leadId, delivery, body }: Noted): Promise<void> {
  await sql`insert into door_delivery (org_id, id, door_id, at, verdict, code, lead_id, delivery, body)
    values (${act.orgId}, ${newId()}, ${doorId}, ${act.now}, ${verdict}, ${code}, ${leadId}, ${delivery === null ? null : storable(delivery)}, ${body})`.execute(tx)
  await sql`delete from door_delivery d where d.org_id = ${act.orgId} and d.door_id = ${doorId}
    and d.id in (select id from door_delivery where org_id = ${act.orgId} and door_id = ${doorId} order by at desc, id desc offset ${keptDeliveries})`.execute(tx)
}

