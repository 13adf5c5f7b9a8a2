import { createAction, finishAction, listActions } from '@sluice/core/actions/contract'
import {
  acknowledgeAlarm, assignAlarm, backtestAlarmRule, changeAlarmRule, createAlarmRule, getAlarm, getAlarmTimeline, judgeAlarm, listAlarmRules, listAlarms, removeAlarmRule, reopenAlarm, resolveAlarm,
} from '@sluice/core/alarms/contract'
import { alarmRuleSchema } from '@sluice/core/diagnosis/alarms/rule'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { createDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp, type TestOrg } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import type { SeriesOf } from './series.ts'
import { seriesOf as readSeries } from '../../reports/alarm-series/series-of.ts'
import { openReplica, type Replica } from '../../replica/replica.ts'
import { alarmWatch } from './alarm-tasks.ts'
import { judgePipeline } from './judge-pipeline.ts'
import { origin, plantDeals } from './planted.fixture.ts'

let t: TestApp
let replica: Replica
const seriesOf: SeriesOf = (orgId, pipelineId, options) => readSeries(replica, orgId, pipelineId, options)
beforeAll(async () => {
  t = await createTestApp()
  replica = openReplica(t.database.app, { limitMb: 100, folder: null, onError: (error) => { throw error } })
})
afterAll(async () => {
  await replica.close()
  await t.close()
})

type Rule = BodyInputOf<typeof createAlarmRule>['definition']
const at = (days: number) => t.clock.set(new Date(origin + days * day).toISOString())
/** A morning: what happened until yesterday is judged. */
const morning = async (days: number) => {
  at(days)
  await t.app.schedule.round(['alarms'])
}
const stock = (pipelineId: string, more: object = {}): Rule => ({ kind: 'stock_growth', minN: 10, scope: { pipelineId }, ...more })

async function scene(planted = {}) {
  at(0)
  const org = await t.org()
  const made = await plantDeals(t, org, planted)
  const rule = (name: string, definition: Rule, isEnabled = true) => org.admin.ok(createAlarmRule, { body: { name, definition, isEnabled } })
  const alarms = async (query = {}) => (await org.admin.ok(listAlarms, { query: { pipeline: made.pipelineId, ...query } })).items
  const events = (type: string) =>
    t.db.read(org.orgId, async (tx) => (await tx.selectFrom('event').select(['type', 'payload', 'at']).where('org_id', '=', org.orgId).where('type', '=', type).execute()))
  return { org, ...made, rule, alarms, events }
}

test('rules: made, read, changed with the version seen, and refused when they name what is not there', async () => {
  const { org, pipelineId, stages } = await scene({ from: 0, to: 1 })
  const made = await org.admin.ok(createAlarmRule, { body: { name: '存量', definition: stock(pipelineId) } })
  expect(made).toMatchObject({ name: '存量', kind: 'stock_growth', isEnabled: false, open: 0, fired90: 0, precision: { judged: 0, value: null }, definition: { growth: 0.5, cooldownDays: 7 }, version: 1 })
  expect((await org.admin.call(changeAlarmRule, { params: { id: made.id }, body: { name: '改' } })).code).toBe('conflict.version_required')
  expect((await org.admin.call(changeAlarmRule, { params: { id: made.id }, version: 7, body: { name: '改' } })).code).toBe('conflict.stale_version')
  const changed = await org.admin.ok(changeAlarmRule, { params: { id: made.id }, version: 1, body: { isEnabled: true, definition: stock(pipelineId, { growth: 0.8, scope: { pipelineId, stageIds: [stages[1]] } }) } })
  expect(changed).toMatchObject({ name: '存量', isEnabled: true, definition: { growth: 0.8, scope: { stageIds: [stages[1]] } }, version: 2 })
  const other = await t.org()
  for (const scope of [{ pipelineId: 'x' }, { pipelineId: other.orgId }, { pipelineId, stageIds: [pipelineId] }]) {
    expect((await org.admin.call(createAlarmRule, { body: { name: '空', definition: stock('', { scope }) } })).code).toBe('alarm.unknown_place')
  }
  expect((await org.admin.call(createAlarmRule, { body: { name: '空', definition: { kind: 'stock_growth', growth: -1, scope: { pipelineId } } } })).code).toBe('request.invalid')
  const rep = await org.user('rep')
  expect((await rep.call(createAlarmRule, { body: { name: '我的', definition: stock(pipelineId) } })).code).toBe('permission.denied')
  expect(await rep.ok(listAlarmRules, { query: { pipeline: pipelineId } })).toMatchObject({ canWrite: false, items: [{ id: made.id }] })
  const manager = await org.user('manager')
  await manager.ok(removeAlarmRule, { params: { id: made.id } })
  expect((await manager.ok(listAlarmRules, { query: { pipeline: pipelineId } })).items).toEqual([])
  expect((await other.admin.call(changeAlarmRule, { params: { id: made.id }, version: 2, body: { name: '他' } })).code).toBe('record.not_found')
})

