import { createApprovalFlow, listApprovals, requestApproval } from '../packages/core/src/approvals/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { choose, optionOf } from './support/choose.ts'
import { colleague } from './support/colleague.ts'
import { all, criterion, gatedPipeline } from './support/gated.ts'
import { expect, test } from './support/test.ts'

const stepOf = (userId: string) => ({ id: crypto.randomUUID(), name: '经理审批', approvers: [{ type: 'user' as const, userId }] })

test('asked for from the gate panel, granted by a colleague: the deal moves', async ({ page, api, another }) => {
  const manager = await colleague(api, another, 'manager')
  const flow = await ask(api, createApprovalFlow, { body: { name: unique('报价审批'), definition: { trigger: { type: 'manual' }, steps: [stepOf(manager.id)] } } })
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(criterion({ type: 'approval', flowId: flow.id }))
  })
  const deal = await newDeal(api, unique('待批商机'), { pipelineId: pipeline.id, amountMinor: 12_800_000 })
  await manager.page.goto('/approvals')
  await expect(manager.page.getByText('没有等您审批的事项')).toBeVisible()
  await hears(manager.page)

  await page.goto(`/deals/${deal.id}`)
  await hears(page)
  await page.getByRole('button', { name: '查看并补齐' }).click()
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await panel.getByLabel('给审批人的说明（可不填）').fill('折扣已和财务沟通')
  await panel.getByRole('button', { name: '发起审批' }).click()
  // Where it waits is shown in the same place.
  await expect(panel.getByRole('list', { name: '审批步骤' })).toContainText(manager.name)

  // It comes to the colleague by itself, in the inbox and as a number in the menu.
  const inbox = manager.page.getByRole('list', { name: '审批列表' })
  await expect(inbox.getByRole('listitem')).toHaveCount(1)
  await expect(inbox).toContainText('折扣已和财务沟通')
  await expect(manager.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /审批/ })).toContainText('1')
  await inbox.getByRole('button', { name: `同意 ${deal.title}` }).click()
  await expect(manager.page.getByText(`已同意「${deal.title}」`)).toBeVisible()
  await expect(manager.page.getByText('没有等您审批的事项')).toBeVisible()

  // It was all that was wanting: the grant itself has moved the deal.
  await expect(panel).toBeHidden()
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(pipeline.stages[1]?.id)
})

test('returned for a change, submitted again, discussed and refused', async ({ page, api, another }) => {
  const manager = await colleague(api, another, 'manager')
  const flow = await ask(api, createApprovalFlow, { body: { name: unique('合同审批'), definition: { trigger: { type: 'manual' }, steps: [stepOf(manager.id)] } } })
  const deal = await newDeal(api, unique('退回商机'))
  const approval = await ask(api, requestApproval, { body: { flowId: flow.id, dealId: deal.id } })

  await manager.page.goto(`/approvals/${approval.id}`)
  await hears(manager.page)
  const theirs = manager.page.getByRole('dialog', { name: new RegExp(flow.name) })
  await theirs.getByRole('button', { name: '退回' }).click()
  const asking = manager.page.getByRole('dialog', { name: /退回修改/ })
  await expect(asking.getByRole('button', { name: '退回', exact: true })).toBeDisabled()
  await asking.getByLabel('原因（必填）').fill('付款条件请改为 3-4-3')
  await asking.getByRole('button', { name: '退回', exact: true }).click()
  await expect(asking).toBeHidden()
  await expect(theirs.getByText('已退回').first()).toBeVisible()

  await page.goto('/approvals?box=sent')
  await hears(page)
  await page.getByRole('button', { name: deal.title }).click()
  const mine = page.getByRole('dialog', { name: new RegExp(flow.name) })
  await expect(mine).toContainText('付款条件请改为 3-4-3')
  await mine.getByRole('button', { name: '重新提交' }).click()
  const again = page.getByRole('dialog', { name: '重新提交' })
  await again.getByRole('textbox').fill('已改')
  await again.getByRole('button', { name: '重新提交' }).click()
  await expect(again).toBeHidden()
  await mine.getByLabel('说一句，不作决定').fill('麻烦尽快')
  await mine.getByRole('button', { name: '发送' }).click()

  // The colleague's page follows without being asked to.
  await expect(theirs).toContainText('麻烦尽快')
  await theirs.getByRole('button', { name: '拒绝' }).click()
  const no = manager.page.getByRole('dialog', { name: /^拒绝/ })
  await no.getByLabel('原因（必填）').fill('条款风险过大')
  await no.getByRole('button', { name: '拒绝', exact: true }).click()
  await expect(mine.getByText('已拒绝').first()).toBeVisible()
  await expect(mine).toContainText('条款风险过大')
  const { items } = await ask(api, listApprovals, { query: { box: 'all', deal: deal.id } })
  expect(items.map((one) => [one.status, one.round])).toEqual([['rejected', 2]])
})

