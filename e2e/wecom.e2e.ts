import { changeWecomSettings, getWecomSettings } from '../packages/core/src/wecom/contract.ts'
import { changeMessage, sealCallback } from '../packages/server/src/features/wecom/wecom-server.fixture.ts'
import { ask } from './support/ask.ts'
import { choose } from './support/choose.ts'
import { expect, test } from './support/test.ts'

test('an administrator joins WeCom: keys, who is who, the address that WeCom checks, and what it tells', async ({ page, api, baseURL }) => {
  const corpId = 'ww0123456789abcdef'
  await page.goto('/settings/wecom')
  await page.getByRole('textbox', { name: '企业 ID（CorpID）' }).fill(corpId)
  await page.getByRole('textbox', { name: '客户联系 Secret' }).fill('a-secret')
  await page.getByRole('button', { name: '生成 Token 和 AESKey' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click()
  const shown = page.getByRole('dialog')
  await expect(shown).toContainText('只显示这一次')
  const [token = '', aesKey = ''] = (await shown.getByRole('button', { name: /^复制 / }).evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? ''))).map((label) => label.replace('复制 ', ''))
  await shown.getByRole('button', { name: /确\s*定/ }).click()
  // What was being typed is still there when the settings have been read again with the new keys.
  await expect(page.getByRole('textbox', { name: '回调 Token' })).toHaveAttribute('placeholder', /已保存/)
  await expect(page.getByRole('textbox', { name: '企业 ID（CorpID）' })).toHaveValue(corpId)
  await page.getByRole('button', { name: '添加成员' }).click()
  await page.getByRole('textbox', { name: '成员 UserID 1' }).fill('zhangsan')
  await choose(page, page.getByRole('combobox', { name: '同事 1' }), '演示管理员')
  await page.getByRole('switch', { name: '启用' }).click()
  await page.getByRole('button', { name: /保\s*存/ }).first().click()
  await expect(page.getByText('已启用')).toBeVisible()

  const path = new URL((await ask(api, getWecomSettings, {})).callbackUrl).pathname
  const address = new URL(path, baseURL).href
  const keys = { token, aesKey, corpId }
  const echo = sealCallback(keys, '7351', { at: new Date() })
  expect(await (await fetch(`${address}?${echo.query}&echostr=${encodeURIComponent(echo.encrypted)}`)).text()).toBe('7351')
  const edited = sealCallback(keys, changeMessage(corpId, { change: 'edit_external_contact', userid: 'zhangsan', externalUserid: 'wm1', at: new Date() }), { at: new Date() })
  expect(await (await fetch(`${address}?${edited.query}`, { method: 'POST', body: edited.body })).text()).toBe('success')
  await page.reload()
  await expect(page.getByText('回调已于')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'edit_external_contact' }).first()).toContainText('不处理')

  const { version } = await ask(api, getWecomSettings, {})
  await ask(api, changeWecomSettings, { body: { isOn: false, members: [] }, ifMatch: version })
})
