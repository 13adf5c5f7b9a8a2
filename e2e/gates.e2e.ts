import { logActivity } from '../packages/core/src/activities/contract.ts'
import { createContact } from '../packages/core/src/customers/contract.ts'
import { createForm } from '../packages/core/src/forms/contract.ts'
import { getEvidence, listGateDebts, recordMilestone, tickItem } from '../packages/core/src/gates/contract.ts'
import { getDeal, setDealContact } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { card, column, drag, hears, middleOf, unique } from './support/board.ts'
import { all, any, criterion, gatedPipeline } from './support/gated.ts'
import { expect, test } from './support/test.ts'

const boardOf = (pipelineId: string, word: string) => `/deals?pipeline=${pipelineId}&q=${encodeURIComponent(word)}`

test('a refused drag opens the panel; each missing piece is supplied there, and the deal moves', async ({ page, api, trouble }) => {
  test.slow()
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const choice = (key: string, label: string) => ({ key, label, type: 'select' as const, options: [{ value: 'yes', label: `${label}：是`, points: 50 }, { value: 'no', label: `${label}：否` }] })
  const form = await ask(api, createForm, {
    body: { kind: 'questionnaire', name: unique('资格'), object: 'deal', definition: { questions: [choice('budget', '预算已批准'), choice('authority', '见到决策者')] } },
  })
  const pipeline = await gatedPipeline(api, (definition) => {
    const [first, second] = definition.stages
    if (!first || !second) throw new Error('three stages')
    first.exitGate = all(
      criterion({ type: 'field', field: 'expectedClose' }),
      criterion({ type: 'activity', kinds: ['call'], outcomes: [], effective: true, withinDays: 30, count: 1 }),
      criterion({ type: 'contact', roles: ['decision_maker'] }),
      criterion({ type: 'attachment', kinds: ['minutes'] }),
      criterion({ type: 'checklist', label: '已确认立项' }),
      criterion({ type: 'form', formId: form.id, minScore: null }),
      any(criterion({ type: 'milestone', kinds: ['quote_sent'] }), criterion({ type: 'attachment', kinds: ['intent'] })),
      criterion({ type: 'condition', condition: { field: 'amount', op: 'gte', value: 5_000_000 }, severity: 'reason', label: '金额不低于 5 万' }),
    )
    second.nextStepRequired = true
  })
  const word = unique('逐项补齐')
  const deal = await newDeal(api, word, { pipelineId: pipeline.id, amountMinor: 1_000_000 })

  await page.goto(boardOf(pipeline.id, word))
  const [from, to] = [column(page, '接洽'), column(page, '确认')]
  await drag(page, card(from, word), await middleOf(to))
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await expect(panel).toBeVisible()
  // What is missing comes in the language chosen on this device, whatever the account says.
  await page.evaluate(() => localStorage.setItem('sluice.language', 'en'))
  await page.reload()
  await drag(page, card(column(page, '接洽'), word), await middleOf(column(page, '确认')))
  await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Expected close' }).last()).toBeVisible()
  await page.evaluate(() => localStorage.setItem('sluice.language', 'zh-CN'))
  await page.reload()
  await drag(page, card(from, word), await middleOf(to))
  await expect(panel).toBeVisible()
  // The card is back where it was, and nothing has moved.
  await expect(card(from, word)).toBeVisible()
  await expect(card(to, word)).toBeHidden()
  await expect(panel.getByText('0 / 8 项已齐备')).toBeVisible()
  const item = (text: string) => panel.getByRole('listitem').filter({ hasText: text }).last()
  const met = async (text: string) => expect(item(text)).toHaveAttribute('data-status', 'met')
  const open = async (text: string) => {
    const supply = item(text).getByRole('button', { name: '补充' })
    // The first missing one stands open already.
    if (await supply.isVisible()) await supply.click()
    return panel.getByRole('group', { name: new RegExp(text) })
  }

  let place = await open('预计成交日期')
  await place.getByRole('radio', { name: '下月底' }).click()
  await place.getByRole('button', { name: '保存' }).click()
  await met('预计成交日期')

  place = await open('有效的电话')
  await place.getByRole('button', { name: '记录', exact: true }).click()
  await met('有效的电话')

  place = await open('决策者')
  await place.getByRole('combobox', { name: '搜索或新建联系人' }).fill('钱总')
  await page.getByRole('option', { name: /钱总/ }).or(page.locator('.ant-select-item-option').filter({ hasText: '钱总' })).last().click()
  await place.getByRole('button', { name: '设为决策者' }).click()
  await met('决策者')

  place = await open('会议纪要')
  const file = { name: '会议纪要.txt', mimeType: 'text/plain', buffer: Buffer.from('双方确认了范围。') }
  await place.locator('input[type=file]').setInputFiles(file)
  await met('会议纪要')

  await panel.getByRole('checkbox', { name: '已确认' }).check()
  await met('已确认立项')

  place = await open(form.name)
  await place.getByRole('radio', { name: '预算已批准：是' }).check()
  await place.getByRole('radio', { name: '见到决策者：是' }).check()
  await met(form.name)

  place = await open('已发送报价')
  await place.getByRole('button', { name: '记录「已发送报价」' }).click()
  await met('已发送报价')
  // The other of the two is not needed any more.
  await expect(item('采购意向')).toHaveAttribute('data-status', 'not_needed')

  // The amount stays below: a reason opens, and the stage wants a next step.
  const move = panel.getByRole('button', { name: '全部齐备，移动到「确认」' })
  await expect(panel.getByRole('button', { name: '请先填完上面的必填项' })).toBeDisabled()
  await panel.getByLabel('未满足「金额不低于 5 万」的原因').fill('首期试点，二期放大')
  await panel.getByLabel('下一步（此阶段必填）').fill('约方案演示')
  await panel.getByRole('radio', { name: '明天' }).click()
  await move.click()
  await expect(panel).toBeHidden()
  await expect(page.getByText(`已将「${word}」移到「确认」`)).toBeVisible()
  await expect(card(to, word)).toBeVisible()
  const now = await ask(api, getDeal, { params: { id: deal.id } })
  expect([now.stageId, now.nextStep]).toEqual([pipeline.stages[1]?.id, '约方案演示'])
  // What passed for a reason is owed.
  const { debts } = await ask(api, getEvidence, { params: { id: deal.id } })
  expect(debts.map((debt) => [debt.kind, debt.reason, debt.settledAt])).toEqual([['reason', '首期试点，二期放大', null]])
})

