import { criterion } from '@sluice/core/config/gate'
import { getDealHealth, getDiagnosis } from '@sluice/core/diagnosis/contract'
import { recordMilestone } from '@sluice/core/gates/contract'
import { moveDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSalesOrg } from '../../features/pipeline/sales-org.fixture.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

/** The standard pipeline; its second stage, 需求确认, asks for a demonstration and a quote before it is left, the first for nothing. */
async function arrange() {
  const org = await createSalesOrg(t)
  const [, analysis, third] = org.stages
  const gate = { op: 'all', items: (['demo_held', 'quote_sent'] as const).map((kind) => criterion.parse({ id: newId(), type: 'milestone', kinds: [kind], label: '', help: '' })) }
  await t.db.write(org.orgId, (tx) => sql`update stage set exit_gate = ${JSON.stringify(gate)}::jsonb where org_id = ${org.orgId} and id = ${analysis}`.execute(tx))
  const diagnosis = async () => {
    const found = await org.admin.ok(getDiagnosis, { query: { pipeline: org.pipelineId } })
    const owed = (health: typeof found.health | undefined) => health?.parts.find((part) => part.key === 'owed')
    const needs = found.pressure.find((one) => one.code === 'needs_analysis')
    return {
      needs: needs && [needs.n, needs.value, needs.result], funnel: owed(found.health), rep: owed(found.reps[0]?.health), team: owed(found.teams[0]?.health),
    }
  }
  return { ...org, analysis, third, diagnosis }
}

test('a deal’s exit evidence is the share of what its stage asks for', async () => {
  const org = await arrange()
  const deal = await org.deal(org.admin, '一个', { stageId: org.analysis })
  const part = async () => (await org.admin.ok(getDealHealth, { params: { id: deal.id } })).parts.find(({ key }) => key === 'evidence')
  expect(await part()).toMatchObject({ value: 0, n: 2, points: 0, figure: { metric: 'health.evidence_share', stageId: org.analysis } })
  await org.admin.ok(recordMilestone, { params: { id: deal.id }, body: { kind: 'demo_held' } })
  expect(await part()).toMatchObject({ value: 0.5, n: 2, points: 50, text: { zh: '准出证据完成度为 50%，得 50 分（满分线 100%）。' } })
  await org.admin.ok(recordMilestone, { params: { id: deal.id }, body: { kind: 'quote_sent', amountMinor: 100 } })
  expect(await part()).toMatchObject({ value: 1, points: 100 })
  // A stage that asks for nothing has no such part.
  await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: org.third } })
  expect(await part()).toMatchObject({ value: null, points: null, weightUsed: 0 })
})

test('what was let through without evidence weighs on the health of funnel, team and rep until it is there', { timeout: 240_000 }, async () => {
  const org = await arrange()
  const deals = []
  for (let i = 0; i < 24; i++) deals.push(await org.deal(org.admin, `商机 ${i}`, { stageId: org.analysis }))
  t.clock.advance(day)
  expect(await org.diagnosis()).toMatchObject({ needs: [0, null, 'not_enough'], funnel: { value: 1, n: 24, points: 100 } })
  for (const [i, { id }] of deals.slice(0, 22).entries()) {
    t.clock.advance(hour)
    if (i >= 6) {
      await org.admin.ok(recordMilestone, { params: { id }, body: { kind: 'demo_held' } })
      await org.admin.ok(recordMilestone, { params: { id }, body: { kind: 'quote_sent', amountMinor: 100 } })
      await org.admin.ok(moveDeal, { params: { id }, body: { stageId: org.third } })
    } else await org.admin.ok(moveDeal, { params: { id }, body: { stageId: org.third, override: { reason: '先走一步' } } })
  }
  t.clock.advance(hour)
  const value = 18 / 24
  expect(await org.diagnosis()).toMatchObject({ needs: [22, 16 / 22, 'failed'], funnel: { value, n: 24, points: 50 }, rep: { value, n: 24 }, team: { value, n: 24 } })
  // The evidence comes for five of the six: it was needed, and it is there.
  for (const { id } of deals.slice(0, 5)) for (const kind of ['demo_held', 'quote_sent'] as const) await org.admin.ok(recordMilestone, { params: { id }, body: { kind, ...(kind === 'quote_sent' && { amountMinor: 100 }) } })
  await vi.waitFor(async () => expect(await org.diagnosis()).toMatchObject({ needs: [22, 21 / 22, 'passed'], funnel: { value: 23 / 24 } }), { timeout: 60_000, interval: 300 })
  // Without gates nothing is asked for, and nothing said.
  await t.db.write(org.orgId, (tx) => sql`update stage set exit_gate = null where org_id = ${org.orgId}`.execute(tx))
  expect(await org.diagnosis()).toMatchObject({ needs: undefined, funnel: { value: null, points: null } })
})
