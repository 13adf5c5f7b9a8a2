import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

test('a manager sees what is at risk with a rep, takes a deal over, and hands it back on its page', async ({ page, api, another }) => {
  const rep = await colleague(api, another, 'rep')
  const title = unique('接管的大单')
  const deal = await newDeal(api, title, { ownerId: rep.id, amountMinor: 90_000_000_00 })
  await page.goto('/team')
  await page.getByRole('row').filter({ hasText: rep.name }).click()
  const drawer = page.getByRole('dialog', { name: `${rep.name}的商机` })
  const line = drawer.getByRole('listitem').filter({ hasText: title })
  await expect(line).toContainText('没有下一步')
  await line.getByRole('button', { name: '接管' }).click()
  const sheet = page.getByRole('dialog', { name: '接管商机' })
  await expect(sheet).toContainText(`${rep.name}成为协作人`)
  await sheet.getByRole('textbox', { name: '接管原因' }).fill('客户要求见管理层')
  await sheet.getByRole('radio', { name: '一周后' }).click()
  await sheet.getByRole('button', { name: /^接\s*管$/ }).click()
  await expect(page.getByText(`已接管「${title}」`)).toBeVisible()
  await expect(line).toHaveCount(0)

  await page.goto(`/deals/${deal.id}`)
  const banner = page.locator('[data-take-over]')
  await expect(banner).toContainText(`从${rep.name}接管`)
  await expect(banner).toContainText('客户要求见管理层')
  await banner.getByRole('button', { name: /^交\s*还$/ }).click()
  const back = page.getByRole('dialog', { name: `交还给${rep.name}` })
  await back.getByRole('textbox', { name: '交接说明' }).fill('已见过，按新方案跟进')
  await back.getByRole('button', { name: /^交\s*还$/ }).click()
  await expect(page.getByText(`已交还给${rep.name}`)).toBeVisible()
  await expect(banner).toHaveCount(0)
  expect(await ask(api, getDeal, { params: { id: deal.id } })).toMatchObject({ owner: { id: rep.id }, collaborators: [] })
})