test('a flow is drawn while it is set up, with two people at the same time', async ({ page }) => {
  const name = unique('赢单审批')
  await page.goto('/settings/approvals')
  await page.getByRole('button', { name: '新建审批流' }).first().click()
  const editor = page.getByRole('dialog', { name: '新建审批流' })
  const picture = editor.getByRole('group', { name: '审批流程图' })
  await editor.getByRole('button', { name: '创建' }).click()
  await expect(editor.getByRole('alert')).toContainText('请补全：名称、步骤名称')

  await editor.getByLabel('名称', { exact: true }).fill(name)
  await choose(page, editor.getByRole('combobox', { name: '触发方式' }), '进入阶段时')
  await choose(page, editor.getByRole('combobox', { name: '阶段', exact: true }), '赢单')
  await expect(picture).toContainText('进入阶段时：赢单')
  const first = editor.getByRole('region', { name: '第 1 步' })
  await first.getByLabel('步骤名称').fill('直属经理')
  await editor.getByRole('button', { name: '添加步骤' }).click()
  const second = editor.getByRole('region', { name: '第 2 步' })
  await second.getByLabel('步骤名称').fill('财务')
  await choose(page, second.getByRole('combobox', { name: '审批人类型' }), '角色')
  await choose(page, second.getByRole('combobox', { name: '角色' }), '财务')
  await editor.getByRole('button', { name: '添加并行步骤' }).click()
  const third = editor.getByRole('region', { name: '第 3 步' })
  await third.getByLabel('步骤名称').fill('法务')
  await third.getByText('全部同意').click()
  // Below the manager stand the two, side by side.
  const tops = () => Promise.all(['直属经理', '财务', '法务'].map(async (step) => (await picture.getByRole('button', { name: new RegExp(`^${step}`) }).boundingBox())?.y ?? NaN))
  await expect.poll(async () => {
    const [manager = NaN, finance = NaN, legal = NaN] = await tops()
    return [finance > manager, legal - finance]
  }).toEqual([true, 0])
  await editor.getByRole('button', { name: '创建' }).click()
  await expect(editor).toBeHidden()
  const row = page.getByRole('list', { name: '审批流' }).getByRole('listitem').filter({ hasText: name })
  await expect(row).toContainText('3 步')
  // Switched off again: the other tests' deals are to be won without it.
  await row.getByRole('button', { name: `更多 ${name}` }).click()
  await page.getByRole('menuitem', { name: '停用' }).click()
  await expect(row).toContainText('已停用')
})

test('somebody who is away is stood in for', async ({ page, api, another }) => {
  const manager = await colleague(api, another, 'manager')
  const deputy = await colleague(api, another, 'manager')
  await manager.page.goto('/approvals')
  await manager.page.getByRole('button', { name: '外出代理' }).click()
  const sheet = manager.page.getByRole('dialog', { name: '外出代理' })
  // Looked for by name: the list is long, and only its beginning is drawn.
  await sheet.getByRole('combobox', { name: '选择同事' }).click()
  await manager.page.keyboard.type(deputy.name)
  await optionOf(manager.page, deputy.name).click()
  await sheet.getByRole('button', { name: '添加' }).click()
  await expect(sheet.getByRole('listitem')).toContainText(deputy.name)

  const flow = await ask(api, createApprovalFlow, { body: { name: unique('代理'), definition: { trigger: { type: 'manual' }, steps: [stepOf(manager.id)] } } })
  const deal = await newDeal(api, unique('代理商机'))
  const { id } = await ask(api, requestApproval, { body: { flowId: flow.id, dealId: deal.id } })
  await deputy.page.goto('/approvals')
  await deputy.page.getByRole('button', { name: `同意 ${deal.title}` }).click()
  await expect(deputy.page.getByText(`已同意「${deal.title}」`)).toBeVisible()
  await page.goto(`/approvals/${id}`)
  const record = page.getByRole('dialog', { name: new RegExp(flow.name) })
  await expect(record.getByText('已通过').first()).toBeVisible()
  await expect(record).toContainText(`代 ${manager.name}`)
})
