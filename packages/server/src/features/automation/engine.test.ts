import * as c from '@sluice/core/automation/contract'
import { logActivity } from '@sluice/core/activities/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { changeDeal, getDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'
import { newId } from '../../platform/ids.ts'
import { createSalesOrg, type SalesOrg } from '../pipeline/sales-org.fixture.ts'
import { publish, runsOf, settle } from './automation.fixture.ts'
import { passOverUnmet } from './pass-over.ts'

let t: TestApp
let org: SalesOrg
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  org = await createSalesOrg(t)
})

const stopHere = { id: 'stop1', type: 'stop' as const }
const notices = async (kind: string) => (await org.admin.ok(listNotifications, { query: {} })).items.filter((one) => one.kind === kind)
const change = async (id: string, body: { nextStep?: string; amountMinor?: number }) => {
  const { version } = await org.admin.ok(getDeal, { params: { id } })
  await org.admin.ok(changeDeal, { params: { id }, version, body })
}

test('a pair that would go on for ever is cut beyond eight, and its owner is told who feeds whom', async () => {
  const [first, second] = org.stages
  const there = await publish(org.admin, { trigger: { kind: 'stage_entered', pipelineId: org.pipelineId, stageId: first }, steps: [{ id: 'move1', type: 'move_stage', stageId: second }] }, '往前')
  const back = await publish(org.admin, { trigger: { kind: 'stage_entered', pipelineId: org.pipelineId, stageId: second }, steps: [{ id: 'move1', type: 'move_stage', stageId: first, reason: '退回' }] }, '退回')
  const deal = await org.deal(org.admin, '来回')
  await settle(t, org.orgId)
  const runs = [...(await runsOf(org.admin, there.id)), ...(await runsOf(org.admin, back.id))].toSorted((a, b) => a.depth - b.depth)
  expect(runs.map((run) => [run.depth, run.state])).toEqual([...Array.from({ length: 9 }, (_, depth) => [depth, 'done']), [9, 'cut']])
  expect((await notices('automation_cut'))[0]?.data).toMatchObject({ chain: ['退回', '往前'] })
  const cut = runs.at(-1)
  const page = await org.admin.ok(c.getAutomationRun, { params: { id: cut?.id ?? '' } })
  expect(page.reason).toBe('depth')
  // The chain goes back to the person who made the deal.
  expect(page.causes.map((cause) => cause.automation?.name ?? cause.actor?.name)).toEqual([...Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? '往前' : '退回')), '管理员'])
  expect((await org.admin.ok(getDeal, { params: { id: deal.id } })).stageId).toBe(second)
})

test('a record that is taken too often pauses the automation, tells its owner, and takes nothing more', async () => {
  const automation = await publish(org.admin, { trigger: { kind: 'changed', object: 'deal', fields: ['amount'] }, steps: [stopHere] }, '风暴')
  const deal = await org.deal(org.admin, '反复')
  for (let n = 1; n <= 22; n++) await change(deal.id, { amountMinor: n })
  await settle(t, org.orgId)
  const page = await org.admin.ok(c.getAutomation, { params: { id: automation.id } })
  expect(page).toMatchObject({ state: 'paused', paused: { code: 'record_rate', recordId: deal.id } })
  expect((await notices('automation_paused'))[0]?.data).toMatchObject({ automation: '风暴', code: 'record_rate' })
  const before = (await runsOf(org.admin, automation.id)).length
  await change(deal.id, { amountMinor: 99 })
  await settle(t, org.orgId)
  expect(await runsOf(org.admin, automation.id)).toHaveLength(before)
})

