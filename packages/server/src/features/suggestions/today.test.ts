import { createAction, finishAction, reopenAction } from '@sluice/core/actions/contract'
import { logActivity, removeActivity } from '@sluice/core/activities/contract'
import { changeResponsePolicy } from '@sluice/core/answering/contract'
import { createApprovalFlow, requestApproval } from '@sluice/core/approvals/contract'
import { acceptLead } from '@sluice/core/assignment/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { changeLead, createLead } from '@sluice/core/leads/contract'
import { changeDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { getAdvanceQuotas, getToday, setAdvanceQuota, snoozeItem, unsnoozeItem, type TeamQuotas } from '@sluice/core/suggestions/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'
import { followLog } from '../../testing/follow-log.ts'
import { answers } from '../answering/answers.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const items = async (who: TestClient, scope: 'mine' | 'team' = 'mine') => (await who.ok(getToday, { query: { scope } })).items
const dwellDays = (org: TestOrg, days: number) => t.db.write(org.orgId, (tx) => sql`update stage set dwell_days = ${days} where org_id = ${org.orgId}`.execute(tx))

test('one list in the order in which it matters, each with its reason; a record once', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const mine = { ownerId: rep.userId, teamId: rep.teamId }
  t.clock.set('2026-03-01T16:30:00.000Z') // 00:30 on the 2nd in Shanghai
  await dwellDays(org, 20)
  const ago = (days: number) => new Date(t.clock.now().getTime() - days * day).toISOString()
  const account = await rep.ok(createAccount, { body: { name: '云帆', phone: '010-65529988' } })
  const due = await arrangeDeal(t, org, { ...mine, accountId: account.id, title: '今天', nextStep: '回访', nextStepDue: '2026-03-02', expectedCloseOn: '2026-03-31', amountMinor: 500 })
  await arrangeDeal(t, org, { ...mine, title: '明天', nextStep: '回访', nextStepDue: '2026-03-03', amountMinor: 700, at: ago(60) })
  const stale = await arrangeDeal(t, org, { ...mine, title: '放久了', amountMinor: 90_000_000, at: ago(60) })
  const both = await arrangeDeal(t, org, { ...mine, title: '又晚又久', nextStep: '发报价', nextStepDue: '2026-02-20', amountMinor: 100_000, at: ago(30) })
  await arrangeDeal(t, org, { title: '别人的', nextStep: 'x', nextStepDue: '2026-03-01' })
  const lead = await rep.ok(createLead, { body: { name: '张伟', phone: '13800138000', nextStep: '首次电话', nextStepDue: '2026-03-01' } })
  const task = await rep.ok(createAction, { body: { title: '整理资料', assigneeId: rep.userId } })
  await rep.ok(createAction, { body: { title: '下周的', assigneeId: rep.userId, dueOn: '2026-03-09' } })

  const answer = await rep.ok(getToday)
  expect(answer).toMatchObject({ date: '2026-03-02', isCut: false, withoutNextStep: 1, newLeads: 1, activitiesToday: 0, closingThisMonth: { count: 1, amountMinor: 500 }, quota: null })
  const shown = answer.items.map((item) => [item.title, item.reasons.map((reason) => [reason.code, reason.days])])
  expect(shown).toEqual([
    ['又晚又久', [['step.late', 10], ['stalled.stage', 30]]],
    ['放久了', [['stalled.stage', 60]]],
    ['张伟', [['step.late', 1]]],
    ['今天', [['step.today', null]]],
    ['整理资料', [['task.open', null]]],
  ])
  expect(answer.items.find((item) => item.subjectId === due.id)).toMatchObject({ key: `deal:${due.id}`, what: '回访', dueOn: '2026-03-02', phone: '010-65529988', accountName: '云帆', amountMinor: 500, canWrite: true, version: 1 })
  expect(answer.items.find((item) => item.subjectId === lead.id)).toMatchObject({ phone: '13800138000', what: '首次电话', suggestion: null })
  // The top suggestion of a deal goes along.
  expect(answer.items.find((item) => item.subjectId === both.id)?.suggestion).toMatchObject({ kind: 'step_overdue', act: 'log', data: { days: 10, step: '发报价' } })
  expect(answer.items.find((item) => item.subjectId === stale.id)?.suggestion).toMatchObject({ kind: 'no_next_step', act: 'next_step' })
  expect(answer.items.find((item) => item.subjectId === task.id)).toMatchObject({ kind: 'task', subjectType: 'action', what: '整理资料' })

  // A rep sees no more as a team; who sees all has everybody's day, with the owners; a neighbour and another organisation have none of it.
  expect((await items(rep, 'team')).map((item) => item.key)).toEqual(answer.items.map((item) => item.key))
  const admin = await org.user('admin', '乙')
  expect(await items(admin)).toEqual([])
  const all = await items(admin, 'team')
  expect(all.map((item) => [item.title, item.owner?.name]).toSorted()).toEqual([['今天', '甲'], ['别人的', '管理员'], ['又晚又久', '甲'], ['张伟', '甲'], ['整理资料', '甲'], ['放久了', '甲']].toSorted())
  const neighbour = await org.user('rep', '丙')
  expect(await items(neighbour, 'team')).toEqual([])
  expect(await items((await t.org()).admin, 'team')).toEqual([])
})

