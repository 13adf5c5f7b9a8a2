import {
  addApprover, addSubstitute, commentApproval, decideApproval, delegateApproval, getApproval, listApprovals, listSubstitutes, removeSubstitute, requestApproval,
  resubmitApproval, withdrawApproval, type Approval,
} from '@sluice/core/approvals/contract'
import { changeUser, listUsers } from '@sluice/core/identity/contract'
import { getDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, hour, type TestApp, type TestClient } from '../../testing/app.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { createApprovalOrg, type ApprovalOrg } from './approval-org.fixture.ts'

let t: TestApp
let org: ApprovalOrg
beforeAll(async () => {
  t = await createTestApp()
  org = await createApprovalOrg(t)
})
afterAll(() => t.close())

const say = (client: TestClient, id: string, decision: 'approve' | 'reject' | 'return', comment = '看过了') =>
  client.call(decideApproval, { params: { id }, body: { decision, comment } })
const yes = async (client: TestClient, id: string) => (await client.ok(decideApproval, { params: { id }, body: { decision: 'approve' } })).status
const stepsOf = (approval: Approval) => approval.steps.map((step) => step.status)
const openFor = (approval: Approval) => approval.steps.flatMap((step) => step.tasks.filter((task) => task.status === 'open').map((task) => task.user.name))

test('from the direct manager to finance: each asked in turn, told, and everything is in the timeline', async () => {
  const asked = await org.ask([{}, { approvers: [{ type: 'role', role: 'finance' }] }], {}, { comment: '客户要求本周回复' })
  expect(asked).toMatchObject({ status: 'waiting', lock: 'stage', comment: '客户要求本周回复', requestedBy: { name: '小王' }, mayWithdraw: true, myTaskId: null, askedAmountMinor: 5_000_000, round: 1 })
  expect(openFor(asked)).toEqual(['李经理'])
  expect(await yes(org.lead, asked.id)).toBe('waiting')
  expect(openFor(await org.look(asked.id))).toEqual(['钱财务', '出纳'])
  expect(await yes(org.finance, asked.id)).toBe('approved')
  const done = await org.look(asked.id)
  expect(stepsOf(done)).toEqual(['approved', 'approved'])
  expect(done.steps[1]?.tasks.map((task) => task.status)).toEqual(['approved', 'skipped'])
  expect(done.endedAt).toBe(t.clock.now().toISOString())
  const log = (await org.events(asked.deal.id)).filter((event) => event.type.startsWith('approval.'))
  expect(log.map((event) => [event.type, event.actor_id])).toEqual([
    ['approval.requested', org.rep.userId], ['approval.decided', org.lead.userId], ['approval.decided', org.finance.userId], ['approval.ended', org.finance.userId],
  ])
  expect((await org.notices(org.lead.userId)).at(-1)).toMatchObject({ kind: 'approval_asked', data: { approvalId: asked.id, number: asked.number, dealTitle: '云帆采购' } })
  expect((await org.notices(org.rep.userId)).at(-1)).toMatchObject({ kind: 'approval_ended', data: { approvalId: asked.id, status: 'approved', moved: false } })
  // One row a task, as the state says it.
  expect(await org.rows(sql<{ status: string }>`select status from approval_task where approval_id = ${asked.id} order by opened_at, status`)).toEqual([{ status: 'approved' }, { status: 'approved' }, { status: 'skipped' }])
})

test('one, all, majority', async () => {
  const people = () => [org.named(org.lead), org.named(org.east), org.named(org.finance)]
  const one = await org.ask([{ mode: 'one', approvers: people() }])
  expect(await yes(org.east, one.id)).toBe('approved')
  const all = await org.ask([{ mode: 'all', approvers: people() }])
  expect(await yes(org.lead, all.id)).toBe('waiting')
  expect(await yes(org.east, all.id)).toBe('waiting')
  expect((await say(org.finance, all.id, 'reject')).body.status).toBe('rejected')
  const most = await org.ask([{ mode: 'majority', approvers: people() }])
  expect((await say(org.lead, most.id, 'reject')).body.status).toBe('waiting')
  expect(await yes(org.east, most.id)).toBe('waiting')
  expect(await yes(org.finance, most.id)).toBe('approved')
  expect((await org.notices(org.rep.userId)).at(-2)).toMatchObject({ kind: 'approval_ended', data: { status: 'rejected', comment: '看过了' } })
})

