import { readFile } from 'node:fs/promises'
import { getTimeline } from '../packages/core/src/activities/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { createAccount, createContact } from '../packages/core/src/customers/contract.ts'
import { ask, newDeal, openDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { choose } from './support/choose.ts'
import { expect, test } from './support/test.ts'

test('a call is logged in two taps and stands in the timeline in words', async ({ page, api }) => {
  const title = unique('记电话')
  const deal = await newDeal(api, title)
  await page.goto(`/deals/${deal.id}`)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await page.getByRole('radiogroup', { name: '方式' }).getByRole('radio', { name: '电话' }).click()
  await page.getByRole('button', { name: '记录', exact: true }).click()

  const entry = page.getByRole('listitem').filter({ hasText: '演示管理员 记录了电话 · 已接通' })
  await expect(entry).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: `创建了商机 ${title}，阶段 初步接洽` })).toBeVisible()
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'deal', id: deal.id } })
  expect(items.filter((one) => one.type === 'activity.logged')).toHaveLength(1)
})

test('an activity with text and next step; the timeline is filtered by kind', async ({ page, api }) => {
  const deal = await newDeal(api, unique('记拜访'))
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('radio', { name: '拜访' }).click()
  await page.getByRole('textbox', { name: '说了什么、对方什么态度（可不填）' }).fill('参观了二车间，老板同意试点')
  const log = page.getByRole('radiogroup', { name: '方式' }).locator('..')
  await log.getByRole('textbox', { name: '下一步' }).fill('发送试点方案')
  await log.getByRole('radio', { name: '明天' }).click()
  await page.getByRole('button', { name: '记录', exact: true }).click()
  // In the timeline; the same words stand in the field until the server has answered.
  const entry = page.getByRole('listitem').filter({ hasText: '参观了二车间，老板同意试点' })
  await expect(entry).toBeVisible()
  const changed = () => ask(api, getDeal, { params: { id: deal.id } })
  await expect.poll(async () => (await changed()).nextStep).toBe('发送试点方案')
  expect((await changed()).nextStepDue).not.toBeNull()

  await page.getByRole('group', { name: '按类型筛选' }).getByRole('button', { name: '阶段' }).click()
  await expect(entry).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: '创建了商机' })).toBeVisible()
})

test('the next step is set, put off and done', async ({ page, api, trouble }) => {
  // Whoever clicks again before the page has read the answer to the last click writes on an old version: the page then reads the deal, and repeats it.
  trouble.expectRefusal(/PATCH \/api\/v1\/deals\/[^/]+ 412/)
  const deal = await newDeal(api, unique('下一步'))
  await page.goto(`/deals/${deal.id}`)
  const block = page.locator('section').filter({ has: page.getByRole('heading', { name: '下一步', exact: true }) }).last()
  await block.getByRole('textbox', { name: '下一步', exact: true }).fill('约技术评估会')
  await block.getByRole('button', { name: '明天' }).click()
  await block.getByRole('button', { name: /确\s*定/ }).click()
  await expect(block).toContainText('约技术评估会')
  const due = async () => (await ask(api, getDeal, { params: { id: deal.id } })).nextStepDue ?? ''
  await expect.poll(due).not.toBe('')
  const before = await due()
  await block.getByRole('button', { name: '+1 周' }).click()
  await expect.poll(async () => (Date.parse(await due()) - Date.parse(before)) / 86_400_000).toBe(7)
  await block.getByRole('button', { name: '已完成' }).click()
  await expect(page.getByText('下一步已完成')).toBeVisible()
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).nextStep).toBeNull()
})