test('a pipeline that never had a rule gets those of every kind, but for days where no stage has a limit, and none again when they are removed', async () => {
  const { org, pipelineId } = await scene({ from: 0, to: 1 })
  const rules = async () => (await org.admin.ok(listAlarmRules, { query: { pipeline: pipelineId } })).items
  await morning(1)
  const kinds = (await rules()).map((rule) => rule.kind)
  expect(new Set(kinds)).toEqual(new Set(alarmRuleSchema.options.map((option) => option.shape.kind.value).filter((kind) => kind !== 'stage_days')))
  expect((await rules()).every((rule) => rule.isEnabled && rule.judgedTo === '2026-03-02')).toBe(true)
  for (const rule of await rules()) await org.admin.ok(removeAlarmRule, { params: { id: rule.id } })
  await morning(2)
  expect(await rules()).toEqual([])
})

test('a blocked stage: one alarm, to which other symptoms are attached; it is handled, judged, and resolves itself when the block is gone', async () => {
  const { org, pipelineId, stages, rule, alarms, events } = await scene()
  const manager = await org.user('manager', '王经理')
  const stockRule = await rule('存量', stock(pipelineId))
  await morning(-12)
  expect(await alarms()).toEqual([])
  // Blocked since day −16: by day −8 the stock has grown by half.
  for (let now = -11; now <= -2; now++) await morning(now)
  const [opened, ...others] = await alarms()
  expect(others).toEqual([])
  expect(opened).toMatchObject({ rule: { id: stockRule.id, kind: 'stock_growth' }, stageId: stages[1], status: 'open', attached: [], resolution: null, canHandle: true })
  expect(opened?.verdict.text.zh).toContain('「方案」的存量')
  expect(opened?.worst.value).toBeGreaterThanOrEqual(22)
  expect(await events('alarm.opened')).toHaveLength(1)
  // Nobody manages the team: the administrators are told.
  expect((await org.admin.ok(listNotifications)).items.map((one) => one.kind)).toEqual(['alarm_opened'])
  expect((await manager.ok(listNotifications)).items).toEqual([])

  // Why is looked for in the background, and kept with it.
  await expect.poll(async () => (await org.admin.ok(getAlarm, { params: { id: opened?.id ?? '' } })).rootCause?.question, { timeout: 200_000, interval: 250 })
    .toMatchObject({ alarmId: opened?.id, stageId: stages[1], what: 'stock' })
  // Another symptom of the same stage: no second alarm.
  await rule('停留', { kind: 'stage_days', days: 7, share: 0.3, minN: 10, scope: { pipelineId } })
  await morning(0)
  const id = opened?.id ?? ''
  expect(await alarms()).toHaveLength(1)
  expect((await alarms())[0]).toMatchObject({ id, attached: [{ kind: 'stage_days', stageId: stages[1] }] })
  expect((await events('alarm.changed')).map((event) => (event.payload as { what: string }).what)).toContain('attached')
  // Why is looked for again every day on which it holds; the log tells once.
  await expect.poll(async () => (await org.admin.ok(getAlarm, { params: { id } })).rootCause?.question.after.to, { timeout: 200_000, interval: 250 }).toBe('2026-03-02')
  expect((await events('alarm.changed')).filter((event) => (event.payload as { what: string }).what === 'explained')).toHaveLength(1)

  const rep = await org.user('rep', '李销售')
  expect((await rep.call(getAlarm, { params: { id } })).code).toBe('record.not_found')
  expect((await rep.call(getAlarmTimeline, { params: { id } })).code).toBe('record.not_found')
  expect((await rep.ok(listAlarms)).counts).toEqual({ open: 0, acknowledged: 0, resolved: 0 })
  const acknowledged = await manager.ok(acknowledgeAlarm, { params: { id }, body: { note: '在看' } })
  expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledgedBy: { id: manager.userId }, assignee: { id: manager.userId }, note: '在看' })
  expect((await manager.call(acknowledgeAlarm, { params: { id }, body: {} })).code).toBe('alarm.not_open')
  await manager.ok(assignAlarm, { params: { id }, body: { userId: rep.userId } })
  expect((await rep.ok(listNotifications)).items.map((one) => one.kind)).toEqual(['action_assigned'])
  // It is the rep's now, who sees it and may handle it.
  expect(await rep.ok(getAlarm, { params: { id } })).toMatchObject({ assignee: { id: rep.userId }, canHandle: true })

  const action = await manager.ok(createAction, { body: { title: '清理卡住的方案', alarmId: id, assigneeId: rep.userId, dueOn: '2026-03-09' } })
  expect(action).toMatchObject({ pipelineId, stageId: stages[1], alarmId: id, kind: 'task', status: 'open' })
  expect((await rep.ok(listActions)).items.map((one) => one.id)).toEqual([action.id])
  expect((await rep.ok(getAlarm, { params: { id } })).openActions).toBe(1)
  expect(await rep.ok(finishAction, { params: { id: action.id }, body: { outcome: '清了 8 个' } })).toMatchObject({ status: 'done', outcome: '清了 8 个', doneBy: { id: rep.userId } })

  await rep.ok(judgeAlarm, { params: { id }, body: { isUseful: false } })
  await rep.ok(judgeAlarm, { params: { id }, body: { isUseful: true, note: '确实堵了' } })
  expect((await manager.ok(getAlarm, { params: { id } })).opinions).toMatchObject([{ by: { id: rep.userId }, isUseful: true, note: '确实堵了' }])
  const { precision } = (await manager.ok(listAlarmRules, { query: { pipeline: pipelineId } })).items.find((one) => one.id === stockRule.id) ?? {}
  expect(precision).toMatchObject({ useful: 1, judged: 1, value: 1 })
  expect(precision?.low).toBeCloseTo(0.2065, 3)

  // The block goes on to day 12. Then the stage empties, and three quiet days later the alarm is gone.
  for (let now = 1; now <= 24; now++) await morning(now)
  const after = await org.admin.ok(getAlarm, { params: { id } })
  expect(after).toMatchObject({ status: 'resolved', resolution: 'ceased', resolvedBy: null })
  expect(await events('alarm.resolved')).toHaveLength(1)
  expect((await rep.ok(listNotifications)).items.map((one) => one.kind)).toContain('alarm_resolved')

  // Its life, the latest first, and the figure with its line: what opened it, how long it held, who did what, and why it is over.
  const { entries, course } = await rep.ok(getAlarmTimeline, { params: { id } })
  const what = entries.map((entry) => entry.what)
  expect(what[0]).toBe('resolved')
  expect(what.at(-1)).toBe('opened')
  expect(new Set(what)).toEqual(new Set(['opened', 'held', 'explained', 'attached', 'acknowledged', 'assigned', 'action', 'action_done', 'useful', 'quiet', 'resolved', ...what.filter((one) => one === 'worsened')]))
  const [ended, began] = [entries[0], entries.at(-1)]
  expect(ended).toMatchObject({ resolution: 'ceased', by: null })
  expect(entries.find((entry) => entry.what === 'assigned')).toMatchObject({ by: { id: manager.userId }, to: { id: rep.userId } })
  expect(entries.find((entry) => entry.what === 'action_done')).toMatchObject({ by: { id: rep.userId }, text: '清理卡住的方案：清了 8 个', actionId: action.id })
  expect(entries.find((entry) => entry.what === 'useful')).toMatchObject({ by: { id: rep.userId }, text: '确实堵了' })
  expect(began).toMatchObject({ day: after.firstDay, measured: { threshold: expect.any(Number) } })
  const on = (day: string) => course?.days.indexOf(day) ?? -1
  expect([course?.values[on(after.firstDay)], course?.thresholds[on(after.firstDay)]]).toEqual([began?.measured?.value, began?.measured?.threshold])
  expect(course?.holds[on(after.firstDay)]).toBe(true)
  expect(course?.holds[on(after.firstDay) - 1]).toBe(false)
  const held = entries.filter((entry) => entry.what === 'held')
  expect(held.at(-1)).toMatchObject({ day: after.firstDay })
  expect(held.every((entry) => (entry.until?.days ?? 0) > 1 && (entry.until?.day ?? '') <= after.lastDay)).toBe(true)
  // As it was known then.
  expect((await org.admin.ok(listAlarms, { query: { asOf: '2026-03-03', pipeline: pipelineId } })).items.map((one) => [one.id, one.status])).toEqual([[id, 'acknowledged']])
  expect((await org.admin.ok(listAlarms, { query: { asOf: '2026-02-15', pipeline: pipelineId } })).items).toEqual([])
}, 300_000)