test('two steps side by side, then one after them', async () => {
  const asked = await org.ask([{ approvers: [org.named(org.lead)] }, { isParallel: true, approvers: [org.named(org.finance)] }, { approvers: [org.named(org.east)] }])
  expect(openFor(asked)).toEqual(['李经理', '钱财务'])
  await yes(org.finance, asked.id)
  expect(openFor(await org.look(asked.id))).toEqual(['李经理'])
  await yes(org.lead, asked.id)
  expect(openFor(await org.look(asked.id))).toEqual(['东总'])
})

test('a branch is asked only of deals that its condition is true of', async () => {
  const steps = [{}, { approvers: [org.named(org.finance)], condition: { field: 'amount', op: 'gt', value: 10_000_000 } }]
  const small = await org.ask(steps, {}, {}, { amountMinor: 9_000_000 })
  expect(stepsOf(small)).toEqual(['open', 'skipped'])
  expect(small.steps[1]?.skipped).toBe('condition')
  expect(await yes(org.lead, small.id)).toBe('approved')
  const large = await org.ask(steps, {}, {}, { amountMinor: 20_000_000 })
  expect(stepsOf(large)).toEqual(['open', 'pending'])
  expect(await yes(org.lead, large.id)).toBe('waiting')
})

test('who is away is stood in for, and who stands in sees for whom', async () => {
  const now = t.clock.now().getTime()
  const absence = { substituteId: org.east.userId, from: new Date(now).toISOString(), to: new Date(now + day).toISOString() }
  const added = await org.lead.ok(addSubstitute, { body: absence })
  expect((await org.lead.ok(listSubstitutes)).items).toEqual([{ id: added.id, substitute: { id: org.east.userId, name: '东总' }, from: absence.from, to: absence.to }])
  const asked = await org.ask([{}])
  expect(asked.steps[0]?.tasks).toMatchObject([{ user: { name: '东总' }, forUser: { name: '李经理' } }])
  expect((await say(org.lead, asked.id, 'approve')).code).toBe('approval.not_yours')
  expect(await yes(org.east, asked.id)).toBe('approved')
  expect((await org.events(asked.deal.id)).find((event) => event.type === 'approval.decided')?.payload.forUserId).toBe(org.lead.userId)
  // Somebody else's absence is not theirs to end.
  expect((await org.east.call(removeSubstitute, { params: { id: added.id } })).code).toBe('record.not_found')
  await org.lead.ok(removeSubstitute, { params: { id: added.id } })
  expect(openFor(await org.ask([{}]))).toEqual(['李经理'])
  for (const body of [{ ...absence, to: absence.from }, { ...absence, substituteId: org.lead.userId }]) {
    expect((await org.lead.call(addSubstitute, { body })).code).toBe('approval.bad_absence')
  }
})

