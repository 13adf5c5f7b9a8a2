import { changeApprovalFlow, createApprovalFlow, decideApproval, listApprovalFlows, requestApproval } from '@sluice/core/approvals/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { createApprovalOrg, type ApprovalOrg } from './approval-org.fixture.ts'

let t: TestApp
let org: ApprovalOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createApprovalOrg(t)
})
afterAll(() => t.close())

const step = () => ({ id: newId(), name: '主管', approvers: [{ type: 'manager' as const }] })

test('a flow is made, changed, switched off and archived by who may configure', async () => {
  const body = { name: '折扣审批', definition: { trigger: { type: 'discount' as const, percent: 10 }, steps: [step()] } }
  expect((await org.lead.call(createApprovalFlow, { body })).code).toBe('permission.denied')
  const made = await org.admin.ok(createApprovalFlow, { body })
  expect(made).toMatchObject({ isActive: true, isArchived: false, waiting: 0, version: 1, definition: { lock: 'stage', whenNobody: 'admin' } })
  expect((await org.rep.ok(listApprovalFlows)).items.map((flow) => flow.name)).toContain('折扣审批')
  const change = (version: number, change: object) => org.admin.call(changeApprovalFlow, { params: { id: made.id }, version, body: change })
  expect((await org.lead.call(changeApprovalFlow, { params: { id: made.id }, version: 1, body: { isActive: false } })).code).toBe('permission.denied')
  expect((await change(1, { name: '折扣' })).body).toMatchObject({ name: '折扣', version: 2 })
  expect((await change(1, { name: '旧的' })).code).toBe('conflict.stale_version')
  const deal = await org.deal(org.rep)
  const ask = () => org.rep.call(requestApproval, { body: { flowId: made.id, dealId: deal.id } })
  const asked = await ask()
  await change(2, { isActive: false })
  // What runs goes on as it was asked.
  expect((await org.lead.ok(decideApproval, { params: { id: asked.body.id }, body: { decision: 'approve' } })).status).toBe('approved')
  expect((await ask()).code).toBe('approval.unknown_flow')
  await change(3, { isActive: true })
  expect((await ask()).status).toBe(201)
  await change(4, { isArchived: true })
  expect((await ask()).code).toBe('approval.unknown_flow')
  expect((await org.admin.ok(listApprovalFlows)).items.at(-1)).toMatchObject({ id: made.id, isArchived: true, waiting: 1 })
})

test('a flow that does not fit is refused, and every place is named', async () => {
  const twice = step()
  const refused = await org.admin.call(createApprovalFlow, {
    body: {
      name: '有误',
      definition: {
        trigger: { type: 'stage_entry', stageId: newId() },
        steps: [{ ...twice, isParallel: true, condition: { field: 'password_hash', op: 'eq', value: 'x' } }, { ...twice, approvers: [{ type: 'user', userId: newId() }] }],
      },
    },
  })
  expect(refused.code).toBe('approval.bad_flow')
  const errors = (refused.body as unknown as { errors: { path: string; code: string }[] }).errors
  expect(errors.map((one) => [one.path, one.code])).toEqual([
    ['definition.trigger.stageId', 'flow.unknown_stage'], ['definition.steps.0.isParallel', 'flow.first_is_parallel'], ['definition.steps.0.condition', 'condition.unknown_field'],
    ['definition.steps.1.id', 'flow.same_step'], ['definition.steps.1.approvers.0', 'flow.unknown_person'],
  ])
})

test('neither prototypes nor SQL get through a definition', async () => {
  const hostile = [
    { field: '__proto__', op: 'eq', value: 1 }, { field: 'title', op: 'constructor', value: 'x' }, { exists: 'toString' },
    { field: "title'; drop table deal; --", op: 'eq', value: 'x' },
  ]
  for (const condition of hostile) {
    const answer = await org.admin.call(createApprovalFlow, { body: { name: '恶意', definition: { trigger: { type: 'manual' }, condition, steps: [step()] } } as never })
    expect([answer.code, answer.status]).toEqual(['approval.bad_flow', 422])
  }
  const flow = await org.flow('注入', [{ condition: { field: 'title', op: 'contains', value: "'); drop table deal; --" } }])
  const asked = await org.rep.ok(requestApproval, { body: { flowId: flow.id, dealId: (await org.deal(org.rep)).id } })
  expect(asked).toMatchObject({ status: 'approved', steps: [{ skipped: 'condition' }] })
})