test('a lead to be answered, a hand-over and an approval come in, and go when they are done', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const boss = await org.user('manager', '经理', rep.teamId)
  t.clock.set('2026-03-02T02:00:00.000Z') // Monday, 10:00 in Shanghai
  await org.admin.ok(changeResponsePolicy, { version: 0, body: { isOn: true } }).catch(async () => org.admin.ok(changeResponsePolicy, { version: 1, body: { isOn: true } }))
  const lead = await org.admin.ok(createLead, { body: { name: '张伟', phone: '13800138000' } })
  await org.admin.ok(changeLead, { params: { id: lead.id }, version: lead.version, body: { ownerId: rep.userId } })
  // The clock that the log begins, so that none comes beside the one below.
  await followLog(t.db, answers(t.clock), org.orgId)
  await t.db.write(org.orgId, async (tx) => {
    await sql`delete from response_clock where org_id = ${org.orgId}`.execute(tx)
    await sql`insert into response_clock (org_id, id, lead_id, owner_id, n, first_started_at, started_at, target_minutes, due_at)
      values (${org.orgId}, ${newId()}, ${lead.id}, ${rep.userId}, 1, ${t.clock.now().toISOString()}, ${t.clock.now().toISOString()}, 30, ${new Date(t.clock.now().getTime() + hour / 2).toISOString()})`.execute(tx)
    await tx.insertInto('hand_over').values({ org_id: org.orgId, id: newId(), lead_id: lead.id, at: t.clock.now().toISOString(), to_id: rep.userId, note: '' }).execute()
  })
  expect(await items(rep)).toMatchObject([{ key: `lead:${lead.id}`, kind: 'response', mayAccept: true, reasons: [{ code: 'response.running', dueAt: '2026-03-02T02:30:00.000Z' }, { code: 'hot.handed' }] }])
  t.clock.advance(hour)
  expect((await items(rep))[0]?.reasons[0]).toMatchObject({ code: 'response.late' })
  // Whoever looks at the team sees it too, and may not accept it.
  expect(await items(boss, 'team')).toMatchObject([{ key: `lead:${lead.id}`, mayAccept: false }])
  await rep.ok(acceptLead, { params: { id: lead.id } })
  await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, outcome: 'connected' } })
  expect((await items(rep)).filter((item) => item.reasons.some((reason) => reason.code === 'hot.handed'))).toEqual([])

  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '要折扣', nextStep: '等批复', nextStepDue: '2026-03-20' })
  const flow = await org.admin.ok(createApprovalFlow, { body: { name: '折扣', definition: { trigger: { type: 'manual' }, lock: 'none', steps: [{ id: newId(), name: '经理', approvers: [{ type: 'user', userId: boss.userId }] }] } } })
  const approval = await rep.ok(requestApproval, { body: { flowId: flow.id, dealId: deal.id, comment: '老客户' } })
  expect((await items(boss)).find((item) => item.kind === 'approval')).toMatchObject({ approvalId: approval.id, title: '要折扣', what: '折扣', reasons: [{ code: 'approval.waiting', words: '甲：老客户' }] })
  expect((await items(rep)).some((item) => item.kind === 'approval')).toBe(false)
})

test('what is put off comes back at its instant, for this person alone, and at once when it is taken back', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const boss = await org.user('manager', '经理', rep.teamId)
  t.clock.set('2026-03-02T02:00:00.000Z')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, nextStep: '回访', nextStepDue: '2026-03-02' })
  const params = { key: `deal:${deal.id}` }
  await rep.ok(snoozeItem, { params, body: { until: '2026-03-02T06:00:00Z' } })
  expect((await items(rep))[0]?.snoozedUntil).toBe('2026-03-02T06:00:00.000Z')
  expect((await items(boss, 'team'))[0]?.snoozedUntil).toBeNull()
  await rep.ok(unsnoozeItem, { params })
  expect((await items(rep))[0]?.snoozedUntil).toBeNull()
  await rep.ok(snoozeItem, { params, body: { until: '2026-03-02T05:00:00Z' } })
  await rep.ok(snoozeItem, { params, body: { until: '2026-03-02T04:00:00Z' } })
  t.clock.set('2026-03-02T03:59:59.000Z')
  expect((await items(rep))[0]?.snoozedUntil).toBe('2026-03-02T04:00:00.000Z')
  t.clock.set('2026-03-02T04:00:00.000Z')
  expect((await items(rep))[0]?.snoozedUntil).toBeNull()
  const code = async (until: string, key = params.key) => (await rep.call(snoozeItem, { params: { key }, body: { until } })).code
  expect(await code('2026-03-02T03:00:00Z')).toBe('day.snooze_in_the_past')
  expect(await code('2026-07-02T03:00:00Z')).toBe('day.snooze_in_the_past')
  expect(await code('2026-03-03T03:00:00Z', 'everything')).toBe('request.invalid')
})

