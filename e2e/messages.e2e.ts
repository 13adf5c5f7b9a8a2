import { createLead } from '../packages/core/src/leads/contract.ts'
import { listNotifications, settleNotifications } from '../packages/core/src/notifications/contract.ts'
import { listRobots, listWebhooks, removeRobot, removeWebhook } from '../packages/core/src/messages/contract.ts'
import { startReceivers } from '../packages/server/src/features/messages/receivers.fixture.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { optionOf } from './support/choose.ts'
import { expect, test } from './support/test.ts'

test('an administrator adds a robot and a webhook: a trial is posted as the platform asks, an event arrives signed', async ({ page, api }) => {
  const receivers = await startReceivers(() => new Date())
  const group = unique('管理层钉钉群')
  try {
    await page.goto('/settings/robots')
    await page.getByRole('button', { name: '添加' }).click()
    await page.getByLabel('名称').fill(group)
    // The address tells the platform.
    await page.getByLabel('Webhook 地址').fill(`${receivers.url}/robot/send?access_token=${receivers.keys.dingtalk}`)
    await page.getByLabel('加签密钥').fill(receivers.secrets.dingtalk)
    await page.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByRole('button', { name: `更多 ${group}` }).click()
    await page.getByRole('menuitem', { name: '发一条测试' }).click()
    await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: '已送达' })).toBeVisible()
    expect(receivers.posts.dingtalk).toHaveLength(1)

    await page.goto('/settings/webhooks')
    await page.getByRole('button', { name: '添加' }).click()
    await page.getByLabel('名称').fill('数据仓库')
    await page.getByLabel('接收地址').fill(`${receivers.url}/hook`)
    await page.getByRole('combobox', { name: '事件' }).fill('lead.created')
    await optionOf(page, '新建线索').click()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: /保\s*存/ }).click()
    const shown = page.getByRole('dialog').filter({ hasText: '只显示这一次' })
    receivers.secrets.webhook = (await shown.getByText(/^whsec_/).textContent()) ?? ''
    await shown.getByRole('button', { name: '我已保存' }).click()
    const name = unique('云帆')
    await ask(api, createLead, { body: { name, company: name } })
    await expect.poll(() => receivers.calls.map((one) => one.body['type'])).toEqual(['lead.created'])
    expect(receivers.refused).toBe(0)
  } finally {
    for (const robot of (await ask(api, listRobots, {})).items) await ask(api, removeRobot, { params: { id: robot.id } })
    for (const hook of (await ask(api, listWebhooks, {})).items) await ask(api, removeWebhook, { params: { id: hook.id } })
    await receivers.close()
  }
})

test('the inbox by keyboard: done, taken back, put off until tomorrow', async ({ page, api }) => {
  const first = (await ask(api, listNotifications, { query: { box: 'open', limit: 100 } })).items
  expect(first.length, 'the demo administrator was told of two things at least').toBeGreaterThan(1)
  await page.goto('/inbox')
  const lines = page.locator('[data-notice]')
  await expect(lines.first()).toBeVisible()
  await page.keyboard.press('j')
  await expect(lines.first()).toBeFocused()
  // By its id: a new one may come meanwhile, and stand above it.
  const id = (await page.locator('[data-notice]:focus').getAttribute('data-notice')) ?? ''
  const line = page.locator(`[data-notice="${id}"]`)
  const shown = () => lines.evaluateAll((all) => all.map((one) => one.getAttribute('data-notice')))
  const others = (await shown()).filter((one) => one !== id)
  const words = (await line.textContent()) ?? ''
  await page.keyboard.press('e')
  await expect(line).toHaveCount(0)
  await expect.poll(shown).toEqual(expect.arrayContaining(others))
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(line).toHaveText(words)
  await line.focus()
  await page.keyboard.press('h')
  await expect(line).toHaveCount(0)
  await page.getByRole('tab', { name: '已推迟' }).click()
  await expect(page.getByRole('listitem').filter({ has: line })).toContainText('再提醒')
  await expect(page).toHaveURL(/box=snoozed/)
  await ask(api, settleNotifications, { body: { ids: first.map((one) => one.id), to: { state: 'unread' } } })
})
