import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'
import { startProduct } from './running-product.ts'

/**
 * Pictures of the product for the documentation, in Chinese: `npm run screenshots`. Starts the product with its demo
 * company, unless `--url` names one that runs.
 *
 *   node tools/screenshots.ts [--url http://127.0.0.1:8420] [--out docs/images] [--only board,funnel] [--kit]
 *                             [--email demo@example.com --password sluice-demo] [--full]
 */
interface Shot {
  name: string
  path: (context: BrowserContext) => Promise<string> | string
  /** Is on the page once its data is there. */
  ready: string
  /** Brings the page into the state that is pictured. */
  prepare?: (page: Page) => Promise<void>
  anonymous?: true
  /** Pictured dark as well. */
  dark?: true
}

const api = { headers: { 'x-sluice-csrf': '1' } }

/** An open deal of some size with a next step, late in its pipeline. */
async function aDeal(context: BrowserContext): Promise<string> {
  const answer = await context.request.get('/api/v1/deals?status=open&limit=200&sort=amount')
  const { items } = (await answer.json()) as { items: { id: string; nextStep: string | null; winProbability: number | null; lastActivityAt: string | null }[] }
  const deal = items.find((one) => one.nextStep !== null && one.lastActivityAt !== null) ?? items[0]
  return `/deals/${deal?.id ?? ''}`
}

/** The first alarm with its causes, or the list when there is none. */
async function anAlarm(context: BrowserContext): Promise<string> {
  const answer = await context.request.get('/api/v1/alarms?limit=1')
  const { items } = (await answer.json()) as { items: { id: string }[] }
  return items[0] === undefined ? '/alarms' : `/alarms/${items[0].id}`
}

