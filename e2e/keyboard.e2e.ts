import type { Page } from '@playwright/test'
import { getDeal, moveDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, openBoard, openPipeline } from './support/ask.ts'
import { card, column, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

/** Tab until it is there, as one who uses no mouse does; a trap or a thing that cannot be reached ends in a failure. */
async function tabTo(page: Page, selector: string, most = 120): Promise<void> {
  // Whoever looks for it waits until it is there, rather than going round the page.
  await page.locator(selector).filter({ visible: true }).first().waitFor()
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${selector} cannot be reached with Tab`)
}

test('the main job without a mouse: a deal is created, moved, logged, and seen in the funnel', async ({ page, api }) => {
  const title = unique('纯键盘')
  await page.goto('/today')
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  // The first stop leads past the navigation.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到主要内容' })).toBeFocused()

  await page.keyboard.press('c')
  const form = page.getByRole('dialog', { name: '新建商机' })
  await expect(form.getByLabel('商机名称')).toBeFocused()
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`已创建商机「${title}」`)).toBeVisible()
  await expect(form).toBeHidden()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(title)
  // Enter takes what is chosen; the first letters may have found another deal before.
  await expect(page.getByRole('option', { selected: true }).filter({ hasText: title })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await tabTo(page, '[role="radio"][data-key="call"]')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: '拜访' })).toBeFocused()
  await tabTo(page, 'textarea')
  await page.keyboard.type('看了产线')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('listitem').filter({ hasText: '记录了拜访' })).toBeVisible()

  // On where it may be moved without evidence.
  const { stages } = await openPipeline(api)
  await ask(api, moveDeal, { params: { id }, body: { stageId: stages[0]?.id ?? '' } })
  await page.goto(await openBoard(api, title))
  await expect(card(page, title)).toBeVisible()
  await tabTo(page, '[data-deal]')
  await page.keyboard.press('Space')
  await expect(page.getByText(`「${title}」位于「初步接洽」`)).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(`「${title}」位于「需求确认」`)).toBeAttached()
  await page.keyboard.press('Space')
  await expect(card(column(page, '需求确认'), title)).toBeFocused()
  await expect.poll(async () => (await ask(api, getDeal, { params: { id } })).stageId).toBe(stages[1]?.id)
  // Enter opens it beside the board, Escape closes it again.
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('heading', { name: title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  // Without waiting in between: two keys count as one shortcut for less than a second.
  await Promise.all([page.keyboard.press('g'), page.keyboard.press('f')])
  await expect(page).toHaveURL(/\/funnel/)
  await expect(page.getByRole('figure').first()).toBeVisible()
  await tabTo(page, '[role="button"][aria-label^="初步接洽：进入"]', 120)
  await expect(page.getByRole('tooltip').filter({ hasText: '进入过本阶段的商机数' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible()
})

test('a list is walked with the arrows, and its shortcuts are listed', async ({ page }) => {
  await page.goto('/deals?layout=list')
  await expect(page.getByRole('row').nth(2)).toBeVisible()
  await tabTo(page, '[role="grid"]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: '键盘快捷键' })
  await expect(help).toContainText('新建商机')
  await expect(help).toContainText('前往漏斗')
})