test('the panel follows evidence that a colleague supplies elsewhere', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const check = criterion({ type: 'checklist', label: '已拜访现场' })
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(check, criterion({ type: 'contact', roles: ['coach'] }))
  })
  const word = unique('他人补齐')
  const deal = await newDeal(api, word, { pipelineId: pipeline.id })
  await page.goto(`/deals/${deal.id}`)
  await hears(page)
  // From the path at the top, without a board.
  await page.getByRole('list', { name: '阶段进程' }).getByRole('button', { name: /^确认/ }).click()
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await expect(panel.getByText('0 / 2 项已齐备')).toBeVisible()
  await ask(api, tickItem, { params: { id: deal.id, criterionId: check.id }, body: { isTicked: true } })
  await expect(panel.getByText('1 / 2 项已齐备')).toBeVisible()
  const contact = await ask(api, createContact, { body: { name: '内线小赵' } })
  await ask(api, setDealContact, { params: { id: deal.id, contactId: contact.id }, body: { role: 'coach' } })
  await panel.getByRole('button', { name: '全部齐备，移动到「确认」' }).click()
  await expect(panel).toBeHidden()
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(pipeline.stages[1]?.id)
})

test('an override is owed, stands in the report, and is settled by the evidence', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(criterion({ type: 'milestone', kinds: ['demo_held'] }), criterion({ type: 'activity', kinds: ['call'], outcomes: [], effective: true, withinDays: null, count: 1 }))
  })
  const word = unique('越过门禁')
  const deal = await newDeal(api, word, { pipelineId: pipeline.id })
  await page.goto(boardOf(pipeline.id, word))
  await drag(page, card(page, word), await middleOf(column(page, '确认')))
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await panel.getByRole('button', { name: '越过门禁' }).click()
  await expect(panel.getByText('缺少的 2 项会记为门禁欠债')).toBeVisible()
  const confirm = panel.getByRole('button', { name: '越过并移动到「确认」' })
  await expect(confirm).toBeDisabled()
  await panel.getByLabel('越过的原因（必填）').fill('客户临时提前招标')
  await confirm.click()
  await expect(panel).toBeHidden()
  await expect(card(column(page, '确认'), word)).toBeVisible()

  await page.goto(`/deals/${deal.id}`)
  const debts = page.getByRole('list', { name: '门禁欠债' })
  await expect(debts.getByRole('listitem')).toHaveCount(2)
  await expect(debts).toContainText('客户临时提前招标')
  await page.goto(`/gate-debts?pipeline=${pipeline.id}`)
  await expect(page.getByRole('row').filter({ hasText: word })).toHaveCount(2)
  await hears(page)

  await ask(api, recordMilestone, { params: { id: deal.id }, body: { kind: 'demo_held' } })
  await expect(page.getByRole('row').filter({ hasText: word })).toHaveCount(1)
  await ask(api, logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deal.id, outcome: 'connected' } })
  await expect(page.getByRole('row').filter({ hasText: word })).toHaveCount(0)
  const { items } = await ask(api, listGateDebts, { query: { deal: deal.id, state: 'all' } })
  expect(items.map((debt) => debt.settledBy)).toEqual(['evidence', 'evidence'])
})

