import { readFile } from 'node:fs/promises'
import type { APIRequestContext, Page } from '@playwright/test'
import { createPipeline } from '../packages/core/src/catalog/contract.ts'
import type { getFunnel} from '../packages/core/src/funnel/contract.ts';
import { listFigureDeals } from '../packages/core/src/funnel/contract.ts'
import { FUNNEL_METRICS } from '../packages/core/src/funnel/registry.ts'
import { listTeams } from '../packages/core/src/identity/contract.ts'
import type { ResponseOf } from '../packages/core/src/lib/contract.ts'
import { changeDeal, moveDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, firstPipeline, newDeal } from './support/ask.ts'
import { escaped, hears, unique } from './support/board.ts'
import { choose } from './support/choose.ts'
import { expect, test } from './support/test.ts'

type Funnel = ResponseOf<typeof getFunnel>
const count = (value: number | null) => new Intl.NumberFormat('zh-CN').format(value ?? 0)
const percent = (value: number | null) => new Intl.NumberFormat('zh-CN', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value ?? 0)

/** Opens the page and answers the report's own address, to ask the same of the API beside it. */
async function openFunnel(page: Page, address: string): Promise<string> {
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname.endsWith('/reports/funnel'))
  await page.goto(address)
  return (await asked).url()
}

async function truthOf(api: APIRequestContext, url: string): Promise<Funnel> {
  return (await (await api.get(url)).json()) as Funnel
}

/** A part of the drawing, by what it says: `需求确认：进入 867`. */
const part = (page: Page, stage: string, what: string, value: string) =>
  page.getByRole('button', { name: new RegExp(`^${escaped(stage)}[：:]\\s*${escaped(what)} ${escaped(value)}$`) })

test('the funnel shows what the API says, and every number explains itself and opens its deals', async ({ page, api }) => {
  const url = await openFunnel(page, '/funnel')
  const [truth, pipeline] = await Promise.all([truthOf(api, url), firstPipeline(api)])
  expect(truth.steps.length).toBeGreaterThan(2)
  for (const [index, step] of truth.steps.entries()) {
    const stage = pipeline.stages[index]?.name ?? ''
    await expect(part(page, stage, '进入', count(step.entered.value))).toBeVisible()
    await expect(part(page, stage, '流失', count(step.lost.hits)).first()).toBeVisible()
    await expect(page.getByRole('button', { name: new RegExp(`^${escaped(stage)} 转化率 ${escaped(percent(step.conversion.value))}$`) })).toBeVisible()
  }
  await expect(page.getByRole('button', { name: `${percent(truth.overall.value)} ${FUNNEL_METRICS[truth.overall.metric].label.zh}` })).toBeVisible()

  const second = truth.steps[1]
  if (!second) throw new Error('two stages')
  const figure = page.getByRole('button', { name: new RegExp(`^${pipeline.stages[1]?.name} 转化率`) })
  await figure.hover()
  const about = page.getByRole('tooltip')
  await expect(about).toContainText(FUNNEL_METRICS['step.conversion'].definition.zh)
  await expect(about).toContainText(`样本 n${count(second.conversion.n)}`)
  await expect(about).toContainText(`95% 置信区间${percent(second.conversion.low)}`)
  await expect(about).toContainText('时区Asia/Shanghai')

  await figure.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText(`共 ${second.conversion.n} 个`)
  const grid = drawer.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', String(second.conversion.n))
  // The same list, page by page, from the API: as many deals, each once.
  const query = Object.fromEntries(new URL(url).searchParams) as never
  const ids = new Set<string>()
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const answer = await ask(api, listFigureDeals, { query: { ...(query as object), metric: 'step.conversion', stage: second.stageId, limit: 200, cursor } as never })
    for (const one of answer.items) ids.add(one.id)
    cursor = answer.nextCursor ?? undefined
  }
  expect(ids.size).toBe(second.conversion.n)
  // From a number to a record.
  await grid.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/deals\//)
})

test('a number changes by itself when a deal moves; too small a sample is no percentage', async ({ page, api }) => {
  const pipeline = await ask(api, createPipeline, { body: { name: unique('小样本'), stages: ['接洽', '报价', '签约'] } })
  const deals = [await newDeal(api, unique('甲'), { pipelineId: pipeline.id }), await newDeal(api, unique('乙'), { pipelineId: pipeline.id })]
  await page.goto(`/funnel?pipeline=${pipeline.id}`)
  await expect(part(page, '接洽', '进入', '2')).toBeVisible()
  await expect(part(page, '报价', '进入', '0')).toBeVisible()
  await hears(page)
  // Two deals give no share: the page says so, and shows no percentage for the step.
  await expect(page.getByRole('button', { name: '接洽 转化率 数据不足' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^接洽 转化率 [\d.]+%/ })).toBeHidden()

  await ask(api, moveDeal, { params: { id: deals[0]?.id ?? '' }, body: { stageId: pipeline.stages[1]?.id ?? '' } })
  await expect(part(page, '报价', '进入', '1')).toBeVisible()
  await ask(api, changeDeal, { params: { id: deals[1]?.id ?? '' }, body: { amountMinor: 8_000_000 }, ifMatch: deals[1]?.version })
  await expect(page.getByText('存量 1 · ¥8万')).toBeVisible()
})

