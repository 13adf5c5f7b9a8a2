import { createAction, listActions } from '../packages/core/src/actions/contract.ts'
import { getMe } from '../packages/core/src/identity/contract.ts'
import { addDays } from '../packages/web/src/features/activities/quick-days.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

/** Wednesday after the coming Monday, by the organisation's day: what lies ahead is never overdue. */
function nextWednesday(): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now())
  return addDays(today, 10 - (new Date(`${today}T00:00:00Z`).getUTCDay() || 7))
}

test('the week is planned: what has no day is dragged to one, moved by keys, taken back', async ({ page, api }) => {
  const title = unique('约客户参观')
  const { user } = await ask(api, getMe)
  const task = await ask(api, createAction, { body: { title, assigneeId: user.id } })
  const dueOn = async () => (await ask(api, listActions, { query: { q: title } })).items.find(({ id }) => id === task.id)?.dueOn
  const wednesday = nextWednesday()
  const thursday = addDays(wednesday, 1)
  const on = (day: string) => page.locator(`[data-day="${day}"]`).locator('[data-item]').filter({ hasText: title })

  await page.goto(`/calendar?date=${wednesday}`)
  const waiting = page.getByRole('complementary', { name: '要安排' }).locator('[data-item]').filter({ hasText: title })
  // Waits until it stands still and nothing lies on it.
  await waiting.hover({ position: { x: 30, y: 12 } })
  const [from, to] = [await waiting.boundingBox(), await page.locator(`[data-day="${wednesday}"]`).boundingBox()]
  if (!from || !to) throw new Error('not drawn')
  await page.mouse.move(from.x + 30, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 })
  await expect(page.locator(`[data-day="${wednesday}"]`)).toHaveClass(/over/)
  await page.mouse.up()
  await expect(on(wednesday)).toBeVisible()
  await expect(waiting).toBeHidden()
  await expect.poll(dueOn).toBe(wednesday)

  // By keys: held, one day on, put down; and the way back.
  await expect(on(wednesday)).toHaveClass(/movable/)
  await on(wednesday).focus()
  await page.keyboard.press('Space')
  const above = (day: string) => page.getByText(new RegExp(`「${title}」在 .*月${Number(day.slice(8))}日 上方`))
  await expect(above(wednesday)).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(above(thursday)).toBeAttached()
  await page.keyboard.press('Space')
  await expect(on(thursday)).toBeVisible()
  await expect.poll(dueOn).toBe(thursday)
  // Not the first move's, which may still be offered.
  await page.getByText(new RegExp(`「${title}」已改到 .*月${Number(thursday.slice(8))}日`)).getByRole('button', { name: '撤销' }).click()
  await expect(on(wednesday)).toBeVisible()
  await expect.poll(dueOn).toBe(wednesday)
})

test('a task that repeats: made on a day, foreseen, and the next one comes when it is done', async ({ page, api }) => {
  const title = unique('周三例行电话')
  const wednesday = nextWednesday()
  await page.goto(`/calendar?date=${wednesday}`)
  await page.locator(`[data-day="${wednesday}"]`).getByRole('button', { name: /^在 .* 新建任务$/ }).click()
  const sheet = page.getByRole('dialog', { name: '新建行动项' })
  await sheet.getByRole('textbox', { name: '要做什么' }).fill(title)
  await sheet.getByText('按周').click()
  await expect(sheet.getByText(/^每周三，遇休息日顺延/)).toBeVisible()
  await sheet.getByText('遇休息日顺延到下一个工作日').click()
  await sheet.getByRole('button', { name: '新建', exact: true }).click()

  const on = (day: string) => page.locator(`[data-day="${day}"]`).locator('[data-item]').filter({ hasText: title })
  await on(wednesday).click()
  await page.getByRole('menuitem', { name: '完成' }).click()
  await expect(on(wednesday)).toBeHidden()
  const next = addDays(wednesday, 7)
  await page.getByRole('button', { name: '往后' }).click()
  await expect(on(next)).toHaveClass(/movable/)
  expect((await ask(api, listActions, { query: { q: title, status: 'open' } })).items).toMatchObject([{ dueOn: next, repeats: { made: 2, nextOn: addDays(next, 7) } }])
})
