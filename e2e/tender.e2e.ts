import { listPipelines } from '../packages/core/src/catalog/contract.ts'
import { criteriaOf } from '../packages/core/src/config/gate.ts'
import { createUser, listTeams, signIn } from '../packages/core/src/identity/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { choose, optionOf } from './support/choose.ts'
import { expect, test } from './support/test.ts'

const stages = ['线索确认', '资格预审', '标书准备', '投标', '开标评审', '合同签订']

// What a newcomer with the administrator's role does in the browser alone; only the approver's account is made beside it.
test('a tender pipeline for medical devices is built, published and walked through in the browser', async ({ page, api, another, trouble }) => {
  test.setTimeout(240_000)
  page.setDefaultTimeout(30_000)
  trouble.expectRefusal(/POST \/api\/v1\/deals\/[^/]+\/move 422/)
  const { items: teams } = await ask(api, listTeams)
  const mail = `${unique('boss')}@example.com`
  const password = '今天天气真不错2026'
  const boss = unique('审批人')
  await ask(api, createUser, { body: { name: boss, email: mail, role: 'manager', teamId: teams[0]?.id ?? '', password } })

  // Two custom fields.
  const fields = [unique('招标编号'), unique('开标日期')] as const
  for (const [name, type] of [[fields[0], '单行文本'], [fields[1], '日期']] as const) {
    await page.goto('/settings/fields')
    await page.getByRole('button', { name: '添加字段' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${type}(?!时间)`) }).click()
    const sheet = page.getByRole('dialog', { name: new RegExp(`添加商机字段：${type}`) })
    await sheet.getByLabel('名称', { exact: true }).fill(name)
    await sheet.getByRole('button', { name: /^添\s*加$/ }).click()
    await expect(page.getByText(name).first()).toBeVisible()
  }

  // A BANT questionnaire, from the template.
  const bant = unique('BANT')
  await page.goto('/settings/forms')
  await page.getByRole('button', { name: '新建问卷' }).first().click()
  const ready = page.getByRole('dialog', { name: '新建问卷' })
  await ready.getByLabel('名称').fill(bant)
  await ready.getByRole('button', { name: '创建并设计' }).click()
  await expect(page.getByRole('textbox', { name: '表单名称' })).toHaveValue(bant)

  // Who approves a tender.
  const flow = unique('投标审批')
  await page.goto('/settings/approvals')
  await page.getByRole('button', { name: '新建审批流' }).first().click()
  const editor = page.getByRole('dialog', { name: '新建审批流' })
  await editor.getByLabel('名称', { exact: true }).fill(flow)
  const step = editor.getByRole('region', { name: '第 1 步' })
  await step.getByLabel('步骤名称').fill('负责人审批')
  await choose(page, step.getByRole('combobox', { name: '审批人类型' }), '指定同事')
  await step.getByRole('combobox').nth(1).click()
  await page.keyboard.type(boss)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: boss }).click()
  await editor.getByRole('button', { name: /^创\s*建$/ }).click()
  await expect(page.getByText('审批流已保存')).toBeVisible()

  // The pipeline with its six stages.
  const pipeline = unique('医疗器械招投标')
  await page.goto('/settings/pipelines')
  await page.getByRole('button', { name: '新建销售流程' }).click()
  const sheet = page.getByRole('dialog', { name: '新建销售流程' })
  await sheet.getByText('自定义阶段').click()
  await sheet.getByLabel('流程名称').fill(pipeline)
  await sheet.getByLabel('阶段，每行一个，按先后顺序').fill(stages.join('\n'))
  await sheet.getByRole('button', { name: /^创\s*建$/ }).click()
  await expect(page.getByRole('heading', { name: pipeline, level: 1 })).toBeVisible()

  // Its gates: the questionnaire out of the first stage, a custom field out of the second, file and approval out of the third.
  const path = page.getByRole('navigation', { name: '阶段顺序' })
  const exit = page.locator('section').filter({ has: page.getByRole('heading', { name: /^准出门禁/ }) })
  const add = async (stage: string, kind: string, fill: () => Promise<void>) => {
    await path.getByRole('button', { name: new RegExp(`^\\d+ ${stage}`) }).click()
    await expect(page.getByLabel('阶段名称')).toHaveValue(stage)
    await exit.getByRole('button', { name: '添加要求' }).first().click()
    await page.getByRole('menuitem', { name: new RegExp(kind) }).click()
    await fill()
    const criterion = page.getByRole('dialog', { name: /添加要求/ })
    await criterion.getByRole('button', { name: /^完\s*成$/ }).click()
    await expect(criterion).toBeHidden()
  }
  const box = (name: string) => page.getByRole('dialog', { name: /添加要求/ }).getByRole('combobox', { name })
  await add('线索确认', '问卷完成', () => choose(page, box('问卷'), bant))
  await add('资格预审', '字段已填', async () => {
    // A long list: one types to find it.
    await box('字段').click()
    await page.keyboard.type(fields[0])
    await optionOf(page, fields[0]).click()
  })
  await add('标书准备', '有附件', async () => {
    await choose(page, box('附件类型'), '需求文档')
    await page.keyboard.press('Escape')
  })
  await add('标书准备', '审批通过', () => choose(page, box('审批流'), flow))
  await expect(page.getByText('草稿已保存')).toBeVisible()
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await page.getByLabel('这次改了什么、为什么').fill('第一次发布')
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await expect(page.getByText(new RegExp(`已发布「${pipeline}」第 \\d+ 版`))).toBeVisible()
  const live = (await ask(api, listPipelines)).items.find((one) => one.name === pipeline)
  expect(live?.stages.map((one) => [one.name, criteriaOf(one.exitGate).map((criterion) => criterion.type)])).toEqual([
    ['线索确认', ['form']], ['资格预审', ['field']], ['标书准备', ['attachment', 'approval']], ['投标', []], ['开标评审', []], ['合同签订', []],
  ])

  // A deal, by the form.
  const title = unique('核磁设备采购')
  await page.goto(`/deals?pipeline=${live?.id}`)
  await page.getByRole('main').getByRole('button', { name: '新建商机' }).first().click()
  const form = page.getByRole('dialog', { name: '新建商机' })
  await form.getByLabel('商机名称').fill(title)
  // The form stands in the pipeline whose board is open.
  await expect(form.getByText(pipeline, { exact: true })).toBeVisible()
  await form.getByRole('button', { name: /^创\s*建$/ }).click()
  await page.getByRole('button', { name: /^打\s*开$|^查\s*看$/ }).or(page.getByRole('button', { name: new RegExp(`^${title}`) })).first().click()
  await expect(page).toHaveURL(/\/deals\/[0-9a-f-]{36}/)
  const id = /deals\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const stageNow = async () => {
    const { stageId } = await ask(api, getDeal, { params: { id } })
    return live?.stages.find((one) => one.id === stageId)?.name
  }
  const isIn = (stage: string) => expect.poll(stageNow, { timeout: 30_000 }).toBe(stage)
  const goTo = async (stage: string) => {
    await page.getByRole('list', { name: '阶段进程' }).getByRole('button', { name: new RegExp(`^${stage}`) }).click()
    const panel = page.getByRole('dialog', { name: `进入「${stage}」` })
    await expect(panel).toBeVisible()
    return panel
  }

  // Out of the first stage with the questionnaire.
  let panel = await goTo('资格预审')
  const questions = panel.getByRole('radiogroup')
  await expect(questions.first()).toBeVisible()
  for (let n = 0, count = await questions.count(); n < count; n += 1) await questions.nth(n).getByRole('radio').first().check()
  await panel.getByRole('textbox', { name: /客户原话/ }).fill('现有设备停机太多')
  await page.keyboard.press('Tab')
  await panel.getByRole('button', { name: '全部齐备，移动到「资格预审」' }).click()
  await isIn('资格预审')

  // Out of the second with the custom field.
  panel = await goTo('标书准备')
  const place = panel.getByRole('group', { name: new RegExp(fields[0]) })
  await place.getByRole('textbox').fill('ZB-2026-118')
  await place.getByRole('button', { name: /^保\s*存$/ }).click()
  await panel.getByRole('button', { name: '全部齐备，移动到「标书准备」' }).click()
  await isIn('标书准备')
  expect(Object.values((await ask(api, getDeal, { params: { id } })).custom)).toContain('ZB-2026-118')

  // Out of the third with the file and the approval of somebody else, given on a phone.
  panel = await goTo('投标')
  await panel.locator('input[type=file]').first().setInputFiles({ name: '招标文件.txt', mimeType: 'text/plain', buffer: Buffer.from('技术参数表') })
  await expect(panel.getByRole('listitem').filter({ hasText: '需求文档' }).last()).toHaveAttribute('data-status', 'met')
  // What is still missing opens by itself.
  await panel.getByRole('button', { name: '发起审批' }).first().click()
  const theirs = await another(null)
  await theirs.page.setViewportSize({ width: 390, height: 844 })
  await ask(theirs.context.request, signIn, { body: { email: mail, password } })
  await theirs.page.goto('/approvals')
  await expect(theirs.page.getByText(title).first()).toBeVisible()
  await theirs.page.getByRole('button', { name: `同意 ${title}` }).click()
  await expect(theirs.page.getByText(`已同意「${title}」`)).toBeVisible()
  // The approval was asked for on the way there: its grant moves the deal by itself.
  await expect.poll(stageNow, { timeout: 60_000 }).toBe('投标')
})
