import { createLead } from '@sluice/core/leads/contract'
import { createPlan, backCalculateTarget, changePlan, getPlan, getPlanningBaseline, listPlans, trackPlan } from '@sluice/core/planning/contract'
import type { Plan } from '@sluice/core/planning/plan'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { origin, plantDeals } from '../alarms/planted.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

/** Three deals a day, every other one won, 1.00 each; no block. Fifteen days from entry to the end. */
async function scene() {
  t.clock.set(new Date(origin).toISOString())
  const org = await t.org()
  const planted = await plantDeals(t, org, { blockedFrom: 900, blockedTo: 900, from: -300, to: 0 })
  return { org, ...planted }
}

const definition = (pipelineId: string, stages: string[]): Plan => ({
  name: '三月', pipelineId, target: { kind: 'money', amountMinor: 45_00, currency: 'CNY' }, method: 'product',
  assumptions: { from: null, to: null, asOf: '2026-03-01', steps: [], meanAmount: null, channels: [], capacity: null },
  start: { value: 180, low: 150, high: 210 }, stages: stages.map((stageKey) => ({ stageKey, need: { value: 180, low: 150, high: 210 } })), channels: [{ channelKey: 'none', need: 180 }],
  months: [
    { month: '2026-02', start: 90, stages: stages.map((stageKey) => ({ stageKey, need: 90 })), channels: [{ channelKey: 'none', need: 90 }], wins: 40, wonMinor: 40_00 },
    { month: '2026-03', start: 90, stages: stages.map((stageKey) => ({ stageKey, need: 90 })), channels: [{ channelKey: 'none', need: 90 }], wins: 45, wonMinor: 45_00 },
  ],
  whatIf: null,
})

test('the baseline counts what was planted: steps, moves, delays, amounts, dwell and inflow', async () => {
  const { org, pipelineId, stages } = await scene()
  await org.admin.ok(createLead, { body: { name: '线索' } })
  const base = await org.admin.ok(getPlanningBaseline, { query: { pipeline: pipelineId, from: '2025-09-01', to: '2026-03-01' } })
  expect(base.facts.transitions.stages).toEqual(stages)
  const [first, second, third] = base.facts.steps
  // Those who entered fifteen days ago and earlier had their time: all of them got through, half were won.
  expect(first?.entered).toBe(first?.reached)
  expect(second?.entered).toBe(second?.reached)
  expect((third?.reached ?? 0) / (third?.entered ?? 1)).toBeCloseTo(0.5, 1)
  expect(first?.entered).toBeGreaterThan(480)
  const { moves, won, lost } = base.facts.transitions
  expect(moves[0]?.[1]).toBeGreaterThan(500)
  expect([moves[0]?.[0], moves[0]?.[2], moves[1]?.[0]]).toEqual([0, 0, 0])
  expect([won[0], lost[0], won[1], lost[1]]).toEqual([0, 0, 0, 0])
  expect(Math.abs((won[2] ?? 0) - (lost[2] ?? 0))).toBeLessThanOrEqual(6)
  // Fifteen days: half of a month's wins fall into the month itself.
  const wins = base.facts.time.wins.map(({ hits, watched }) => hits / watched)
  expect((wins[0] ?? 0) + (wins[1] ?? 0)).toBeCloseTo(0.5, 1)
  expect(base.facts.time.wins.slice(2).every(({ hits }) => hits === 0)).toBe(true)
  expect(base.won).toMatchObject({ sumMinor: (base.won?.deals ?? 0) * 100_00, sdMinor: 0, currency: 'CNY' })
  expect(base.flow.inflowPerDay).toBeCloseTo(3, 1)
  expect(base.flow.stages.map(({ dwellDays }) => Math.round(dwellDays))).toEqual([3, 5, 7])
  expect(base.channels).toMatchObject([{ channelKey: 'none', share: 1 }])
  expect(base.capacity.reps).toBe(1)
  expect(base.capacity.dealsPerRep).toBeCloseTo(91, 0)
})

