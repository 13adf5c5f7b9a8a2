import { listActions } from '../packages/core/src/actions/contract.ts'
import { getAlarm, listAlarmRules, listAlarms, removeAlarmRule } from '../packages/core/src/alarms/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

/** Alarms and their rules. Last in the alphabet: meanwhile the demo company's rules are judged over the past months. */
const everyStatus = { status: 'open,acknowledged,resolved' }

test('an alarm is looked into, acknowledged and taken back, judged, and becomes a task that is finished', async ({ page, api }) => {
  test.setTimeout(240_000)
  // The demo company's rules are judged in the background after the start, day by day: what one looks at must not change under one's hands.
  const days = async () => [...new Set((await ask(api, listAlarmRules, { query: {} })).items.filter((rule) => rule.isEnabled).map((rule) => rule.judgedTo))]
  await expect.poll(async () => {
    const judged = await days()
    return judged.length === 1 && judged[0] !== null
  }, { timeout: 180_000 }).toBe(true)
  const alarms = (await ask(api, listAlarms, { query: everyStatus })).items
  const alarm = alarms.find((one) => one.status === 'open') ?? alarms[0]
  const params = { id: alarm?.id ?? '' }
  const status = async () => (await ask(api, getAlarm, { params })).status
  // What other tests did a moment ago may still be judged: it is looked again with the words of now.
  await expect(async () => {
    const { verdict } = await ask(api, getAlarm, { params })
    await page.goto(`/alarms/${params.id}`)
    await expect(page.getByText(verdict.text.zh, { exact: true }).first()).toBeVisible({ timeout: 5000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: '已排除' })).toContainText('排除')
  if (alarm?.status !== 'open') {
    if (alarm?.status === 'acknowledged') await page.getByRole('button', { name: /^解\s*除$/ }).click().then(() => page.getByRole('dialog').getByRole('button', { name: /^解\s*除$/ }).click())
    await page.getByRole('button', { name: '重新打开' }).click()
    await expect.poll(status).toBe('open')
  }
  await page.getByRole('button', { name: /^确\s*认$/ }).click()
  await expect.poll(status).toBe('acknowledged')
  // Under the mouse the way back stays, however long the page takes to be read again.
  const back = page.locator('.ant-message-notice').filter({ hasText: '已确认' }).getByRole('button', { name: '撤销' })
  await back.hover()
  const life = page.getByRole('list', { name: '经过' })
  await expect(life.getByRole('listitem').first()).toContainText('确认了预警')
  await expect(life.getByRole('listitem').last()).toContainText(/发出预警.*触发线/s)
  await back.click()
  await expect.poll(status).toBe('open')
  await page.getByRole('button', { name: /^有用/ }).click()
  await expect(page.getByRole('button', { name: /^有用/ })).toHaveAttribute('aria-pressed', 'true')

  const title = unique('行动')
  await page.getByRole('button', { name: /新\s*建$/ }).last().click()
  const sheet = page.getByRole('dialog', { name: '新建行动项' })
  await sheet.getByRole('textbox', { name: /要做什么/ }).fill(title)
  await sheet.getByRole('button', { name: /^新\s*建$/ }).click()
  await expect(sheet).toHaveCount(0)
  await page.goto(`/actions?q=${title}`)
  await page.getByRole('button', { name: `完成 ${title}` }).click()
  const finish = page.getByRole('dialog', { name: '完成行动项' })
  await finish.getByRole('textbox').fill('已推进 9 个')
  await finish.getByRole('button', { name: '标记完成' }).click()
  await expect(page.getByText(title, { exact: true })).toHaveCount(0)
  const [done] = (await ask(api, listActions, { query: { box: 'all', status: 'done', q: title } })).items
  expect([done?.outcome, done?.alarmId]).toEqual(['已推进 9 个', params.id])
})

test('a rule is written as a sentence, tried on the past, and kept switched off', async ({ page, api }) => {
  const name = unique('规则')
  await page.goto('/settings/alarms?new=stock_growth')
  const editor = page.getByRole('dialog', { name: '新建预警规则' })
  await editor.getByRole('textbox', { name: '规则名称' }).fill(name)
  const growth = editor.getByRole('spinbutton', { name: '增幅' })
  await growth.fill('80')
  await growth.press('Tab')
  await editor.getByRole('button', { name: /回测过去 12 个月/ }).click()
  await expect(editor.getByRole('region', { name: '回测' })).toContainText('在过去', { timeout: 45_000 })
  await editor.getByRole('button', { name: /^保\s*存$/ }).click()
  await expect(editor).toHaveCount(0)
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
  const rule = (await ask(api, listAlarmRules, { query: {} })).items.find((one) => one.name === name)
  expect([rule?.isEnabled, rule?.definition.kind === 'stock_growth' && rule.definition.growth]).toEqual([false, 0.8])
  await ask(api, removeAlarmRule, { params: { id: rule?.id ?? '' } })
})
