import { createApprovalFlow, getApproval, requestApproval } from '../packages/core/src/approvals/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { all, criterion, gatedPipeline } from './support/gated.ts'
import { expect, test } from './support/test.ts'

test('approved on the phone with one tap; a no asks why first', async ({ api, another }) => {
  const manager = await colleague(api, another, 'manager')
  const flow = await ask(api, createApprovalFlow, {
    body: { name: unique('手机审批'), definition: { trigger: { type: 'manual' }, steps: [{ id: crypto.randomUUID(), name: '经理', approvers: [{ type: 'user', userId: manager.id }] }] } },
  })
  const made = []
  for (const word of ['一', '二']) {
    const deal = await newDeal(api, unique(`手机批${word}`))
    made.push({ deal, approval: await ask(api, requestApproval, { body: { flowId: flow.id, dealId: deal.id } }) })
  }
  const [yes, no] = made
  if (!yes || !no) throw new Error('two')
  await manager.page.goto('/approvals')
  const agree = manager.page.getByRole('button', { name: `同意 ${yes.deal.title}` })
  // Big enough for a thumb.
  await expect.poll(async () => (await agree.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await agree.tap()
  await expect(manager.page.getByText(`已同意「${yes.deal.title}」`)).toBeVisible()
  expect((await ask(api, getApproval, { params: { id: yes.approval.id } })).status).toBe('approved')
  // It leaves the list, and the other one takes its place.
  await expect(agree).toBeHidden()

  await manager.page.getByRole('listitem').filter({ hasText: no.deal.title }).getByRole('button', { name: '拒绝' }).tap()
  const sheet = manager.page.getByRole('dialog', { name: /^拒绝/ })
  await sheet.getByLabel('原因（必填）').fill('价格太低')
  await sheet.getByRole('button', { name: '拒绝', exact: true }).tap()
  await expect(manager.page.getByText('没有等您审批的事项')).toBeVisible()
  expect((await ask(api, getApproval, { params: { id: no.approval.id } })).status).toBe('rejected')
})

test('a move refused on the phone: the sheet comes from below, and the piece is supplied with the thumb', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(criterion({ type: 'checklist', label: '已确认立项' }), criterion({ type: 'milestone', kinds: ['demo_held'] }))
  })
  const title = unique('手机门禁')
  await newDeal(api, title, { pipelineId: pipeline.id })
  await page.goto(`/deals?pipeline=${pipeline.id}&q=${encodeURIComponent(title)}`)
  await page.getByRole('button', { name: `${title}：更多操作` }).tap()
  await page.getByRole('radio', { name: '确认' }).tap()
  const sheet = page.getByRole('dialog', { name: '进入「确认」' })
  await expect(sheet.getByText('0 / 2 项已齐备')).toBeVisible()
  await sheet.getByRole('checkbox', { name: '已确认' }).tap()
  await sheet.getByRole('button', { name: '记录「完成方案演示」' }).tap()
  await sheet.getByRole('button', { name: '全部齐备，移动到「确认」' }).tap()
  await expect(sheet).toBeHidden()
  await expect(page.getByText(`已将「${title}」移到「确认」`)).toBeVisible()
})
