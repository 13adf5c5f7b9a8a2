import { exportAttribution, getAttribution, listAttributedDeals } from '@sluice/core/attribution/contract'
import { addCampaignCost, createCampaign } from '@sluice/core/campaigns/contract'
import { listChannels, listPipelines } from '@sluice/core/catalog/contract'
import { createLead } from '@sluice/core/leads/contract'
import { changeDeal, convertLead, createDeal, winDeal } from '@sluice/core/pipeline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

/** Three deals won: one after a fair, a search and a fair; one after a search; one of nobody. */
async function scene() {
  const org = await t.org()
  const marketing = await org.user('marketing', '王芳')
  const rep = await org.user('rep', '李雷')
  const pipelineId = (await org.admin.ok(listPipelines)).items[0]?.id ?? ''
  const channels = (await org.admin.ok(listChannels)).items
  const [fair = '', search = ''] = [channels.find(({ key }) => key === 'exhibition')?.id, channels.find(({ key }) => key !== 'exhibition')?.id]
  const campaignOf = async (name: string, currency = 'CNY') => (await marketing.ok(createCampaign, { body: { name, kind: 'other', fromOn: '2026-02-01', currency } })).id
  const [expo, spring, abroad] = [await campaignOf('展会'), await campaignOf('=春季"搜索'), await campaignOf('海外', 'USD')]
  const cost = (id: string, channelId: string, amountMinor: number, onDay = '2026-03-01') => marketing.ok(addCampaignCost, { params: { id }, body: { onDay, amountMinor, channelId } })
  await cost(expo, fair, 100_00)
  await cost(spring, search, 50_00)
  await cost(abroad, search, 7_00)
  await cost(expo, fair, 999_00, '2025-01-01')
  const lead = async (name: string, touches: readonly [daysAgo: number, channelId: string, campaignId: string | null][]) => {
    const made = await org.admin.ok(createLead, { body: { name, company: `${name}公司` } })
    await t.db.write(org.orgId, async (tx) => {
      for (const [daysAgo, channelId, campaignId] of touches) {
        await tx.insertInto('touch').values({
          org_id: org.orgId, id: newId(), at: new Date(t.clock.now().getTime() - daysAgo * day).toISOString(), kind: 'code', lead_id: made.id, channel_id: channelId, campaign_id: campaignId,
          promoter_id: channelId === fair ? rep.userId : null,
        }).execute()
      }
    })
    return made.id
  }
  const win = async (leadId: string | null, title: string, amountMinor: number, currency = 'CNY') => {
    const id = leadId === null
      ? (await org.admin.ok(createDeal, { body: { title, pipelineId, amountMinor } })).id
      : ((await org.admin.ok(convertLead, { params: { id: leadId }, body: { deal: { title, pipelineId, amountMinor } } })).dealId ?? '')
    if (currency !== 'CNY') await org.admin.ok(changeDeal, { params: { id }, version: 1, body: { currency } })
    await org.admin.ok(winDeal, { params: { id }, body: {} })
    return id
  }
  const many = await lead('甲', [[30, fair, expo], [10, search, spring], [3, fair, null], [-1, search, spring]])
  const one = await lead('乙', [[5, search, spring]])
  await lead('丙', [[2, fair, expo]])
  const deals = [await win(many, '大单', 100_01), await win(one, '小单', 60_00), await win(null, '熟人', 30_00)]
  const foreign = await lead('丁', [[1, search, spring]])
  await win(foreign, '外单', 70_00, 'USD')
  return { org, marketing, rep, fair, search, expo, spring, deals }
}

