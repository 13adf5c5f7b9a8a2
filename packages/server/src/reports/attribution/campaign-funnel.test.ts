import { getCampaignFunnel } from '@sluice/core/attribution/contract'
import { createCampaign } from '@sluice/core/campaigns/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createLead } from '@sluice/core/leads/contract'
import { convertLead, winDeal } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('a campaign from visit to money, step by step, and the top-leak test', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  const campaign = (await marketing.ok(createCampaign, { body: { name: '展会', kind: 'exhibition', fromOn: '2026-03-01' } })).id
  const leads: string[] = []
  for (let i = 0; i < 24; i++) leads.push((await org.admin.ok(createLead, { body: { name: `线索${i}`, company: `公司${i}`, arrival: { campaignId: campaign } } })).id)
  const set = (from: number, to: number, values: object) => t.db.write(org.orgId, (tx) => tx.updateTable('lead').set(values).where('org_id', '=', org.orgId).where('id', 'in', leads.slice(from, to)).execute())
  const now = t.clock.now().toISOString()
  await set(0, 5, { mql_at: now })
  await set(0, 3, { sql_at: now })
  // Converted without ever having been noted as MQL: it came further, so it was there.
  const dealOf = async (i: number) => (await org.admin.ok(convertLead, { params: { id: leads[i] ?? '' }, body: { deal: { title: `商机${i}`, pipelineId, amountMinor: 80_00 } } })).dealId ?? ''
  const [one] = [await dealOf(0), await dealOf(5)]
  await org.admin.ok(winDeal, { params: { id: one }, body: {} })
  const at = { params: { id: campaign } }
  const fresh = await marketing.ok(getCampaignFunnel, at)
  expect(fresh.steps.map(({ key, n, share, enough }) => [key, n, share, enough])).toEqual([
    ['visits', 0, null, true], ['leads', 24, null, true], ['mql', 6, 0.25, true], ['sql', 4, 4 / 6, false], ['deals', 2, 0.5, false], ['won', 1, 0.5, false],
  ])
  expect(fresh).toMatchObject({ wonMinor: 80_00, wonWithoutMoney: 0, currency: 'CNY', leak: { result: 'not_enough', n: 0, remedies: [] } })
  t.clock.advance(15 * day)
  const later = await (await org.user('marketing', '新人')).ok(getCampaignFunnel, at)
  expect(later.leak).toMatchObject({ result: 'failed', n: 24, hits: 6, value: 0.25, threshold: 0.3, text: { zh: '线索合格率 25%，低于 30%（24 条线索）。' } })
  expect(later.leak.remedies.length).toBeGreaterThan(0)
  const rep = await org.user('rep')
  expect((await rep.call(getCampaignFunnel, at)).code).toBe('record.not_found')
  expect((await (await t.org('旁')).admin.call(getCampaignFunnel, at)).code).toBe('record.not_found')
})
