import { createLead, getLead, listLeads } from '../packages/core/src/leads/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('two leads of one person are merged field by field, the old address leads to the one kept, and it is undone', async ({ page, api }) => {
  const name = unique('重复')
  const phone = `139${String(Date.now()).slice(-8)}`
  const kept = await ask(api, createLead, { body: { name, phone, title: '经理' } })
  const twin = await ask(api, createLead, { body: { name, phone: `+86 ${phone}`, title: '总监', wechat: unique('wx') } })
  await page.goto(`/leads/${kept.id}`)
  const found = page.getByRole('list', { name: '可能重复' })
  await expect(found).toContainText('手机相同')
  await found.getByRole('button', { name: '合并' }).click()
  const sheet = page.getByRole('dialog', { name: '合并线索' })
  await sheet.getByRole('radiogroup', { name: '职务' }).getByRole('radio', { name: '总监' }).click()
  await sheet.getByRole('button', { name: '合并', exact: true }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('合并而来')).toBeVisible()
  expect(await ask(api, getLead, { params: { id: twin.id } })).toMatchObject({ id: kept.id, title: '总监', wechat: twin.wechat })
  await page.goto(`/leads/${twin.id}`)
  await expect(page).toHaveURL(new RegExp(`/leads/${kept.id}`))
  await page.getByRole('button', { name: '撤销合并' }).click()
  await expect(page.getByText('已撤销合并')).toBeVisible()
  expect(await ask(api, getLead, { params: { id: twin.id } })).toMatchObject({ id: twin.id, title: '总监' })
  expect(await ask(api, getLead, { params: { id: kept.id } })).toMatchObject({ title: '经理', wechat: null })
})

test('an entry noted at a fair without a network becomes one lead when there is one', async ({ page, context, api, trouble }) => {
  trouble.expectRefusal(/net::ERR_INTERNET_DISCONNECTED/)
  const name = unique('展台')
  await page.goto('/fair/')
  await expect(page.locator('#who')).not.toBeEmpty()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('公司').fill('云帆科技')
  await page.getByRole('button', { name: '记下' }).click()
  await expect(page.locator('#waiting')).toHaveText('1')
  await expect(page.locator('#list')).toContainText(name)
  expect((await ask(api, listLeads, { query: { q: name } })).total).toBe(0)
  // The page itself is there without a network too, and still knows what waits.
  await page.reload()
  await expect(page.locator('#waiting')).toHaveText('1')
  await context.setOffline(false)
  await page.getByRole('button', { name: '立即同步' }).click()
  await expect(page.locator('#waiting')).toHaveText('0')
  expect((await ask(api, listLeads, { query: { q: name } })).total).toBe(1)
})