test('a bulk move says who lacks what; one is supplied from there and moves', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const check = criterion({ type: 'checklist', label: '已拿到需求文档' })
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(check)
  })
  const word = unique('批量')
  const free = await newDeal(api, `${word}甲`, { pipelineId: pipeline.id })
  await ask(api, tickItem, { params: { id: free.id, criterionId: check.id }, body: { isTicked: true } })
  await newDeal(api, `${word}乙`, { pipelineId: pipeline.id })
  await page.goto(`/deals?layout=list&pipeline=${pipeline.id}&q=${encodeURIComponent(word)}`)
  await expect(page.getByRole('row').filter({ hasText: word })).toHaveCount(2)
  await page.getByRole('checkbox', { name: '选择已加载的全部行' }).check()
  await page.getByRole('toolbar', { name: '批量修改' }).getByRole('combobox').filter({ hasText: '' }).nth(1).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '确认' }).click()
  const result = page.getByRole('dialog', { name: '1 个已移动，1 个未移动' })
  await expect(result).toContainText(`${word}乙`)
  await expect(result).toContainText('缺 1 项')
  await result.getByRole('button', { name: `补齐 ${word}乙` }).click()
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await panel.getByRole('checkbox', { name: '已确认' }).check()
  await panel.getByRole('button', { name: '全部齐备，移动到「确认」' }).click()
  await expect(panel).toBeHidden()
  await expect(result.getByRole('img', { name: '全部齐备' })).toBeVisible()
})

test('nothing typed is lost when the move fails', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move (422|net::ERR_FAILED)/)
  const pipeline = await gatedPipeline(api, (definition) => {
    if (definition.stages[0]) definition.stages[0].exitGate = all(criterion({ type: 'milestone', kinds: ['demo_held'] }))
  })
  const word = unique('网络断了')
  const deal = await newDeal(api, word, { pipelineId: pipeline.id })
  await page.goto(`/deals/${deal.id}`)
  await page.getByRole('button', { name: '查看并补齐' }).click()
  const panel = page.getByRole('dialog', { name: '进入「确认」' })
  await panel.getByRole('button', { name: '越过门禁' }).click()
  await panel.getByLabel('越过的原因（必填）').fill('已电话确认')
  await page.route('**/api/v1/deals/*/move', (route) => route.abort('failed'), { times: 1 })
  const confirm = panel.getByRole('button', { name: '越过并移动到「确认」' })
  await confirm.click()
  await expect(panel.getByRole('alert')).toBeVisible()
  await expect(panel.getByLabel('越过的原因（必填）')).toHaveValue('已电话确认')
  await confirm.click()
  await expect(panel).toBeHidden()
})

