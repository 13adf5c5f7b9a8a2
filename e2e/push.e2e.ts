import { listPushDevices, removePushDevice } from '../packages/core/src/messages/push-contract.ts'
import { startPushService } from '../packages/server/src/integrations/push/push-service.fixture.ts'
import { ask } from './support/ask.ts'
import { expect, test } from './support/test.ts'

test('a browser is let show notices by a click alone; what arrives encrypted is shown, and leads to the record', async ({ page, api, context }) => {
  const service = await startPushService(() => new Date())
  const { publicKey } = await ask(api, listPushDevices, {})
  const browser = service.browser(publicKey)
  try {
    // Browser makers' push services are not here: the subscription is the stand-in's. A browser without a window knows no notifications: it is told that
    // they were let, and what would be shown is kept. All else is the browser's own.
    await page.addInitScript(({ endpoint, p256dh, auth }) => {
      const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)).buffer
      let made: object | null = null
      let permission: NotificationPermission = 'default'
      Object.defineProperty(Notification, 'permission', { get: () => permission })
      Notification.requestPermission = () => Promise.resolve((permission = 'granted'))
      const subscription = { endpoint, options: {}, getKey: (name: string) => bytes(name === 'auth' ? auth : p256dh), unsubscribe: () => Promise.resolve(((made = null), true)) }
      PushManager.prototype.getSubscription = () => Promise.resolve(made as PushSubscription | null)
      PushManager.prototype.subscribe = () => Promise.resolve((made = subscription) as unknown as PushSubscription)
    }, { endpoint: browser.endpoint, p256dh: browser.p256dh, auth: browser.auth })
    await page.goto('/settings/notices')
    const turnOn = page.getByRole('button', { name: '在此浏览器开启' })
    await expect(turnOn).toBeVisible()
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 'nothing before the click').toBe(0)
    await turnOn.click()
    const devices = page.getByRole('list', { name: '浏览器推送' })
    await expect(devices.getByText('此浏览器')).toBeVisible()
    await page.getByRole('button', { name: /^更多 Chrome/ }).click()
    await page.getByRole('menuitem', { name: '发一条测试' }).click()
    await expect.poll(() => browser.shown.map((one) => one.path)).toEqual(['/settings/notices'])
    expect(service.refusals).toEqual([])

    // What the service decrypted is handed to the real service worker, as the browser would.
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
    await worker.evaluate(() => {
      ServiceWorkerRegistration.prototype.showNotification = (title, options) => Promise.resolve(void Object.assign(globalThis, { shown: [title, options?.body, Object(options?.data).path as unknown, options?.tag] }))
    })
    const control = await context.newCDPSession(page)
    const registered = new Promise<string>((resolve) => {
      control.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find((one) => new URL(one.scopeURL).pathname === '/')
        if (own !== undefined) resolve(own.registrationId)
      })
    })
    await control.send('ServiceWorker.enable')
    await control.send('ServiceWorker.deliverPushMessage', { origin: new URL(page.url()).origin, registrationId: await registered, data: JSON.stringify({ ...browser.shown[0], path: '//elsewhere.example' }) })
    // Another place than ours is never opened.
    await expect.poll(() => worker.evaluate(() => Reflect.get(globalThis, 'shown') as unknown)).toEqual(['漏斗引擎的消息会发到这里', '之后的通知会以同样的方式送达。', '/inbox', browser.shown[0]?.tag])
    // A page that is open goes there itself when the worker says so.
    await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { type: 'sluice-open', path: '/inbox' } })))
    await expect(page).toHaveURL(/\/inbox$/)

    await page.goBack()
    await page.getByRole('button', { name: /^更多 Chrome/ }).click()
    await page.getByRole('menuitem', { name: '移除' }).click()
    await expect(page.getByText('还没有浏览器接收推送')).toBeVisible()
  } finally {
    for (const { id } of (await ask(api, listPushDevices, {})).items) await ask(api, removePushDevice, { params: { id } })
    await service.close()
  }
})