test('a target is worked back in three methods, laid out over months, and held against the people', async () => {
  const { org, pipelineId, stages } = await scene()
  const answer = await org.admin.ok(backCalculateTarget, {
    body: { pipelineId, target: { kind: 'deals', deals: 60 }, months: ['2026-04', '2026-05', '2026-06'], withLeads: false, resources: [{ key: 'r', name: '销售', stageKey: stages[0], perHead: 10, heads: 2 }] },
  })
  expect(answer.answers.map(({ method, why }) => [method, why])).toEqual([['product', null], ['chain', null], ['time', null]])
  const [product, chain, time] = answer.answers.map(({ result }) => result)
  expect(product?.start.value).toBeGreaterThan(110)
  expect(product?.start.value).toBeLessThan(130)
  expect(product?.start.low).toBeLessThan(product?.start.value ?? 0)
  expect(chain?.start.value).toBeGreaterThan(110)
  // What was created in March still brings wins in April, so that less is needed.
  expect(time?.start.value).toBeGreaterThan(0)
  expect(product?.months.map(({ start }) => start).reduce((a, b) => a + b, 0)).toBe(product?.start.value)
  expect(answer.method).toBe('time')
  expect(answer.capacity).toHaveLength(3)
  expect(answer.capacity[0]?.loads[0]).toMatchObject({ resourceKey: 'r', capacity: 20 })
  const money = await org.admin.ok(backCalculateTarget, { body: { pipelineId, target: { kind: 'money', amountMinor: 60 * 100_00, currency: 'CNY' }, months: ['2026-04'] } })
  expect(money.answers[0]?.result?.wins.value).toBe(60)
  const dollars = await org.admin.ok(backCalculateTarget, { body: { pipelineId, target: { kind: 'money', amountMinor: 100, currency: 'USD' }, months: ['2026-04'] } })
  expect(dollars.answers.map(({ why }) => why)).toEqual(['no_wins', 'no_wins', 'no_wins'])
  expect((await org.admin.call(backCalculateTarget, { body: { pipelineId, target: { kind: 'deals', deals: 1 }, months: ['2026-05', '2026-04'] } })).code).toBe('plan.months_out_of_order')
})

test('a plan is kept, changed with the version seen, tracked by month, archived and taken back', async () => {
  const { org, pipelineId, stages } = await scene()
  const manager = await org.user('manager')
  const rep = await org.user('rep')
  const plan = await manager.ok(createPlan, { body: { definition: definition(pipelineId, stages) } })
  expect(plan).toMatchObject({ name: '三月', status: 'draft', fromOn: '2026-02-01', toOn: '2026-04-01', owner: { id: manager.userId }, version: 1, canWrite: true })
  expect((await rep.call(createPlan, { body: { definition: definition(pipelineId, stages) } })).code).toBe('permission.denied')
  expect([(await rep.call(getPlan, { params: { id: plan.id } })).code, (await rep.call(listPlans)).code]).toEqual(['record.not_found', 'permission.denied'])
  expect((await manager.call(changePlan, { params: { id: plan.id }, version: 9, body: { status: 'active' } })).code).toBe('conflict.stale_version')
  const active = await manager.ok(changePlan, { params: { id: plan.id }, version: 1, body: { status: 'active', definition: { ...definition(pipelineId, stages), name: '二三月' } } })
  expect(active).toMatchObject({ status: 'active', name: '二三月', version: 2 })

  const track = await org.admin.ok(trackPlan, { params: { id: plan.id } })
  const of = (kind: string, key?: string) => track.measures.find(({ measure }) => measure.kind === kind && (key === undefined || ('stageKey' in measure && measure.stageKey === key)))
  // The whole of February: 28 days of three deals; in March one day and ten hours have passed.
  expect(of('start')?.periods).toMatchObject([{ period: '2026-02', planned: 90, actual: 84, expectedByNow: 90, gap: -6 }, { period: '2026-03', planned: 90 }])
  expect(of('stage', stages[1])?.periods[0]?.actual).toBe(84)
  expect(of('wins')?.periods[0]?.actual).toBe(42)
  expect(of('won_minor')?.periods[0]?.actual).toBe(42 * 100_00)
  expect(track.measures.find(({ measure }) => measure.kind === 'channel')?.periods[0]?.actual).toBe(84)
  expect(track.asOf).toBe('2026-03-02')

  const archived = await manager.ok(changePlan, { params: { id: plan.id }, version: 2, body: { status: 'archived' } })
  expect((await manager.call(changePlan, { params: { id: plan.id }, version: archived.version, body: { definition: definition(pipelineId, stages), status: 'active' } })).code).toBe('plan.archived')
  expect((await manager.ok(listPlans, { query: { status: 'archived' } })).items.map((one) => one.id)).toEqual([plan.id])
  expect(await manager.ok(changePlan, { params: { id: plan.id }, version: archived.version, body: { status: 'draft' } })).toMatchObject({ status: 'draft' })
  const other = await t.org()
  expect((await other.admin.call(createPlan, { body: { definition: definition(pipelineId, stages) } })).code).toBe('plan.unknown_place')
  expect((await manager.call(createPlan, { body: { definition: definition(pipelineId, [other.orgId]) } })).code).toBe('plan.unknown_place')
})

test('a plan that begins with leads is tracked by leads', async () => {
  const { org, pipelineId, stages } = await scene()
  t.clock.set(new Date(origin - 5 * day).toISOString())
  for (const name of ['甲', '乙']) await org.admin.ok(createLead, { body: { name } })
  t.clock.set(new Date(origin).toISOString())
  const made = definition(pipelineId, stages)
  const plan = await org.admin.ok(createPlan, { body: { definition: { ...made, stages: [{ stageKey: 'lead', need: made.start }, ...made.stages] } } })
  const track = await org.admin.ok(trackPlan, { params: { id: plan.id } })
  expect(track.measures.find(({ measure }) => measure.kind === 'start')?.periods[0]?.actual).toBe(2)
  expect(track.measures.find(({ measure }) => measure.kind === 'stage' && measure.stageKey === 'lead')?.periods[0]?.actual).toBe(2)
})