test('as of a past day the funnel is what was known then', async ({ page, api }) => {
  await page.goto('/funnel')
  await expect(page.getByRole('figure').first()).toBeVisible()
  const asked = page.waitForRequest((request) => request.url().includes('/reports/funnel?') && request.url().includes('asOf='))
  const field = page.getByRole('textbox', { name: '截至' })
  const day = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10)
  await field.fill(day)
  await field.press('Enter')
  const url = (await asked).url()
  expect(new URL(url).searchParams.get('asOf')).toBe(day)
  await expect(page).toHaveURL(new RegExp(`asOf=${day}`))
  const [then, now, pipeline] = await Promise.all([truthOf(api, url), truthOf(api, url.replace(/&?asOf=[^&]+/, '')), firstPipeline(api)])
  // The same deals; then more of them were still on their way.
  expect(then.cohortCounts.entered.value).toBe(now.cohortCounts.entered.value)
  expect(then.cohortCounts.open.value ?? 0).toBeGreaterThan(now.cohortCounts.open.value ?? 0)
  const stage = pipeline.stages[0]?.name ?? ''
  await expect(part(page, stage, '流失', count(then.steps[0]?.lost.hits ?? 0)).first()).toBeVisible()
  await expect(page.getByText(/截至 .*（Asia\/Shanghai）/)).toBeVisible()
})

test('two teams are compared, each with its own numbers', async ({ page, api }) => {
  const { items: teams } = await ask(api, listTeams)
  const [a, b] = ['华东大区', '华北大区'].map((name) => teams.find((team) => team.name === name))
  if (!a || !b) throw new Error('the demo company has these teams')
  await page.goto('/funnel')
  await choose(page, page.getByRole('combobox', { name: '对比' }), '团队对团队')
  for (const [side, team] of [['一方', a], ['另一方', b]] as const) {
    await choose(page, page.getByRole('combobox', { name: side, exact: true }), team.name)
    await page.keyboard.press('Escape')
  }
  const table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: '判断' }) })
  await expect(table.getByRole('columnheader', { name: a.name })).toBeVisible()
  await expect(table.getByRole('columnheader', { name: b.name })).toBeVisible()
  const pipeline = await firstPipeline(api)
  const row = table.getByRole('row').filter({ hasText: `${pipeline.stages[0]?.name} → ${pipeline.stages[1]?.name} · 阶段转化率` })
  const range = Object.fromEntries(new URL(page.url()).searchParams)
  expect(range['compare']).toBe('team')
  const asked = await openFunnel(page, page.url())
  for (const team of [a, b]) {
    const address = new URL(asked)
    address.searchParams.set('team', team.id)
    const truth = await truthOf(api, address.href)
    await expect(row).toContainText(percent(truth.steps[0]?.conversion.value ?? 0))
  }
})

test('the funnel is taken along as figures and as a picture', async ({ page, api }) => {
  const url = await openFunnel(page, '/funnel')
  const truth = await truthOf(api, url)
  await expect(page.getByRole('figure').first()).toBeVisible()
  const take = async (what: string) => {
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载' }).click()
    await page.getByRole('menuitem', { name: what }).click()
    const file = await downloading
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
  }
  const csv = await take('全部数字（CSV）')
  expect(csv.name).toMatch(/^漏斗.*\.csv$/)
  const lines = csv.content.toString('utf8').split(/\r?\n/)
  const entered = lines.filter((line) => line.startsWith('step.entered'))
  expect(entered).toHaveLength(truth.steps.length)
  expect(entered[0]).toContain(String(truth.steps[0]?.entered.value))

  const png = await take('图片（PNG）')
  expect(png.name).toMatch(/^漏斗-.*\.png$/)
  expect(png.content.subarray(1, 4).toString()).toBe('PNG')
  // Width and height of the header: the picture is not an empty canvas of some other size.
  expect(png.content.readUInt32BE(16)).toBeGreaterThan(1_000)
  expect(png.content.readUInt32BE(20)).toBeGreaterThan(800)
  expect(png.content.length).toBeGreaterThan(20_000)
})

test('flow and snapshot are labelled as what they are', async ({ page }) => {
  await page.goto('/funnel')
  await page.getByText('快照（形状）', { exact: true }).click()
  await expect(page).toHaveURL(/view=snapshot/)
  await expect(page.getByText('此刻各阶段的存量，只说明形状，不是转化率')).toBeVisible()
  await page.getByText('流量转化', { exact: true }).click()
  await expect(page.getByText(/上下不是同一批商机，可超过 100%，不是转化率/)).toBeVisible()
})

test('a pipeline without deals says what to do', async ({ page, api }) => {
  const pipeline = await ask(api, createPipeline, { body: { name: unique('空流程'), stages: ['接洽', '签约'] } })
  await page.goto(`/funnel?pipeline=${pipeline.id}&period=all`)
  await expect(page.getByText('这个销售流程还没有商机')).toBeVisible()
  await page.getByRole('button', { name: '导入数据' }).click()
  await expect(page).toHaveURL(/\/import/)
})
