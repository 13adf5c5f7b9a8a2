import { createCampaign, createChannelCodes } from '../packages/core/src/campaigns/contract.ts'
import { listChannels } from '../packages/core/src/catalog/contract.ts'
import { listUsers } from '../packages/core/src/identity/contract.ts'
import { getLead, listLeads } from '../packages/core/src/leads/contract.ts'
import { createPublicForm, getPublicForm, publishPublicForm } from '../packages/core/src/public-forms/contract.ts'
import { ask } from './support/ask.ts'
import { expect, test } from './support/test.ts'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.60'

test('scan a code, fill in the form on a phone: a lead with its campaign, channel and promoter', async ({ page, browser, api, baseURL }) => {
  const stamp = Date.now()
  const made = await ask(api, createPublicForm, { body: { name: `扫码预约 ${stamp}` } })
  const form = await ask(api, publishPublicForm, { params: { id: made.id }, ifMatch: made.version })
  const channel = (await ask(api, listChannels)).items.find((one) => one.key === 'exhibition')
  const rep = (await ask(api, listUsers)).items.find((one) => one.role === 'rep' && one.status === 'active')
  const landingUrl = new URL(new URL(form.link).pathname, baseURL).href
  const campaign = await ask(api, createCampaign, { body: { name: `扫码活动 ${stamp}`, kind: 'exhibition', fromOn: '2026-03-01', landingUrl } })
  const [code] = (await ask(api, createChannelCodes, { params: { id: campaign.id }, body: { channelIds: [channel?.id ?? ''], promoterIds: [rep?.id ?? ''] } })).items

  // Nobody is signed in on the phone that scans.
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, userAgent: iphone, locale: 'zh-CN' })
  const visit = await phone.newPage()
  const faults: string[] = []
  visit.on('pageerror', (error) => faults.push(error.message))
  visit.on('console', (line) => line.type() === 'error' && !line.text().includes('422') && faults.push(line.text()))
  await visit.goto(new URL(new URL(code?.link ?? '').pathname, baseURL).href)
  await expect(visit).toHaveURL(new RegExp(`/f/[^/]+/${form.key}\\?.*sl_code=${code?.code ?? ''}`))
  const send = visit.getByRole('button', { name: '提交' })
  await send.tap()
  await expect(visit.getByRole('alert')).toHaveText(/请修改标出的 4 处/)
  await visit.getByLabel('姓名').fill('王小明')
  await visit.getByRole('textbox', { name: '公司' }).fill(`扫码公司 ${stamp}`)
  await visit.getByLabel('手机').fill('12')
  await visit.getByRole('checkbox').check()
  // Whoever types takes some time; faster than a person is suspected.
  await visit.waitForTimeout(1300)
  await send.tap()
  await expect(visit.getByText('请填写有效的手机或电话号码。')).toBeVisible()
  await visit.getByLabel('手机').fill(`139${String(stamp).slice(-8)}`)
  await send.dblclick()
  await expect(visit.getByText('已收到，我们会尽快与您联系。')).toBeVisible()
  expect(faults).toEqual([])
  await phone.close()

  const { items } = await ask(api, listLeads, { query: { q: `扫码公司 ${stamp}` } })
  expect(items).toHaveLength(1)
  const lead = await ask(api, getLead, { params: { id: items[0]?.id ?? '' } })
  expect(lead).toMatchObject({ name: '王小明', sourceId: channel?.id, lastTouch: { kind: 'code', code: code?.code, campaign: { id: campaign.id }, channel: { id: channel?.id }, promoter: { id: rep?.id } } })
  // Views are counted together, a moment later.
  await expect.poll(async () => (await ask(api, getPublicForm, { params: { id: form.id } })).figures).toMatchObject({ views: 1, starts: 1, submissions: 1, duplicates: 0, suspected: 0 })

  await page.goto(`/leads/${lead.id}`)
  await expect(page.getByText(`扫码活动 ${stamp}`).first()).toBeVisible()
  await expect(page.getByText(form.name).first()).toBeVisible()
})

test('a form is built: a field added, moved with the keyboard, checked while edited, previewed, published', async ({ page, api }) => {
  const name = `构建 ${Date.now()}`
  await page.goto('/public-forms')
  await page.getByRole('button', { name: '新建表单' }).first().click()
  await page.getByRole('textbox', { name: '名称' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: '新建表单' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  const preview = page.frameLocator('iframe[title="手机宽度预览"]')
  await expect(preview.getByRole('heading', { name })).toBeVisible()
  await page.getByRole('button', { name: '添加字段' }).click()
  await page.getByRole('menuitem', { name: '单选' }).click()
  const problems = page.getByRole('list', { name: '发布前检查' })
  await expect(problems).toContainText('还有文字没有填写')
  await expect(page.getByRole('button', { name: '发布', exact: true })).toBeDisabled()
  await page.getByLabel('题目').fill('关注哪款产品')
  await expect(problems).toBeHidden()
  await expect(preview.getByText('关注哪款产品')).toBeVisible()
  const handle = page.getByRole('list', { name: '字段顺序' }).getByRole('button', { name: /关注哪款产品/ }).first()
  await handle.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await expect(page.getByText('已发布第 1 版')).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { published } = await ask(api, getPublicForm, { params: { id } })
  expect(published?.fields.map((field) => field.label.zh)).toEqual(['关注哪款产品', '姓名', '公司', '手机', '想了解什么'])
})
