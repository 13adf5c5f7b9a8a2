import { changeAssignSetting, createAssignRule, getLeadAssignment, removeAssignRule } from '../packages/core/src/assignment/contract.ts'
import { createLeadPool, poolLeads } from '../packages/core/src/lead-pools/contract.ts'
import { createLead, getLead } from '../packages/core/src/leads/contract.ts'
import { ask } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

test('a lead that a rule assigns comes to the rep within seconds, with its card; the rep accepts it', async ({ api, another }) => {
  const rep = await colleague(api, another, 'rep')
  const company = unique('临江装备')
  // Whatever the hour at which the test runs.
  await ask(api, changeAssignSetting, { body: { afterHours: 'assign' } })
  const rule = await ask(api, createAssignRule, {
    body: { name: unique('临江区域'), isEnabled: true, triggers: ['created'], condition: { field: 'company', op: 'contains', value: company }, by: 'pool', choice: 'round_robin', matchField: null, members: [{ userId: rep.id, values: [] }] },
  })
  await rep.page.goto('/leads')
  await hears(rep.page)
  const lead = await ask(api, createLead, { body: { name: '孙敏', company, title: '设备部长', phone: '139 1234 0001', ownerId: null } })

  // The bell counts by itself; the notice tells who it is and why they.
  await rep.page.getByRole('button', { name: '1 条未读通知' }).click()
  const notice = rep.page.getByRole('dialog').getByRole('listitem').filter({ hasText: company })
  await expect(notice).toContainText('设备部长')
  await expect(notice).toContainText('您在分配名单中')
  await notice.getByRole('button').click()
  await expect(rep.page).toHaveURL(new RegExp(`/leads/${lead.id}`))
  const record = rep.page.getByRole('dialog').filter({ hasText: company })
  await expect(record.getByText(/把这条线索移交给您/)).toBeVisible()
  await record.getByRole('button', { name: '接受' }).click()
  await expect(rep.page.getByText('已接受', { exact: true }).first()).toBeVisible()
  await expect(record.getByText(/把这条线索移交给您/)).toBeHidden()
  const told = await ask(api, getLeadAssignment, { params: { id: lead.id } })
  expect([told.handOvers.map(({ status }) => status), told.sqlAt !== null, told.clock?.owner.id]).toEqual([['accepted'], true, rep.id])
  await ask(api, removeAssignRule, { params: { id: rule.id } })
})

test('a lead is picked from a pool: how to reach it shows only then', async ({ api, another }) => {
  const rep = await colleague(api, another, 'rep')
  const name = unique('测试公海')
  const pool = await ask(api, createLeadPool, { body: { name, teamId: null, pickPerDay: 1, handLimit: null, coolDownDays: 7, recycleDays: null, warnDays: 0, takesTeamLeads: false, hidesDetails: true } })
  const [first, second] = [unique('东岭机械'), unique('东岭电子')]
  const leads = await Promise.all([first, second].map((company) => ask(api, createLead, { body: { name: '欧阳兰', company, phone: '139 8765 4321', ownerId: null } })))
  await ask(api, poolLeads, { params: { id: pool.id }, body: { leadIds: leads.map(({ id }) => id) } })

  await rep.page.goto(`/lead-pools?pool=${pool.id}`)
  await expect(rep.page.getByText(first)).toBeVisible()
  await expect(rep.page.getByText('欧**').first()).toBeVisible()
  await expect(rep.page.getByText(/139 ?8765/)).toHaveCount(0)
  await rep.page.getByRole('button', { name: `领取 ${first}` }).click()
  await expect(rep.page).toHaveURL(new RegExp(`/leads/${leads[0]?.id}`))
  await expect(rep.page.getByRole('dialog').filter({ hasText: '欧阳兰' }).getByText('139 8765 4321').first()).toBeVisible()
  expect((await ask(api, getLead, { params: { id: leads[0]?.id ?? '' } })).owner?.id).toBe(rep.id)
  // A second one is over the limit of the day.
  await rep.page.goto(`/lead-pools?pool=${pool.id}`)
  await rep.page.getByRole('button', { name: `领取 ${second}` }).click()
  await expect(rep.page.getByText(/今日领取已达上限/)).toBeVisible()
})
