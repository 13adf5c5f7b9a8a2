import { fillWords } from '@sluice/core/lib/refusal'
import { gateMissing } from '@sluice/core/gates/contract'
import { refusals } from '@sluice/core/refusals'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { Refusal } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { moveDeal } from '../pipeline/move-deal.ts'
import type { ApprovalRecord } from './approvals.queries.ts'
import { aboutApproval, notice, tellOnDeal } from './save-approval.ts'

/**
 * What a grant sets going, as the requester and through the same decision as any move of theirs. Refused there, the
 * approval stays granted, nothing of the move is left behind, and the requester is told what is missing. Call it after
 * the approval is saved, in the same transaction.
 */
export async function carryOut(tx: Tx, act: Act, approval: ApprovalRecord): Promise<void> {
  const { to } = approval.target
  const told = { status: 'approved', moved: false, missing: '' }
  if (to !== null) {
    const own: Act = { orgId: act.orgId, actorId: approval.requestedById, now: act.now }
    const refused = await attempt(tx, async () => {
      const viewer = await viewerOf(tx, act.orgId, approval.requestedById)
      await moveDeal(tx, own, viewer, approval.deal.id, to === 'won' ? { kind: 'win' } : { kind: 'move', stageId: to })
    })
    if (refused === null) told.moved = true
    else {
      told.missing = inWords(refused, await localeOf(tx, act.orgId, approval.requestedById))
      await tellOnDeal(tx, { ...act, actorId: null }, approval, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what: 'move_refused', userId: null, comment: told.missing } }])
    }
  }
  await notify(tx, act, [notice(approval, approval.requestedById, 'approval_ended', told)])
}

/** Does the work, or undoes all of it and answers why it was refused. Faults go through. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<Refusal | null> {
  await sql`savepoint carry_out`.execute(tx)
  try {
    await work()
    await sql`release savepoint carry_out`.execute(tx)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint carry_out`.execute(tx)
    return error
  }
}

/** What is missing, by name where a gate says so; else the words of the refusal. */
function inWords(refusal: Refusal, locale: 'zh' | 'en'): string {
  const words = fillWords(refusals[refusal.code][locale], refusal.data)
  const report = gateMissing.safeParse(refusal.data)
  if (!report.success) return words
  const missing = report.data.report.standings.filter((one) => one.status === 'missing').map((one) => one.asks)
  return missing.length === 0 ? words : `${words} ${missing.join(locale === 'zh' ? '；' : '; ')}`
}

async function localeOf(tx: Tx, orgId: string, userId: string): Promise<'zh' | 'en'> {
  const user = await tx.selectFrom('app_user').select('locale').where('org_id', '=', orgId).where('id', '=', userId).executeTakeFirst()
  return user?.locale === 'en' ? 'en' : 'zh'
}
