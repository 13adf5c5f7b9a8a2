import { createApprovalFlow, getApproval, requestApproval } from '@sluice/core/approvals/contract'
import type { flowDefinition } from '@sluice/core/approvals/flow'
import { createPipeline } from '@sluice/core/catalog/contract'
import { changeTeam, listTeams } from '@sluice/core/identity/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { createDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { newId } from '../../platform/ids.ts'
import type { TestApp, TestClient } from '../../testing/app.ts'

type StepInput = Partial<z.input<typeof flowDefinition>['steps'][number]>

/** For tests: a company with two teams, their heads, a finance clerk, and a pipeline of three stages without any gate. */
export async function createApprovalOrg(t: TestApp) {
  const org = await t.org()
  const { admin } = org
  const eastTeam = await org.team('华东')
  const shanghai = await org.team('上海', eastTeam)
  const rep = await org.user('rep', '小王', shanghai)
  const lead = await org.user('manager', '李经理', shanghai)
  const east = await org.user('manager', '东总', eastTeam)
  const other = await org.user('rep', '外人')
  const finance = await org.user('finance', '钱财务', org.rootTeamId)
  const cashier = await org.user('finance', '出纳', org.rootTeamId)
  const teams = (await admin.ok(listTeams)).items
  for (const [id, leadUserId] of [[shanghai, lead.userId], [eastTeam, east.userId]] as const) {
    await admin.ok(changeTeam, { params: { id }, version: teams.find((team) => team.id === id)?.version ?? 0, body: { leadUserId } })
  }
  const pipeline = await admin.ok(createPipeline, { body: { name: '无门禁', stages: ['接洽', '方案', '谈判'] } })
  const deal = (client: TestClient, body: Partial<BodyInputOf<typeof createDeal>> = {}) =>
    client.ok(createDeal, { body: { title: '云帆采购', pipelineId: pipeline.id, amountMinor: 5_000_000, ...body } })
  const flow = (name: string, steps: StepInput[], more: object = {}) =>
    admin.ok(createApprovalFlow, {
      body: { name, definition: { trigger: { type: 'manual' }, steps: steps.map((step, i) => ({ id: newId(), name: `第 ${i + 1} 步`, approvers: [{ type: 'manager' as const }], ...step })), ...more } },
    })
  return {
    ...org, shanghai, rep, lead, east, other, finance, cashier, pipelineId: pipeline.id, flow, deal,
    stages: pipeline.stages.map((stage) => stage.id) as [string, string, string],
    named: (client: TestClient) => ({ type: 'user' as const, userId: client.userId }),
    /** A flow of these steps, asked for by the rep about a deal of theirs. */
    async ask(steps: StepInput[], more: object = {}, body: Partial<BodyInputOf<typeof requestApproval>> = {}, dealBody: Partial<BodyInputOf<typeof createDeal>> = {}) {
      const made = await flow(`审批 ${newId().slice(-6)}`, steps, more)
      const about = await deal(rep, dealBody)
      return rep.ok(requestApproval, { body: { flowId: made.id, dealId: about.id, ...body } })
    },
    /** As the administrator sees it. */
    look: (id: string) => admin.ok(getApproval, { params: { id } }),
    rows: <T>(query: ReturnType<typeof sql<T>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows),
    events: (dealId: string) =>
      t.db.read(org.orgId, async (tx) => (await sql<{ type: string; payload: Record<string, unknown>; actor_id: string | null }>`
        select type, payload, actor_id from event where subject_id = ${dealId} order by seq`.execute(tx)).rows),
    notices: (userId: string) =>
      t.db.read(org.orgId, async (tx) => (await sql<{ kind: string; data: Record<string, unknown> }>`
        select kind, data from notification where user_id = ${userId} order by created_at, id`.execute(tx)).rows),
  }
}
export type ApprovalOrg = Awaited<ReturnType<typeof createApprovalOrg>>
