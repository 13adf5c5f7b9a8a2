import type { DwellPolicy } from '@sluice/core/config/pipeline-definition'
import { getDraft } from '@sluice/core/designer/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { createDesignOrg, newStage } from './designer.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

type DesignOrg = Awaited<ReturnType<typeof createDesignOrg>>

/** Gives the stage a policy and publishes it; answers the days it comes to. */
async function publishPolicy(org: DesignOrg, stageId: string, dwell: DwellPolicy | null) {
  await org.save((live) => ({ ...live, stages: live.stages.map((stage) => (stage.id === stageId ? { ...stage, dwell } : stage)) }))
  return daysOf(await org.publish(), stageId)
}
const daysOf = (pipeline: { stages: { id: string; dwellDays: number | null }[] }, stageId: string) => pipeline.stages.find((stage) => stage.id === stageId)?.dwellDays
const stalled = async (org: DesignOrg) =>
  (await org.admin.ok(listDeals, { query: { pipeline: org.pipelineId, quick: 'stale', limit: 100 } })).items.map((deal) => deal.title).sort()

/** 20 deals enter 甲 at once: 5 leave it after 2 days, 5 after 4, 5 after 6, and 5 stay. Six days have passed then. */
async function withStays() {
  const org = await createDesignOrg(t)
  const [a, b] = org.stages
  const deals = []
  for (let i = 0; i < 20; i++) deals.push(await org.deal(`商机${i + 1}`, a))
  for (let round = 0; round < 3; round++) {
    t.clock.advance(2 * day)
    for (const deal of deals.slice(round * 5, round * 5 + 5)) await org.move(deal.id, b)
  }
  return org
}

test('a multiple of the mean: stays that go on count, and the list of stalled deals goes by it', async () => {
  const org = await withStays()
  const [a] = org.stages
  expect(await stalled(org)).toEqual([])
  // S = 0.75 from day 2, 0.5 from 4, 0.25 from 6: the mean up to day 6 is 2 + 1.5 + 1 = 4.5.
  expect(await publishPolicy(org, a, { type: 'mean', factor: 2 })).toBe(9)
  expect(await publishPolicy(org, a, { type: 'mean', factor: 0.5 })).toBe(2)
  // In 甲 for six days, and twice two are allowed.
  expect(await stalled(org)).toEqual(['商机16', '商机17', '商机18', '商机19', '商机20'])
  // The policy as it was, not the days that it came to, is what a draft starts from.
  const { definition } = await org.admin.ok(getDraft, { params: org.params })
  expect(definition.stages[0]?.dwell).toEqual({ type: 'mean', factor: 0.5 })
  // Taken back: the former policy is in force, with its days.
  const live = await org.live()
  expect(daysOf(await org.undo(live.publishedN), a)).toBe(9)
  expect(await stalled(org)).toEqual([])
})

test('a percentile: as far as the curve reaches, anew each day, and with enough stays only', async () => {
  const org = await withStays()
  const [a, b] = org.stages
  expect(await publishPolicy(org, a, { type: 'percentile', percentile: 50 })).toBe(4)
  // A quarter is still there: 80 % have not ended yet.
  expect(await publishPolicy(org, a, { type: 'percentile', percentile: 80 })).toBeNull()
  // 15 stays in 乙 are too few.
  expect(await publishPolicy(org, b, { type: 'percentile', percentile: 50 })).toBeNull()
  const version = (await org.live()).version
  t.clock.advance(4 * day)
  for (const deal of (await org.admin.ok(listDeals, { query: { pipeline: org.pipelineId, limit: 100 } })).items) if (deal.stageId === a) await org.move(deal.id, b)
  expect(daysOf(await org.live(), a)).toBeNull()
  await t.app.schedule.round(['dwell'])
  const live = await org.live()
  expect([daysOf(live, a), daysOf(live, b)]).toEqual([10, null])
  // Nobody changed the pipeline: whoever edits it is in no conflict.
  expect(live.version).toBe(version)
  // Back to days, and to none.
  expect(await publishPolicy(org, a, { type: 'days', days: 3 })).toBe(3)
  expect(await publishPolicy(org, a, null)).toBeNull()
})

test('a stage that is gone counts as the one that stands for it, and a stay cut by the publication is one stay', async () => {
  const org = await withStays()
  const [a, b] = org.stages
  const merged = newStage('合', { dwell: { type: 'percentile', percentile: 50 } })
  await org.save((live) => ({ ...live, stages: [merged, ...live.stages.slice(2)] }), [{ from: a, to: merged.id }, { from: b, to: merged.id }])
  // All 20 are in 合 since they came to 甲, and none has left it.
  expect(daysOf(await org.publish(), merged.id)).toBeNull()
  t.clock.advance(4 * day)
  const [, next = ''] = (await org.live()).stages.map((stage) => stage.id)
  for (const deal of (await org.admin.ok(listDeals, { query: { pipeline: org.pipelineId, limit: 100 } })).items.slice(0, 10)) await org.move(deal.id, next)
  await t.app.schedule.round(['dwell'])
  // Day 10 of their way, not day 4 since the publication.
  expect(daysOf(await org.live(), merged.id)).toBe(10)
})
