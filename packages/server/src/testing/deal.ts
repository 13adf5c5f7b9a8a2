import { newId } from '../platform/ids.ts'
import { loadDeals } from '../features/pipeline/load-deals.ts'
import type { TestApp, TestOrg } from './app.ts'

/** Puts an open deal into the first stage of the organisation's first pipeline, for tests of what hangs on deals. */
export async function arrangeDeal(
  t: TestApp,
  org: TestOrg,
  deal: { id?: string; title?: string; ownerId?: string; teamId?: string; accountId?: string; leadId?: string; amountMinor?: number; contactIds?: string[]; nextStep?: string; nextStepDue?: string; expectedCloseOn?: string; at?: string } = {},
): Promise<{ id: string; pipelineId: string; stageId: string }> {
  const { orgId } = org
  const now = t.clock.now().toISOString()
  return t.db.write(orgId, async (tx) => {
    const stage = await tx.selectFrom('stage').select(['id', 'pipeline_id as pipelineId']).where('org_id', '=', orgId).orderBy('position').executeTakeFirstOrThrow()
    const id = deal.id ?? newId()
    const at = deal.at ?? now
    await loadDeals(tx, { orgId, actorId: org.admin.userId, now }, [{
      id, title: deal.title ?? '云帆年度采购', accountId: deal.accountId ?? null, leadId: deal.leadId ?? null, nextStep: deal.nextStep ?? null,
      nextStepDue: deal.nextStepDue ?? null, tagIds: [], note: '', externalKey: null, importId: null, products: [],
      contacts: (deal.contactIds ?? []).map((contactId) => ({ contactId, role: 'other' })), lastActivityAt: null,
      facts: [{
        type: 'deal.created', at, knownAt: at, imported: at !== now,
        payload: {
          pipelineId: stage.pipelineId, stageId: stage.id, amountMinor: deal.amountMinor ?? null, currency: 'CNY', winProbability: null,
          expectedCloseOn: deal.expectedCloseOn ?? null, ownerId: deal.ownerId ?? org.admin.userId, teamId: deal.teamId ?? org.rootTeamId, sourceId: null,
          number: 0, title: deal.title ?? '云帆年度采购', accountId: deal.accountId ?? null, leadId: deal.leadId ?? null, riskFrom: null, importId: null,
        },
      }],
    }])
    return { id, pipelineId: stage.pipelineId, stageId: stage.id }
  })
}