test('a contact gets its role in the decision', async ({ page, api }) => {
  const account = await ask(api, createAccount, { body: { name: unique('联系人客户') } })
  const name = unique('王总')
  await ask(api, createContact, { body: { name, title: '总经理', accountId: account.id } })
  const deal = await newDeal(api, unique('决策链'), { accountId: account.id })
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('button', { name: '添加联系人' }).click()
  const form = page.getByRole('tooltip').filter({ has: page.getByRole('button', { name: '添加联系人' }) })
  await choose(page, form.getByRole('combobox').first(), name)
  await choose(page, form.getByRole('combobox', { name: '决策角色' }), '决策者')
  await form.getByRole('button', { name: '添加联系人' }).click()
  await expect(page.getByRole('link', { name })).toBeVisible()
  await expect(page.getByText('尚未识别：经济购买者、技术评估者')).toBeVisible()
  const { contacts } = await ask(api, getDeal, { params: { id: deal.id } })
  expect(contacts.map((one) => [one.name, one.role])).toEqual([[name, 'decision_maker']])
  await expect(page.getByRole('listitem').filter({ hasText: `关联了联系人 ${name}，角色 决策者` })).toBeVisible()
})

test('a file with a Chinese name goes up and comes down unchanged', async ({ page, api }) => {
  const deal = await newDeal(api, unique('文件'))
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('tab', { name: '文件' }).click()
  const content = Buffer.from('序号,项目\r\n1,车间设备报价\r\n')
  await page.getByLabel('上传文件').setInputFiles({ name: '二期报价单（终稿）.csv', mimeType: 'text/csv', buffer: content })
  const link = page.getByRole('list', { name: '文件' }).getByRole('link', { name: '二期报价单（终稿）.csv' })
  await expect(link).toBeVisible()
  await expect(page.getByRole('list', { name: '文件' })).toContainText('报价')
  const downloading = page.waitForEvent('download')
  await link.click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('二期报价单（终稿）.csv')
  expect((await readFile(await file.path())).equals(content)).toBe(true)
})

test('a comment reaches a colleague who has the record open', async ({ page, api, another }) => {
  const deal = await newDeal(api, unique('评论'))
  const other = await another()
  for (const one of [page, other.page]) {
    await one.goto(`/deals/${deal.id}`)
    await one.getByRole('tab', { name: '评论' }).click()
    await expect(one.getByText('还没有评论')).toBeVisible()
    await hears(one)
  }
  await page.getByRole('textbox', { name: /写评论/ }).fill('客户下周要看演示，谁能陪同？')
  await page.getByRole('button', { name: /发\s*表/ }).click()
  await expect(page.getByRole('list', { name: '评论' })).toContainText('客户下周要看演示')
  await expect(other.page.getByRole('list', { name: '评论' })).toContainText('客户下周要看演示')
})

test('won, opened again, lost with a reason: each stands in the timeline', async ({ page, api }) => {
  const title = unique('结局')
  const deal = await openDeal(api, title, { amountMinor: 5_000_000 })
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('button', { name: '赢单' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认赢单' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '赢单，赢单前阶段 初步接洽' })).toBeVisible()
  await expect(page.getByText(/\d+日 赢单$/)).toBeVisible()
  // No stage change is offered for what has ended, but the way back is.
  await expect(page.getByRole('button', { name: '丢单', exact: true })).toBeHidden()

  await page.getByRole('button', { name: '重新打开' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '重新打开商机，回到阶段 初步接洽' })).toBeVisible()

  await page.getByRole('button', { name: '丢单', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '标记为丢单' })
  await dialog.getByRole('combobox', { name: '丢单原因' }).click()
  await page.getByRole('treeitem', { name: '竞品价格更低' }).click()
  await dialog.getByRole('textbox', { name: '竞争对手' }).fill('某同行')
  await dialog.getByRole('button', { name: '确认丢单' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '在 初步接洽 丢单，原因 竞品价格更低' })).toBeVisible()
  await expect(page.getByText('原因：竞品价格更低')).toBeVisible()
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'deal', id: deal.id }, query: { kind: 'stage' } })
  expect(items.map((one) => one.type)).toEqual(['deal.lost', 'deal.reopened', 'deal.won', 'deal.created'])
})

test('the stage path moves the deal and shows how long it stayed', async ({ page, api }) => {
  const deal = await openDeal(api, unique('阶段进程'))
  await page.goto(`/deals/${deal.id}`)
  const path = page.getByRole('list', { name: '阶段进程' })
  await path.getByRole('button', { name: /方案展示/ }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '将阶段从 初步接洽 推进到 方案展示' })).toBeVisible()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stays).toHaveLength(2)
})
