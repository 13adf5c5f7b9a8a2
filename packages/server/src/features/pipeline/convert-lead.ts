import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { convertLead as convertContract } from '@sluice/core/pipeline/contract'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { loadAccounts, loadContacts } from '../customers/load-customers.ts'
import { lockLeads } from '../leads/leads.queries.ts'
import { createDeal } from './create-deal.ts'
import { requireAccountName } from './deal-references.ts'

/**
 * Turns a lead into account, contact and, if wanted, a deal, all or nothing. Who may change the lead may convert it; the
 * account and the contact get its owner. The deal is created as any other: by who may write deals, for whom they may
 * assign. The lead keeps its history and says what it became; the deal points back to it.
 */
export async function convertLead(
  tx: Tx, act: Act, viewer: Viewer, currency: string, id: string, body: BodyOf<typeof convertContract>,
): Promise<AnswerOf<typeof convertContract>> {
  const lead = (await lockLeads(tx, viewer, [id]))[0] ?? refuse('record.not_found')
  requireWrite(viewer, 'lead', lead)
  if (lead.status === 'converted') refuse('lead.already_converted')
  const owned = lead.ownerId === null ? { ownerId: viewer.userId, teamId: viewer.teamId } : { ownerId: lead.ownerId, teamId: lead.teamId }

  let accountId = body.accountId
  if (accountId === undefined) {
    const name = body.accountName ?? lead.company ?? refuse('lead.company_required', {}, [{ path: 'accountName', code: 'lead.company_required' }])
    accountId = newId()
    await loadAccounts(tx, act, [{ id: accountId, name, ...owned, sourceId: lead.sourceId, createdAt: act.now }])
  } else {
    await requireAccountName(tx, viewer, accountId)
  }
  const contactId = newId()
  await loadContacts(tx, act, [{
    id: contactId, accountId, name: lead.name, title: lead.title, phone: lead.phone, email: lead.email, wechat: lead.wechat, ...owned,
    tagIds: lead.tagIds, createdAt: act.now,
  }])
  const dealId = body.deal === null ? null : await createDeal(tx, act, viewer, currency, {
    ...body.deal, ownerId: body.deal.ownerId ?? owned.ownerId, accountId, leadId: id, sourceId: lead.sourceId, tagIds: lead.tagIds,
    ...(lead.nextStep !== null && { nextStep: lead.nextStep, nextStepDue: lead.nextStepDue }),
    contactIds: [{ id: contactId, role: 'other' }],
  })

  await tx
    .updateTable('lead')
    .set({
      status: 'converted', status_at: act.now, invalid_reason: null, converted_at: act.now, converted_account_id: accountId,
      converted_contact_id: contactId, converted_deal_id: dealId, version: lead.version + 1,
    })
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{
    type: 'lead.converted', payload: { accountId, contactId, dealId }, subjectType: 'lead', subjectId: id, ownerId: lead.ownerId, teamId: lead.teamId,
  }])
  return { accountId, contactId, dealId }
}
