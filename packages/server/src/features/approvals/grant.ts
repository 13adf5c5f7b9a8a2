import { changeOf } from '@sluice/core/approvals/guarded-fields'
import { gateMissing } from '@sluice/core/gates/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { successorOf } from '@sluice/core/catalog/successor'
import { fillWords } from '@sluice/core/lib/refusal'
import { refusals } from '@sluice/core/refusals'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { selectSuccessors } from '../catalog/catalog.queries.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { changeDeal } from '../pipeline/change-deal.ts'
import { moveDeal } from '../pipeline/move-deal.ts'
import type { ApprovalRecord } from './approvals.queries.ts'
import { aboutApproval, notice, tellOnDeal } from './save-approval.ts'

/**
 * What a grant sets going: the change of a field, then the move, both as the requester and through the same doors as any
 * of theirs. What is refused there leaves nothing behind: the approval stays granted, and the requester is told what is
 * missing. Call it after the approval is saved, in the same transaction.
 */
export async function carryOut(tx: Tx, act: Act, approval: ApprovalRecord): Promise<void> {
  const { to, change } = approval.target
  const own: Act = { orgId: act.orgId, actorId: approval.requestedById, now: act.now }
  const asRequester = async (what: 'move_refused' | 'change_refused', work: (viewer: Viewer) => Promise<void>): Promise<string> => {
    const refused = await attempt(tx, async () => work(await viewerOf(tx, act.orgId, approval.requestedById)))
    if (refused === null) return ''
    const words = inWords(refused, await localeOf(tx, act.orgId, approval.requestedById))
    await tellOnDeal(tx, { ...act, actorId: null }, approval, [{ type: 'approval.changed', payload: { ...aboutApproval(approval), what, userId: null, comment: words } }])
    return words
  }
  const missing: string[] = []
  const body = change === null ? null : changeOf(change.field, change.value)
  if (body !== null) {
    missing.push(await asRequester('change_refused', async (viewer) => {
      const { version } = await tx.selectFrom('deal').select('version').where('org_id', '=', act.orgId).where('id', '=', approval.deal.id).executeTakeFirstOrThrow()
      await changeDeal(tx, own, viewer, approval.deal.id, version, body, { isGranted: true })
    }))
  }
  if (to !== null) {
    // The stage asked for may have been taken away while the approval waited.
    const standsFor = successorOf(await selectSuccessors(tx, act.orgId))
    missing.push(await asRequester('move_refused', (viewer) => moveDeal(tx, own, viewer, approval.deal.id, to === 'won' ? { kind: 'win' } : { kind: 'move', stageId: standsFor(to) })))
  }
  const refused = missing.filter((words) => words !== '')
  await notify(tx, act, [notice(approval, approval.requestedById, 'approval_ended', { status: 'approved', moved: missing.length > 0 && refused.length === 0, missing: refused.join(' ') })])
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
