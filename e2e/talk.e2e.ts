import { listTeams } from '../packages/core/src/identity/contract.ts'
import { ask } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

test('a comment on a chart reaches a colleague at once; the jump opens the chart with its filters, and the answer comes back', async ({ page, api, another }) => {
  const other = await colleague(api, another, 'manager')
  const team = (await ask(api, listTeams)).items[0]?.id ?? ''
  await other.page.goto('/inbox')
  await expect(other.page.getByRole('heading', { name: '收件箱' }).first()).toBeVisible()
  await hears(other.page)

  const word = unique('第三周')
  await page.goto(`/funnel/heat?across=month&team=${team}`)
  await hears(page)
  await page.getByRole('button', { name: /^讨论此图表/ }).click()
  const talk = page.getByRole('dialog').filter({ hasText: '图表讨论' })
  await talk.getByLabel('写评论').pressSequentially('@')
  const offered = page.locator('.ant-mentions-dropdown').getByRole('menuitem')
  await expect(offered.nth(1)).toBeVisible()
  // As an input method does it, without a key that comes up: only those so called are left.
  await page.keyboard.insertText(other.name)
  await expect(offered).toHaveText([other.name])
  await offered.click()
  await talk.getByLabel('写评论').pressSequentially(word)
  await talk.getByRole('button', { name: /发\s*表/ }).click()
  await expect(talk.getByRole('listitem').filter({ hasText: word })).toContainText(`@${other.name}`)

  // It comes to the inbox by itself.
  await other.page.getByRole('button', { name: '在「漏斗 · 热力图」提到您' }).filter({ hasText: word }).click()
  await expect(other.page).toHaveURL((url) => url.pathname === '/funnel/heat' && url.searchParams.get('across') === 'month' && url.searchParams.get('team') === team)
  const theirs = other.page.getByRole('dialog').filter({ hasText: '图表讨论' })
  await expect(theirs.getByRole('listitem').filter({ hasText: word })).toBeVisible()
  await theirs.getByLabel('写评论').fill('已经在看')
  await theirs.getByRole('button', { name: /发\s*表/ }).click()
  await expect(talk.getByRole('listitem').filter({ hasText: other.name }).filter({ hasText: '已经在看' })).toBeVisible()

  // Removed, and taken back.
  await theirs.getByRole('listitem').filter({ hasText: '已经在看' }).getByRole('button', { name: /删\s*除/ }).click()
  // Under the mouse the way back stays, however long the news takes.
  await other.page.getByRole('button', { name: '撤销' }).hover()
  await expect(talk.getByRole('listitem').filter({ hasText: '已经在看' })).toHaveCount(0)
  await other.page.getByRole('button', { name: '撤销' }).click()
  await expect(talk.getByRole('listitem').filter({ hasText: '已经在看' })).toBeVisible()
})
