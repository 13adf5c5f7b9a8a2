import { listLossReasons } from '../packages/core/src/catalog/contract.ts'
import { loseDeal, getDeal, moveDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, openBoard, openDeal, openPipeline } from './support/ask.ts'
import { boxOf, card, column, drag, hears, middleOf, movesAsked, titlesIn, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a card dragged to the next stage moves there with one request', async ({ page, api }) => {
  const word = unique('拖到下一阶段')
  const deal = await openDeal(api, word)
  const { stages } = await openPipeline(api)
  await page.goto(await openBoard(api, word))
  const [from, to] = [column(page, '初步接洽'), column(page, '需求确认')]
  await expect(card(from, word)).toBeVisible()
  const asked = movesAsked(page)

  await drag(page, card(from, word), await middleOf(to))
  await expect(card(to, word)).toBeVisible()
  await expect(card(from, word)).toBeHidden()
  await expect(page.getByText(`已将「${word}」移到「需求确认」`)).toBeVisible()
  // The sums above the columns follow.
  await expect(to).toHaveAccessibleName(/^需求确认，1 个商机/)
  await expect(from).toHaveAccessibleName(/^初步接洽，0 个商机/)
  expect(asked).toHaveLength(1)
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(stages[1]?.id)
})

test('a card dropped between two others stays there after a reload', async ({ page, api }) => {
  const word = unique('排序')
  const { stages } = await openPipeline(api)
  for (const name of ['甲', '乙', '丙']) await openDeal(api, `${word}${name}`, { stageId: stages[1]?.id })
  await openDeal(api, `${word}丁`)
  await page.goto(await openBoard(api, word))
  const target = column(page, '需求确认')
  await expect(target.locator('[data-deal]')).toHaveCount(3)
  const before = await titlesIn(target)
  const asked = movesAsked(page)

  // The gap below the first card.
  const first = await boxOf(card(target, before[0] ?? ''))
  await drag(page, card(page, `${word}丁`), { x: first.x + first.width / 2, y: first.y + first.height + 4 })
  const wanted = [before[0], `${word}丁`, before[1], before[2]]
  await expect.poll(() => titlesIn(target)).toEqual(wanted)
  await expect(page.getByText(`已将「${word}丁」移到「需求确认」`)).toBeVisible()
  expect(asked).toHaveLength(1)

  await page.reload()
  await expect.poll(() => titlesIn(target)).toEqual(wanted)
})

test('a card changes its place within the column', async ({ page, api }) => {
  const word = unique('同列')
  for (const name of ['甲', '乙', '丙']) await openDeal(api, `${word}${name}`)
  await page.goto(await openBoard(api, word))
  const target = column(page, '初步接洽')
  await expect(target.locator('[data-deal]')).toHaveCount(3)
  const before = await titlesIn(target)
  const asked = movesAsked(page)

  const last = await boxOf(card(target, before[2] ?? ''))
  const answered = page.waitForResponse(/\/move$/)
  await drag(page, card(target, before[0] ?? ''), { x: last.x + last.width / 2, y: last.y + last.height })
  const wanted = [before[1], before[2], before[0]]
  await expect.poll(() => titlesIn(target)).toEqual(wanted)
  expect((await answered).status()).toBe(200)
  expect(asked).toHaveLength(1)
  await page.reload()
  await expect.poll(() => titlesIn(target)).toEqual(wanted)
})

test('keys move a card, and the toast undoes it', async ({ page, api }) => {
  const word = unique('键盘')
  const deal = await openDeal(api, word)
  await page.goto(await openBoard(api, word))
  await card(page, word).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText(`「${word}」位于「初步接洽」`)).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(`「${word}」位于「需求确认」`)).toBeAttached()
  await page.keyboard.press('Space')
  await expect(card(column(page, '需求确认'), word)).toBeVisible()
  // The keyboard stays with the card.
  await expect(card(page, word)).toBeFocused()

  await page.getByRole('button', { name: '撤销' }).click()
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await expect(page.getByText('已撤销')).toBeVisible()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(deal.stageId)
})

