import { expect, test as base } from '@playwright/test'
import type { APIRequestContext, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { signIn } from '../../packages/core/src/identity/contract.ts'
import { ask } from './ask.ts'
import { watch } from './watch.ts'
import type { Watch } from './watch.ts'

type StoredState = Exclude<BrowserContextOptions['storageState'], string | undefined>

/** A browser of another person, or the same person's second one. */
export interface Person {
  context: BrowserContext
  page: Page
  watch: Watch
}

interface Fixtures {
  /** The demo administrator's session, for calls beside the page. */
  api: APIRequestContext
  /** Trouble on any page of the test fails it, unless it is expected. */
  trouble: Watch
  /** Opens a second browser; `null` is nobody yet. Its troubles fail the test, too. */
  another: (state?: 'demo' | null) => Promise<Person>
}

/** Every test begins signed in to the demo company; `test.use({ storageState: … })` begins as nobody. */
export const test = base.extend<Fixtures, { demo: StoredState }>({
  demo: [
    async ({ playwright }, use, info) => {
      const request = await playwright.request.newContext({ baseURL: info.project.use.baseURL })
      await ask(request, signIn, { body: { email: 'demo@example.com', password: 'sluice-demo' } })
      await use(await request.storageState())
      await request.dispose()
    },
    { scope: 'worker' },
  ],
  storageState: async ({ demo }, use) => use(demo),
  api: async ({ playwright, demo, baseURL }, use) => {
    const request = await playwright.request.newContext({ baseURL, storageState: demo })
    await use(request)
    await request.dispose()
  },
  trouble: [
    async ({ context }, use) => {
      const trouble = watch(context)
      await use(trouble)
      trouble.stop()
      expect(trouble.troubles, 'no error, no failed request').toEqual([])
    },
    { auto: true },
  ],
  another: async ({ browser, demo }, use, info) => {
    const people: Person[] = []
    await use(async (state = 'demo') => {
      const { baseURL, viewport, locale, timezoneId, hasTouch, isMobile, deviceScaleFactor, contextOptions } = info.project.use
      const context = await browser.newContext({
        ...contextOptions, baseURL, viewport, locale, timezoneId, hasTouch, isMobile, deviceScaleFactor,
        storageState: state === 'demo' ? demo : { cookies: [], origins: [] },
      })
      const person = { context, page: await context.newPage(), watch: watch(context) }
      people.push(person)
      return person
    })
    for (const person of people) {
      expect(person.watch.troubles, 'no error, no failed request').toEqual([])
      await person.context.close()
    }
  },
})

export { expect } from '@playwright/test'
/** For `test.use`: nobody is signed in. */
export const nobody: StoredState = { cookies: [], origins: [] }
