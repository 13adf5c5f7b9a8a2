import { chromium, type CDPSession } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'
import { createPublicForm, publishPublicForm } from '../packages/core/src/public-forms/contract.ts'
import { firstDraft } from '../packages/core/src/public-forms/first-draft.ts'
import { startProduct } from '../tools/running-product.ts'
import { spoken, timing, type Bench } from './bench.ts'
import { signInFirst } from './signed-in.ts'

const rounds = 15
const limits = { kilobytes: 60, usableMs: 1500 }
/** Chrome's "Slow 4G": 1.6 Mbit/s down and 750 kbit/s up at 90 %, 150 ms × 3.75 for each request; the processor of a cheap phone. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 }
const slowerBy = 4

/**
 * The public form on a phone with a slow network: what is sent over the wire, when it can be typed into, and how long the proof of work
 * takes there. Usable: the page is drawn and its script has run.
 */
export const publicForm: Bench = {
  name: 'public-form',
  about: `a public form on a phone with slow 4G and a processor ${slowerBy} × slower: bytes, usable after, proof of work; budget ${limits.kilobytes} KB and ${limits.usableMs} ms`,
  async run(report) {
    const product = await startProduct({ SLUICE_DEMO: '0' })
    const browser = await chromium.launch(await launchOptions())
    try {
      const client = await signInFirst(product.url)
      const made = (await client.post(createPublicForm.path, { name: '预约演示', draft: largeDraft() })) as { id: string; link: string }
      await client.post(publishPublicForm.path.replace(':id', made.id), {}, { 'if-match': '"1"' })
      const url = `${product.url}${new URL(made.link).pathname}`
      const usable: number[] = []
      const drawn: number[] = []
      const solved: number[] = []
      let bytes = 0
      let requests = 0
      for (let round = -2; round < rounds; round++) {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN' })
        const page = await context.newPage()
        const session = await context.newCDPSession(page)
        const sent = await throttle(session)
        await page.goto(url, { waitUntil: 'load' })
        // The browser tells of its first drawing a moment after it.
        await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
        const times = await page.evaluate(() => {
          const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
          return { usable: navigation?.domContentLoadedEventEnd ?? Number.NaN, drawn: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN }
        })
        const began = performance.now()
        const started = page.waitForResponse((answer) => answer.url().endsWith('/start'))
        await page.getByLabel('姓名').fill('张伟')
        await started
        await page.getByRole('textbox', { name: '公司' }).fill('云帆科技')
        await page.getByLabel('手机').fill('13800138000')
        await page.getByRole('checkbox').check()
        await page.getByRole('button', { name: '提交' }).tap()
        await page.locator('#thanks').waitFor()
        if (round >= 0) {
          usable.push(Math.max(times.usable, times.drawn))
          drawn.push(times.drawn)
          solved.push(performance.now() - began)
        }
        bytes = sent.page()
        requests = sent.requests()
        await context.close()
      }
      const found = timing(usable)
      report(`${(bytes / 1024).toFixed(1)} KB over the wire in ${requests} request${requests === 1 ? '' : 's'} until it can be used (budget ${limits.kilobytes} KB): ${bytes <= limits.kilobytes * 1024 ? 'kept' : 'BROKEN'}`)
      report(`usable ${spoken(found)}; first drawn ${spoken(timing(drawn))} (budget ${limits.usableMs} ms): ${found.p95 <= limits.usableMs ? 'kept' : 'BROKEN'}`)
      report(`filled in by machine and sent, proof of work and two round trips among it: ${spoken(timing(solved))}`)
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}

/** A form that is larger than most: a logo of 40 KB would not get smaller, hence none; two languages, all kinds of fields. */
function largeDraft() {
  const draft = firstDraft('预约演示')
  const label = (n: number) => ({ zh: `第 ${n} 个问题：您最关心的是什么`, en: `Question ${n}: what matters most to you` })
  const more = Array.from({ length: 10 }, (_, n) => ({
    key: `q${n}`, type: n % 2 === 0 ? 'select' : 'text', label: label(n), help: label(n), options: n % 2 === 0 ? Array.from({ length: 8 }, (__, i) => ({ value: `o${i}`, label: label(i) })) : [],
  }))
  return { ...draft, languages: ['zh', 'en'], fields: [...draft.fields, ...more] }
}

/** Slows network and processor down, and counts what comes over the wire before the page is loaded. */
async function throttle(session: CDPSession) {
  let [requests, bytes, isLoaded] = [0, 0, false]
  await session.send('Network.enable')
  await session.send('Page.enable')
  await session.send('Network.emulateNetworkConditions', slow4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowerBy })
  session.on('Network.requestWillBeSent', () => (requests += isLoaded ? 0 : 1))
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += isLoaded ? 0 : encodedDataLength))
  session.on('Page.loadEventFired', () => (isLoaded = true))
  return { page: () => bytes, requests: () => requests }
}