test('handed on, one more asked, and nobody asked twice', async () => {
  const asked = await org.ask([{ mode: 'all' }])
  const hand = (client: TestClient, userId: string) => client.call(delegateApproval, { params: { id: asked.id }, body: { userId, comment: '你更熟' } })
  expect((await hand(org.lead, org.rep.userId)).code).toBe('approval.own_request')
  expect((await hand(org.lead, '00000000-0000-7000-8000-000000000000')).code).toBe('approval.unknown_person')
  expect((await hand(org.rep, org.east.userId)).code).toBe('approval.not_yours')
  const handed = await hand(org.lead, org.east.userId)
  expect(handed.body.steps[0]?.tasks.map((task) => [task.user.name, task.forUser?.name ?? null, task.status])).toEqual([['李经理', null, 'delegated'], ['东总', '李经理', 'open']])
  expect((await say(org.lead, asked.id, 'approve')).code).toBe('approval.not_yours')
  await org.east.ok(addApprover, { params: { id: asked.id }, body: { userId: org.finance.userId } })
  expect((await org.east.call(addApprover, { params: { id: asked.id }, body: { userId: org.finance.userId } })).code).toBe('approval.already_asked')
  expect(await yes(org.east, asked.id)).toBe('waiting')
  expect(await yes(org.finance, asked.id)).toBe('approved')
  expect((await org.events(asked.deal.id)).filter((event) => event.type === 'approval.changed').map((event) => event.payload.what)).toEqual(['delegated', 'approver_added'])
})

test('returned for a change, asked again from the first step, and what was said stays', async () => {
  const asked = await org.ask([{}, { approvers: [org.named(org.finance)] }])
  await yes(org.lead, asked.id)
  expect((await say(org.finance, asked.id, 'return', '')).code).toBe('approval.comment_required')
  expect((await say(org.finance, asked.id, 'return', '附上预算')).body.status).toBe('returned')
  expect((await org.notices(org.rep.userId)).at(-1)).toMatchObject({ kind: 'approval_returned', data: { comment: '附上预算' } })
  expect((await org.rep.call(requestApproval, { body: { flowId: asked.flowId, dealId: asked.deal.id } })).code).toBe('approval.already_waiting')
  expect((await org.lead.call(resubmitApproval, { params: { id: asked.id }, body: {} })).code).toBe('permission.denied')
  const again = await org.rep.ok(resubmitApproval, { params: { id: asked.id }, body: { comment: '补上了' } })
  expect(again).toMatchObject({ status: 'waiting', round: 2 })
  expect(openFor(again)).toEqual(['李经理'])
  expect(again.earlier.map((task) => [task.stepName, task.user.name, task.status, task.comment])).toEqual([['第 1 步', '李经理', 'approved', ''], ['第 2 步', '钱财务', 'returned', '附上预算']])
  await yes(org.lead, asked.id)
  expect(await yes(org.finance, asked.id)).toBe('approved')
  expect((await org.rep.call(resubmitApproval, { params: { id: asked.id }, body: {} })).code).toBe('approval.ended')
})

test('taken back by who asked or an administrator, and then it is over', async () => {
  const asked = await org.ask([{}])
  expect((await org.lead.call(withdrawApproval, { params: { id: asked.id }, body: {} })).code).toBe('permission.denied')
  expect((await org.rep.ok(withdrawApproval, { params: { id: asked.id }, body: { comment: '客户改主意' } })).status).toBe('withdrawn')
  expect((await say(org.lead, asked.id, 'approve')).code).toBe('approval.ended')
  expect((await org.rep.call(withdrawApproval, { params: { id: asked.id }, body: {} })).code).toBe('approval.ended')
  const stuck = await org.ask([{}])
  expect((await org.admin.ok(withdrawApproval, { params: { id: stuck.id }, body: {} })).status).toBe('withdrawn')
})

test('a deadline reminds once and escalates; the one asked besides can settle it', async () => {
  const asked = await org.ask([{ dueHours: 24, escalateTo: { type: 'team_lead', levels: 1 } }])
  const pass = () => t.app.schedule.round(['approval_deadlines'])
  await pass()
  expect(openFor(await org.look(asked.id))).toEqual(['李经理'])
  t.clock.advance(25 * hour)
  expect((await org.look(asked.id)).steps[0]?.tasks[0]?.isOverdue).toBe(true)
  await pass()
  await pass()
  const late = await org.look(asked.id)
  expect(late.steps[0]?.tasks.map((task) => [task.user.name, task.isEscalation])).toEqual([['李经理', false], ['东总', true]])
  expect((await org.notices(org.lead.userId)).filter((one) => one.kind === 'approval_reminder' && one.data.approvalId === asked.id)).toHaveLength(1)
  expect((await org.notices(org.east.userId)).filter((one) => one.kind === 'approval_escalated' && one.data.approvalId === asked.id)).toHaveLength(1)
  expect((await org.events(asked.deal.id)).filter((event) => event.type === 'approval.changed').map((event) => [event.payload.what, event.payload.userId, event.actor_id]))
    .toEqual([['reminded', org.lead.userId, null], ['escalated', org.east.userId, null]])
  expect(await yes(org.east, asked.id)).toBe('approved')
})

