import type { APIRequestContext, Page } from '@playwright/test'
import { changePipeline, createPipeline, listPipelines } from '../packages/core/src/catalog/contract.ts'
import type { Pipeline } from '../packages/core/src/catalog/contract.ts'
import { criteriaOf } from '../packages/core/src/config/gate.ts'
import { discardDraft, getBacktest, getDraft, listPipelineVersions, saveDraft } from '../packages/core/src/designer/contract.ts'
import { createUser, listTeams, signIn } from '../packages/core/src/identity/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, firstPipeline, newDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { choose } from './support/choose.ts'
import { expect, test } from './support/test.ts'

const find = async (api: APIRequestContext, id: string): Promise<Pipeline> => {
  const found = (await ask(api, listPipelines)).items.find((one) => one.id === id)
  if (!found) throw new Error('No such pipeline')
  return found
}
const draftOf = (api: APIRequestContext, id: string) => ask(api, getDraft, { params: { id } })
/** A pipeline of the test's own, put away afterwards. */
async function ownPipeline(api: APIRequestContext, stages: string[]): Promise<Pipeline> {
  return ask(api, createPipeline, { body: { name: unique('流程'), stages } })
}
async function putAway(api: APIRequestContext, id: string): Promise<void> {
  await ask(api, changePipeline, { params: { id }, body: { isArchived: true }, ifMatch: (await find(api, id)).version })
}
const saved = (page: Page) => expect(page.getByText('草稿已保存')).toBeVisible()
const path = (page: Page) => page.getByRole('navigation', { name: '阶段顺序' })
const stageNames = (page: Page) => path(page).getByRole('listitem').getByRole('button', { name: /^\d+ / }).allInnerTexts().then((all) => all.map((one) => one.split('\n')[0]?.replace(/^\d+\s*/, '')))

