import type { ChatAppGateway } from '@sluice/core/messages/chat-app'
import { chatNobody } from '@sluice/core/messages/chat-app-faults'
import type { PushGateway } from '@sluice/core/messages/push'
import type { RobotGateway } from '@sluice/core/messages/robot'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Db, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { post, type Reach } from '../../platform/outgoing.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { externalIdOf, selectAccount } from './chat-apps.queries.ts'
import { claimDelivery, type Claimed } from './claim-delivery.ts'
import type { PersonalBody } from './deliver.ts'
import { sealContext } from './seal-context.ts'
import { readSubscription } from './push-devices.ts'
import { settle, settleCall, settlePost } from './settle-delivery.ts'
import { settleApp, settlePush } from './settle-personal.ts'
import { webhookHeaders } from './webhook-signature.ts'

/** What deliveries of this process leave with. */
export interface Sending {
  secrets: Secrets
  robots: RobotGateway
  push: PushGateway
  apps: ChatAppGateway
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

/**
 * Sends what may leave now: claim and commit, send, commit (docs/decisions/0014, "Messages"), several targets at a time. What a dead process was in
 * the midst of is taken up first: webhooks are called again under the same id, robots' posts are shown as unsure.
 * Browsers and apps take the same message once, so what they may have got is sent again for a while.
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

async function sendOne(db: Db, orgId: string, claim: Claimed, runId: string, now: () => Date, sending: Sending, hooks: SendHooks): Promise<void> {
  const { secrets, robots, reach, origin } = sending
  if (claim.to === 'device') return pushOne(db, orgId, claim, runId, now, sending, hooks)
  if (claim.to === 'app') return writeOne(db, orgId, claim, runId, now, sending, hooks)
  if (claim.to === 'robot') {
    const address = secrets.open(claim.addressSealed, sealContext(orgId, 'robot'))
    const secret = claim.secretSealed === null ? null : secrets.open(claim.secretSealed, sealContext(orgId, 'robot secret'))
    const result = await tried(async () => (address === null || (claim.secretSealed !== null && secret === null)
      ? { kind: 'setting' as const, said: 'sealed with another key' }
      : await robots.post({ kind: claim.kind, address, secret }, { title: titleOf(claim.body.text), text: claim.body.text, url: absolute(claim.body.url, origin) }, now())))
    await hooks.answered?.()
    await db.write(orgId, (tx) => (result === unsendable ? giveUp(tx, orgId, claim, runId, now()) : settlePost(tx, orgId, claim, runId, result, now())))
    return
  }
  const secret = secrets.open(claim.secretSealed, sealContext(orgId, 'webhook'))
  const body = JSON.stringify(claim.body)
  const outcome = await tried(async () => (secret === null
    ? { kind: 'failed' as const, isLost: false, said: 'sealed with another key' }
    : await post({ url: claim.url, body, headers: webhookHeaders(secret, claim.messageId, now(), body), patienceMs }, reach)))
  await hooks.answered?.()
  await db.write(orgId, (tx) => (outcome === unsendable ? giveUp(tx, orgId, claim, runId, now()) : settleCall(tx, orgId, claim, runId, outcome, now())))
}

/** What cannot be sent at all: it would break each time, and hold up all that waits behind it. */
const unsendable = Symbol('unsendable')
async function tried<T>(send: () => Promise<T>): Promise<T | typeof unsendable> {
  try {
    return await send()
  } catch {
    return unsendable
  }
}
async function giveUp(tx: Tx, orgId: string, claim: Claimed, runId: string, now: Date): Promise<void> {
  await settle(tx, orgId, claim.id, runId, now, { state: 'failed', said: 'message.not_sendable' })
}

type ClaimOf<To> = Extract<Claimed, { to: To }>

async function pushOne(db: Db, orgId: string, claim: ClaimOf<'device'>, runId: string, now: () => Date, { secrets, push }: Sending, hooks: SendHooks): Promise<void> {
  const outcome = await tried(async () => {
    const subscription = claim.publicKey === push.publicKey ? readSubscription(secrets, orgId, claim.subscriptionSealed) : null
    const { title, text, path } = shown(claim.body)
    return subscription === null ? null : await push.send(subscription, { title, line: text, path, tag: claim.messageId }, now())
  })
  await hooks.answered?.()
  await db.write(orgId, (tx) => (outcome === unsendable ? giveUp(tx, orgId, claim, runId, now()) : settlePush(tx, orgId, claim, runId, outcome, now())))
}

async function writeOne(db: Db, orgId: string, claim: ClaimOf<'app'>, runId: string, now: () => Date, { secrets, apps, origin }: Sending, hooks: SendHooks): Promise<void> {
  const [account, externalId] = await db.read(orgId, async (tx) => [await selectAccount(tx, secrets, orgId, claim.kind), await externalIdOf(tx, orgId, claim.kind, claim.userId)] as const)
  const { title, text, path } = shown(claim.body)
  const result = await tried(async () => (account === null ? { kind: 'setting' as const, said: 'not set up' } : externalId === null ? { kind: 'refused' as const, said: '', code: chatNobody }
    : await apps.send(account, externalId, { id: claim.messageId, title, text, url: absolute(path, origin), at: claim.createdAt })))
  await hooks.answered?.()
  await db.write(orgId, (tx) => (result === unsendable ? giveUp(tx, orgId, claim, runId, now()) : settleApp(tx, orgId, claim, runId, result, now())))
}

/** What was held back together is one message: how many, and the first of them. */
function shown({ title, text, path, language, more = 0 }: PersonalBody): { title: string; text: string; path: string } {
  if (more === 0) return { title, text, path }
  return { title: language === 'en' ? `${more + 1} new notices` : `${more + 1} 条新通知`, text: language === 'en' ? `${title} and more` : `${title} 等`, path: '/inbox' }
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
  // Apps know the same message again for an hour or more.
  const again = sql`robot_id is null and (app_id is null or sending_at > ${new Date(now.getTime() - 45 * 60_000).toISOString()}::timestamptz)`
  for (const { by } of rows) {
    const free = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, $2)) as got', [by, lockSpace])
    if (free.rows[0]?.got !== true) continue
    await db.write(orgId, (tx) => sql`
      update delivery set claimed_by = null, state = case when ${again} then 'queued' else 'unsure' end,
        said = 'interrupted', settled_at = case when ${again} then null else ${now.toISOString()}::timestamptz end, sent_at = case when ${again} then null else sending_at end
      where org_id = ${orgId} and state = 'claimed' and claimed_by = ${by}::uuid`.execute(tx))
    await client.query('select pg_advisory_unlock(hashtextextended($1, $2))', [by, lockSpace])
  }
}
