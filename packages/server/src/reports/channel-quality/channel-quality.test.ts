import { addCampaignCost, createCampaign } from '@sluice/core/campaigns/contract'
import { listChannels, listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import { getChannelQuality } from '@sluice/core/channel-quality/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { getIcp } from '@sluice/core/icp/contract'
import { createLead } from '@sluice/core/leads/contract'
import { createDeal, loseDeal, winDeal } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('channels with volume, conversion, average deal, cost and the period before; attributes that win', { timeout: 400_000 }, async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  const reason = (await org.admin.ok(listLossReasons)).items.find((one) => one.parentId !== null && !one.asksText && !one.asksCompetitor)?.id ?? ''
  const [good, poor] = (await org.admin.ok(listChannels)).items.map(({ id }) => id)
  const accounts = await Promise.all(['物流', '医疗'].map(async (industry) => (await org.admin.ok(createAccount, { body: { name: `${industry}公司`, industry } })).id))
  // 20 good ones, 15 won; 20 poor ones, 2 won; each of its industry.
  for (const [i, sourceId] of [good, poor].entries()) {
    for (let n = 0; n < 20; n++) {
      const { id } = await org.admin.ok(createDeal, { body: { title: `商机${i}-${n}`, pipelineId, sourceId: sourceId ?? null, accountId: accounts[i] ?? null, amountMinor: 100_00 } })
      if (n < (i === 0 ? 15 : 2)) await org.admin.ok(winDeal, { params: { id }, body: {} })
      else await org.admin.ok(loseDeal, { params: { id }, body: { reasonId: reason } })
    }
  }
  await org.admin.ok(createLead, { body: { name: '线索', sourceId: poor ?? null } })
  const campaign = (await marketing.ok(createCampaign, { body: { name: '展会', kind: 'other', fromOn: '2026-03-01' } })).id
  await marketing.ok(addCampaignCost, { params: { id: campaign }, body: { onDay: '2026-03-01', amountMinor: 400_00, channelId: poor ?? null } })

  const answer = await marketing.ok(getChannelQuality, { query: { pipeline: pipelineId } })
  expect(answer).toMatchObject({ currency: 'CNY', medianVolume: 20, from: '2025-03-03', to: '2026-03-03' })
  expect(answer.rows.find(({ source }) => source === good)).toMatchObject({ entered: 20, leads: 0, conversion: { value: 0.75, n: 20 }, wonMinor: 1500_00, costMinor: 0, roi: null, quadrant: 'strong', verdict: 'more', volumeChange: null })
  expect(answer.rows.find(({ source }) => source === poor)).toMatchObject({
    entered: 20, leads: 1, conversion: { value: 0.1 }, wonMinor: 200_00, costMinor: 400_00, costPerDealMinor: 20_00, roi: -0.5, quadrant: 'large_poor', verdict: 'prune', before: { entered: 0 }, trend: { enough: false },
  })
  const icp = await marketing.ok(getIcp, { query: { pipeline: pipelineId } })
  expect(icp.whole).toMatchObject({ value: 17 / 40, n: 40 })
  expect(icp.rows.filter(({ dimension }) => dimension === 'industry').map(({ value, winRate, verdict }) => [value, winRate.hits, winRate.n, verdict])).toEqual([['物流', 15, 20, 'wins'], ['医疗', 2, 20, 'loses']])
  expect(icp.rows.find(({ dimension, value }) => dimension === 'source' && value === good)).toMatchObject({ verdict: 'wins', against: { a: { hits: 2, n: 20 } } })

  const rep = await org.user('rep')
  const other = (await t.org('旁')).admin
  for (const contract of [getChannelQuality, getIcp]) {
    expect((await rep.call(contract, { query: { pipeline: pipelineId } })).code).toBe('permission.denied')
    expect((await other.call(contract, { query: { pipeline: pipelineId } })).code).toBe('record.not_found')
  }
})