test('the first in order that takes the record passes the others by; where its condition does not hold, they go on', async () => {
  const big = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, where: { field: 'amount', op: 'gte', value: 1000 }, stopOnFirst: true, steps: [stopHere] }, '大单')
  const rest = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, steps: [stopHere] }, '其余')
  await org.deal(org.admin, '大', { amountMinor: 2000 })
  await org.deal(org.admin, '小', { amountMinor: 1 })
  await settle(t, org.orgId)
  const states = async (id: string) => Object.fromEntries((await runsOf(org.admin, id)).map((run) => [run.record?.name, run.state]))
  expect([await states(big.id), await states(rest.id)]).toEqual([{ 大: 'done', 小: 'unmet' }, { 大: 'passed', 小: 'done' }])
  // In the other order nothing is passed by.
  await org.admin.ok(c.orderAutomations, { body: { ids: [rest.id] } })
  await org.deal(org.admin, '再大', { amountMinor: 2000 })
  await settle(t, org.orgId)
  expect([(await states(big.id))['再大'], (await states(rest.id))['再大']]).toEqual(['done', 'done'])
})

test('automations of one event change the record one after the other: nothing is refused, and nothing lost', async () => {
  const trigger = { kind: 'created' as const, object: 'deal' as const }
  const steps = [{ nextStep: '回访' }, { nextStepDue: { workDays: 3 } }, { expectedClose: { workDays: 30 } }].map((one) => Object.entries(one).map(([field, value]) => ({ id: 'set01', type: 'set_field' as const, field, value })))
  const all = await Promise.all(steps.map((one, i) => publish(org.admin, { trigger, steps: one }, `改 ${i}`)))
  const deals: string[] = []
  for (let n = 0; n < 6; n++) deals.push((await org.deal(org.admin, `第 ${n} 单`)).id)
  await settle(t, org.orgId)
  for (const { id } of all) expect((await runsOf(org.admin, id)).map((run) => [run.state, run.refused])).toEqual(deals.map(() => ['done', 0]))
  for (const id of deals) expect(await org.admin.ok(getDeal, { params: { id } })).toMatchObject({ nextStep: '回访', nextStepDue: expect.any(String) as string, expectedCloseOn: expect.any(String) as string })
})

test('who would pass others by but sleeps lets them wait until it wakes', async () => {
  const asleep = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, where: { field: 'amount', op: 'gte', value: 1000 }, hours: { kind: 'work_hours' }, stopOnFirst: true, steps: [stopHere] }, '工作时间')
  const rest = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, steps: [stopHere] }, '其余')
  t.clock.set('2026-03-07T02:00:00.000Z')
  const deal = await org.deal(org.admin, '周末', { amountMinor: 2000 })
  // Nothing that is due now can be worked: the second waits for the first.
  await vi.waitFor(async () => expect((await runsOf(org.admin, asleep.id))[0]).toMatchObject({ state: 'waiting', reason: 'hours' }), { timeout: 200_000, interval: 50 })
  expect((await runsOf(org.admin, rest.id)).map((run) => run.state)).toEqual(['queued'])
  await change(deal.id, { amountMinor: 1 })
  t.clock.set('2026-03-09T01:00:00.000Z')
  await settle(t, org.orgId)
  expect([(await runsOf(org.admin, asleep.id))[0]?.state, (await runsOf(org.admin, rest.id))[0]?.state]).toEqual(['unmet', 'done'])
})

test('of many runs at once those whose condition does not hold are passed over together, with their clauses', async () => {
  const where = { and: [{ field: 'amount', op: 'gte', value: 1000 }, { field: 'title', op: 'contains', value: '单' }] }
  const big = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, where, steps: [{ id: 'note1', type: 'note', text: '大单' }] }, '大单')
  for (let n = 1; n <= 30; n++) await org.deal(org.admin, `第 ${n} 单`, { amountMinor: n % 10 === 0 ? 5000 : n })
  await settle(t, org.orgId)
  // As a burst leaves them: all at once, and nobody at work yet. Due tomorrow: whom a commit of before wakes a moment later does not take them.
  const tomorrow = new Date(t.clock.now().getTime() + day)
  await t.db.write(org.orgId, (tx) => sql`update automation_run set state = 'queued', clauses = '[]', ended_at = null, due_at = ${tomorrow.toISOString()}::timestamptz where org_id = ${org.orgId} and automation_id = ${big.id}`.execute(tx))
  expect(await passOverUnmet(t.db, org.orgId, tomorrow)).toBe(27)
  const runs = await runsOf(org.admin, big.id)
  expect(runs.map((run) => run.state).toSorted()).toEqual([...Array.from({ length: 3 }, () => 'queued'), ...Array.from({ length: 27 }, () => 'unmet')])
  const unmet = await org.admin.ok(c.getAutomationRun, { params: { id: runs.find((run) => run.state === 'unmet')?.id ?? '' } })
  expect(unmet.clauses?.map((clause) => clause.holds)).toEqual([false, true])
})

