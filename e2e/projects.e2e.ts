import { createAutomation, publishAutomation } from '../packages/core/src/automation/contract.ts'
import { createAccount } from '../packages/core/src/customers/contract.ts'
import { getMe } from '../packages/core/src/identity/contract.ts'
import { createProjectTemplate } from '../packages/core/src/projects/contract.ts'
import { ask, openDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a deal is won: the automation starts the project, its task is in 今日, and ticking it moves the account’s progress', async ({ page, api }) => {
  const [name, customer] = [unique('上线'), unique('客户')]
  const [today, later] = [unique('今天启动会'), unique('首月回访')]
  const seller = { kind: 'deal_owner' } as const
  const template = await ask(api, createProjectTemplate, { body: { name, definition: { phases: [{ name: '启动', tasks: [{ title: today, owner: seller, days: 0 }] }, { name: '回访', tasks: [{ title: later, owner: { kind: 'role', role: 'service' }, days: 30 }] }], handOver: { to: seller, checklist: ['合同'] } } } })
  const runAsUserId = (await ask(api, getMe)).user.id
  const made = await ask(api, createAutomation, { body: { name, draft: { trigger: { kind: 'closed', outcome: 'won' }, where: { field: 'title', op: 'is', value: `${customer}采购` }, steps: [{ id: 'proj1', type: 'create_project', templateId: template.id }], runAsUserId } } })
  await ask(api, publishAutomation, { params: { id: made.id }, body: {}, ifMatch: made.version })
  const account = await ask(api, createAccount, { body: { name: customer } })
  const deal = await openDeal(api, `${customer}采购`, { accountId: account.id })

  await page.goto(`/deals/${deal.id}`)
  // The project is made behind the page: it comes by the stream.
  await hears(page)
  await page.getByRole('button', { name: /赢单$/ }).first().click()
  await page.getByRole('dialog', { name: '确认赢单' }).getByRole('button', { name: '确认赢单' }).click()
  const line = page.getByRole('list', { name: '项目' }).getByRole('listitem').filter({ hasText: `${name} · ${customer}` })
  await expect(line).toContainText('完成 0 / 2', { timeout: 30_000 })

  await page.goto('/today')
  await expect(page.getByText(today)).toBeVisible()
  await page.goto(`/deals/${deal.id}`)
  await line.getByRole('link').click()
  await expect(page.getByRole('heading', { name: `${name} · ${customer}` })).toBeVisible()
  await page.getByRole('checkbox', { name: `完成：${today}` }).check()
  await expect(page.getByRole('progressbar', { name: '项目进度' })).toHaveAttribute('aria-valuenow', '1')
  await page.getByRole('link', { name: customer, exact: true }).click()
  const record = page.getByRole('dialog', { name: customer })
  await record.getByText('项目', { exact: true }).click()
  await expect(record.getByRole('listitem').filter({ hasText: name })).toContainText('完成 1 / 2')
})
