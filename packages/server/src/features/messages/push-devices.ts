import type { Subscription } from '@sluice/core/messages/push'
import type { addPushDevice, PushDevice } from '@sluice/core/messages/push-contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { createECDH, createHash } from 'node:crypto'
import { z } from 'zod'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { addressProblem, type Reach } from '../../platform/outgoing.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { sealContext } from './seal-context.ts'

const mostDevices = 20
const subscriptionSchema = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() })

/** A person's own browsers. */
export async function selectDevices(tx: Reader, { orgId, userId }: Viewer): Promise<PushDevice[]> {
  const { rows } = await sql<PushDevice>`
    select id, name, host, encode(endpoint_digest, 'hex') as digest, problem, created_at as "createdAt", last_at as "lastAt" from push_device where org_id = ${orgId} and user_id = ${userId} order by created_at, id`.execute(tx)
  return rows
}

/** The same browser again is the same device, with new keys; whoever uses it now is told, and nobody else any more. */
export async function addDevice(tx: Tx, act: Act, viewer: Viewer, { secrets, reach, publicKey }: { secrets: Secrets; reach: Reach; publicKey: string }, { name, endpoint, p256dh, auth }: BodyOf<typeof addPushDevice>): Promise<string> {
  const problem = addressProblem(endpoint, reach)
  if (problem !== null) refuse(problem, {}, [{ path: 'endpoint', code: problem }])
  if (!isPoint(p256dh) || Buffer.from(auth, 'base64url').length !== 16) refuse('message.subscription_wrong')
  const digest = createHash('sha256').update(endpoint).digest()
  await tx.deleteFrom('push_device').where('org_id', '=', act.orgId).where('endpoint_digest', '=', digest).where('user_id', '<>', viewer.userId).execute()
  await sql`select from app_user where org_id = ${act.orgId} and id = ${viewer.userId} for update`.execute(tx)
  const mine = await selectDevices(tx, viewer)
  if (mine.length >= mostDevices && !mine.some((one) => one.digest === digest.toString('hex'))) refuse('message.too_many_devices')
  const sealed = secrets.seal(JSON.stringify({ endpoint, p256dh, auth }), sealContext(act.orgId, 'push device'))
  const { id } = await tx.insertInto('push_device')
    .values({ org_id: act.orgId, id: newId(), user_id: viewer.userId, endpoint_digest: digest, subscription_sealed: sealed, host: new URL(endpoint).host, name, public_key: publicKey, created_at: act.now })
    .onConflict((conflict) => conflict.columns(['org_id', 'endpoint_digest']).doUpdateSet({ subscription_sealed: sealed, name, public_key: publicKey, problem: null }))
    .returning('id').executeTakeFirstOrThrow()
  return id
}

export async function dropDevice(tx: Tx, { orgId, userId }: Viewer, id: string): Promise<void> {
  const gone = await tx.deleteFrom('push_device').where('org_id', '=', orgId).where('user_id', '=', userId).where('id', '=', id).returning('id').executeTakeFirst()
  if (gone === undefined) refuse('record.not_found')
}

/** Null when it was sealed with another key. */
export function readSubscription(secrets: Secrets, orgId: string, sealed: string): Subscription | null {
  const text = secrets.open(sealed, sealContext(orgId, 'push device'))
  return text === null ? null : subscriptionSchema.parse(JSON.parse(text))
}

/** Whether these bytes lie on the curve: whoever writes to the browser reckons with them. */
function isPoint(p256dh: string): boolean {
  try {
    const curve = createECDH('prime256v1')
    curve.generateKeys()
    curve.computeSecret(Buffer.from(p256dh, 'base64url'))
    return true
  } catch {
    return false
  }
}