test('Escape puts a card that keys hold back', async ({ page, api }) => {
  const word = unique('取消')
  await openDeal(api, word)
  await page.goto(await openBoard(api, word))
  const asked = movesAsked(page)
  await card(page, word).focus()
  await page.keyboard.press('Space')
  // Keys count from when the card is held, and that is said.
  await expect(page.getByText(`「${word}」位于「初步接洽」`)).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(`「${word}」位于「需求确认」`)).toBeAttached()
  await page.keyboard.press('Escape')
  await expect(page.getByText(`已取消，「${word}」留在原处`)).toBeAttached()
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  expect(asked).toEqual([])
})

test('a card dropped on lost asks for the reason first', async ({ page, api }) => {
  const word = unique('丢单')
  const deal = await openDeal(api, word)
  await page.setViewportSize({ width: 1900, height: 900 })
  await page.goto(await openBoard(api, word))
  const asked = movesAsked(page)
  const dialog = page.getByRole('dialog', { name: '标记为丢单' })

  await drag(page, card(page, word), await middleOf(column(page, '丢单')))
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: /取\s*消/ }).click()
  await expect(dialog).toBeHidden()
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  expect(asked).toEqual([])

  await drag(page, card(page, word), await middleOf(column(page, '丢单')))
  await dialog.getByRole('button', { name: '确认丢单' }).click()
  await expect(dialog.getByText('请选择丢单原因')).toBeVisible()
  expect(asked).toEqual([])
  await dialog.getByRole('combobox', { name: '丢单原因' }).click()
  await page.getByRole('treeitem', { name: '超出客户预算' }).click()
  await dialog.getByRole('button', { name: '确认丢单' }).click()
  await expect(card(column(page, '丢单'), word)).toBeVisible()
  expect(asked).toHaveLength(1)
  // The card goes over before the server has answered.
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).status).toBe('lost')
  expect((await ask(api, getDeal, { params: { id: deal.id } })).lostReasonId).not.toBeNull()
})

test('a card dropped on won asks for the amount, and undo opens the deal again', async ({ page, api }) => {
  const word = unique('赢单')
  const deal = await openDeal(api, word, { amountMinor: 12_800_000 })
  await page.setViewportSize({ width: 1900, height: 900 })
  await page.goto(await openBoard(api, word))
  await drag(page, card(page, word), await middleOf(column(page, '赢单')))
  const dialog = page.getByRole('dialog', { name: '确认赢单' })
  await dialog.getByLabel('成交金额').fill('15万')
  await dialog.getByRole('button', { name: '确认赢单' }).click()
  await expect(card(column(page, '赢单'), word)).toContainText('¥15万')
  const won = await ask(api, getDeal, { params: { id: deal.id } })
  expect([won.status, won.amountMinor]).toEqual(['won', 15_000_000])

  await page.getByRole('button', { name: '撤销' }).click()
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await expect(page.getByText('已撤销')).toBeVisible()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).status).toBe('open')
})

test('a move that does not arrive is taken back', async ({ page, api, trouble }) => {
  const word = unique('断网')
  await openDeal(api, word)
  await page.goto(await openBoard(api, word))
  trouble.expectRefusal(/\/move/)
  await page.route(/\/move$/, (route) => route.abort('connectionfailed'))
  await drag(page, card(page, word), await middleOf(column(page, '需求确认')))
  await expect(page.getByRole('alert').filter({ hasText: '网络连接不上' })).toBeVisible()
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await expect(card(column(page, '需求确认'), word)).toBeHidden()
})

