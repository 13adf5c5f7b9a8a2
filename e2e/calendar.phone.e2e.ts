import { createAction, listActions } from '../packages/core/src/actions/contract.ts'
import { getMe } from '../packages/core/src/identity/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('the calendar by thumb: the day, what is on it, another day for it', async ({ page, api }) => {
  const title = unique('回访')
  const { user } = await ask(api, getMe)
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now())
  await ask(api, createAction, { body: { title, assigneeId: user.id, dueOn: today } })
  await page.goto('/calendar')
  const item = page.locator(`[data-day="${today}"]`).locator('[data-item]').filter({ hasText: title })
  await expect(item).toBeVisible()
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await item.tap()
  const sheet = page.getByRole('dialog', { name: title })
  await sheet.getByRole('radio', { name: '一周后' }).tap()
  await expect(item).toBeHidden()
  const dueOn = async () => (await ask(api, listActions, { query: { q: title } })).items[0]?.dueOn
  await expect.poll(dueOn).not.toBe(today)
  await page.getByRole('button', { name: '撤销' }).last().tap()
  await expect(item).toBeVisible()
  await expect.poll(dueOn).toBe(today)
})