test('closed by hand it is left in peace for the cool-down, then opens anew; switched off, the rule leaves nothing open', async () => {
  const { org, pipelineId, rule, alarms } = await scene()
  const own = await rule('存量', stock(pipelineId, { cooldownDays: 3, againstDays: 40 }))
  await morning(0)
  const [first] = await alarms()
  const id = first?.id ?? ''
  await org.admin.ok(resolveAlarm, { params: { id }, body: { note: '知道了' } })
  expect((await org.admin.call(resolveAlarm, { params: { id }, body: {} })).code).toBe('alarm.resolved')
  for (const now of [1, 2, 3, 4]) {
    await morning(now)
    expect((await alarms()).map((one) => one.status)).toEqual(['resolved'])
  }
  await morning(5)
  const both = await alarms()
  expect(both.map((one) => one.status)).toEqual(['open', 'resolved'])
  expect((await org.admin.call(reopenAlarm, { params: { id }, body: {} })).code).toBe('alarm.same_cause_open')
  await org.admin.ok(changeAlarmRule, { params: { id: own.id }, version: own.version, body: { isEnabled: false } })
  expect((await alarms({ status: 'open,acknowledged' }))).toEqual([])
  expect((await alarms())[0]).toMatchObject({ status: 'resolved', resolution: 'rule_off' })
  expect(await org.admin.ok(reopenAlarm, { params: { id: both[0]?.id ?? '' }, body: {} })).toMatchObject({ status: 'open', reopened: 1 })
}, 300_000)

