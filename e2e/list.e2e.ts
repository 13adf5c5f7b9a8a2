import { readFile } from 'node:fs/promises'
import { listUsers } from '../packages/core/src/identity/contract.ts'
import { changeDeal, getDeal, listDeals } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { optionOf } from './support/choose.ts'
import { expect, test } from './support/test.ts'

const listOf = (word: string) => `/deals?layout=list&q=${encodeURIComponent(word)}`

test('an amount is edited in its cell', async ({ page, api }) => {
  const word = unique('改金额')
  const deal = await newDeal(api, word, { amountMinor: 1_000_000 })
  await page.goto(listOf(word))
  const row = page.getByRole('row').filter({ hasText: word })
  await row.hover()
  await row.getByRole('button', { name: '修改金额' }).click()
  const input = page.getByRole('textbox', { name: '金额' })
  await input.fill('12.5万')
  await expect(page.getByText('= ¥125,000')).toBeVisible()
  await input.press('Enter')
  await expect(row).toContainText('125,000')
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).amountMinor).toBe(12_500_000)
})

test('who edits what a colleague has just changed is told, and nothing is overwritten', async ({ page, api, trouble }) => {
  const word = unique('冲突')
  const deal = await newDeal(api, word, { amountMinor: 1_000_000 })
  trouble.expectRefusal(/PATCH .*\/deals\/.* 412/)
  await page.goto(listOf(word))
  const row = page.getByRole('row').filter({ hasText: word })
  await row.hover()
  await row.getByRole('button', { name: '修改金额' }).click()
  const input = page.getByRole('textbox', { name: '金额' })
  await input.fill('30万')
  await hears(page)
  // Meanwhile, elsewhere.
  await ask(api, changeDeal, { params: { id: deal.id }, body: { amountMinor: 20_000_000 }, ifMatch: deal.version })
  await expect(row).toContainText('200,000')
  await input.press('Enter')

  const dialog = page.getByRole('dialog', { name: '此记录刚被他人修改' })
  await expect(dialog).toContainText('300,000')
  await expect(dialog).toContainText('200,000')
  expect((await ask(api, getDeal, { params: { id: deal.id } })).amountMinor).toBe(20_000_000)
  await dialog.getByRole('button', { name: '保存我的输入' }).click()
  await expect(row).toContainText('300,000')
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).amountMinor).toBe(30_000_000)
})

test('the owner of several deals is changed at once', async ({ page, api }) => {
  const word = unique('批量')
  for (const name of ['甲', '乙', '丙']) await newDeal(api, `${word}${name}`)
  const { items } = await ask(api, listUsers)
  const rep = items.find((one) => one.role === 'rep')
  if (!rep) throw new Error('the demo company has reps')
  await page.goto(listOf(word))
  for (const name of ['甲', '丙']) await page.getByRole('row').filter({ hasText: `${word}${name}` }).getByRole('checkbox').check()
  const bar = page.getByRole('toolbar', { name: '批量修改' })
  await expect(bar).toContainText('已选 2 条')
  await bar.getByRole('combobox').first().click()
  await page.keyboard.type(rep.name)
  await optionOf(page, rep.name).click()
  await expect(page.getByText('已修改 2 条')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `${word}甲` })).toContainText(rep.name)
  const deals = await ask(api, listDeals, { query: { q: word, sort: 'title', direction: 'asc' } })
  expect(new Map(deals.items.map((deal) => [deal.title.slice(word.length), deal.owner?.id === rep.id]))).toEqual(new Map([['甲', true], ['乙', false], ['丙', true]]))
})

test('the export holds exactly the rows and columns shown', async ({ page, api }) => {
  const word = unique('导出')
  for (const [name, amount] of [['甲', 1], ['乙', 3], ['丙', 2]] as const) await newDeal(api, `${word}${name}`, { amountMinor: amount * 100_000_00 })
  await page.goto(listOf(word))
  const grid = page.getByRole('grid', { name: '商机列表' })
  await grid.getByRole('columnheader', { name: '金额' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=amount/)
  await expect(grid.getByRole('row').nth(1)).toContainText(`${word}乙`)
  const heads = (await grid.getByRole('columnheader').allInnerTexts()).map((one) => one.trim()).filter((one) => one !== '')
  const titles = (await grid.getByRole('row').allInnerTexts()).flatMap((text) => text.match(new RegExp(`${word}.`)) ?? [])
  expect(titles.map((one) => one.at(-1))).toEqual(['乙', '丙', '甲'])

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: /导出/ }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  // No value of these deals holds a comma.
  const rows = text.replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => line.split(','))
  const named = rows[0] ?? []
  for (const head of heads) expect(named.some((one) => one.startsWith(head) || (head === '停留' && one.includes('阶段'))), `${head} in ${named.join()}`).toBe(true)
  expect(rows.slice(1).map((row) => row[named.indexOf('商机名称')])).toEqual(titles)
})

test('columns are chosen, and the choice is in the address', async ({ page }) => {
  await page.goto('/deals?layout=list')
  const grid = page.getByRole('grid', { name: '商机列表' })
  await expect(grid.getByRole('columnheader', { name: '编号', exact: true })).toBeHidden()
  await page.getByRole('button', { name: '显示列' }).click()
  await page.getByRole('checkbox', { name: '编号', exact: true }).click()
  await expect(grid.getByRole('columnheader', { name: '编号', exact: true })).toBeVisible()
  await page.reload()
  await expect(grid.getByRole('columnheader', { name: '编号', exact: true })).toBeVisible()
})