test('outside its hours a run waits and asks again; waits count working days; once in so many days', async () => {
  const automation = await publish(org.admin, {
    trigger: { kind: 'changed', object: 'deal', fields: ['nextStep'] }, where: { field: 'amount', op: 'gte', value: 1000 }, hours: { kind: 'work_hours' }, againAfterDays: 7,
    steps: [{ id: 'wait1', type: 'wait', amount: 2, unit: 'work_days' }, { id: 'note1', type: 'note', text: '到点' }],
  })
  const [a, b] = [await org.deal(org.admin, '甲', { amountMinor: 2000 }), await org.deal(org.admin, '乙', { amountMinor: 2000 })]
  // Saturday.
  t.clock.set('2026-03-07T02:00:00.000Z')
  await change(a.id, { nextStep: '一' })
  await change(b.id, { nextStep: '一' })
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, automation.id)).map((run) => [run.state, run.reason, run.dueAt])).toEqual([['waiting', 'hours', '2026-03-09T01:00:00.000Z'], ['waiting', 'hours', '2026-03-09T01:00:00.000Z']])
  await change(b.id, { amountMinor: 1 })
  t.clock.set('2026-03-09T01:00:00.000Z')
  await settle(t, org.orgId)
  await change(a.id, { nextStep: '二' })
  await settle(t, org.orgId)
  const states = (await runsOf(org.admin, automation.id)).map((run) => [run.record?.name, run.state, run.reason, run.dueAt])
  expect(states).toEqual([['甲', 'unmet', 'taken_lately', null], ['乙', 'unmet', null, null], ['甲', 'waiting', 'step', '2026-03-11T01:00:00.000Z']])
  t.clock.set('2026-03-11T01:00:00.000Z')
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, automation.id)).at(-1)).toMatchObject({ state: 'done', did: 1 })
})

test('what fails is tried later and six times in all; then it waits for people, is told, and can be replayed', async () => {
  const automation = await publish(org.admin, { trigger: { kind: 'created', object: 'deal' }, steps: [{ id: 'note1', type: 'note', text: '一次' }] })
  await org.deal(org.admin, '坏')
  await settle(t, org.orgId)
  const run = (await runsOf(org.admin, automation.id))[0]
  // A fault, whatever it is: the run stands at a step that is not there.
  await t.db.write(org.orgId, (tx) => sql`update automation_run set state = 'queued', step_id = 'gone1', due_at = ${t.clock.now().toISOString()}::timestamptz, ended_at = null, did = 0 where org_id = ${org.orgId} and id = ${run?.id}`.execute(tx))
  const waits: number[] = []
  for (let n = 1; n < 6; n++) {
    await t.app.schedule.round(['automations'])
    const now = (await runsOf(org.admin, automation.id))[0]
    expect(now).toMatchObject({ attempts: n, reason: 'retry', problem: 'step gone1 is not in the version' })
    waits.push(Date.parse(now?.dueAt ?? '') - t.clock.now().getTime())
    t.clock.set(now?.dueAt ?? '')
  }
  expect(waits).toEqual([30_000, 120_000, 480_000, 1_920_000, 3_600_000])
  await t.app.schedule.round(['automations'])
  expect((await runsOf(org.admin, automation.id))[0]).toMatchObject({ state: 'failed', attempts: 6, canReplay: true })
  expect((await notices('automation_failed'))[0]?.data).toMatchObject({ automation: '自动化' })
  await t.db.write(org.orgId, (tx) => sql`update automation_run set step_id = 'note1' where org_id = ${org.orgId} and id = ${run?.id}`.execute(tx))
  await org.admin.ok(c.replayAutomationRuns, { body: { ids: [run?.id ?? ''] } })
  await settle(t, org.orgId)
  expect((await runsOf(org.admin, automation.id))[0]).toMatchObject({ state: 'done', did: 1 })
  expect((await org.admin.call(c.replayAutomationRuns, { body: { ids: [run?.id ?? ''] } })).body.refused).toEqual([{ id: run?.id, code: 'automation.cannot_replay' }])
}, 300_000)

