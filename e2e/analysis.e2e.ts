import type { Page } from '@playwright/test'
import { listCustomFunnels, removeCustomFunnel } from '../packages/core/src/custom-funnels/contract.ts'
import { ask, firstPipeline } from './support/ask.ts'
import { escaped, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

/** The count that stands in a text: `1,234 单`. */
const countIn = (text: string) => Number((/([\d,]+)/.exec(text)?.[1] ?? '').replaceAll(',', ''))
const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

test('a bar of the waterfall opens as many deals as it says', async ({ page }) => {
  // Not the quarter: on its first day nothing is lost yet.
  await page.goto('/funnel/changes?period=d90')
  const row = page.getByRole('table', { name: '管道变化' }).getByRole('row').filter({ has: page.getByRole('button', { name: '丢单', exact: true }) })
  const deals = countIn(await row.getByText(/单$/).last().innerText())
  expect(deals).toBeGreaterThan(0)
  await row.getByRole('button', { name: '丢单', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('grid')).toHaveAttribute('aria-rowcount', String(deals))
})

test('a cell of the heat map leads to the funnel of that week', async ({ page, api }) => {
  const stage = (await firstPipeline(api)).stages[0]?.name ?? ''
  await page.goto('/funnel/heat?period=d90')
  // The fourth week from the end: its deals are all there, and they have had some time.
  const cell = page.getByRole('table', { name: /^热力图/ }).getByRole('row').nth(1).getByRole('button').nth(-4)
  const entered = countIn(/进入 ([\d,]+)/.exec((await cell.getAttribute('title')) ?? '')?.[0] ?? '')
  expect(entered).toBeGreaterThan(0)
  await cell.click()
  await expect(page).toHaveURL(/\/funnel\?/)
  expect(asked(page)).toMatchObject({ period: 'custom', cohort: 'stage' })
  await expect(page.getByRole('button', { name: new RegExp(`^${escaped(stage)}[：:]\\s*进入 ${entered.toLocaleString('zh-CN')}$`) })).toBeVisible()
})

test('by month the map leads to the funnel of that month', async ({ page, api }) => {
  const stage = (await firstPipeline(api)).stages[0]?.name ?? ''
  await page.goto('/funnel/heat')
  await page.getByText('按月', { exact: true }).click()
  await expect(page).toHaveURL(/across=month/)
  const cell = page.getByRole('table', { name: /^热力图/ }).getByRole('row').nth(1).getByRole('button').nth(-3)
  await expect(page.getByRole('columnheader', { name: /^\d+月/ })).not.toHaveCount(0)
  const entered = countIn(/进入 ([\d,]+)/.exec((await cell.getAttribute('title')) ?? '')?.[0] ?? '')
  expect(entered).toBeGreaterThan(0)
  await cell.click()
  await expect(page.getByRole('button', { name: new RegExp(`^${escaped(stage)}[：:]\\s*进入 ${entered.toLocaleString('zh-CN')}$`) })).toBeVisible()
})

test('a cell of the losses and one of the cube open as many deals as they say, by key too, and by their address', async ({ page }) => {
  const dialog = page.getByRole('dialog')
  await page.goto('/funnel/losses')
  const lost = page.getByRole('table', { name: '丢单原因 × 阶段' }).getByRole('button').first()
  const n = countIn((await lost.innerText()).trim())
  await lost.press('Enter')
  await expect(dialog.getByRole('grid')).toHaveAttribute('aria-rowcount', String(n))
  await page.reload()
  await expect(dialog.getByRole('grid')).toHaveAttribute('aria-rowcount', String(n))
  await page.goto('/funnel/cube')
  const open = page.getByRole('table', { name: /新鲜/ }).getByRole('button').first()
  const deals = countIn((await open.innerText()).trim())
  await open.click()
  await expect(dialog.getByRole('grid')).toHaveAttribute('aria-rowcount', String(deals))
})

test('the time machine goes to a past day, and back', async ({ page }) => {
  await page.goto('/funnel?machine=true')
  const slider = page.getByRole('slider', { name: '时光机' })
  const machine = page.getByRole('region', { name: '时光机' })
  await expect(machine.getByText(/^在途 [\d,]+ 单/)).toBeVisible()
  // Without the alarms of today: one may be raised meanwhile.
  const now = (await machine.getByText(/^在途 [\d,]+ 单/).innerText()).replace(/ · [\d,]+ 个预警$/, '')
  await slider.press('Home')
  await expect(page).toHaveURL(/asOf=\d{4}-\d{2}-\d{2}/)
  await expect(machine.getByText(now)).toBeHidden()
  await machine.getByRole('button', { name: '回到现在' }).click()
  await expect(page).not.toHaveURL(/asOf=/)
  await expect(machine.getByText(now)).toBeVisible()
})

test('a target becomes a plan that is tracked', async ({ page }) => {
  const name = unique('计划')
  await page.goto('/funnel/plan?amount=90000000')
  await page.getByRole('button', { name: /^吸收链/ }).click()
  await page.getByRole('button', { name: '存为计划' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('计划名称').fill(name)
  await sheet.getByRole('button', { name: '存为计划' }).click()
  const plan = page.getByRole('button', { name: new RegExp(`^${escaped(name)}`) })
  await expect(plan).toContainText('跟踪中')
  await plan.click()
  await expect(page.getByRole('table', { name }).getByRole('rowheader', { name: '赢单金额' })).toBeVisible()
  await page.getByRole('button', { name: '归档' }).click()
  await expect(plan).toBeHidden()
})

test('a funnel of one’s own steps is made, kept, and deleted with a way back', async ({ page, api }) => {
  const name = unique('自定义')
  await page.goto('/funnel/steps')
  const table = page.getByRole('table').first()
  await expect(table.getByRole('row')).toHaveCount(7)
  await page.getByRole('button', { name: '删除第 2 步' }).click()
  await expect(table.getByRole('row')).toHaveCount(6)
  await page.getByLabel('名称', { exact: true }).fill(name)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  const chip = page.getByRole('button', { name: new RegExp(`^${escaped(name)}`) })
  // Before that it is the unsaved one that is called so.
  await expect(page).toHaveURL(/funnel=/)
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await page.reload()
  await expect(table.getByRole('row')).toHaveCount(6)
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await expect(chip).toBeHidden()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(chip).toBeVisible()
  const made = (await ask(api, listCustomFunnels)).items.find((one) => one.definition.name === name)
  expect(made?.definition.steps.map(({ step }) => step.kind)).toEqual(['lead_created', 'deal_created', 'deal_won', 'contract_signed', 'payment_confirmed'])
  await ask(api, removeCustomFunnel, { params: { id: made?.id ?? '' } })
})