test('from template to publication: a stage edited, a gate added, a removed stage mapped; then all of it undone', async ({ page, api }) => {
  test.slow()
  const name = unique('标准流程')
  await page.goto('/settings/pipelines')
  await page.getByRole('button', { name: '新建销售流程' }).click()
  const sheet = page.getByRole('dialog', { name: '新建销售流程' })
  await sheet.getByRole('radio', { name: /^标准销售流程/ }).check()
  await sheet.getByLabel('流程名称').fill(name)
  await sheet.getByRole('button', { name: /^创\s*建$/ }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const id = /pipelines\/([^?]+)/.exec(page.url())?.[1] ?? ''
  const before = await find(api, id)
  const last = before.stages.at(-1)
  const previous = before.stages.at(-2)
  if (!last || !previous) throw new Error('The template has stages')
  const deal = await newDeal(api, unique('被移走的商机'), { pipelineId: id, stageId: last.id, override: { reason: '浏览器里试一次' } })

  // A stage: its name, its probability.
  await path(page).getByRole('button', { name: new RegExp(`^\\d+ ${previous.name}`) }).click()
  await expect(page.getByLabel('阶段名称')).toHaveValue(previous.name)
  await page.getByLabel('阶段名称').fill('方案与报价')
  await page.getByLabel('赢单概率').fill('55')
  // A gate: an attachment is needed to get in.
  const entry = page.locator('section').filter({ has: page.getByRole('heading', { name: /^准入门禁/ }) })
  await entry.getByRole('button', { name: '添加要求' }).first().click()
  await page.getByRole('menuitem', { name: /有附件/ }).click()
  const criterion = page.getByRole('dialog', { name: /添加要求/ })
  await expect(criterion.getByRole('button', { name: /^完\s*成$/ })).toBeDisabled()
  await choose(page, criterion.getByRole('combobox', { name: '附件类型' }), '采购意向')
  await page.keyboard.press('Escape')
  await expect(criterion.getByText('上传采购意向')).toBeVisible()
  await criterion.getByRole('button', { name: /^完\s*成$/ }).click()
  await expect(entry.getByRole('button', { name: '上传采购意向' }).first()).toBeFocused()
  // The last stage goes; its deal counts as one of the stage before.
  await path(page).getByRole('button', { name: `「${last.name}」的操作` }).click()
  await page.getByRole('menuitem', { name: '移除' }).click()
  const removal = page.getByRole('dialog', { name: `移除「${last.name}」` })
  await expect(removal.getByText('这个阶段里有 1 个进行中商机。')).toBeVisible()
  await expect(removal.getByRole('combobox', { name: '商机和历史停留归入' })).toBeVisible()
  await removal.getByRole('button', { name: '移除阶段' }).click()
  await saved(page)
  const draft = await draftOf(api, id)
  expect(draft.mapping).toEqual([{ from: last.id, to: previous.id }])
  const edited = draft.definition.stages.find((stage) => stage.id === previous.id)
  expect([edited?.name, edited?.winProbability]).toEqual(['方案与报价', 0.55])
  expect(criteriaOf(edited?.entryGate ?? null).at(-1)).toMatchObject({ type: 'attachment', kinds: ['intent'], severity: 'block' })

  // The effect says so, and publishing makes it true.
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await expect(page.getByText(`「${previous.name}」改名为「方案与报价」`)).toBeVisible()
  const removed = page.getByRole('listitem').filter({ hasText: last.name }).filter({ hasText: '进行中商机 1' })
  await expect(removed.getByText('方案与报价')).toBeVisible()
  await page.getByLabel('这次改了什么、为什么').fill('合并报价阶段')
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await expect(page.getByText(`已发布「${name}」第 ${before.publishedN + 1} 版`)).toBeVisible()
  const live = await find(api, id)
  expect([live.publishedN, live.hasDraft, live.stages.map((stage) => stage.name).at(-1)]).toEqual([before.publishedN + 1, false, '方案与报价'])
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(previous.id)

  // The versions tell it, and the way back restores definition and deal.
  await page.getByRole('button', { name: /^版\s*本$/ }).click()
  await expect(page.getByText('合并报价阶段')).toBeVisible()
  await page.getByRole('button', { name: '撤销这次发布' }).click()
  await page.getByRole('tooltip').or(page.getByRole('dialog')).getByRole('button', { name: /^确\s*定$/ }).click()
  await expect(page.getByText(`已撤销第 ${before.publishedN + 1} 版`)).toBeVisible()
  const again = await find(api, id)
  expect(again.stages.map((stage) => [stage.id, stage.name])).toEqual(before.stages.map((stage) => [stage.id, stage.name]))
  expect((await ask(api, getDeal, { params: { id: deal.id } })).stageId).toBe(last.id)
  expect((await ask(api, listPipelineVersions, { params: { id } })).items[0]).toMatchObject({ undoesN: before.publishedN + 1 })
  await putAway(api, id)
})

test('stages move by keyboard, are split, merged; each edit is undone and redone', async ({ page, api }) => {
  const { id } = await ownPipeline(api, ['甲', '乙', '丙'])
  await page.goto(`/settings/pipelines/${id}`)
  await path(page).getByRole('button', { name: /^1 甲/ }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => stageNames(page)).toEqual(['乙', '甲', '丙'])
  await path(page).getByRole('button', { name: '「丙」的操作' }).click()
  await page.getByRole('menuitem', { name: '拆分成两个阶段' }).click()
  const split = page.getByRole('dialog', { name: '拆分「丙」' })
  await split.getByLabel('前一个阶段').fill('丙一')
  await split.getByLabel('后一个阶段').fill('丙二')
  await split.getByRole('radio', { name: '丙二' }).check()
  await split.getByRole('button', { name: /^拆\s*分$/ }).click()
  await expect.poll(() => stageNames(page)).toEqual(['乙', '甲', '丙一', '丙二'])
  await path(page).getByRole('button', { name: '「乙」的操作' }).click()
  await page.getByRole('menuitem', { name: '与下一阶段合并' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^合\s*并$/ }).click()
  await expect.poll(() => stageNames(page)).toEqual(['乙', '丙一', '丙二'])
  await saved(page)
  const { mapping, definition } = await draftOf(api, id)
  expect(mapping).toHaveLength(2)
  expect(mapping.map((one) => definition.stages.find((stage) => stage.id === one.to)?.name).sort()).toEqual(['丙二', '乙'])

  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Control+z')
  await expect.poll(() => stageNames(page)).toEqual(['甲', '乙', '丙'])
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => stageNames(page)).toEqual(['乙', '甲', '丙'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => stageNames(page)).toEqual(['甲', '乙', '丙'])
  // Nothing is on its way any more: no draft is written to a pipeline that is put away.
  await saved(page)
  const back = await draftOf(api, id)
  expect(back.definition.stages.map((stage) => stage.name)).toEqual(['甲', '乙', '丙'])
  expect(back.mapping).toEqual([])
  await putAway(api, id)
})

test('what is missing keeps a draft from being saved and published, and leads to where it is mended', async ({ page, api }) => {
  const { id, stages } = await ownPipeline(api, ['甲', '乙'])
  await page.goto(`/settings/pipelines/${id}?at=${stages[1]?.id}`)
  await page.getByLabel('阶段名称').fill('')
  await page.getByRole('button', { name: '1 处要改正，暂未保存' }).click()
  await expect(page.getByText('请写阶段名称')).toBeVisible()
  expect((await draftOf(api, id)).isDraft).toBe(false)
  await page.getByLabel('阶段名称').fill('乙乙')
  await saved(page)
  await page.goto(`/settings/pipelines/${id}?at=${stages[1]?.id}`)
  await page.getByLabel('阶段名称').fill('甲')
  await saved(page)
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await expect(page.getByText('还有 1 处问题')).toBeVisible()
  await expect(page.getByRole('button', { name: /^发\s*布$/ })).toBeDisabled()
  await page.getByRole('button', { name: '去修改' }).click()
  await expect(page.getByLabel('阶段名称')).toHaveValue('甲')
  await putAway(api, id)
})

test('two people at one draft: the second is told who, and chooses', async ({ page, api, trouble }) => {
  trouble.expectRefusal(/PUT \/api\/v1\/pipelines\/[^/]+\/draft 412/)
  // This page hears nothing of the others, and so does not take over their draft before something is written.
  await page.route(/\/api\/v1\/live/, (route) => route.abort())
  trouble.expectRefusal(/\/live/)
  const { id } = await ownPipeline(api, ['甲', '乙'])
  await page.goto(`/settings/pipelines/${id}?at=pipeline`)
  await expect(page.getByLabel('业务线')).toBeVisible()
  const theirs = await draftOf(api, id)
  await ask(api, saveDraft, { params: { id }, body: { definition: { ...theirs.definition, businessLine: 'KA' }, mapping: [], version: theirs.version } })
  await page.getByLabel('业务线').fill('SMB')
  await expect(page.getByText(/刚刚修改了这份草稿/)).toBeVisible()
  await page.getByRole('button', { name: '载入最新的' }).click()
  await expect(page.getByLabel('业务线')).toHaveValue('KA')
  await ask(api, saveDraft, { params: { id }, body: { definition: { ...theirs.definition, businessLine: '大客户' }, mapping: [], version: 1 } })
  await page.getByLabel('业务线').fill('SMB')
  await page.getByRole('button', { name: '保留我的修改' }).click()
  await saved(page)
  expect((await draftOf(api, id)).definition.businessLine).toBe('SMB')

  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '丢弃草稿' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '丢弃草稿' }).click()
  await expect(page.getByLabel('业务线')).toHaveValue('')
  expect((await draftOf(api, id)).isDraft).toBe(false)
  await putAway(api, id)
})

