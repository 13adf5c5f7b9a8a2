import type { RobotGateway } from '@sluice/core/messages/robot'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { post, type Reach } from '../../platform/outgoing.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { claimDelivery, type Claimed } from './claim-delivery.ts'
import { settleCall, settlePost } from './settle-delivery.ts'
import { webhookHeaders } from './webhook-signature.ts'

/** What deliveries of this process leave with. */
export interface Sending {
  secrets: Secrets
  robots: RobotGateway
  reach: Reach
  /** SLUICE_URL, when it is set: links of messages begin with it. */
  origin: string | null
}

/** Where a test stops the process. */
export interface SendHooks {
  claimed?(): Promise<void>
  answered?(): Promise<void>
}

const lockSpace = 7583247
const lanes = 6
const patienceMs = 15_000
export const sealContext = (orgId: string, what: 'robot' | 'robot secret' | 'webhook'): string => `${orgId} ${what}`

/**
 * Sends what may leave now: claim and commit, send, commit (docs/decisions/0014, "Messages"), several targets at a time. What a dead process was in
 * the midst of is taken up first: webhooks are called again under the same id, robots' posts are shown as unsure.
 */
export async function sendDeliveries(db: Db, orgId: string, now: () => Date, sending: Sending, { hooks = {}, isStopped = () => false }: { hooks?: SendHooks; isStopped?: () => boolean } = {}): Promise<number> {
  const { rows } = await db.read(orgId, (tx) => sql<{ some: boolean }>`
    select exists (select from delivery where org_id = ${orgId} and (state = 'claimed' or state = 'queued' and not_before <= ${now().toISOString()}::timestamptz)) as some`.execute(tx))
  if (rows[0]?.some !== true) return 0
  const runId = newId()
  // The lock is the session's: it ends with the process, however that ends, and so tells others whether this sender lives.
  const client = await db.pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [runId, lockSpace])
    await recover(db, client, orgId, runId, now())
    let [settled, busy] = [0, 0]
    let [turn, poke] = [Promise.resolve(), () => undefined as void]
    let poked = new Promise<void>((resolve) => (poke = resolve))
    // One claims at a time: those who claim together would only wait for each other.
    const claimNext = () => {
      const mine = turn.then(() => (isStopped() ? null : db.write(orgId, (tx) => claimDelivery(tx, orgId, runId, now()))))
      turn = mine.then(() => undefined, () => undefined)
      return mine
    }
    const lane = async () => {
      for (;;) {
        const claim = await claimNext()
        if (claim === null) {
          if (busy === 0) return
          // What another lane settles may let the next of its record or target go.
          await poked
          continue
        }
        busy++
        try {
          await hooks.claimed?.()
          await sendOne(db, orgId, claim, runId, now, sending, hooks)
          settled++
        } finally {
          busy--
          const wake = poke
          poked = new Promise<void>((resolve) => (poke = resolve))
          wake()
        }
      }
    }
    // All have ended before the lock is given back.
    const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
    const broken = ended.find((one) => one.status === 'rejected')
    if (broken !== undefined) throw broken.reason
    return settled
  } finally {
    client.release(true)
  }
}

async function sendOne(db: Db, orgId: string, claim: Claimed, runId: string, now: () => Date, { secrets, robots, reach, origin }: Sending, hooks: SendHooks): Promise<void> {
  if (claim.to === 'robot') {
    const address = secrets.open(claim.addressSealed, sealContext(orgId, 'robot'))
    const secret = claim.secretSealed === null ? null : secrets.open(claim.secretSealed, sealContext(orgId, 'robot secret'))
    const result = address === null || (claim.secretSealed !== null && secret === null)
      ? { kind: 'setting' as const, said: 'sealed with another key' }
      : await robots.post({ kind: claim.kind, address, secret }, { title: titleOf(claim.body.text), text: claim.body.text, url: absolute(claim.body.url, origin) }, now())
    await hooks.answered?.()
    await db.write(orgId, (tx) => settlePost(tx, orgId, claim, runId, result, now()))
    return
  }
  const secret = secrets.open(claim.secretSealed, sealContext(orgId, 'webhook'))
  const body = JSON.stringify(claim.body)
  const outcome = secret === null
    ? { kind: 'failed' as const, isLost: false, said: 'sealed with another key' }
    : await post({ url: claim.url, body, headers: webhookHeaders(secret, claim.messageId, now(), body), patienceMs }, reach)
  await hooks.answered?.()
  await db.write(orgId, (tx) => settleCall(tx, orgId, claim, runId, outcome, now()))
}

/** What a card is headed with, and a list of chats shows: the first line, without its marks. */
const titleOf = (text: string) => ([...(text.split('\n').find((line) => line.trim() !== '') ?? 'Sluice').replaceAll(/[#*>`_[\]]/g, '').replaceAll(/\(https?:[^)]*\)/g, '').trim()].slice(0, 60).join('') || 'Sluice')

/** A path of ours leads somewhere only where it is known what we are called. */
function absolute(url: string | null, origin: string | null): string | null {
  if (url === null) return null
  if (URL.canParse(url)) return ['http:', 'https:'].includes(new URL(url).protocol) ? url : null
  return origin === null || !URL.canParse(url, origin) ? null : new URL(url, origin).href
}

/** Rows of senders that live no more. */
async function recover(db: Db, client: PoolClient, orgId: string, runId: string, now: Date): Promise<void> {
  const { rows } = await db.read(orgId, (tx) => sql<{ by: string }>`select distinct claimed_by as by from delivery where org_id = ${orgId} and state = 'claimed' and claimed_by <> ${runId}::uuid`.execute(tx))
  for (const { by } of rows) {
    const free = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, $2)) as got', [by, lockSpace])
    if (free.rows[0]?.got !== true) continue
    await db.write(orgId, (tx) => sql`
      update delivery set claimed_by = null, state = case when robot_id is null then 'queued' else 'unsure' end,
        said = 'interrupted', settled_at = case when robot_id is null then null else ${now.toISOString()}::timestamptz end, sent_at = case when robot_id is null then null else sending_at end
      where org_id = ${orgId} and state = 'claimed' and claimed_by = ${by}::uuid`.execute(tx))
    await client.query('select pg_advisory_unlock(hashtextextended($1, $2))', [by, lockSpace])
  }
}
