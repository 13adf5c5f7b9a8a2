import { listTeams } from '../packages/core/src/identity/contract.ts'
import { listDeals } from '../packages/core/src/pipeline/contract.ts'
import { ask, firstPipeline, newDeal } from './support/ask.ts'
import { card, unique } from './support/board.ts'
import { optionOf } from './support/choose.ts'
import { expect, test } from './support/test.ts'

test('an invited rep joins, and sees only what is theirs', async ({ page, api, another }) => {
  const email = `${unique('rep')}@example.com`
  const neighbours = await newDeal(api, unique('邻居的商机'))
  const { items: teams } = await ask(api, listTeams)
  const team = teams.find((one) => one.name === '华东大区')
  if (!team) throw new Error('the demo company has this team')

  await page.goto('/settings/members')
  await page.getByRole('button', { name: '添加成员' }).click()
  const sheet = page.getByRole('dialog', { name: '添加成员' })
  await sheet.getByLabel('邮箱').fill(email)
  await sheet.getByRole('combobox', { name: '团队' }).click()
  await optionOf(page, team.name).click()
  await sheet.getByRole('button', { name: '生成邀请链接' }).click()
  const link = await page.getByRole('textbox', { name: '邀请链接已生成' }).inputValue()
  expect(link).toMatch(/\/invite#.+/)
  // The secret is in no request's address.
  expect(new URL(link).search).toBe('')

  const rep = await another(null)
  rep.watch.expectRefusal(/GET \/api\/v1\/(me|session) 401/)
  rep.watch.expectRefusal(/GET \/api\/v1\/deals\/[^/]+ 404/)
  await rep.page.goto(link)
  await expect(rep.page.getByRole('heading', { name: '加入岚屿智造科技有限公司' })).toBeVisible()
  await rep.page.getByLabel('姓名', { exact: true }).fill('新人小吴')
  await rep.page.getByRole('textbox', { name: '密码' }).fill('今天天气真不错2026')
  await rep.page.getByRole('button', { name: /^加\s*入$/ }).click()
  await expect(rep.page).toHaveURL(/\/today/)
  await expect(rep.page.getByRole('heading', { name: /新人小吴/ })).toBeVisible()

  // No import, neither in the navigation nor by its address.
  const navigation = rep.page.getByRole('navigation', { name: '主导航' })
  await expect(navigation.getByRole('link', { name: '商机' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: '导入' })).toBeHidden()
  // The neighbour's deal is on no board, in no list, behind no link.
  expect((await ask(rep.page.request, listDeals)).total).toBe(0)
  await rep.page.goto(`/deals/${neighbours.id}`)
  await expect(rep.page.getByRole('main')).toContainText(/没有|不存在|无权/)
  await expect(rep.page.getByText(neighbours.title)).toBeHidden()
  await rep.page.goto(`/deals?q=${encodeURIComponent(neighbours.title)}`)
  await expect(rep.page.getByText('没有符合条件的商机')).toBeVisible()

  // Their own deal is theirs, and the administrator sees it.
  const own = unique('我的第一单')
  await newDeal(rep.page.request, own, { pipelineId: (await firstPipeline(api)).id })
  await rep.page.goto('/deals')
  await expect(card(rep.page, own)).toBeVisible()
  await page.goto(`/deals?q=${encodeURIComponent(own)}`)
  await expect(card(page, own)).toBeVisible()

  // The link works once.
  const late = await another(null)
  late.watch.expectRefusal(/GET \/api\/v1\/(me|session) 401/)
  late.watch.expectRefusal(/POST \/api\/v1\/invitations\/read 4/)
  await late.page.goto(link)
  await expect(late.page.getByText('邀请链接打不开')).toBeVisible()
})

test('a product is added in the settings and can be chosen at once', async ({ page, api }) => {
  const name = unique('边缘网关')
  await page.goto('/settings/products')
  await page.getByRole('button', { name: '添加产品' }).click()
  const sheet = page.getByRole('dialog', { name: '添加产品' })
  await sheet.getByLabel('名称').fill(name)
  await sheet.getByRole('button', { name: /^(添\s*加|保\s*存)$/ }).click()
  await expect(page.getByText(`已添加「${name}」`)).toBeVisible()
  const deal = await newDeal(api, unique('选产品'))
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('combobox', { name: '添加产品' }).click()
  await page.keyboard.type(name)
  await optionOf(page, name).click()
  await expect(page.getByRole('main').getByText(name).first()).toBeVisible()
})