test('the back-test on the page is the one of the API', async ({ page, api }) => {
  const { id } = await firstPipeline(api)
  const draft = await draftOf(api, id)
  const criterion = { type: 'checklist' as const, id: crypto.randomUUID(), severity: 'block' as const, label: unique('从未确认过的事项'), help: '' }
  const [first, second, ...rest] = draft.definition.stages
  if (!first || !second) throw new Error('The demo company has stages')
  const entryGate = { op: 'all' as const, items: [criterion] }
  await ask(api, saveDraft, { params: { id }, body: { definition: { ...draft.definition, stages: [first, { ...second, entryGate }, ...rest] }, mapping: draft.mapping, version: draft.version } })
  try {
    const tell = () => ask(api, getBacktest, { params: { id }, query: { months: 6, of: 'draft' } })
    const before = await tell()
    await page.goto(`/settings/pipelines/${id}?view=publish&tab=backtest`)
    const byCriterion = page.getByRole('row').filter({ hasText: criterion.label })
    await expect(byCriterion).toBeVisible()
    // The six months end now: a move may leave them while the page asks.
    const truths = [before, await tell()]
    const either = (figure: (truth: typeof before) => number) => `(${truths.map((truth) => figure(truth).toLocaleString('en-US')).join('|')})`
    const stopped = either((truth) => truth.criteria.find((one) => one.criterionId === criterion.id)?.stopped ?? 0)
    await expect(byCriterion).toContainText(new RegExp(stopped))
    await expect(page.getByText(new RegExp(`共 ${either((truth) => truth.total.moves)} 次推进`))).toBeVisible()
    await expect(page.getByRole('heading', { name: new RegExp(`被拦下的推进 \\(${either((truth) => truth.total.stopped)}\\)`) })).toBeVisible()
    // Nobody has ever ticked it: read with care.
    await expect(page.getByRole('alert').filter({ hasText: '请谨慎解读' }).getByText(criterion.label)).toBeVisible()
    const list = page.getByRole('list', { name: '被拦下的推进' })
    await expect(list.getByRole('link').first()).toHaveAttribute('href', /\/deals\//)
  } finally {
    await ask(api, discardDraft, { params: { id } })
  }
})

test('a rep reads the stages and changes nothing', async ({ api, another }) => {
  const { items: teams } = await ask(api, listTeams)
  const email = `${unique('reader')}@example.com`
  const password = '今天天气真不错2026'
  await ask(api, createUser, { body: { name: '只读小周', email, role: 'rep', teamId: teams[0]?.id ?? '', password } })
  const { id, stages } = await firstPipeline(api)
  const rep = await another(null)
  await ask(rep.context.request, signIn, { body: { email, password } })
  await rep.page.goto(`/settings/pipelines/${id}`)
  await expect(rep.page.getByText('您可以查看，只有管理员可以修改')).toBeVisible()
  await expect(rep.page.getByRole('heading', { name: '进入前要满足' })).toBeVisible()
  await expect(rep.page.getByRole('button', { name: '发布' })).toBeHidden()
  await rep.page.getByRole('button', { name: new RegExp(`^2 ${stages[1]?.name}`) }).click()
  await expect(rep.page.getByRole('heading', { name: stages[1]?.name })).toBeVisible()
  await rep.page.goto('/settings/pipelines')
  await expect(rep.page.getByRole('button', { name: '新建销售流程' })).toBeHidden()
})