test('money of won deals comes to channels, campaigns and promoters by five models, cost and return beside it', async () => {
  const { org, marketing, rep, fair, search, expo, spring } = await scene()
  const answer = await marketing.ok(getAttribution)
  expect(answer).toMatchObject({
    from: '2025-03-03', to: '2026-03-03', zone: 'Asia/Shanghai', currency: 'CNY', by: 'channel', leads: { n: 4, untouched: 0 }, opened: { n: 3, untouched: 1, amountMinor: 190_01 },
    won: { n: 3, untouched: 1, amountMinor: 190_01, withoutAmount: 0 }, costMinor: 150_00, others: [{ currency: 'USD', won: 1, wonMinor: 70_00, costMinor: 7_00 }],
  })
  const money = (rows: typeof answer.rows) => rows.map((row) => [row.key, row.isUntouched, row.costMinor, ...row.models.map(({ wonMinor }) => wonMinor)])
  // 100.01 over fair (30 days before), search (10), fair (3): first, last, linear, time decay (2^(−27/7) : 2^(−7/7) : 1), 40/20/40; 60.00 to search; 30.00 untouched.
  const [a, b, c] = [2 ** (-27 / 7), 0.5, 1]
  const decayed = Math.round((100_01 * b) / (a + b + c))
  expect(money(answer.rows)).toEqual([
    [fair, false, 100_00, 100_01, 100_01, 66_67, 100_01 - decayed, 80_01],
    [search, false, 50_00, 60_00, 60_00, 60_00 + 33_34, 60_00 + decayed, 60_00 + 20_00],
    [null, true, 0, 30_00, 30_00, 30_00, 30_00, 30_00],
  ])
  // Leads: 甲 by its first or last to the fair, 丙 too; 乙 and 丁 to the search.
  expect(answer.rows[0]?.models.map(({ leads }) => Math.round(leads * 1000) / 1000)).toEqual([2, 2, 1.667, 1.681, 1.8])
  expect(answer.rows[0]?.models[0]).toMatchObject({ won: 1, wonDeals: 1, opened: 1, openedMinor: 100_01, costPerLeadMinor: 50_00, costPerWonMinor: 100_00, roi: 0.0001 })
  for (const i of [0, 1, 2, 3, 4]) expect(answer.rows.reduce((sum, row) => sum + (row.models[i]?.wonMinor ?? 0), 0)).toBe(190_01)

  const byCampaign = await marketing.ok(getAttribution, { query: { by: 'campaign' } })
  expect(money(byCampaign.rows).map((row) => row.slice(0, 5))).toEqual([[expo, false, 100_00, 100_01, 0], [spring, false, 50_00, 60_00, 60_00], [null, false, 0, 0, 100_01], [null, true, 0, 30_00, 30_00]])
  expect((await marketing.ok(getAttribution, { query: { by: 'promoter' } })).rows.map((row) => [row.key, row.name, row.costMinor])).toEqual([[rep.userId, '李雷', 0], [null, null, 0], [null, null, 0]])
  // A short look-back leaves out what was long ago; another currency is another answer; a period without deals is empty.
  expect(money((await marketing.ok(getAttribution, { query: { lookbackDays: 7 } })).rows)[0]?.slice(3)).toEqual([100_01, 100_01, 100_01, 100_01, 100_01])
  expect(await marketing.ok(getAttribution, { query: { currency: 'USD' } })).toMatchObject({ won: { n: 1, amountMinor: 70_00 }, costMinor: 7_00, others: [{ currency: 'CNY', won: 3, wonMinor: 190_01, costMinor: 150_00 }] })
  expect(await marketing.ok(getAttribution, { query: { from: '2025-01-01', to: '2025-02-01' } })).toMatchObject({ won: { n: 0 }, costMinor: 999_00, rows: [{ key: fair, costMinor: 999_00 }] })

  for (const query of [{ firstPercent: 60, lastPercent: 60 }, { from: '2026-03-02', to: '2026-03-02' }, { from: '2001-01-01', to: '2026-01-01' }]) expect((await marketing.call(getAttribution, { query })).code).toBe('request.invalid')
  for (const contract of [getAttribution, exportAttribution]) expect((await rep.call(contract)).code).toBe('permission.denied')
  expect((await (await org.user('service')).call(getAttribution)).code).toBe('permission.denied')
  expect((await (await t.org('旁')).admin.ok(getAttribution)).rows).toEqual([])

  const csv = (await marketing.call(exportAttribution, { query: { by: 'campaign' } })).text
  expect(csv.split('\r\n')).toHaveLength(1 + 4 * 5 + 1)
  expect(csv).toContain('展会,首次触达,2,1,100.01,1,100.01,100.00,50.00,100.00,0.01,CNY')
  // A name that is a formula is none in a spreadsheet.
  expect(csv).toContain(`"'=春季""搜索"`)
})

test('a credit opens its deals with the path of touches, and only those that the viewer sees', async () => {
  const { org, marketing, rep, fair, deals } = await scene()
  const at = { key: fair, model: 'linear' as const }
  const list = await marketing.ok(listAttributedDeals, { query: at })
  expect(list).toMatchObject({ total: 1, hidden: 0, nextCursor: null, items: [{ id: deals[0], title: '大单', account: '甲公司', amountMinor: 100_01, creditMinor: 66_67, after: 1 }] })
  expect(list.items[0]?.path.map((touch) => [touch.channel?.id === fair, touch.campaign?.name ?? null, touch.promoter?.name ?? null, touch.creditMinor, touch.isAsked])).toEqual([
    [true, '展会', '李雷', 33_34, true], [false, '=春季"搜索', null, 33_34, false], [true, null, '李雷', 33_33, true],
  ])
  expect((await marketing.ok(listAttributedDeals, { query: { key: 'untouched' } })).items.map(({ id, creditMinor, path }) => [id, creditMinor, path])).toEqual([[deals[2], 30_00, []]])
  expect((await marketing.ok(listAttributedDeals, { query: { key: 'none', by: 'campaign', model: 'last' } })).items.map(({ id }) => id)).toEqual([deals[0]])
  // The manager of another team gets the totals; the deals are not theirs to read.
  const manager = await org.user('manager')
  await t.db.write(org.orgId, (tx) => tx.updateTable('deal').set({ owner_id: rep.userId, team_id: rep.teamId }).where('org_id', '=', org.orgId).execute())
  expect((await manager.ok(getAttribution)).won.n).toBe(3)
  expect(await manager.ok(listAttributedDeals, { query: at })).toMatchObject({ total: 0, hidden: 1, items: [] })
  expect((await rep.call(listAttributedDeals, { query: at })).code).toBe('permission.denied')
  expect((await (await t.org('旁')).admin.ok(listAttributedDeals, { query: at })).total).toBe(0)
})