/** The first of a list, below a screen's address. */
const firstOf = (list: string, screen: string) => async (context: BrowserContext): Promise<string> => {
  const answer = await context.request.get(`/api/v1/${list}`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  return `${screen}/${items[0]?.id ?? ''}`
}

const file = [
  '商机编号,商机名称,客户名称,金额(元),阶段,负责人,来源,创建时间,预计成交日期,联系电话',
  'XS-2601,远山纺织 车间 MES 项目,苏州远山纺织有限公司,"386,000",方案展示,李雷,展会,2026-01-12,2026-04-30,138 0000 0001',
  'XS-2602,恒泽食品 质量追溯,无锡恒泽食品有限公司,¥12.5万,需求确认,韩梅梅,SEM,2026-01-15,2026-03-31,138 0000 0002',
  'XS-2603,启元五金 设备联网,宁波启元五金有限公司,98000,初步接洽,李雷,转介绍,2026-02-02,2026-05-15,138 0000 0003',
  'XS-2604,云川模具 APS 排产,昆山云川模具有限公司,"210,500",商务谈判,韩梅梅,官网,2026-02-08,2026-03-20,138 0000 0004',
].join('\n')

/** An import whose file has been read, so that the wizard shows how it understood the columns. */
async function anImport(context: BrowserContext): Promise<string> {
  const answer = await context.request.post('/api/v1/imports?kind=deals', {
    ...api, multipart: { file: { name: '一季度商机.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${file}\n`) } },
  })
  const { id } = (await answer.json()) as { id: string }
  for (;;) {
    const { status } = (await (await context.request.get(`/api/v1/imports/${id}`)).json()) as { status: string }
    if (status !== 'uploaded' && status !== 'reading') break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return `/import/${id}`
}

const shots: readonly Shot[] = [
  { name: 'sign-in', path: () => '/sign-in', ready: 'button', anonymous: true },
  { name: 'today', path: () => '/today', ready: ':is(h1, h2):visible' },
  { name: 'board', path: () => '/deals', ready: ':text("加权"):visible', dark: true },
  { name: 'list', path: () => '/deals?layout=list', ready: ':is(h1, h2):visible' },
  { name: 'funnel', path: () => '/funnel', ready: 'figure svg', dark: true },
  { name: 'diagnosis', path: () => '/funnel/diagnosis', ready: 'main h2:visible' },
  { name: 'breakdown', path: () => '/funnel/breakdown', ready: 'main table:visible' },
  { name: 'changes', path: () => '/funnel/changes', ready: 'main table:visible' },
  { name: 'plan', path: () => '/funnel/plan?amount=5000000', ready: 'main table:visible' },
  { name: 'alarms', path: anAlarm, ready: 'main h2:visible' },
  { name: 'record', path: aDeal, ready: ':is(h1, h2):visible', dark: true },
  { name: 'leads', path: () => '/leads', ready: ':is(h1, h2):visible' },
  { name: 'attribution', path: () => '/attribution', ready: 'main h2:visible' },
  { name: 'scoring', path: () => '/scoring', ready: 'main h2:visible' },
  { name: 'nurture', path: firstOf('sequences', '/nurture'), ready: 'main h1:visible' },
  { name: 'automation', path: firstOf('automations', '/automations'), ready: 'main h1:visible' },
  { name: 'meeting', path: firstOf('meetings?status=closed', '/meetings'), ready: 'main h1:visible' },
  { name: 'calendar', path: () => '/calendar?view=week', ready: 'main h1:visible' },
  { name: 'team', path: () => '/team', ready: 'main h1:visible' },
  { name: 'experiment', path: firstOf('experiments?state=concluded', '/experiments'), ready: 'main h1:visible' },
  { name: 'import', path: anImport, ready: ':is(h1, h2):visible' },
  { name: 'settings', path: () => '/settings/pipelines', ready: ':is(h1, h2):visible' },
]

/** The gallery of the ui kit; needs a server of `VITE_KIT=1` assets, and no session. */
const kit: readonly Shot[] = ['funnel', 'list', 'parts'].map((tab) => ({ name: `kit-${tab}`, path: () => `/_kit?tab=${tab}`, anonymous: true as const, ready: 'main h1' }))

const sizes = [
  { name: '1440', viewport: { width: 1440, height: 900 } },
  { name: '390', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
]

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: 'docs/images' },
    only: { type: 'string' },
    email: { type: 'string', default: 'demo@example.com' },
    password: { type: 'string', default: 'sluice-demo' },
    kit: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
})

async function take(browser: Browser, baseURL: string, shot: Shot, size: (typeof sizes)[number], colorScheme: 'light' | 'dark'): Promise<void> {
  const { name, ...screen } = size
  const context = await browser.newContext({ ...screen, baseURL, colorScheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  try {
    if (!shot.anonymous) {
      const answer = await context.request.post('/api/v1/session', { ...api, data: { email: options.email, password: options.password } })
      if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`)
    }
    const page = await context.newPage()
    await page.goto(await shot.path(context))
    await page.locator(shot.ready).first().waitFor()
    await shot.prepare?.(page)
    // Until nothing loads any more; the live stream is not counted, it never ends.
    await page.locator('.ant-skeleton, [aria-busy="true"]').first().waitFor({ state: 'hidden' })
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(1500)
    const path = join(options.out, `${shot.name}-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`)
    await page.screenshot({ path, fullPage: options.full })
    console.log(path)
  } finally {
    await context.close()
  }
}

const wanted = options.only?.split(',')
const product = options.url === undefined ? await startProduct() : null
const browser = await chromium.launch(await launchOptions())
try {
  mkdirSync(options.out, { recursive: true })
  for (const shot of (options.kit ? kit : shots).filter(({ name }) => wanted === undefined || wanted.includes(name))) {
    for (const size of sizes) {
      for (const mode of shot.dark ? (['light', 'dark'] as const) : (['light'] as const)) await take(browser, options.url ?? product?.url ?? '', shot, size, mode)
    }
  }
} finally {
  await browser.close()
  await product?.stop()
}