const kept = (org: TestOrg) =>
  t.db.read(org.orgId, async (tx) => (await sql<object>`
    select r.name, right(a.cause_key, 7) as cause, a.status, a.severity, a.first_day, a.last_day, a.quiet_since, a.resolved_on, a.reopened, a.opened_at, a.resolved_at, a.verdict ->> 'value' as value,
      jsonb_array_length(a.attached) as attached
    from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id where a.org_id = ${org.orgId} order by a.opened_at, a.cause_key`.execute(tx)).rows)

test('a server that was off comes to the same alarms as one that ran every day', async () => {
  const [ran, wasOff] = [await scene({ to: 40 }), await scene({ to: 40 })]
  for (const one of [ran, wasOff]) {
    await one.rule('存量', stock(one.pipelineId))
    await one.rule('停留', { kind: 'stage_days', days: 7, share: 0.3, minN: 10, scope: { pipelineId: one.pipelineId } })
    await one.rule('流入', { kind: 'inflow_drop', minN: 5, scope: { pipelineId: one.pipelineId } })
  }
  const judge = (one: typeof ran, now: number) => {
    at(now)
    return judgePipeline({ db: t.db, seriesOf, explain: async () => undefined }, one.org.orgId, one.pipelineId, t.clock.now(), false)
  }
  for (const one of [ran, wasOff]) await judge(one, -20)
  for (let now = -19; now <= 45; now++) await judge(ran, now)
  await judge(wasOff, 45)
  const alarms = await kept(ran.org)
  expect(alarms.length).toBeGreaterThan(1)
  expect(await kept(wasOff.org)).toEqual(alarms)
}, 300_000)

