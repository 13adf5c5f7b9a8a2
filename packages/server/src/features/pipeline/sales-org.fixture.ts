import { createPipeline, listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { createDeal, getBoard } from '@sluice/core/pipeline/contract'
import type { sql } from 'kysely'
import type { TestApp, TestClient } from '../../testing/app.ts'
import { openGates } from '../../testing/open-gates.ts'

/** For tests: an organisation that sells. `stages` are those of the first pipeline, `otherStages` of a second one. */
export async function createSalesOrg(t: TestApp) {
  const org = await t.org()
  const [pipeline] = (await org.admin.ok(listPipelines)).items
  const other = await org.admin.ok(createPipeline, { body: { template: 'saas_smb' } })
  await openGates(t.db, org.orgId)
  const reasons = (await org.admin.ok(listLossReasons)).items
  if (pipeline === undefined) throw new Error('no pipeline')
  return {
    ...org,
    pipelineId: pipeline.id,
    stages: pipeline.stages.map((stage) => stage.id) as [string, string, string, ...string[]],
    otherPipelineId: other.id,
    otherStages: other.stages.map((stage) => stage.id) as [string, string, ...string[]],
    reason: (wanted: { asksText?: boolean; asksCompetitor?: boolean } = {}) => {
      const { asksText = false, asksCompetitor = false } = wanted
      const found = reasons.find((one) => one.parentId !== null && one.asksText === asksText && one.asksCompetitor === asksCompetitor)
      if (found === undefined) throw new Error('no such loss reason')
      return found.id
    },
    deal: (client: TestClient, title: string, body: Partial<BodyInputOf<typeof createDeal>> = {}) =>
      client.ok(createDeal, { body: { title, pipelineId: pipeline.id, ...body } }),
    /** The ids of a column's open cards, top first. */
    column: async (client: TestClient, stageId: string) =>
      (await client.ok(getBoard, { params: { id: pipeline.id }, query: { cards: 100 } })).columns.find((one) => one.key === stageId)?.cards.map((card) => card.id),
    rows: <T>(query: ReturnType<typeof sql<T>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows),
  }
}
export type SalesOrg = Awaited<ReturnType<typeof createSalesOrg>>
