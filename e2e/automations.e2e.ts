import { createAutomation, listAutomationRuns, listAutomations, publishAutomation } from '../packages/core/src/automation/contract.ts'
import { listLossReasons } from '../packages/core/src/catalog/contract.ts'
import { createContact } from '../packages/core/src/customers/contract.ts'
import { getMe } from '../packages/core/src/identity/contract.ts'
import { loseDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, openDeal } from './support/ask.ts'
import { hears, unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('from a template to a run: made, read, back-tested, published; a lost deal makes it act, and the run is shown', async ({ page, api }) => {
  const name = unique('丢单复盘')
  await page.goto('/automations')
  await page.getByRole('button', { name: '从模板新建' }).click()
  await page.getByRole('list', { name: '自动化模板' }).last().getByRole('button', { name: /丢单进入复盘清单/ }).click()
  const sheet = page.getByRole('dialog', { name: '使用模板' })
  await expect(sheet.getByText(/^当 商机丢单，就/)).toBeVisible()
  await sheet.getByRole('textbox', { name: '名称' }).fill(name)
  await sheet.getByRole('button', { name: '生成草稿' }).click()

  // The sentence on top follows what is edited in the sentence below.
  await expect(page.getByRole('heading', { name })).toBeVisible()
  const says = page.getByRole('status', { name: '这条自动化的意思' })
  // Opening an editor and closing it is no change.
  await page.getByRole('button', { name: /^条件：/ }).click()
  await page.getByRole('dialog', { name: '条件' }).getByText('没有条件，全部符合。').waitFor()
  await page.getByRole('dialog', { name: '条件' }).getByRole('button', { name: '确定' }).click()
  await expect(page.getByRole('button', { name: '撤销', exact: true })).toBeDisabled()
  await page.getByRole('button', { name: /^期限：/ }).click()
  await page.getByRole('spinbutton', { name: '期限' }).fill('3')
  await expect(says).toContainText('（3 个工作日内）')
  await page.getByRole('button', { name: /^期限：/ }).click()
  await page.getByRole('button', { name: '第 2 个动作：建任务' }).press('Delete')
  await expect(says).not.toContainText('写下丢单经过')
  await page.keyboard.press('Control+z')
  await expect(says).toContainText('写下丢单经过')
  await page.getByRole('button', { name: '第 2 个动作：建任务' }).press('Alt+ArrowUp')
  await expect(says).toContainText(/建任务.*加入例会议题/)

  await page.getByRole('tab', { name: '回测与试运行' }).click()
  await expect(page.getByText(/^过去 90 天会触发 [\d,]+ 次，涉及 [\d,]+ 个商机$/)).toBeVisible()

  await page.getByRole('button', { name: '发布' }).click()
  await page.getByRole('dialog', { name: '发布新版本' }).getByRole('button', { name: '发布' }).click()
  await expect(page.getByText('已发布第 1 版，开始生效')).toBeVisible()
  const { id } = (await ask(api, listAutomations, { query: { q: name } })).items[0] ?? { id: '' }

  const deal = await openDeal(api, unique('输掉的商机'))
  const reason = (await ask(api, listLossReasons)).items.find((one) => !one.asksCompetitor && !one.asksText && !one.isArchived)
  await ask(api, loseDeal, { params: { id: deal.id }, body: { reasonId: reason?.id ?? '' } })
  await expect.poll(async () => (await ask(api, listAutomationRuns, { query: { automation: id } })).items[0]?.state, { timeout: 30_000 }).toBe('done')
  await page.goto(`/automations/${id}?tab=runs`)
  await page.getByRole('row').filter({ hasText: deal.title }).click()
  const run = page.getByRole('dialog', { name: deal.title })
  await expect(run.getByRole('listitem').filter({ hasText: '加入例会议题' })).toContainText('完成')
  await expect(run.getByRole('listitem').filter({ hasText: '演示管理员' })).toContainText('丢单')
})

test('by hand: a button on a contact, and a new secret of an address', async ({ page, api }) => {
  const { id: runAsUserId } = (await ask(api, getMe)).user
  const label = unique('生日祝福')
  const made = await ask(api, createAutomation, { body: { name: label, draft: { trigger: { kind: 'button', object: 'contact', label }, steps: [{ id: 'note1', type: 'note', text: '祝 {{contact.name}} 生日快乐' }], runAsUserId } } })
  const automation = await ask(api, publishAutomation, { params: { id: made.id }, body: {}, ifMatch: made.version })
  const contact = await ask(api, createContact, { body: { name: unique('联系人') } })
  await page.goto(`/contacts/${contact.id}`)
  await hears(page)
  await page.getByRole('group', { name: '自动化按钮' }).getByRole('button', { name: label }).click()
  await expect(page.getByText(`已开始：${label}`)).toBeVisible()
  await expect(page.getByText(`祝 ${contact.name} 生日快乐`)).toBeVisible({ timeout: 30_000 })
  await page.goto(`/automations/${automation.id}?tab=runs`)
  await expect(page.getByRole('row').filter({ hasText: contact.name })).toContainText('已执行')
  await page.getByRole('row').filter({ hasText: contact.name }).click()
  await expect(page.getByRole('dialog', { name: contact.name })).toContainText('有人点击了按钮')

  const hook = await ask(api, createAutomation, { body: { name: unique('外部'), draft: { trigger: { kind: 'webhook_in', object: null }, steps: [{ id: 'tell1', type: 'notify', to: [{ kind: 'managers' }], text: 'x' }], runAsUserId } } })
  await page.goto(`/automations/${hook.id}`)
  await page.getByRole('button', { name: '生成签名密钥' }).click()
  await expect(page.getByText('密钥只显示这一次，请现在保存。')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: '更换密钥' })).toBeVisible()
})
