import { lastingFailureMs, robotPause, webhookPause } from '@sluice/core/messages/retries'
import type { PostResult } from '@sluice/core/messages/robot'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import type { Outcome } from '../../platform/outgoing.ts'
import type { Claimed } from './claim-delivery.ts'

/** What somebody else's server said, as a column takes it: no NUL, no half of a character, at most 1000 long. */
export const saidBy = (text: string): string => text.replaceAll('\u0000', '').slice(0, 1000).toWellFormed()

interface Settled { state: 'sent' | 'unsure' | 'failed'; status?: number | null; said?: string | null }

/** Only what is still ours: somebody who thought us dead may have settled it meanwhile. */
export async function settle(tx: Tx, orgId: string, id: string, runId: string, now: Date, { state, status = null, said = null }: Settled): Promise<boolean> {
  const { rows } = await sql`
    update delivery set state = ${state}, claimed_by = null, settled_at = ${now.toISOString()}::timestamptz, sent_at = case when ${state} = 'failed' then null else ${now.toISOString()}::timestamptz end, status = ${status}::integer, said = ${said === null ? null : saidBy(said)}
    where org_id = ${orgId} and id = ${id} and state = 'claimed' and claimed_by = ${runId}::uuid returning 1`.execute(tx)
  return rows.length > 0
}

/** Back into the queue for a while. `isCounted`: the attempt was one; else it was not this delivery's fault. */
export async function again(tx: Tx, orgId: string, id: string, runId: string, { at, isCounted, status = null, said }: { at: number; isCounted: boolean; status?: number | null; said: string }): Promise<void> {
  await sql`
    update delivery set state = 'queued', claimed_by = null, not_before = ${new Date(at).toISOString()}::timestamptz, attempts = attempts - ${isCounted ? 0 : 1}, status = ${status}::integer, said = ${saidBy(said)},
      sending_at = case when ${isCounted} then sending_at end
    where org_id = ${orgId} and id = ${id} and state = 'claimed' and claimed_by = ${runId}::uuid`.execute(tx)
}

/** Writes down what became of a post. What may have arrived is not repeated. */
export async function settlePost(tx: Tx, orgId: string, claim: Claimed, runId: string, result: PostResult, now: Date): Promise<void> {
  const robot = (values: { problem: string | null; paused_until: string | null; last_at?: string }) => tx.updateTable('robot').set({ ...values, problem: values.problem === null ? null : saidBy(values.problem) }).where('org_id', '=', orgId).where('id', '=', claim.targetId).execute()
  const at = now.toISOString()
  switch (result.kind) {
    case 'posted':
      await settle(tx, orgId, claim.id, runId, now, { state: 'sent' })
      await tx.updateTable('robot').set({ problem: null, last_at: at }).where('org_id', '=', orgId).where('id', '=', claim.targetId).execute()
      return
    case 'unknown':
      await settle(tx, orgId, claim.id, runId, now, { state: 'unsure', said: result.said })
      return
    case 'refused':
      await settle(tx, orgId, claim.id, runId, now, { state: 'failed', said: result.said })
      return
    case 'rate':
      await again(tx, orgId, claim.id, runId, { at: now.getTime() + result.waitMs, isCounted: false, said: result.said })
      await robot({ problem: result.said, paused_until: new Date(now.getTime() + result.waitMs).toISOString() })
      return
    case 'setting':
    case 'unreached': {
      const pause = robotPause(claim.attempts)
      if (pause === null) await settle(tx, orgId, claim.id, runId, now, { state: 'failed', said: result.said })
      else await again(tx, orgId, claim.id, runId, { at: now.getTime() + pause, isCounted: true, said: result.said })
      // The rest of what waits would be refused as well.
      await robot({ problem: result.said, paused_until: new Date(now.getTime() + 30_000).toISOString() })
    }
  }
}

/** Writes down what became of a call. What may have arrived is sent again under the same id: the receiver can tell. */
export async function settleCall(tx: Tx, orgId: string, claim: Claimed, runId: string, outcome: Outcome, now: Date): Promise<void> {
  const answered = outcome.kind === 'answered'
  const status = answered ? outcome.status : null
  const said = answered ? outcome.body : outcome.said
  if (answered && outcome.status >= 200 && outcome.status < 300) {
    await settle(tx, orgId, claim.id, runId, now, { state: 'sent', status, said })
    await tx.updateTable('webhook').set({ failing_since: null, last_at: now.toISOString() }).where('org_id', '=', orgId).where('id', '=', claim.targetId).execute()
    return
  }
  const isGone = status === 410
  const pause = isGone ? null : webhookPause(claim.attempts)
  const asked = answered && (status === 429 || status === 503) ? (outcome.retryAfterMs ?? 0) : 0
  if (pause === null) await settle(tx, orgId, claim.id, runId, now, { state: 'failed', status, said })
  else await again(tx, orgId, claim.id, runId, { at: now.getTime() + Math.max(pause, Math.min(asked, 86_400_000)), isCounted: true, status, said })
  const { rows } = await sql<{ since: string }>`
    update webhook set failing_since = coalesce(failing_since, ${now.toISOString()}::timestamptz) where org_id = ${orgId} and id = ${claim.targetId} returning failing_since as since`.execute(tx)
  const isLasting = now.getTime() - Date.parse(rows[0]?.since ?? now.toISOString()) >= lastingFailureMs
  if (isGone || isLasting) await switchOff(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, claim.targetId, isGone ? 'gone' : 'failing')
}

/** Calls nobody any more, and tells the administrators. What waits stays until somebody switches it on again, or it is too old. */
export async function switchOff(tx: Tx, act: Act, webhookId: string, because: 'gone' | 'failing' | 'owner'): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    update webhook set is_on = false, off_because = ${because}, version = version + 1 where org_id = ${act.orgId} and id = ${webhookId} and is_on returning name`.execute(tx)
  const off = rows[0]
  if (off === undefined) return
  const admins = await tx.selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('role', '=', 'admin').where('status', '=', 'active').execute()
  await notify(tx, act, admins.map(({ id }) => ({ userId: id, kind: 'webhook_off', data: { name: off.name, because }, subjectType: 'config', subjectId: webhookId })))
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'webhook', name: off.name }, subjectType: 'config', subjectId: webhookId, ownerId: null, teamId: null }])
}
