import { createPipeline } from '@sluice/core/catalog/contract'
import type { DealFact } from '@sluice/core/pipeline/project'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { loadDeals, type DealHistory } from './load-deals.ts'
import { rebuildProjections } from './rebuild-projections.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const base = Date.parse('2025-03-01T01:00:00.000Z')
const at = (hours: number) => new Date(base + hours * 3_600_000).toISOString()

test('a thousand histories become deals, stays, versions and events that a rebuild repeats', async () => {
  const org = await t.org()
  const pipeline = await org.admin.ok(createPipeline, { body: { template: 'standard' } })
  const stages = pipeline.stages.map((stage) => stage.id)
  const [s1 = '', s2 = '', s3 = ''] = stages
  const measured = {
    pipelineId: pipeline.id, stageId: s1, amountMinor: 10_000, currency: 'CNY', winProbability: null, expectedCloseOn: '2025-06-30',
    ownerId: org.admin.userId, teamId: org.rootTeamId, sourceId: null,
  }
  const history = (i: number): DealHistory => {
    const id = newId()
    const known = (hours: number) => ({ at: at(i + hours), knownAt: at(i + hours), imported: true })
    const facts: DealFact[] = [
      { type: 'deal.created', payload: { ...measured, number: 0, title: `商机${i}`, accountId: null, leadId: null, riskFrom: null, importId: null }, ...known(0) },
      { type: 'deal.moved', payload: { pipelineId: pipeline.id, from: s1, to: s2, direction: 'advance', reason: null }, ...known(24) },
      { type: 'deal.changed', payload: { pipelineId: pipeline.id, changes: { amountMinor: [10_000, 20_000 + i] } }, ...known(30) },
      { type: 'deal.moved', payload: { pipelineId: pipeline.id, from: s2, to: s3, direction: 'advance', reason: null }, ...known(48) },
    ]
    if (i % 3 === 0) facts.push({ type: 'deal.won', payload: { pipelineId: pipeline.id, stageId: s3 }, ...known(72) })
    if (i % 3 === 1) facts.push({ type: 'deal.lost', payload: { pipelineId: pipeline.id, stageId: s3, reasonId: null, note: '价格', competitor: '甲公司' }, ...known(72) })
    return {
      id, title: `商机${i}`, accountId: null, leadId: null, nextStep: null, nextStepDue: null, tagIds: [], note: '', externalKey: `k${i}`,
      importId: null, products: [], contacts: [], collaborators: [org.admin.userId], lastActivityAt: null, facts,
    }
  }
  const act = { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }
  const loaded = await t.db.write(org.orgId, (tx) => loadDeals(tx, act, Array.from({ length: 1000 }, (_, i) => history(i))))
  expect(loaded.map((deal) => deal.number)).toEqual(Array.from({ length: 1000 }, (_, i) => 1001 + i))

  const read = <T>(query: ReturnType<typeof sql<T>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows)
  const [sums] = await read(sql<Record<string, number>>`
    select count(*) as deals, count(*) filter (where status = 'won') as won, count(*) filter (where status = 'lost' and lost_note = '价格') as lost,
      sum(amount_minor)::bigint as amount, count(distinct rank) as ranks, count(*) filter (where stage_id = ${s3}) as at_last,
      (select count(*) from stay) as stays, (select count(*) from deal_version) as versions, (select count(*) from event where subject_type = 'deal') as events,
      (select count(*) from event where subject_type = 'deal' and known_at = at and recorded_at = ${act.now}) as known, (select count(*) from deal_collaborator) as helpers
    from deal`)
  expect(sums).toEqual({
    deals: 1000, won: 334, lost: 333, amount: 20_000_000 + (999 * 1000) / 2, ranks: 1000, at_last: 1000,
    stays: 3000, versions: 1000 * 4 + 667, events: 4667, known: 4667, helpers: 1000,
  })
  // The latest to enter stands on top; a second load goes below the first.
  const [top] = await read(sql<{ number: number }>`select number from deal order by rank limit 1`)
  expect(top?.number).toBe(2000)
  await t.db.write(org.orgId, (tx) => loadDeals(tx, act, [{ ...history(5000), externalKey: null }]))
  const [bottom] = await read(sql<{ number: number }>`select number from deal order by rank desc limit 1`)
  expect(bottom?.number).toBe(2001)

  const projections = () => read(sql`
    select (select jsonb_agg(s order by deal_id, n) from stay s) as stays, (select jsonb_agg(v order by deal_id, n) from deal_version v) as versions`)
  const before = await projections()
  expect(await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))).toEqual({ deals: 1001 })
  expect(await projections()).toEqual(before)
})
