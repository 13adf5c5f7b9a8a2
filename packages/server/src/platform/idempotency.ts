import type { Contract } from '@sluice/core/lib/contract'
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Act } from './event-log.ts'
import { refuse } from './refusal.ts'

/**
 * Runs a POST once per `Idempotency-Key`: the answer is stored in the transaction of the change, so either both are
 * there or neither. A repeat gets the first answer; the key with another request is refused. Two at the same time wait
 * for each other on an advisory lock of the key.
 */
export async function once(
  tx: Tx,
  at: { request: FastifyRequest; reply: FastifyReply; contract: Contract; act: Act },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const key = at.request.headers['idempotency-key']
  if (key === undefined) return work()
  if (typeof key !== 'string' || !/^[\w.:-]{1,120}$/.test(key)) refuse('request.invalid', {}, [{ path: 'Idempotency-Key', code: 'invalid_format' }])
  const { orgId, actorId, now } = at.act
  if (actorId === null) return work()
  const hash = createHash('sha256').update(`${at.contract.name}\n${at.request.url}\n${JSON.stringify(at.request.body ?? null)}`).digest()
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${orgId}:${actorId}:${key}`}, 0))`.execute(tx)
  const stored = await tx
    .selectFrom('idempotency_key')
    .select(['request_hash', 'response'])
    .where('org_id', '=', orgId)
    .where('user_id', '=', actorId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (stored !== undefined) {
    if (!stored.request_hash.equals(hash)) refuse('idempotency.reused')
    at.reply.header('idempotent-replayed', 'true')
    return stored.response
  }
  const answer = await work()
  await tx
    .insertInto('idempotency_key')
    .values({ org_id: orgId, user_id: actorId, key, request_hash: hash, status: at.contract.status ?? 200, response: JSON.stringify(answer), created_at: now })
    .execute()
  // A repeat comes within seconds or minutes; a day is plenty.
  const yesterday = new Date(Date.parse(now) - 86_400_000).toISOString()
  await tx.deleteFrom('idempotency_key').where('org_id', '=', orgId).where('user_id', '=', actorId).where('created_at', '<', yesterday).execute()
  return answer
}
