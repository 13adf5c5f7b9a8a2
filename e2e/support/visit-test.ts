import type { BrowserContext } from '@playwright/test'
import { test as base } from './test.ts'

/**
 * Tests that visit pages and change nothing share one browser context: what it has loaded stays loaded, as for somebody who
 * goes from page to page. Each test has a page of its own and begins in the device's language.
 */
export const test = base.extend<object, { visitor: BrowserContext }>({
  visitor: [
    async ({ browser, demo }, use, info) => {
      const { baseURL, viewport, locale, timezoneId, hasTouch, isMobile, deviceScaleFactor, contextOptions } = info.project.use
      const context = await browser.newContext({ ...contextOptions, baseURL, viewport, locale, timezoneId, hasTouch, isMobile, deviceScaleFactor, storageState: demo })
      await use(context)
      await context.close()
    },
    { scope: 'worker' },
  ],
  context: async ({ visitor }, use) => use(visitor),
  page: async ({ context }, use) => {
    const page = await context.newPage()
    await use(page)
    await page.evaluate(() => localStorage.removeItem('sluice.language'))
    await page.close()
  },
})
