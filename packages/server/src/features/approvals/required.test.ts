import { changeApprovalFlow, decideApproval, requestApproval } from '@sluice/core/approvals/contract'
import { createProduct } from '@sluice/core/catalog/contract'
import { getGate, recordMilestone } from '@sluice/core/gates/contract'
import { bulkChangeDeals, changeDeal, createDeal, getDeal, loseDeal, moveDeal, setDealProducts, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { createApprovalOrg, type ApprovalOrg } from './approval-org.fixture.ts'

/** What flows guard is refused until they have granted it, on every way. */
let t: TestApp
let org: ApprovalOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createApprovalOrg(t)
})
afterAll(() => t.close())
// One flow at a time: each test sees its own alone.
beforeEach(() => t.db.write(org.orgId, (tx) => tx.updateTable('approval_flow').set({ is_active: false }).execute()))

const guard = (trigger: object, more: object = {}) => org.flow('审批', [{}], { trigger, lock: 'none', ...more })
const move = (id: string, stageId: string) => org.rep.call(moveDeal, { params: { id }, body: { stageId } })
/** Asked by the rep and granted by the lead. */
async function grant(flowId: string, dealId: string, target: string | null = null) {
  const asked = await org.rep.ok(requestApproval, { body: { flowId, dealId, target } })
  t.clock.advance(1000)
  expect((await org.lead.ok(decideApproval, { params: { id: asked.id }, body: { decision: 'approve' } })).status).toBe('approved')
}
const stageOf = async (id: string) => (await org.rep.ok(getDeal, { params: { id } })).stageId

test('entering a stage: refused with the name of the flow, shown in the gate, and open once granted', async () => {
  const [first, second, third] = org.stages
  const flow = await guard({ type: 'stage_entry', stageId: second })
  const { id } = await org.deal(org.rep)
  const refused = await move(id, second)
  expect([refused.code, refused.status]).toEqual(['approval.required', 422])
  expect(refused.text).toContain('审批')
  expect((refused.body as unknown as { data: Record<string, unknown> }).data).toMatchObject({ dealId: id, flowId: flow.id, name: '审批', flows: [{ flowId: flow.id, name: '审批' }], report: { passes: false, lacking: 1 } })
  const report = await org.rep.ok(getGate, { params: { id }, query: { to: second } })
  expect(report).toMatchObject({ passes: false, lacking: 1, standings: [{ criterion: { type: 'approval', flowId: flow.id }, side: 'entry', stageId: second, status: 'missing', stops: true, asks: '审批「审批」通过' }] })
  // Skipping it gets nobody around it, nor does a role.
  expect((await move(id, third)).code).toBe('approval.required')
  expect((await org.rep.call(winDeal, { params: { id }, body: {} })).code).toBe('approval.required')
  expect((await org.admin.call(moveDeal, { params: { id }, body: { stageId: second, override: { reason: '赶时间' } } })).code).toBe('approval.required')
  expect((await org.admin.ok(bulkChangeDeals, { body: { ids: [id], stageId: second } })).refused).toEqual([{ id, code: 'approval.required', missing: 1 }])
  expect(await stageOf(id)).toBe(first)

  await grant(flow.id, id)
  expect((await org.rep.ok(getGate, { params: { id }, query: { to: second } }))).toMatchObject({ passes: true, standings: [{ status: 'met' }] })
  expect((await move(id, second)).status).toBe(200)
  // A grant is used up by the stay in which it was given.
  t.clock.advance(1000)
  expect((await move(id, first)).status).toBe(200)
  t.clock.advance(1000)
  expect((await move(id, second)).code).toBe('approval.required')
})

test('asked for with a target, the grant moves the deal', async () => {
  const [, second] = org.stages
  const flow = await guard({ type: 'stage_exit', stageId: org.stages[0] })
  const { id } = await org.deal(org.rep)
  expect((await move(id, second)).code).toBe('approval.required')
  await grant(flow.id, id, second)
  expect(await stageOf(id)).toBe(second)
})

test('a loss and a drop within the column need no approval', async () => {
  const flow = await guard({ type: 'stage_exit', stageId: org.stages[0] })
  const { id } = await org.deal(org.rep)
  expect((await move(id, org.stages[0])).status).toBe(200)
  const [reason] = await org.rows(sql<{ id: string }>`select id from loss_reason where parent_id is not null and not asks_text and not asks_competitor limit 1`)
  expect((await org.rep.call(loseDeal, { params: { id }, body: { reasonId: reason?.id ?? '' } })).status).toBe(200)
  expect(flow.isActive).toBe(true)
})

