import { expect, test as base } from '@playwright/test'
import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'
import { createPipeline, listChannels } from '../../packages/core/src/catalog/contract.ts'
import { createOrg, createUser, listTeams, signIn } from '../../packages/core/src/identity/contract.ts'
import type { Role } from '../../packages/core/src/identity/role.ts'
import { ask } from './ask.ts'
import { unique } from './board.ts'
import { startClockedProduct } from './clocked-product.ts'
import type { ClockedProduct } from './clocked-product.ts'
import { watch } from './watch.ts'
import { startWebSite } from './web-site.ts'
import type { WebSite } from './web-site.ts'

/** Somebody of the organisation, signed in with a browser of their own. */
export interface Colleague {
  id: string
  name: string
  page: Page
  /** Calls of the API as this person. */
  api: APIRequestContext
}

interface Fixtures {
  colleague: (role: Role, name: string) => Promise<Colleague>
  /** The phone of somebody who knows nothing of Sluice. */
  phone: Page
  site: WebSite
}
interface Worker {
  /** With one organisation, whose only pipeline has no gates; it is Monday, half past nine in Shanghai. */
  product: ClockedProduct & { storageState: Awaited<ReturnType<APIRequestContext['storageState']>>; pipeline: string; channelIds: Record<string, string> }
  admin: APIRequestContext
}

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.60'
const monday = '2026-03-02T01:30:00.000Z'

/** Tests with a product of their own, whose clock they move. */
export const test = base.extend<Fixtures, Worker>({
  product: [
    async ({ playwright }, use) => {
      const product = await startClockedProduct(monday)
      try {
        const admin = await playwright.request.newContext({ baseURL: product.url })
        await ask(admin, createOrg, { body: { orgName: '云帆科技', name: '管理员', email: 'admin@example.com', password: '今天天气真不错2026', pipelineTemplates: [] } })
        const pipeline = await ask(admin, createPipeline, { body: { name: '直销流程', stages: ['初步接洽', '方案报价'] } })
        const { items } = await ask(admin, listChannels)
        const storageState = await admin.storageState()
        await admin.dispose()
        await use({ ...product, storageState, pipeline: pipeline.name, channelIds: Object.fromEntries(items.map(({ key, id }) => [key ?? id, id])) })
      } finally {
        await product.stop()
      }
    },
    // A database is made from nothing, while two products and two browsers run.
    { scope: 'worker', timeout: 120_000 },
  ],
  admin: [
    async ({ playwright, product }, use) => {
      const admin = await playwright.request.newContext({ baseURL: product.url, storageState: product.storageState })
      await use(admin)
      await admin.dispose()
    },
    { scope: 'worker' },
  ],
  colleague: async ({ browser, product, admin }, use, info) => {
    const { viewport, locale, timezoneId, contextOptions } = info.project.use
    const open: { context: BrowserContext; troubles: readonly string[] }[] = []
    await use(async (role, name) => {
      const { items: [team] } = await ask(admin, listTeams)
      const account = { email: `${unique('colleague')}@example.com`, password: '今天天气真不错2026' }
      const user = await ask(admin, createUser, { body: { name, role, teamId: team?.id ?? '', ...account } })
      const context = await browser.newContext({ ...contextOptions, baseURL: product.url, viewport, locale, timezoneId })
      const { troubles } = watch(context)
      open.push({ context, troubles })
      await ask(context.request, signIn, { body: account })
      return { id: user.id, name, page: await context.newPage(), api: context.request }
    })
    for (const { context, troubles } of open) {
      expect(troubles, 'no error, no failed request').toEqual([])
      await context.close()
    }
  },
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, userAgent: iphone, locale: 'zh-CN' })
    const { troubles } = watch(context)
    await use(await context.newPage())
    expect(troubles, 'no error, no failed request').toEqual([])
    await context.close()
  },
  site: async ({ admin }, use) => {
    const site = await startWebSite(admin)
    await use(site)
    site.close()
  },
})

export { expect } from '@playwright/test'
