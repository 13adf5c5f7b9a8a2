import type { Page } from '@playwright/test'
import { getTimeline } from '../packages/core/src/activities/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal, openBoard, openDeal, openPipeline } from './support/ask.ts'
import { card, middleOf, movesAsked, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

const tabs = (page: Page) => page.getByRole('navigation', { name: '主导航' })

test('the main places are under the thumb', async ({ page }) => {
  await page.goto('/today')
  for (const [name, path] of [['商机', '/deals'], ['线索', '/leads'], ['漏斗', '/funnel'], ['今日', '/today']] as const) {
    const tab = tabs(page).getByRole('link', { name, exact: true })
    const box = await tab.boundingBox()
    if (!box) throw new Error(`${name} is not on the screen`)
    // A thumb's size, in the lowest part of the screen.
    expect(box.height, name).toBeGreaterThanOrEqual(44)
    expect(box.width, name).toBeGreaterThanOrEqual(44)
    expect(box.y + box.height, name).toBeGreaterThan(844 - 90)
    await tab.tap()
    await expect(page).toHaveURL(new RegExp(path))
  }
  await tabs(page).getByRole('button', { name: '更多' }).tap()
  await page.getByRole('dialog').getByRole('link', { name: '客户' }).tap()
  await expect(page).toHaveURL(/\/accounts/)
})

test('a call is logged in two taps from the deal', async ({ page, api }) => {
  const deal = await newDeal(api, unique('手机记电话'), { nextStep: '回电确认', nextStepDue: new Date().toISOString().slice(0, 10) })
  await page.goto(`/deals/${deal.id}`)
  // The bar below; what to do next may offer the same above it.
  await page.getByRole('main').getByRole('button', { name: '记跟进' }).last().tap()
  await page.getByRole('dialog').getByRole('button', { name: '记录', exact: true }).tap()
  await expect(page.getByText('已记录电话')).toBeVisible()
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'deal', id: deal.id }, query: { kind: 'activity' } })
  expect(items.map((one) => one.payload['kind'])).toEqual(['call'])
})

test('from any page: find the record, log the call', async ({ page, api }) => {
  const title = unique('随处记')
  const deal = await newDeal(api, title)
  await page.goto('/funnel')
  await page.getByRole('button', { name: '记跟进' }).tap()
  await page.getByRole('combobox', { name: /搜索/ }).fill(title)
  await page.getByRole('option').filter({ hasText: title }).tap()
  const sheet = page.getByRole('dialog', { name: `记跟进：${title}` })
  await sheet.getByRole('radio', { name: '微信' }).tap()
  await sheet.getByRole('button', { name: '记录', exact: true }).tap()
  await expect(page.getByText('已记录微信')).toBeVisible()
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'deal', id: deal.id }, query: { kind: 'activity' } })
  expect(items).toHaveLength(1)
})

test('the board by stage tabs, and a move in two taps', async ({ page, api }) => {
  const title = unique('手机看板')
  const deal = await openDeal(api, title)
  const { stages } = await openPipeline(api)
  await page.goto(await openBoard(api, title))
  const stage = (name: string) => page.getByRole('tablist', { name: '阶段' }).getByRole('tab', { name: new RegExp(`^${name}`) })
  await expect(stage('初步接洽')).toHaveAccessibleName('初步接洽 1')
  await expect(card(page, title)).toBeVisible()
  await page.getByRole('button', { name: `${title}：更多操作` }).tap()
  await page.getByRole('radio', { name: '方案展示' }).tap()
  await expect(page.getByText(`已将「${title}」移到「方案展示」`)).toBeVisible()
  await expect(stage('初步接洽')).toHaveAccessibleName('初步接洽 0')
  await stage('方案展示').tap()
  await expect(card(page, title)).toBeVisible()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(stages[2]?.id)
})

test('a card held for a moment is dragged onto another stage', async ({ page, api }) => {
  const title = unique('长按')
  const deal = await openDeal(api, title)
  const { stages } = await openPipeline(api)
  await page.goto(await openBoard(api, title))
  await expect(card(page, title)).toBeVisible()
  const asked = movesAsked(page)
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] })
  const from = await middleOf(card(page, title))
  const to = await middleOf(page.getByRole('tab', { name: /^需求确认/ }))

  await touch('touchStart', from)
  // Held long enough the card lifts: it is announced, and only then follows the finger.
  await expect(page.getByText(`「${title}」位于「初步接洽」`).or(page.getByText(`已拿起「${title}」`))).toBeAttached()
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 })
  // Over the tab, and known to be: what is let go before would fall where it was.
  await expect(page.getByText(`「${title}」位于「需求确认」`)).toBeAttached()
  await touch('touchEnd')
  await expect(page.getByText(`已将「${title}」移到「需求确认」`)).toBeVisible()
  expect(asked).toHaveLength(1)
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(stages[1]?.id)
})

test('a tap on a figure of the funnel explains it and leads to its deals', async ({ page }) => {
  await page.goto('/funnel')
  await page.getByRole('button', { name: /^初步接洽：进入/ }).tap()
  const about = page.getByRole('tooltip').filter({ visible: true })
  await expect(about).toContainText('进入过本阶段的商机数')
  await about.getByRole('button', { name: /查看对应记录/ }).tap()
  await expect(page.getByRole('dialog')).toContainText(/共 [\d,]+ 个/)
  await expect(page.getByRole('dialog').getByRole('row').first()).toBeVisible()
})

test('a lead is created with the thumb', async ({ page }) => {
  const name = unique('展会名片')
  await page.goto('/leads')
  await page.getByRole('button', { name: '新建' }).tap()
  await page.getByRole('menuitem', { name: '新建线索' }).tap()
  const sheet = page.getByRole('dialog', { name: '新建线索' })
  await sheet.getByLabel('姓名').fill(name)
  await sheet.getByRole('button', { name: '创建', exact: true }).tap()
  await expect(page).toHaveURL(/\/leads\/./)
  await expect(page.getByRole('dialog').filter({ hasText: name }).first()).toBeVisible()
})