test('two approvers at the same moment: one word each, nothing lost', async () => {
  for (let round = 0; round < 3; round++) {
    const asked = await org.ask([{ mode: 'all', approvers: [org.named(org.lead), org.named(org.east), org.named(org.finance)] }])
    const answers = await Promise.all([org.lead, org.lead, org.east, org.east, org.finance].map((client) => say(client, asked.id, 'approve')))
    expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(3)
    const done = await org.look(asked.id)
    expect(done.status).toBe('approved')
    const log = (await org.events(asked.deal.id)).filter((event) => event.type === 'approval.decided' || event.type === 'approval.ended')
    expect(log.map((event) => event.type)).toEqual(['approval.decided', 'approval.decided', 'approval.decided', 'approval.ended'])
    expect(done.version).toBe(4)
  }
})

test('a request and its twin at the same moment: one waits', async () => {
  const flow = await org.flow('一次', [{}])
  const deal = await org.deal(org.rep)
  const answers = await Promise.all([1, 2].map(() => org.rep.call(requestApproval, { body: { flowId: flow.id, dealId: deal.id } })))
  expect(answers.map((answer) => answer.code ?? 'ok').toSorted()).toEqual(['approval.already_waiting', 'ok'])
})

test('granted with a target: the deal is moved there in the name of who asked', async () => {
  const [, second] = org.stages
  const asked = await org.ask([{}], {}, { target: second })
  expect((await org.rep.ok(getDeal, { params: { id: asked.deal.id } })).stageId).toBe(org.stages[0])
  await yes(org.lead, asked.id)
  expect((await org.rep.ok(getDeal, { params: { id: asked.deal.id } })).stageId).toBe(second)
  const log = await org.events(asked.deal.id)
  expect(log.map((event) => event.type)).toEqual(['deal.created', 'approval.requested', 'approval.decided', 'approval.ended', 'deal.moved'])
  expect(log.at(-1)?.actor_id).toBe(org.rep.userId)
  expect((await org.notices(org.rep.userId)).at(-1)?.data).toMatchObject({ moved: true, missing: '' })
  const toWin = await org.ask([{}], {}, { target: 'won' })
  await yes(org.lead, toWin.id)
  expect((await org.rep.ok(getDeal, { params: { id: toWin.deal.id } })).status).toBe('won')
})

test('granted, but the way is barred: the grant stands, nothing is half done, the requester is told', async () => {
  const asked = await org.ask([{}], {}, { target: org.stages[2] })
  await t.db.write(org.orgId, (tx) => tx.updateTable('stage').set({ archived_at: t.clock.now().toISOString() }).where('id', '=', org.stages[2]).execute())
  expect(await yes(org.lead, asked.id)).toBe('approved')
  await t.db.write(org.orgId, (tx) => tx.updateTable('stage').set({ archived_at: null }).where('id', '=', org.stages[2]).execute())
  expect((await org.rep.ok(getDeal, { params: { id: asked.deal.id } })).stageId).toBe(org.stages[0])
  const log = await org.events(asked.deal.id)
  expect(log.map((event) => event.type)).toEqual(['deal.created', 'approval.requested', 'approval.decided', 'approval.ended', 'approval.changed'])
  expect(log.at(-1)?.payload).toMatchObject({ what: 'move_refused', comment: '阶段不存在，或不属于此销售流程。' })
  expect((await org.notices(org.rep.userId)).at(-1)?.data).toMatchObject({ status: 'approved', moved: false, missing: '阶段不存在，或不属于此销售流程。' })
})

