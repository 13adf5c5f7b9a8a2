import { getTimeline, logActivity } from '../packages/core/src/activities/contract.ts'
import { createContact, getAccount, listAccounts } from '../packages/core/src/customers/contract.ts'
import { createLead, getLead } from '../packages/core/src/leads/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a lead is created, and converted into account, contact and deal; its history stays', async ({ page, api }) => {
  const name = unique('陈晓')
  const company = unique('临港精密制造')
  await page.goto('/leads')
  await page.getByRole('main').getByRole('button', { name: '新建线索' }).click()
  const form = page.getByRole('dialog', { name: '新建线索' })
  await form.getByLabel('姓名').fill(name)
  await form.getByLabel('电话').fill('139 1234 8765')
  await form.getByLabel('公司').fill(company)
  await form.getByRole('button', { name: '创建', exact: true }).click()
  await expect(page.getByText(`已创建线索 ${name}`)).toBeVisible()
  await expect(page).toHaveURL(/\/leads\/./)
  const record = page.getByRole('dialog').filter({ hasText: company })
  await record.getByRole('radio', { name: '电话' }).click()
  await record.getByRole('button', { name: '记录', exact: true }).click()
  await expect(record.getByRole('listitem').filter({ hasText: '记录了电话' })).toBeVisible()
  const leadId = /leads\/([^?]+)/.exec(page.url())?.[1] ?? ''

  await record.getByRole('button', { name: '转化' }).click()
  const sheet = page.getByRole('dialog', { name: '转化线索' })
  await expect(sheet.getByRole('textbox', { name: '客户名称' })).toHaveValue(company)
  await sheet.getByRole('textbox', { name: '商机名称' }).fill(`${company} 一期`)
  await sheet.getByRole('textbox', { name: /预计金额/ }).fill('68万')
  await sheet.getByRole('button', { name: '转化', exact: true }).click()
  await expect(page).toHaveURL(/\/deals\//)
  await expect(page.getByRole('heading', { name: `${company} 一期` })).toBeVisible()
  // What was done with the lead is in the deal's timeline.
  await expect(page.getByRole('listitem').filter({ hasText: '记录了电话' })).toBeVisible()

  const dealId = /deals\/([^?]+)/.exec(page.url())?.[1] ?? ''
  const deal = await ask(api, getDeal, { params: { id: dealId } })
  expect([deal.account?.name, deal.amountMinor, deal.leadId]).toEqual([company, 68_000_000, leadId])
  expect(deal.contacts.map((one) => one.name)).toEqual([name])
  expect((await ask(api, getAccount, { params: { id: deal.account?.id ?? '' } })).contacts.map((one) => one.name)).toEqual([name])
  expect((await ask(api, getLead, { params: { id: leadId } })).status).toBe('converted')
  const { items } = await ask(api, getTimeline, { params: { subjectType: 'lead', id: leadId } })
  expect(items.map((one) => one.type)).toEqual(expect.arrayContaining(['lead.created', 'activity.logged', 'lead.converted']))
})

test('a lead whose company is known is converted into the account there is', async ({ page, api }) => {
  const company = unique('重复客户有限公司')
  const first = await ask(api, createLead, { body: { name: '甲', company } })
  await page.goto(`/leads/${first.id}`)
  const convert = async () => {
    await page.getByRole('button', { name: '转化' }).first().click()
    return page.getByRole('dialog', { name: '转化线索' })
  }
  await (await convert()).getByRole('button', { name: '转化', exact: true }).click()
  await expect(page).toHaveURL(/\/deals\//)

  const second = await ask(api, createLead, { body: { name: '乙', company } })
  await page.goto(`/leads/${second.id}`)
  const sheet = await convert()
  await expect(sheet.getByText('可能是这些已有客户：')).toBeVisible()
  await sheet.getByRole('button', { name: '用这个' }).first().click()
  await sheet.getByRole('button', { name: '转化', exact: true }).click()
  await expect(page).toHaveURL(/\/deals\//)
  expect((await ask(api, listAccounts, { query: { q: company } })).items).toHaveLength(1)
})

test('a lead marked invalid says why', async ({ page, api }) => {
  const lead = await ask(api, createLead, { body: { name: unique('空号') } })
  await ask(api, logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, outcome: 'wrong_number' } })
  await page.goto(`/leads/${lead.id}`)
  await page.getByRole('button', { name: '状态 新线索' }).click()
  await page.getByRole('menuitem', { name: '无效' }).click()
  const dialog = page.getByRole('dialog', { name: '标记为无效' })
  await expect(dialog.getByRole('button', { name: '标记为无效' })).toBeDisabled()
  await dialog.getByRole('radio', { name: '空号或错号' }).click()
  await dialog.getByRole('button', { name: '标记为无效' }).click()
  await expect(page.getByText('已标记为无效：空号或错号')).toBeVisible()
  expect((await ask(api, getLead, { params: { id: lead.id } })).invalidReason).toBe('空号或错号')
})

test('search finds by Chinese, by pinyin initials and by the end of a phone number', async ({ page, api }) => {
  // Letters of a test's own would not be pinyin: rare characters make the name unique enough.
  const title = '犇羴鱻骉项目'
  const contact = '龘靐齉'
  await newDeal(api, title)
  await ask(api, createContact, { body: { name: contact, phone: '13700009274' } })
  await page.goto('/today')
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  const find = async (typed: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(typed)
  }
  await find('羴鱻')
  await expect(page.getByRole('option').first()).toContainText(title)
  await page.keyboard.press('Escape')
  await find('bsxbxm')
  await expect(page.getByRole('option').filter({ hasText: title }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await find('9274')
  const found = page.getByRole('option').filter({ hasText: contact }).first()
  await expect(found).toBeVisible()
  // The arrows choose, Enter opens.
  while ((await found.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/contacts\//)
  await expect(page.getByRole('dialog')).toContainText(contact)
})