test('a move that the server refuses ends where the deal really is', async ({ page, api, trouble }) => {
  const word = unique('被拒')
  const deal = await openDeal(api, word)
  const { stages } = await openPipeline(api)
  // This page hears nothing of the others.
  await page.route(/\/api\/v1\/live/, (route) => route.abort())
  trouble.expectRefusal(/\/live/)
  trouble.expectRefusal(/POST .*\/move 409/)
  await page.goto(await openBoard(api, word))
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await ask(api, moveDeal, { params: { id: deal.id }, body: { stageId: stages[2]?.id ?? '' } })

  await drag(page, card(page, word), await middleOf(column(page, '需求确认')))
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(card(column(page, '方案展示'), word)).toBeVisible()
  await expect(card(column(page, '需求确认'), word)).toBeHidden()
})

test('a move by one appears at the other without a reload', async ({ page, api, another }) => {
  const word = unique('实时')
  await openDeal(api, word)
  const other = await another()
  const board = await openBoard(api, word)
  await Promise.all([page.goto(board), other.page.goto(board)])
  await expect(card(column(other.page, '初步接洽'), word)).toBeVisible()
  await hears(other.page)
  await drag(page, card(page, word), await middleOf(column(page, '需求确认')))
  await expect(card(column(other.page, '需求确认'), word)).toBeVisible()
  await expect(card(column(other.page, '初步接洽'), word)).toBeHidden()
})

test('a deal lost elsewhere leaves its column', async ({ page, api }) => {
  const word = unique('他处')
  const deal = await openDeal(api, word)
  const reasons = await ask(api, listLossReasons)
  await page.goto(await openBoard(api, word))
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await hears(page)
  await ask(api, loseDeal, { params: { id: deal.id }, body: { reasonId: reasons.items[0]?.id ?? '', note: '说明', competitor: '同行' } })
  await expect(card(column(page, '丢单'), word)).toBeAttached()
  await expect(card(column(page, '初步接洽'), word)).toBeHidden()
})

test('what is changed elsewhere before the page listens is not missed', async ({ page, api }) => {
  const word = unique('先变')
  const deal = await openDeal(api, word)
  const { stages } = await openPipeline(api)
  const { promise: changed, resolve: listen } = Promise.withResolvers<void>()
  await page.route(/\/api\/v1\/live/, (route) => changed.then(() => route.continue()))
  await page.goto(await openBoard(api, word))
  await expect(card(column(page, '初步接洽'), word)).toBeVisible()
  await ask(api, moveDeal, { params: { id: deal.id }, body: { stageId: stages[1]?.id ?? '' } })
  listen()
  await expect(card(column(page, '需求确认'), word)).toBeVisible()
})

test('filters and layout are in the address and survive a reload', async ({ page }) => {
  await page.goto('/deals')
  const chip = page.getByRole('button', { name: '无下一步', exact: true })
  await chip.click()
  await expect(page).toHaveURL(/quick=no_next_step/)
  await expect(column(page, '初步接洽').locator('[data-deal]').first()).toContainText('无下一步')
  await page.getByText('列表', { exact: true }).click()
  await expect(page).toHaveURL(/layout=list/)
  await page.reload()
  await expect(page.getByRole('grid', { name: '商机列表' })).toBeVisible()
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page).not.toHaveURL(/quick=/)
})

test('a saved view brings its filters back', async ({ page }) => {
  const name = unique('视图')
  await page.goto('/deals?quick=stale')
  const bar = page.getByRole('navigation', { name: '视图' })
  await bar.getByRole('button', { name: '保存视图' }).click()
  await page.getByLabel('视图名称').fill(name)
  await page.getByRole('tooltip').getByRole('button', { name: '保存视图' }).click()
  await expect(page).toHaveURL(/view=/)

  await bar.getByRole('button', { name: '全部' }).click()
  await expect(page).not.toHaveURL(/quick=/)
  await page.reload()
  await bar.getByRole('button', { name, exact: true }).click()
  await expect(page).toHaveURL(/quick=stale/)
  await expect(page.getByRole('button', { name: '停滞', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await bar.getByRole('button', { name: `${name}：视图操作` }).click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await expect(bar.getByRole('button', { name, exact: true })).toBeHidden()
})