test('boxes: what waits for me, what I sent, what I decided, what I may see; paged', async () => {
  const fresh = await createApprovalOrg(t)
  const made: Approval[] = []
  for (let i = 0; i < 3; i++) {
    t.clock.advance(1000)
    made.push(await fresh.ask([{}]))
  }
  const newestFirst = made.map((one) => one.id).toReversed()
  const box = async (client: TestClient, query: Parameters<typeof fresh.rep.ok<typeof listApprovals>>[1] = {}) => (await client.ok(listApprovals, query)).items.map((one) => one.id)
  const mine = await fresh.lead.ok(listApprovals)
  expect([mine.items.map((one) => one.id), mine.waitingForMe, mine.items[0]?.myTaskId !== null]).toEqual([newestFirst, 3, true])
  expect(await box(fresh.rep, { query: { box: 'sent' } })).toEqual(newestFirst)
  expect(await box(fresh.rep)).toEqual([])
  await yes(fresh.lead, newestFirst[0] ?? '')
  expect(await box(fresh.lead, { query: { box: 'done' } })).toEqual([newestFirst[0]])
  expect(await box(fresh.lead)).toEqual(newestFirst.slice(1))
  // Finance sees all deals, another rep none of these.
  expect(await box(fresh.finance, { query: { box: 'all' } })).toEqual(newestFirst)
  expect(await box(fresh.other, { query: { box: 'all' } })).toEqual([])
  expect(await box(fresh.admin, { query: { box: 'all', status: 'waiting' } })).toEqual(newestFirst.slice(1))
  expect(await box(fresh.admin, { query: { box: 'all', deal: made[1]?.deal.id ?? '' } })).toEqual([made[1]?.id])
  const first = await fresh.admin.ok(listApprovals, { query: { box: 'all', limit: 2 } })
  const rest = await fresh.admin.ok(listApprovals, { query: { box: 'all', limit: 2, cursor: first.nextCursor ?? '' } })
  expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(newestFirst)
  expect(rest.nextCursor).toBeNull()
})

test('an approver reads the approval of a deal out of reach, and the deal itself stays shut', async () => {
  const asked = await org.ask([{ approvers: [org.named(org.other)] }])
  expect((await org.other.ok(getApproval, { params: { id: asked.id } })).deal.title).toBe('云帆采购')
  expect((await org.other.call(getDeal, { params: { id: asked.deal.id } })).code).toBe('record.not_found')
  expect(await yes(org.other, asked.id)).toBe('approved')
  // Asked once, it may be looked up later.
  expect((await org.other.ok(getApproval, { params: { id: asked.id } })).status).toBe('approved')
})

test('whoever is asked hears of it at once, though the deal is out of reach; others do not', async () => {
  const fresh = await org.user('rep', '旁人')
  const heard = new Map<string, { type: string; subjectId: string }[]>([[org.other.userId, []], [fresh.userId, []]])
  const stop = await Promise.all([org.other, fresh].map(async (client) => {
    const viewer = await t.db.read(org.orgId, (tx) => viewerOf(tx, org.orgId, client.userId))
    return t.app.api.live.listen({ viewer, send: ({ type, subjectId }) => void (type.startsWith('approval.') && heard.get(client.userId)?.push({ type, subjectId })), end: () => undefined })
  }))
  const asked = await org.ask([{ approvers: [org.named(org.other)] }])
  // What earlier tests did may be told only now.
  const of = ({ userId }: TestClient) => heard.get(userId)?.flatMap(({ type, subjectId }) => (subjectId === asked.deal.id ? [type] : []))
  await expect.poll(() => of(org.other), { timeout: 200_000 }).toEqual(['approval.requested'])
  stop.forEach((one) => one())
  expect(of(fresh)).toEqual([])
})

