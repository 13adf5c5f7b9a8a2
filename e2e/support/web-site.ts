import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import type { APIRequestContext, Page } from '@playwright/test'
import { createSite, getSiteSecret } from '../../packages/core/src/tracking/contract.ts'
import { ask } from './ask.ts'

/** A web site of an organisation's own, beside the product: its pages load the organisation's script. */
export interface WebSite {
  origin: string
  /** What the site's own server says of who has signed in there: good for ten minutes from `now`. */
  tokenOf(email: string, now: Date): string
  close(): void
}

const titles: Record<string, string> = { '/': '首页', '/pricing': '价格', '/docs/guide': '选型白皮书', '/docs/case': '客户案例' }

/** Starts it on a free port, and enters it in the product. */
export async function startWebSite(admin: APIRequestContext): Promise<WebSite> {
  let script = ''
  const server = createServer((request, response) => {
    const title = titles[new URL(request.url ?? '/', 'http://localhost').pathname]
    if (title === undefined) return response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
      <script>window.sluice=window.sluice||function(){(sluice.q=sluice.q||[]).push(arguments)}</script><script async src="${script}"></script>
      <h1>${title}</h1><a href="/docs/guide.pdf" download onclick="event.preventDefault()">下载白皮书</a></html>`)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const site = await ask(admin, createSite, { body: { name: '官网', origins: [origin], consent: 'assumed', pricingPaths: ['/pricing'], documentPaths: ['/docs/*'] } })
  const { secret } = await ask(admin, getSiteSecret, { params: { id: site.id }, body: {} })
  script = site.scriptUrl
  return {
    origin,
    tokenOf(email, now) {
      const body = Buffer.from(JSON.stringify({ email, exp: Math.floor(now.getTime() / 1000) + 600 })).toString('base64url')
      return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
    },
    close: () => void server.close(),
  }
}

/** What a page's script reports while something is done with the page: waits until a report has left that says all of `words`. */
export async function reporting(page: Page, words: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST' && words.every((word) => (one.postData() ?? '').includes(word))),
    act(),
  ])
  expect(new URL(request.url()).pathname).toMatch(/^\/t\//)
}