test('a deal is made in its first stage; beyond a guarded one it is not', async () => {
  await guard({ type: 'stage_entry', stageId: org.stages[1] })
  const make = (stageId: string) => org.rep.call(createDeal, { body: { title: '直接', pipelineId: org.pipelineId, stageId } })
  expect((await make(org.stages[1])).code).toBe('approval.required')
  expect((await make(org.stages[2])).code).toBe('approval.required')
  expect((await make(org.stages[0])).status).toBe(201)
})

test('the win of large deals only: the condition is judged by the amount that it would be won with', async () => {
  await guard({ type: 'stage_entry', stageId: 'won' }, { condition: { field: 'amount', op: 'gt', value: 100_000_000 } })
  const small = await org.deal(org.rep, { amountMinor: 90_000_000 })
  expect((await org.rep.call(winDeal, { params: { id: small.id }, body: { amountMinor: 110_000_000 } })).code).toBe('approval.required')
  expect((await org.rep.call(winDeal, { params: { id: small.id }, body: {} })).status).toBe(200)
})

test('an amount over the threshold: granted for that amount, in every stage, and for no other', async () => {
  const flow = await guard({ type: 'amount', over: 100_000_000 })
  const { id, version } = await org.deal(org.rep, { amountMinor: 150_000_000 })
  expect((await move(id, org.stages[1])).code).toBe('approval.required')
  await grant(flow.id, id)
  expect((await move(id, org.stages[1])).status).toBe(200)
  t.clock.advance(1000)
  expect((await move(id, org.stages[2])).status).toBe(200)
  await org.rep.ok(changeDeal, { params: { id }, version: version + 2, body: { amountMinor: 160_000_000 } })
  expect((await org.rep.call(winDeal, { params: { id }, body: {} })).code).toBe('approval.required')
  expect((await org.rep.call(winDeal, { params: { id }, body: { amountMinor: 150_000_000 } })).status).toBe(200)
  // In another currency nobody can tell.
  const dollars = await org.deal(org.rep, { amountMinor: 100, currency: 'USD' })
  expect((await move(dollars.id, org.stages[1])).code).toBe('approval.required')
})

test('a discount from the list price', async () => {
  const flow = await guard({ type: 'discount', percent: 10 })
  const product = await org.admin.ok(createProduct, { body: { name: '平台', priceMinor: 10_000_000 } })
  const { id } = await org.deal(org.rep, { amountMinor: 9_000_000, products: [{ id: product.id, quantity: 1, priceMinor: 8_000_000 }] })
  expect((await org.rep.ok(getGate, { params: { id }, query: { to: org.stages[1] } })).passes).toBe(true)
  await org.rep.ok(setDealProducts, { params: { id }, body: { products: [{ id: product.id, quantity: 2, priceMinor: 4_500_000 }] } })
  expect((await move(id, org.stages[1])).code).toBe('approval.required')
  await grant(flow.id, id)
  expect((await move(id, org.stages[1])).status).toBe(200)
})

test('a guarded field waits for its approval, singly and in bulk; others do not', async () => {
  const flow = await guard({ type: 'field_change', field: 'owner' }, { condition: { field: 'amount', op: 'gt', value: 1_000_000 } })
  const { id, version } = await org.deal(org.rep)
  const small = await org.deal(org.rep, { amountMinor: 1000 })
  const refused = await org.admin.call(changeDeal, { params: { id }, version, body: { ownerId: org.other.userId } })
  expect([refused.code, (refused.body as unknown as { data: unknown }).data]).toMatchObject(['approval.required', { flowId: flow.id, field: 'owner', name: '审批' }])
  expect(await org.admin.ok(bulkChangeDeals, { body: { ids: [id, small.id], ownerId: org.other.userId } }))
    .toEqual({ changed: [small.id], refused: [{ id, code: 'approval.required' }] })
  await org.rep.ok(changeDeal, { params: { id }, version, body: { note: '无妨' } })
})

