import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'

/**
 * Pictures of the product for the documentation: every page at 1440 × 900 and 390 × 844, light and dark, in Chinese.
 *
 *   node tools/screenshots.ts --url http://127.0.0.1:8420 [--out docs/images] [--only board,funnel] [--modes light,dark]
 *                             [--email … --password …] [--full]
 *
 * Without an e-mail it enters the demo company, as the button on the sign-in page does.
 */
interface Shot {
  name: string
  path: string
  /** Is on the page once its data is there. */
  ready?: string
  /** Brings the page into the state that is pictured. */
  prepare?: (page: Page) => Promise<void>
  anonymous?: boolean
}

const shots: readonly Shot[] = [
  { name: 'sign-in', path: '/sign-in', anonymous: true },
  { name: 'today', path: '/today' },
  { name: 'board', path: '/deals' },
  { name: 'funnel', path: '/funnel', ready: 'figure svg' },
  { name: 'leads', path: '/leads' },
  { name: 'accounts', path: '/accounts' },
  { name: 'import', path: '/import' },
]

/** The gallery of the ui kit; needs a server of `VITE_KIT=1` assets, and no session. */
const kit: readonly Shot[] = ['funnel', 'list', 'parts'].map((tab) => ({ name: `kit-${tab}`, path: `/_kit?tab=${tab}`, anonymous: true, ready: 'main h1' }))

const sizes = [
  { name: '1440', viewport: { width: 1440, height: 900 } },
  { name: '390', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
]

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8420' },
    out: { type: 'string', default: 'docs/images' },
    only: { type: 'string' },
    modes: { type: 'string', default: 'light,dark' },
    email: { type: 'string' },
    password: { type: 'string' },
    kit: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
})

async function signIn(page: Page) {
  await page.goto('/sign-in')
  if (options.email !== undefined && options.password !== undefined) {
    await page.getByLabel('邮箱').fill(options.email)
    await page.getByLabel('密码').fill(options.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  } else await page.getByRole('button', { name: '进入演示' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function picture(browser: Browser, list: readonly Shot[], size: (typeof sizes)[number], mode: 'light' | 'dark') {
  const { name: sizeName, ...device } = size
  const context = await browser.newContext({ ...device, baseURL: options.url, colorScheme: mode, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${sizeName} ${mode}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${sizeName} ${mode}: ${message.text()}`)
  })
  if (list.some((shot) => !shot.anonymous)) await signIn(page)
  for (const shot of list) {
    await page.goto(shot.path)
    await page.waitForLoadState('networkidle').catch(() => undefined) // The live stream may keep the network busy.
    await page.locator(shot.ready ?? 'h1').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    await shot.prepare?.(page)
    if (options.full) await unroll(page)
    await page.waitForTimeout(400) // Charts draw after their data.
    const file = join(options.out, `${shot.name}-${sizeName}-${mode}.png`)
    await page.screenshot({ path: file })
    console.log(file)
  }
  await context.close()
}

/** Makes the window as tall as the page's scrolling content, so that one picture shows all of it. */
async function unroll(page: Page) {
  const size = page.viewportSize()
  const height = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? window.innerHeight + main.scrollHeight - main.clientHeight : document.documentElement.scrollHeight
  })
  if (size) await page.setViewportSize({ width: size.width, height: Math.min(height, 6_000) })
}

mkdirSync(options.out, { recursive: true })
const wanted = options.only?.split(',')
const list = (options.kit ? kit : shots).filter((shot) => !wanted || wanted.includes(shot.name))
const modes = options.modes.split(',').filter((mode) => mode === 'light' || mode === 'dark')
const browser = await chromium.launch(await launchOptions())
try {
  for (const size of sizes) for (const mode of modes) await picture(browser, list, size, mode)
} finally {
  await browser.close()
}
