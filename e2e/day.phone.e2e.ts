import { createApprovalFlow, listApprovals } from '../packages/core/src/approvals/contract.ts'
import { getTimeline } from '../packages/core/src/activities/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, openDeal, openPipeline } from './support/ask.ts'
import { unique } from './support/board.ts'
import { choose } from './support/choose.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

test('a rep’s day by thumb: the list, a call with its outcome and the next step, a move, an approval', async ({ page, api, another }) => {
  const manager = await colleague(api, another, 'manager')
  const flow = await ask(api, createApprovalFlow, {
    body: { name: unique('手机审批'), definition: { trigger: { type: 'manual' }, steps: [{ id: crypto.randomUUID(), name: '经理审批', approvers: [{ type: 'user', userId: manager.id }] }] } },
  })
  const title = unique('一天')
  // The organisation's day.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now())
  const deal = await openDeal(api, title, { nextStep: '回访采购负责人', nextStepDue: today, amountMinor: 8_800_000 })
  const { stages } = await openPipeline(api)

  // One list, filtered by kind; nothing has to be scrolled sideways.
  // The own list is there before it is turned to: else rows would change under the thumb.
  const mine = page.waitForResponse(/\/api\/v1\/today$/)
  await page.goto('/today?kind=step')
  await mine
  await page.getByText('我的', { exact: true }).tap()
  const item = page.getByRole('list', { name: '今日清单' }).getByRole('listitem').filter({ hasText: title })
  await expect(item).toContainText('今天到期')
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await item.getByRole('button', { name: '完成并记录' }).tap()

  const sheet = page.getByRole('dialog', { name: `记跟进：${title}` })
  await sheet.getByRole('radio', { name: '电话' }).tap()
  await sheet.getByRole('radio', { name: '已接通' }).tap()
  await sheet.getByRole('textbox', { name: '下一步' }).fill('发报价')
  await sheet.getByRole('radio', { name: '明天' }).tap()
  await sheet.getByRole('button', { name: '记录', exact: true }).tap()
  await expect(item).toBeHidden()
  expect(await ask(api, getDeal, { params: { id: deal.id } })).toMatchObject({ nextStep: '发报价' })
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'deal', id: deal.id }, query: { kind: 'activity' } })
  expect(items.map((one) => [one.payload['kind'], one.activity?.outcome])).toEqual([['call', 'connected']])

  // The deal: on to the next stage, and the approval asked for.
  await page.goto(`/deals/${deal.id}`)
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: '下一步建议' })).toBeVisible()
  await main.getByRole('button', { name: '移到阶段' }).tap()
  await page.getByRole('radio', { name: '需求确认' }).tap()
  await expect(page.getByText(`已将「${title}」移到「需求确认」`)).toBeVisible()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(stages[1]?.id)
  await main.getByRole('button', { name: '发起审批' }).tap()
  const asking = page.getByRole('dialog', { name: '发起审批' })
  await choose(page, asking.getByRole('combobox', { name: '审批流' }), flow.name)
  await asking.getByRole('button', { name: new RegExp(flow.name) }).tap()
  await expect(asking).toBeHidden()
  expect((await ask(manager.page.request, listApprovals, { query: { box: 'mine' } })).items.map((one) => one.deal.id)).toEqual([deal.id])
})