test('who was not asked and does not see the deal can neither read nor act; nor can another organisation', async () => {
  const asked = await org.ask([{}])
  const elsewhere = await createApprovalOrg(t)
  for (const stranger of [org.other, elsewhere.admin, elsewhere.lead]) {
    const { id } = asked
    const answers = [
      await stranger.call(getApproval, { params: { id } }),
      await say(stranger, id, 'approve'),
      await stranger.call(withdrawApproval, { params: { id }, body: {} }),
      await stranger.call(resubmitApproval, { params: { id }, body: {} }),
      await stranger.call(delegateApproval, { params: { id }, body: { userId: stranger.userId } }),
      await stranger.call(addApprover, { params: { id }, body: { userId: stranger.userId } }),
      await stranger.call(commentApproval, { params: { id }, body: { text: '路过' } }),
    ]
    expect(answers.map((answer) => answer.code)).toEqual(Array.from({ length: 7 }, () => 'record.not_found'))
    expect((await stranger.call(requestApproval, { body: { flowId: asked.flowId, dealId: asked.deal.id } })).code).toBe('record.not_found')
  }
  // Seeing the deal is not being asked.
  expect((await say(org.finance, asked.id, 'approve')).code).toBe('approval.not_yours')
  expect((await say(org.rep, asked.id, 'approve')).code).toBe('approval.not_yours')
  // Nor may who only looks at the deal ask about it.
  expect((await org.finance.call(requestApproval, { body: { flowId: asked.flowId, dealId: asked.deal.id } })).code).toBe('permission.denied')
})

test('a remark reaches those involved and decides nothing', async () => {
  const asked = await org.ask([{}])
  const said = await org.finance.ok(commentApproval, { params: { id: asked.id }, body: { text: '账期要 30 天' } })
  expect(said).toMatchObject({ status: 'waiting', comments: [{ author: { name: '钱财务' }, text: '账期要 30 天' }] })
  for (const userId of [org.rep.userId, org.lead.userId]) expect((await org.notices(userId)).at(-1)).toMatchObject({ kind: 'approval_comment', data: { comment: '账期要 30 天' } })
})

test('a remark after the end leaves the end where it was', async () => {
  const asked = await org.ask([{}])
  await yes(org.lead, asked.id)
  const { endedAt } = await org.look(asked.id)
  t.clock.advance(hour)
  const said = await org.rep.ok(commentApproval, { params: { id: asked.id }, body: { text: '谢谢' } })
  expect(said).toMatchObject({ status: 'approved', endedAt })
  expect((await org.events(asked.deal.id)).filter((event) => event.type === 'approval.ended')).toHaveLength(1)
})

test('tasks of somebody who was disabled go to whom the step asks now', async () => {
  const fresh = await createApprovalOrg(t)
  const asked = await fresh.ask([{}])
  const user = (await fresh.admin.ok(listUsers)).items.find((one) => one.id === fresh.lead.userId)
  await fresh.admin.ok(changeUser, { params: { id: fresh.lead.userId }, version: user?.version ?? 0, body: { status: 'disabled' } })
  await t.app.schedule.round(['approval_deadlines'])
  expect(openFor(await fresh.look(asked.id))).toEqual(['东总'])
  expect(await yes(fresh.east, asked.id)).toBe('approved')
})

test('nobody approves their own request: for the head it is the next in line, for the only administrator nobody', async () => {
  const flow = await org.flow('主管', [{}])
  const deal = await org.deal(org.lead)
  expect(openFor(await org.lead.ok(requestApproval, { body: { flowId: flow.id, dealId: deal.id } }))).toEqual(['东总'])
  const own = await org.flow('管理员', [{ approvers: [{ type: 'role', role: 'admin' }] }])
  const alone = await org.admin.call(requestApproval, { body: { flowId: own.id, dealId: (await org.deal(org.admin)).id } })
  expect([alone.code, alone.text.includes('第 1 步')]).toEqual(['approval.nobody', true])
})
