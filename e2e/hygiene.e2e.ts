import { listLossReasons } from '../packages/core/src/catalog/contract.ts'
import { getDraft, publishDraft, saveDraft } from '../packages/core/src/designer/contract.ts'
import { listHygiene } from '../packages/core/src/hygiene/contract.ts'
import { getDeal, loseDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, openDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { gatedPipeline } from './support/gated.ts'
import { expect, test } from './support/test.ts'

test('several deals without a next step are put to sleep at once, and woken by one undo', async ({ page, api }) => {
  const word = unique('清理')
  const deals = [await openDeal(api, `${word}甲`), await openDeal(api, `${word}乙`), await openDeal(api, `${word}丙`)]
  const asleep = async () => (await Promise.all(deals.map(({ id }) => ask(api, getDeal, { params: { id } })))).map((deal) => deal.dormantAt !== null)
  await page.goto(`/hygiene?q=${encodeURIComponent(word)}`)
  await expect(page.getByRole('tab', { name: /^无下一步/ })).toHaveAttribute('aria-selected', 'true')
  const rows = page.getByRole('row').filter({ hasText: word })
  await expect(rows).toHaveCount(3)
  for (const title of [`${word}甲`, `${word}乙`]) await rows.filter({ hasText: title }).getByRole('checkbox').check()
  await page.getByRole('toolbar', { name: '已选 2 条' }).getByRole('button', { name: /^休\s*眠$/ }).click()
  const toast = page.locator('.ant-message-notice').filter({ hasText: '已处理 2 条' })
  await expect(toast).toBeVisible()
  // While the pointer is on it, the way back stays.
  await toast.getByRole('button', { name: '撤销' }).hover()
  await expect(rows).toHaveCount(1)
  expect(await asleep()).toEqual([true, true, false])

  await toast.getByRole('button', { name: '撤销' }).click()
  await expect(rows).toHaveCount(3)
  expect(await asleep()).toEqual([false, false, false])
})

test('a loss is reviewed: confirmed with words, and not asked again', async ({ page, api }) => {
  const title = unique('丢单复核')
  const deal = await openDeal(api, title)
  const reason = (await ask(api, listLossReasons)).items.find((one) => one.parentId !== null && !one.asksText && !one.asksCompetitor)
  await ask(api, loseDeal, { params: { id: deal.id }, body: { reasonId: reason?.id ?? '' } })
  await page.goto(`/hygiene?q=${encodeURIComponent(title)}`)
  // The tabs are walked with the arrow keys.
  await expect(page.getByRole('tab', { name: /^无下一步/ })).toBeVisible()
  await page.getByRole('tab', { name: /^无下一步/ }).focus()
  for (let n = 0; n < 6; n++) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: /^丢单待复核/ })).toBeFocused()
  await expect(page).toHaveURL(/issue=loss_unreviewed/)
  const row = page.getByRole('row').filter({ hasText: title })
  await expect(row).toContainText(reason?.name ?? '')
  await row.getByRole('button', { name: '复核' }).click()
  const dialog = page.getByRole('dialog', { name: '复核丢单原因' })
  await expect(dialog).toContainText(title)
  await dialog.getByRole('textbox').last().fill('客户预算推迟到明年')
  await dialog.getByRole('button', { name: /确认/ }).click()
  await expect(page.getByText(`已复核「${title}」的丢单原因`)).toBeVisible()
  await expect(row).toHaveCount(0)
  const after = await ask(api, getDeal, { params: { id: deal.id } })
  expect([after.lostReasonId, after.lostNote]).toEqual([reason?.id, '客户预算推迟到明年'])
  expect((await ask(api, listHygiene, { params: { issue: 'loss_unreviewed' }, query: { q: title } })).total).toBe(0)
})

test('the bell rings without a reload, tells what happened, and leads there', async ({ api, another }) => {
  const pipeline = await gatedPipeline(api, () => undefined)
  const manager = await colleague(api, another, 'manager')
  const { page } = manager
  await page.goto('/today')
  const bell = page.getByRole('banner').getByRole('button', { name: /通知$/ })
  await expect(bell).toHaveAccessibleName('通知')
  await hears(page)
  const params = { id: pipeline.id }
  const { definition } = await ask(api, getDraft, { params })
  const { version } = await ask(api, saveDraft, { params, body: { definition: { ...definition, definition: '新的说明' }, mapping: [], version: 0 } })
  await ask(api, publishDraft, { params, body: { version, note: '改了说明' } })
  await expect(bell).toHaveAccessibleName('1 条未读通知')
  await bell.click()
  const notice = page.getByRole('dialog', { name: '通知' }).getByRole('button', { name: new RegExp(`销售流程「${pipeline.name}」发布了第 \\d+ 版`) })
  await notice.click()
  await expect(page).toHaveURL(/\/settings\/pipelines/)
  await expect(bell).toHaveAccessibleName('通知')
})
