import type { ChatAppResult } from '@sluice/core/messages/chat-app'
import type { PushOutcome } from '@sluice/core/messages/push'
import { appPause, robotPause } from '@sluice/core/messages/retries'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Claimed } from './claim-delivery.ts'
import { again, saidBy, settle } from './settle-delivery.ts'

/** News of yesterday is in the inbox: nobody is told by browser or app any more. */
const stale = (createdAt: string, now: Date) => now.getTime() - Date.parse(createdAt) > 2 * 86_400_000

/** Writes down what became of a push. `null`: the keys it was subscribed with are no more. A subscription that is over takes its device with it. */
export async function settlePush(tx: Tx, orgId: string, claim: Extract<Claimed, { to: 'device' }>, runId: string, outcome: PushOutcome | null, now: Date): Promise<void> {
  const at = now.toISOString()
  const device = (problem: string | null) => sql`
    update push_device set problem = ${problem?.slice(0, 500) ?? null}, last_at = case when ${problem}::text is null then ${at}::timestamptz else last_at end where org_id = ${orgId} and id = ${claim.targetId}`.execute(tx)
  const status = outcome?.kind === 'answered' ? outcome.status : null
  if (status === 404 || status === 410) return void (await sql`delete from push_device where org_id = ${orgId} and id = ${claim.targetId}`.execute(tx))
  if (status !== null && status >= 200 && status < 300) {
    await settle(tx, orgId, claim.id, runId, now, { state: 'sent', status })
    await device(null)
    return
  }
  const said = outcome === null ? 'keys' : outcome.kind === 'failed' ? outcome.said : `HTTP ${outcome.status}`
  await device(said)
  const passes = outcome !== null && (outcome.kind === 'failed' ? outcome.said !== 'message.address_private' && outcome.said !== 'message.address_wrong' : outcome.status === 429 || outcome.status >= 500)
  const pause = passes && !stale(claim.createdAt, now) ? robotPause(claim.attempts) : null
  const asked = outcome?.kind === 'answered' ? Math.min(outcome.retryAfterMs ?? 0, 3_600_000) : 0
  if (pause === null) await settle(tx, orgId, claim.id, runId, now, { state: 'failed', status, said })
  else await again(tx, orgId, claim.id, runId, { at: now.getTime() + Math.max(pause, asked), isCounted: true, status, said })
}

/** Writes down what became of an app's message; `status` is the platform's code. What the whole app cannot makes all it has wait. */
export async function settleApp(tx: Tx, orgId: string, claim: Extract<Claimed, { to: 'app' }>, runId: string, result: ChatAppResult, now: Date): Promise<void> {
  const code = codeOf(result)
  const app = (said: string | null, pausedMs: number) => sql`
    update chat_app set problem = ${said === null ? null : saidBy(said).slice(0, 500).toWellFormed()}, problem_code = ${said === null ? null : code}::integer, paused_until = ${said === null ? null : new Date(now.getTime() + pausedMs).toISOString()}::timestamptz,
      last_at = case when ${said}::text is null then ${now.toISOString()}::timestamptz else last_at end
    where org_id = ${orgId} and id = ${claim.targetId}`.execute(tx)
  switch (result.kind) {
    case 'posted':
      await settle(tx, orgId, claim.id, runId, now, { state: 'sent', status: 0 })
      return void (await app(null, 0))
    case 'refused':
      return void (await settle(tx, orgId, claim.id, runId, now, { state: 'failed', status: code, said: result.said }))
    case 'rate':
      await again(tx, orgId, claim.id, runId, { at: now.getTime() + result.waitMs, isCounted: false, status: code, said: result.said })
      return void (await app(result.said, result.waitMs))
    case 'setting':
    case 'unreached':
    case 'unknown': {
      const pause = stale(claim.createdAt, now) ? null : result.kind === 'setting' ? robotPause(claim.attempts) : appPause(claim.attempts)
      if (pause === null) await settle(tx, orgId, claim.id, runId, now, { state: 'failed', status: code, said: result.said })
      else await again(tx, orgId, claim.id, runId, { at: now.getTime() + pause, isCounted: true, status: code, said: result.said })
      await app(result.said, 30_000)
    }
  }
}

/** What is no code that a column takes is none: platforms may answer any number. */
const codeOf = ({ code }: ChatAppResult): number | null => (code !== undefined && Number.isInteger(code) && Math.abs(code) <= 2_147_483_647 ? code : null)
