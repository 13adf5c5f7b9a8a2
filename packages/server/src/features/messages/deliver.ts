import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

export interface RobotPost {
  robotId: string
  /** The same key is posted once, however often it is asked for. */
  key: string
  /** Markdown. */
  text: string
  /** Where it leads: an address, or a path of ours (`/deals/…`). */
  url?: string
  /** ISO UTC; default: at once. */
  notBefore?: string
}

/** Has a robot post something, soon after this transaction commits. Answers the delivery's id. @throws Refusal `message.robot_unknown`, `message.robot_off` */
export async function postToRobot(tx: Tx, act: Act, { robotId, key, text, url, notBefore }: RobotPost): Promise<string> {
  const robot = (await tx.selectFrom('robot').select('is_on').where('org_id', '=', act.orgId).where('id', '=', robotId).executeTakeFirst()) ?? refuse('message.robot_unknown')
  if (!robot.is_on) refuse('message.robot_off')
  return putOut(tx, act, { robot_id: robotId, key, type: 'message', body: { text, url: url ?? null }, not_before: notBefore ?? act.now })
}

export interface WebhookCall {
  webhookId: string
  /** The same key is sent once, however often it is asked for. */
  key: string
  /** `deal.stalled` */
  type: string
  data: Readonly<Record<string, unknown>>
  /** Calls about one record arrive in the order of `place`. */
  record?: { id: string; place: number }
}

const mostBytes = 256 * 1024

/** Has a webhook called, soon after this transaction commits. Answers the delivery's id. @throws Refusal `message.webhook_unknown`, `message.webhook_off`, `message.too_large` */
export async function callWebhook(tx: Tx, act: Act, { webhookId, key, type, data, record }: WebhookCall): Promise<string> {
  const webhook = (await tx.selectFrom('webhook').select('is_on').where('org_id', '=', act.orgId).where('id', '=', webhookId).executeTakeFirst()) ?? refuse('message.webhook_unknown')
  if (!webhook.is_on) refuse('message.webhook_off')
  const body = { type, timestamp: act.now, data }
  if (Buffer.byteLength(JSON.stringify(body)) > mostBytes) refuse('message.too_large')
  return putOut(tx, act, { webhook_id: webhookId, key, type, body, record_id: record?.id ?? null, place: record?.place ?? 0, not_before: act.now })
}

/** What a person is told by browser or app: what it says, one line of what somebody wrote, and the path where it leads. */
export interface PersonalBody {
  title: string
  text: string
  path: string
  language: 'zh' | 'en'
  /** Others that were held back with it. */
  more?: number
}
export interface PersonalMessage {
  to: { deviceId: string } | { appId: string; userId: string }
  key: string
  body: PersonalBody
  notBefore: string
}

/**
 * Has a browser show something, or an app write it to somebody. What quiet hours hold back until the same instant becomes one message, which says how
 * many there are: nobody is woken by twenty at once.
 */
export async function tellPerson(tx: Tx, act: Act, { to, key, body, notBefore }: PersonalMessage): Promise<string> {
  const target = 'deviceId' in to ? { device_id: to.deviceId } : { app_id: to.appId, user_id: to.userId }
  if (notBefore > act.now) {
    const conflict = 'deviceId' in to ? sql`(org_id, device_id, key) where device_id is not null` : sql`(org_id, app_id, user_id, key) where app_id is not null`
    const { rows } = await sql<{ id: string }>`
      insert into delivery (org_id, id, device_id, app_id, user_id, key, type, body, created_at, not_before)
      values (${act.orgId}, ${newId()}, ${target.device_id ?? null}, ${target.app_id ?? null}, ${target.user_id ?? null}, ${`held:${notBefore}`}, 'notice', ${JSON.stringify(body)}, ${act.now}::timestamptz, ${notBefore}::timestamptz)
      on conflict ${conflict} do update set body = jsonb_set(delivery.body, '{more}', to_jsonb(coalesce((delivery.body->>'more')::integer, 0) + 1)) where delivery.state = 'queued' returning id`.execute(tx)
    if (rows[0] !== undefined) return rows[0].id
  }
  return putOut(tx, act, { ...target, key, type: 'notice', body, not_before: notBefore })
}

interface NewDelivery {
  robot_id?: string
  webhook_id?: string
  device_id?: string
  app_id?: string
  user_id?: string
  key: string
  type: string
  body: object
  record_id?: string | null
  place?: number
  not_before: string
}

async function putOut(tx: Tx, act: Act, row: NewDelivery): Promise<string> {
  const id = newId()
  const made = await tx
    .insertInto('delivery')
    .values({ ...row, org_id: act.orgId, id, body: JSON.stringify(row.body), created_at: act.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) {
    const { robot_id: robot = null, webhook_id: webhook = null, device_id: device = null, app_id: app = null, user_id: user = null } = row
    const { rows } = await sql<{ id: string }>`
      select id from delivery where org_id = ${act.orgId} and key = ${row.key} and robot_id is not distinct from ${robot} and webhook_id is not distinct from ${webhook} and device_id is not distinct from ${device}
        and app_id is not distinct from ${app} and user_id is not distinct from ${user}`.execute(tx)
    return rows[0]?.id ?? refuse('record.not_found')
  }
  await wakeSenders(tx, act.orgId)
  return id
}

/** Tells the senders of all processes, after commit: a notice of a commit that appended nothing to the log. */
export async function wakeSenders(tx: Tx, orgId: string): Promise<void> {
  await sql`select pg_notify('sluice_event', ${JSON.stringify({ org: orgId, seqs: [] })})`.execute(tx)
}
