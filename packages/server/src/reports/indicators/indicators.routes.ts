import { getIndicators } from '@sluice/core/funnel/measure-contracts'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf, cohortOf, otherSlices, ownershipOf } from '../asking.ts'
import { selectNames } from '../names.query.ts'
import { selectLeadCounts } from './lead-counts.query.ts'

/** The KPI table. */
export function indicatorRoutes(api: Api, replica: Replica): void {
  route(api, getIndicators, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const cohort = cohortOf(asking, query)
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
    // Leads know no product, no condition on a deal and none of its dimensions.
    const asksDeals = query.product !== undefined || (query.where ?? '') !== '' || otherSlices(query.slice).length > 0
    const leads = asksDeals ? null : await selectLeadCounts(tx, viewer, { from: iso(cohort.from), to: iso(cohort.to), asOf: new Date(cohort.asOf).toISOString() }, await ownershipOf(tx, asking, query))
    const proposalStage = query.proposalStage ?? (await selectProposalStage(tx, viewer.orgId, query.pipeline))
    const answer = await ask({ tx, replica, asking, query }, 'indicators', { ...cohort, proposalStage, leads })
    return { ...answer, proposalStage, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, query.pipeline, []) }
  })
}

const proposing = /propos|quot|solution|demo|方案|报价|演示|poc/i

/** The first stage whose key or name says that a proposal is made there. */
async function selectProposalStage(tx: Reader, orgId: string, pipelineId: string): Promise<string | null> {
  const stages = await tx.selectFrom('stage').select(['id', 'key', 'name']).where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).where('archived_at', 'is', null).orderBy('position').execute()
  return stages.find(({ key, name }) => proposing.test(key) || proposing.test(name))?.id ?? null
}