test('done and taken back: a logged step, a task', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  t.clock.set('2026-03-02T02:00:00.000Z')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, nextStep: '回访', nextStepDue: '2026-03-02' })
  const activity = await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deal.id, outcome: 'connected', nextStep: '发报价', nextStepDue: '2026-03-05' } })
  expect(await items(rep)).toEqual([])
  await rep.ok(removeActivity, { params: { id: activity.id } })
  await rep.ok(changeDeal, { params: { id: deal.id }, version: 2, body: { nextStep: '回访', nextStepDue: '2026-03-02' } })
  expect(await items(rep)).toMatchObject([{ subjectId: deal.id, what: '回访' }])
  const task = await rep.ok(createAction, { body: { title: '整理资料', assigneeId: rep.userId, dueOn: '2026-03-01' } })
  await rep.ok(finishAction, { params: { id: task.id }, body: {} })
  expect((await items(rep)).some((item) => item.kind === 'task')).toBe(false)
  await rep.ok(reopenAction, { params: { id: task.id } })
  expect((await items(rep)).find((item) => item.kind === 'task')).toMatchObject({ reasons: [{ code: 'task.late', days: 1 }] })
})

test('an advance quota: set by who leads the team, had from above, counted from this week on', async () => {
  t.clock.set('2026-03-04T02:00:00.000Z') // Wednesday
  const org = await t.org()
  const [manager, rep] = [await org.user('manager'), await org.user('rep')]
  expect((await rep.ok(getToday)).quota).toBeNull()
  expect([(await rep.ok(getAdvanceQuotas)).items, (await rep.call(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: 1 } })).code]).toEqual([[], 'permission.denied'])
  const quotas = (answer: TeamQuotas) => answer.items.map(({ team, perWeek, fromAbove }) => [team.id, perWeek, fromAbove])
  const all = quotas(await org.admin.ok(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: 10 } }))
  expect(all[0]).toEqual([org.rootTeamId, 10, null])
  expect(all).toContainEqual([rep.teamId, null, 10])
  expect((await org.admin.call(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: 0 } })).status).toBe(400)
  expect((await rep.ok(getToday)).quota).toEqual({ perWeek: 10, done: 0, weekStart: '2026-03-02', teamId: org.rootTeamId })

  const mine = { ownerId: rep.userId, teamId: rep.teamId }
  const deal = await arrangeDeal(t, org, { ...mine, title: '推进' })
  const { stages } = (await rep.ok(listPipelines)).items.find(({ stages: all }) => all.some(({ id }) => id === deal.stageId)) ?? { stages: [] }
  const next = stages[stages.findIndex(({ id }) => id === deal.stageId) + 1]
  await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: next?.id ?? '', override: { reason: '测试' } } })
  expect((await rep.ok(getToday)).quota?.done).toBe(1)
  t.clock.set('2026-03-09T02:00:00.000Z') // the week after
  expect((await rep.ok(getToday)).quota).toMatchObject({ done: 0, weekStart: '2026-03-09' })

  // A manager sets it for teams of theirs alone; another organisation has none of it.
  const stranger = (await t.org()).admin
  expect((await stranger.call(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: 3 } })).code).toBe('record.not_found')
  expect((await manager.call(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: 3 } })).code).toBe('record.not_found')
  expect(quotas(await manager.ok(setAdvanceQuota, { params: { id: manager.teamId }, body: { perWeek: 4 } }))).toEqual([[manager.teamId, 4, 10]])
  expect((await manager.ok(getToday)).quota).toMatchObject({ perWeek: 4, teamId: manager.teamId })
  expect(quotas(await org.admin.ok(setAdvanceQuota, { params: { id: org.rootTeamId }, body: { perWeek: null } }))[0]).toEqual([org.rootTeamId, null, null])
  expect((await rep.ok(getToday)).quota).toBeNull()
})