test('a thousand runs, their process killed in the midst twice: every effect is there once', async () => {
  const automation = await publish(org.admin, { trigger: { kind: 'changed', object: 'deal', fields: ['nextStep'] }, steps: [{ id: 'note1', type: 'note', text: '{{deal.title}}' }, { id: 'tell1', type: 'notify', to: [{ kind: 'owner' }], text: '{{deal.title}}' }] })
  await Promise.all(Array.from({ length: 50 }, (_, i) => arrangeDeal(t, org, { title: `单 ${i}` })))
  const [now, later] = [t.clock.now().toISOString(), new Date(t.clock.now().getTime() + day).toISOString()]
  // Twenty events a deal, as the consumer writes them down. Due tomorrow, when only the children are.
  await t.db.write(org.orgId, (tx) => sql`
    insert into automation_run (org_id, id, automation_id, version_number, key, record_type, record_id, occasion, position, due_at, at)
    select ${org.orgId}, gen_random_uuid(), ${automation.id}, 1, 'test:' || d.id || n, 'deal', d.id, 'test:' || d.id || n, 1, ${later}::timestamptz, ${now}::timestamptz from deal d, generate_series(1, 20) n where d.org_id = ${org.orgId}`.execute(tx))
  const child = (after: number) => new Promise<{ signal: string | null }>((resolve) => {
    spawn(process.execPath, [fileURLToPath(new URL('work-child.fixture.ts', import.meta.url)), JSON.stringify(t.database.app), org.orgId, later, String(after)], { stdio: ['ignore', 'ignore', 'inherit'] }).on('exit', (_code, signal) => resolve({ signal }))
  })
  expect((await child(300)).signal).toBe('SIGKILL')
  const midway = (await t.db.read(org.orgId, (tx) => sql<{ n: number }>`select count(*)::int as n from automation_run where org_id = ${org.orgId} and state = 'done'`.execute(tx))).rows[0]?.n ?? 0
  expect(midway).toBeGreaterThan(200)
  expect(midway).toBeLessThan(1000)
  expect((await child(200)).signal).toBe('SIGKILL')
  // Two at once finish the rest: each run is worked by one.
  expect(await Promise.all([child(0), child(0)])).toEqual([{ signal: null }, { signal: null }])
  const { rows } = await t.db.read(org.orgId, (tx) => sql`
    select (select count(*)::int from automation_run where org_id = ${org.orgId} and state = 'done' and did = 2) as runs, (select count(*)::int from automation_step where org_id = ${org.orgId}) as steps,
      (select array_agg(distinct n) from (select count(*)::int as n from activity where org_id = ${org.orgId} and subject_type = 'deal' group by subject_id) c) as notes,
      (select array_agg(distinct n) from (select count(*)::int as n from notification where org_id = ${org.orgId} and kind = 'automation_notice' group by subject_id) c) as notices,
      (select count(*)::int from event where org_id = ${org.orgId} and type = 'activity.logged') as events`.execute(tx))
  expect(rows).toEqual([{ runs: 1000, steps: 2000, notes: [20], notices: [20], events: 1000 }])
}, 600_000)