test('the grant makes the change that was asked for, as who asked; the lock of the whole deal does not stand in its way', async () => {
  const flow = await guard({ type: 'field_change', field: 'amount' }, { lock: 'all' })
  const { id, version } = await org.deal(org.rep)
  expect((await org.rep.call(changeDeal, { params: { id }, version, body: { amountMinor: 700 } })).code).toBe('approval.required')
  const ask = (change: { field: string; value: unknown } | null) => org.rep.call(requestApproval, { body: { flowId: flow.id, dealId: id, change } })
  for (const wrong of [null, { field: 'title', value: '别的' }, { field: 'amount', value: -5 }, { field: 'amount', value: '很多' }, { field: '__proto__', value: 1 }]) {
    expect((await ask(wrong)).code).toBe('approval.bad_change')
  }
  const asked = await ask({ field: 'amount', value: 700 })
  expect(asked.body.change).toEqual({ field: 'amount', label: { zh: '金额', en: 'Amount' }, value: 700, names: {} })
  expect((await org.rep.call(changeDeal, { params: { id }, version, body: { note: '锁着' } })).code).toBe('deal.locked')
  await org.lead.ok(decideApproval, { params: { id: asked.body.id }, body: { decision: 'approve' } })
  expect(await org.rep.ok(getDeal, { params: { id } })).toMatchObject({ amountMinor: 700, version: version + 1 })
  expect((await org.events(id)).at(-1)).toMatchObject({ type: 'deal.changed', actor_id: org.rep.userId, payload: { changes: { amountMinor: [5_000_000, 700] } } })
  // Once, not for ever.
  expect((await org.rep.call(changeDeal, { params: { id }, version: version + 1, body: { amountMinor: 800 } })).code).toBe('approval.required')
})

test('a change that cannot be made any more: the grant stands, and the requester is told', async () => {
  const flow = await guard({ type: 'field_change', field: 'owner' })
  const { id } = await org.deal(org.rep)
  // Reps give deals to themselves alone.
  const asked = await org.rep.ok(requestApproval, { body: { flowId: flow.id, dealId: id, change: { field: 'owner', value: org.other.userId } } })
  expect(asked.change?.names).toEqual({ [org.other.userId]: '外人' })
  expect((await org.lead.ok(decideApproval, { params: { id: asked.id }, body: { decision: 'approve' } })).status).toBe('approved')
  expect((await org.rep.ok(getDeal, { params: { id } })).owner?.id).toBe(org.rep.userId)
  expect((await org.events(id)).at(-1)).toMatchObject({ type: 'approval.changed', payload: { what: 'change_refused', comment: '负责人不存在、已停用，或不在您可分配的范围内。' } })
})

test('a quote is recorded as sent once its approval is granted at the present amount', async () => {
  const flow = await guard({ type: 'quote' })
  const { id, version } = await org.deal(org.rep)
  const quote = () => org.rep.call(recordMilestone, { params: { id }, body: { kind: 'quote_sent' } })
  expect((await quote()).code).toBe('approval.required')
  expect((await org.rep.call(recordMilestone, { params: { id }, body: { kind: 'demo_held' } })).status).toBe(201)
  await grant(flow.id, id)
  expect((await quote()).status).toBe(201)
  await org.rep.ok(changeDeal, { params: { id }, version, body: { amountMinor: 1 } })
  expect((await quote()).code).toBe('approval.required')
})

test('locks: the stage, or the whole deal, while it waits and no longer', async () => {
  for (const lock of ['stage', 'all'] as const) {
    const flow = await org.flow(lock, [{}], { lock })
    const { id, version } = await org.deal(org.rep)
    const asked = await org.rep.ok(requestApproval, { body: { flowId: flow.id, dealId: id } })
    expect((await move(id, org.stages[1])).code).toBe('deal.locked')
    const change = await org.rep.call(changeDeal, { params: { id }, version, body: { note: '改一下' } })
    expect(change.code).toBe(lock === 'all' ? 'deal.locked' : undefined)
    await org.lead.ok(decideApproval, { params: { id: asked.id }, body: { decision: 'return', comment: '补材料' } })
    // Returned, it is to be changed.
    expect((await move(id, org.stages[1])).status).toBe(200)
  }
})

test('a flow that is switched off guards nothing', async () => {
  const flow = await guard({ type: 'stage_entry', stageId: org.stages[1] })
  await org.admin.ok(changeApprovalFlow, { params: { id: flow.id }, version: flow.version, body: { isActive: false } })
  expect((await move((await org.deal(org.rep)).id, org.stages[1])).status).toBe(200)
})
