import { createCampaign } from '../packages/core/src/campaigns/contract.ts'
import { createLead } from '../packages/core/src/leads/contract.ts'
import { convertLead, winDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, firstPipeline } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a won deal shows its money at its campaign, and how it came', async ({ page, api }) => {
  const name = unique('归因活动')
  const title = unique('归因商机')
  const campaign = await ask(api, createCampaign, { body: { name, kind: 'exhibition', fromOn: '2026-01-01' } })
  const lead = await ask(api, createLead, { body: { name: '归因客户', company: unique('归因公司'), arrival: { campaignId: campaign.id } } })
  const pass = { override: { reason: '浏览器测试' } }
  const { dealId } = await ask(api, convertLead, { params: { id: lead.id }, body: { deal: { title, pipelineId: (await firstPipeline(api)).id, amountMinor: 123_456_00, ...pass } } })
  await ask(api, winDeal, { params: { id: dealId ?? '' }, body: pass })

  await page.goto('/attribution?by=campaign&days=30')
  await page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) }).getByRole('button', { name: '¥123,456' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('link', { name: title })).toBeVisible()
  await expect(drawer.getByRole('list', { name: '触达路径' })).toContainText(name)

  await page.goto(`/campaigns/${campaign.id}`)
  const steps = page.getByRole('list', { name: '从访问到回款' })
  await expect(steps).toContainText('123,456')
})
