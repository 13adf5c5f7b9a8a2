import { createPipeline } from '@sluice/core/catalog/contract'
import type { DealFact } from '@sluice/core/pipeline/project'
import { newId } from '../../platform/ids.ts'
import { day, type TestApp, type TestOrg } from '../../testing/app.ts'
import { type DealHistory, loadDeals } from '../pipeline/load-deals.ts'

/** Where a test's time stands; days count from it. 2026-03-02, 10:00 in Shanghai. */
export const origin = Date.parse('2026-03-02T02:00:00.000Z')

/**
 * A pipeline of three stages through which three deals a day go, three days in the first, five in the second, seven in the last,
 * every other one won. What would leave the second stage in `[blockedFrom, blockedTo)` (days from `origin`) stays until `blockedTo`.
 * The whole history is loaded at once, what is still to come too: evaluations see what was known at their instant.
 */
export async function plantDeals(t: TestApp, org: TestOrg, { blockedFrom = -16, blockedTo = 12, from = -260, to = 70 } = {}) {
  const pipeline = await org.admin.ok(createPipeline, { body: { name: '种下的流程', stages: ['接洽', '方案', '签约'] } })
  const [first, second, third] = pipeline.stages.map((stage) => stage.id) as [string, string, string]
  const deals: DealHistory[] = []
  for (let at = from; at < to; at++) {
    for (let i = 0; i < 3; i++) {
      const begin = at + i / 4
      const toThird = begin + 8
      const leaves = toThird >= blockedFrom && toThird < blockedTo ? blockedTo + i / 4 : toThird
      const ends = leaves + 7
      const facts: DealFact[] = [
        fact('deal.created', begin, {
          pipelineId: pipeline.id, stageId: first, amountMinor: 100_00, currency: 'CNY', winProbability: null, expectedCloseOn: null, ownerId: org.admin.userId,
          teamId: org.rootTeamId, sourceId: null, number: 0, title: '种下的', accountId: null, leadId: null, riskFrom: null, importId: null,
        }),
        fact('deal.moved', begin + 3, { pipelineId: pipeline.id, from: first, to: second, direction: 'advance', reason: null }),
        fact('deal.moved', leaves, { pipelineId: pipeline.id, from: second, to: third, direction: 'advance', reason: null }),
        (at + i) % 2 === 0
          ? fact('deal.won', ends, { pipelineId: pipeline.id, stageId: third })
          : fact('deal.lost', ends, { pipelineId: pipeline.id, stageId: third, reasonId: null, note: null, competitor: null }),
      ]
      deals.push({
        id: newId(), title: '种下的', accountId: null, leadId: null, nextStep: null, nextStepDue: null, tagIds: [], note: '', externalKey: null, importId: null, products: [], contacts: [],
        lastActivityAt: null, facts,
      })
    }
  }
  await t.db.write(org.orgId, (tx) => loadDeals(tx, { orgId: org.orgId, actorId: null, now: new Date(origin).toISOString() }, deals))
  return { pipelineId: pipeline.id, stages: [first, second, third] as [string, string, string] }
}

function fact<T extends DealFact['type']>(type: T, days: number, payload: Extract<DealFact, { type: T }>['payload']): DealFact {
  const at = new Date(origin + days * day).toISOString()
  return { type, payload, at, knownAt: at, imported: true } as DealFact
}
