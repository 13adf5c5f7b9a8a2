import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLead } from '../packages/core/src/leads/contract.ts'
import { createSite, getLeadBehaviour, getSiteSecret } from '../packages/core/src/tracking/contract.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

/** A web site of the organisation's own, beside the product: three pages that load the snippet. */
async function webSite(script: () => string) {
  const server = createServer((request, response) => {
    const title = request.url === '/' ? '首页' : '选型白皮书'
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>${title}</title><script>window.sluice=window.sluice||function(){(sluice.q=sluice.q||[]).push(arguments)}</script><script async src="${script()}"></script><h1>${title}</h1><form name="预约"><input aria-label="电话"></form>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

test('what a visitor looked at joins the lead they turn out to be, and its owner is told of what was looked at again and again', async ({ api, browser, another, baseURL }) => {
  let script = ''
  const site = await webSite(() => script)
  const made = await ask(api, createSite, { body: { name: unique('官网'), origins: [site.origin], consent: 'ask', documentPaths: ['/docs/*'] } })
  script = new URL(new URL(made.scriptUrl).pathname, baseURL).href
  const { secret } = await ask(api, getSiteSecret, { params: { id: made.id }, body: {} })
  const rep = await colleague(api, another, 'rep')
  const email = `${unique('v').replace(/\W/g, '').toLowerCase()}@example.cn`
  const name = unique('陈晓')
  const lead = await ask(api, createLead, { body: { name, email, ownerId: rep.id } })

  // A visitor's own browser, which knows nothing of Sluice.
  const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/130.0' })
  const visitor = await context.newPage()
  const reports: string[] = []
  visitor.on('request', (request) => request.method() === 'POST' && reports.push(request.postData() ?? ''))
  await visitor.goto(`${site.origin}/?utm_source=baidu&utm_medium=cpc`)
  await visitor.waitForFunction('typeof sluice === "function" && !sluice.q')
  await visitor.waitForTimeout(1200)
  // Nothing before the visitor agrees: no report, no id.
  expect(reports).toEqual([])
  expect(await visitor.evaluate(() => Object.keys(localStorage))).toEqual([])
  await Promise.all([visitor.waitForRequest((request) => request.method() === 'POST'), visitor.evaluate('sluice("consent", true)')])
  // A report that leaves as the page does would go under the browser's own name, a robot's: so wait for it.
  for (let i = 0; i < 3; i++) await Promise.all([visitor.waitForRequest((request) => request.method() === 'POST' && (request.postData() ?? '').includes('/docs/guide')), visitor.goto(`${site.origin}/docs/guide`)])
  await visitor.getByRole('textbox', { name: '电话' }).fill('13800138000')
  // The site's own server says who has signed in.
  const body = Buffer.from(JSON.stringify({ email, exp: Math.floor(Date.now() / 1000) + 600 })).toString('base64url')
  await visitor.evaluate(`sluice("identify", "${body}.${createHmac('sha256', secret).update(body).digest('base64url')}")`)
  await expect.poll(async () => (await ask(api, getLeadBehaviour, { params: { id: lead.id } })).counts.find(({ kind }) => kind === 'document_view')?.n).toBe(3)
  expect(reports.join()).not.toContain('13800138000')
  await context.close()
  site.close()

  await rep.page.goto(`/leads/${lead.id}`)
  const record = rep.page.getByRole('dialog').filter({ hasText: name })
  await record.getByText('行为', { exact: true }).first().click()
  await expect(record.getByText('选型白皮书').first()).toBeVisible()
  await expect(record.getByRole('list', { name: '来源路径' })).toContainText('baidu / cpc')
  await expect(record.getByRole('list', { name: '高意向信号' })).toContainText('反复查看同一资料')
  await rep.page.goto('/today')
  await rep.page.getByRole('button', { name: /通知/ }).click()
  await expect(rep.page.getByRole('dialog').getByText(new RegExp(`${name}.*反复查看同一资料`))).toBeVisible()
})
