import type { WecomEvent } from '@sluice/core/wecom/event'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

/** Longer than a time on either side of now is believed. */
const nonceMs = 15 * 60_000

/**
 * Takes a time and nonce once. `taken` when they were used before; `same` when it was for the very same message, as when WeCom repeats a call that
 * it heard no answer to. `digest` null: never the same.
 */
export async function takeNonce(tx: Tx, orgId: string, key: string, digest: Buffer | null, now: Date): Promise<'fresh' | 'same' | 'taken'> {
  const { rows } = await sql`insert into wecom_nonce (org_id, key, digest, expires_at)
    values (${orgId}, ${key}, ${digest}, ${new Date(now.getTime() + nonceMs).toISOString()}) on conflict do nothing returning 1`.execute(tx)
  if (rows.length > 0) return 'fresh'
  const before = await tx.selectFrom('wecom_nonce').select('digest').where('org_id', '=', orgId).where('key', '=', key).executeTakeFirst()
  return digest !== null && before?.digest?.equals(digest) === true ? 'same' : 'taken'
}

/** Puts a message into the inbox, once however often it is told. Answers whether there is something to do. */
export async function takeMessage(tx: Tx, orgId: string, { key, message, event, now }: { key: string; message: Buffer; event: WecomEvent; now: Date }): Promise<boolean> {
  const digest = createHash('sha256').update(message).digest()
  const nonce = await takeNonce(tx, orgId, key, digest, now)
  if (nonce === 'taken') refuse('wecom.replayed')
  if (nonce === 'same') return false
  const at = now.toISOString()
  const { rows } = await sql`
    insert into wecom_inbox (org_id, id, digest, at, change, userid, external_userid, state_key, happened_at, state, not_before, settled_at)
    values (${orgId}, ${newId()}, ${digest}, ${at}, ${event.change}, ${event.userid}, ${event.externalUserid}, ${event.state}, ${event.happenedAt}, ${event.isKnown ? 'waiting' : 'ignored'}, ${at}, ${event.isKnown ? null : at})
    on conflict (org_id, digest) do nothing returning 1`.execute(tx)
  // A list for people, not a clock: once a minute is enough.
  await sql`update wecom_setting set told_at = ${at} where org_id = ${orgId} and (told_at is null or told_at < ${new Date(now.getTime() - 60_000).toISOString()})`.execute(tx)
  return rows.length > 0 && event.isKnown
}
