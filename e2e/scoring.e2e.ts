import { createLead } from '../packages/core/src/leads/contract.ts'
import { getLeadScore, getScoring } from '../packages/core/src/scoring/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a rule is added, previewed and published; the lead shows its line', async ({ page, api }) => {
  const rule = unique('总监加分')
  const name = unique('周总监')
  const lead = await ask(api, createLead, { body: { name, title: '数字化总监', company: '临港精密制造' } })
  await page.goto('/scoring')
  await page.getByRole('button', { name: '添加规则' }).first().click()
  const sheet = page.getByRole('dialog', { name: '新的匹配度规则' })
  await sheet.getByLabel('规则名称').fill(rule)
  await sheet.getByLabel('分值').fill('9')
  await sheet.getByRole('button', { name: '添加条件' }).click()
  // The first field is the name.
  await sheet.getByTestId('rule').getByRole('textbox').fill(name)
  await sheet.getByRole('button', { name: '确定' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: rule })).toContainText('+9')
  await expect(page.getByText('有未保存的修改')).toBeVisible()

  await page.getByRole('tab', { name: '预览' }).click()
  await expect(page.getByText('参与线索')).toBeVisible()
  await expect(page.getByText('分数分布')).toBeVisible()

  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '发布并重算全部线索' }).click()
  await expect(page.getByText('已发布，正在重算')).toBeVisible()
  await expect.poll(async () => (await ask(api, getScoring)).rescore?.status, { timeout: 60_000 }).toBe('done')
  const { score } = await ask(api, getLeadScore, { params: { id: lead.id } })
  expect(score?.lines.some((line) => line.part === 'fit' && line.name.zh === rule && line.left === 9)).toBe(true)

  await page.goto(`/leads/${lead.id}`)
  const record = page.getByRole('dialog')
  await expect(record.getByRole('listitem').filter({ hasText: rule })).toContainText('+9')
})