test('the back-test says when it would have been set off; nothing of it or of the trial is kept', async () => {
  const [first, second] = org.stages
  const [a, b] = [await org.deal(org.admin, '停滞', { amountMinor: 5000 }), await org.deal(org.admin, '走了', { amountMinor: 5000 })]
  t.clock.advance(2 * day)
  await org.admin.ok(moveDeal, { params: { id: b.id }, body: { stageId: second } })
  await org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: a.id } })
  t.clock.advance(6 * day)
  const { id } = await org.admin.ok(c.createAutomation, { body: { name: '停滞提醒', draft: { trigger: { kind: 'time_in_stage', pipelineId: org.pipelineId, stageId: first, amount: 5, unit: 'days' }, where: { field: 'amount', op: 'gte', value: 1000 }, steps: [{ id: 'note1', type: 'note', text: '{{deal.days_in_stage}} 天' }, { id: 'wait1', type: 'wait', amount: 1, unit: 'days' }, { id: 'move1', type: 'move_stage', stageId: second }, { id: 'scor1', type: 'score', points: 1, reason: 'x' }] } } })
  const test90 = (draft?: object) => org.admin.ok(c.backTestAutomation, { params: { id }, body: { ...(draft && { draft: { steps: [stopHere], ...draft } as never }) } })
  expect(await test90()).toMatchObject({ matched: 1, times: 1, records: 1, judgedAs: 'today', cannotTell: false, byDay: [{ day: '2026-03-07', n: 1 }], items: [{ at: '2026-03-07T02:00:00.000Z', record: { type: 'deal', id: a.id, name: '停滞' } }] })
  expect(await test90({ trigger: { kind: 'no_activity', object: 'deal', days: 4 } })).toMatchObject({ times: 2, records: 2, judgedAs: 'then' })
  expect(await test90({ trigger: { kind: 'stage_entered', stageId: second } })).toMatchObject({ times: 1, items: [{ record: { name: '走了' } }] })
  expect(await test90({ trigger: { kind: 'created', object: 'deal' } })).toMatchObject({ times: 2 })
  expect(await test90({ trigger: { kind: 'schedule', object: 'deal', every: 'week', weekdays: [1] } })).toMatchObject({ matched: 13, times: 26, records: 2 })
  expect(await test90({ trigger: { kind: 'button', object: 'deal', label: '按' } })).toMatchObject({ times: 0, cannotTell: true })

  const trial = await org.admin.ok(c.dryRunAutomation, { params: { id }, body: { recordId: a.id } })
  expect(trial).toMatchObject({ holds: true, clauses: [{ path: '', holds: true }] })
  expect(trial.steps.map((step) => [step.stepId, step.at, step.outcome, step.code])).toEqual([
    ['note1', '2026-03-10T02:00:00.000Z', 'done', null], ['wait1', '2026-03-10T02:00:00.000Z', 'waited', null], ['move1', '2026-03-11T02:00:00.000Z', 'done', null], ['scor1', '2026-03-11T02:00:00.000Z', 'refused', 'automation.wrong_record'],
  ])
  // Texts as they would read about this very record.
  expect(trial.steps[0]?.detail['texts']).toEqual(['8 天'])
  expect((await org.admin.ok(getDeal, { params: { id: a.id } })).stageId).toBe(first)
  const left = await t.db.read(org.orgId, (tx) => sql<{ n: number }>`select ((select count(*) from activity where org_id = ${org.orgId} and kind = 'note') + (select count(*) from automation_run where org_id = ${org.orgId}))::int as n`.execute(tx))
  expect(left.rows[0]?.n).toBe(0)
})

test('another organisation sees and sets off nothing', async () => {
  const automation = await publish(org.admin, { trigger: { kind: 'button', object: 'deal', label: '按' }, steps: [stopHere] })
  const deal = await org.deal(org.admin, '我们的')
  const stranger = (await t.org()).admin
  expect(await Promise.all([
    stranger.call(c.getAutomation, { params: { id: automation.id } }), stranger.call(c.pressAutomationButton, { params: { id: automation.id }, body: { recordId: deal.id } }),
    stranger.call(c.backTestAutomation, { params: { id: automation.id }, body: {} }), stranger.call(c.dryRunAutomation, { params: { id: automation.id }, body: { recordId: deal.id } }),
    stranger.call(c.renewWebhookSecret, { params: { id: automation.id } }), stranger.call(c.getAutomationRun, { params: { id: newId() } }),
  ].map(async (answer) => (await answer).code))).toEqual(Array.from({ length: 6 }, () => 'record.not_found'))
  expect((await stranger.ok(c.listAutomations, { query: {} })).items).toEqual([])
})