test('two processes that judge at once open one alarm', async () => {
  const { org, pipelineId, rule, alarms, events } = await scene()
  await rule('存量', stock(pipelineId))
  at(0)
  const once = (withToday: boolean) => judgePipeline({ db: t.db, seriesOf, explain: async () => undefined }, org.orgId, pipelineId, t.clock.now(), withToday)
  await Promise.all([once(false), once(true), once(false), once(true)])
  expect(await alarms()).toHaveLength(1)
  expect(await events('alarm.opened')).toHaveLength(1)
})

test('events of today are judged without waiting for the night', async () => {
  const { org, pipelineId, rule, alarms } = await scene()
  await rule('存量', stock(pipelineId))
  at(0)
  const pending = () => t.db.read(org.orgId, async (tx) => (await tx.selectFrom('alarm_rule').select('pending_since').where('org_id', '=', org.orgId).execute()).map((row) => row.pending_since !== null))
  await org.admin.ok(createDeal, { body: { title: '新来的', pipelineId } })
  // To the end of the log: what is read of it later would mark the rule anew. A cause may be on its way to an alarm of another test.
  await followLog(t.db, alarmWatch, org.orgId)
  expect(await pending()).toEqual([true])
  await t.app.schedule.round(['alarms_today'])
  expect(await alarms()).toHaveLength(1)
  expect((await alarms())[0]).toMatchObject({ lastDay: '2026-03-02' })
  expect(await pending()).toEqual([false])
})

test('a rule is tried on the past: when it would have fired, and whether a loss of conversion followed', async () => {
  const { org, pipelineId, stages } = await scene({ blockedFrom: -120, blockedTo: -90, to: 0 })
  at(0)
  const answer = await org.admin.ok(backtestAlarmRule, { body: { definition: stock(pipelineId), from: '2025-09-01' } })
  expect(answer.to).toBe('2026-03-02')
  expect(answer.summary.fired).toBe(answer.firings.length)
  const [blocked] = answer.firings
  expect(blocked).toMatchObject({ stageId: stages[1], followed: 'loss' })
  expect(blocked?.from.slice(0, 7)).toBe('2025-11')
  expect(answer.summary.beforeLoss).toBeGreaterThanOrEqual(1)
  expect(answer.text.zh).toContain('触发')
  expect((await org.admin.call(backtestAlarmRule, { body: { definition: stock(pipelineId), from: '2020-01-01' } })).code).toBe('alarm.period_too_long')
  const stranger = await t.org()
  expect((await stranger.admin.call(backtestAlarmRule, { body: { definition: stock(pipelineId) } })).code).toBe('alarm.unknown_place')
})
