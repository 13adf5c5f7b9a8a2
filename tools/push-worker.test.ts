import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

const source = readFileSync(new URL('../packages/web/public/push-worker.js', import.meta.url), 'utf8')

/** A channel whose answer is there before any timer runs out, however slow this machine is. */
class QuickChannel {
  port1: { onmessage: ((event: { data: unknown }) => void) | null; close(): void } = { onmessage: null, close: () => undefined }
  port2 = { postMessage: (data: unknown) => queueMicrotask(() => this.port1.onmessage?.({ data })) }
}

interface Window { url: string; answers: boolean }

/** Where a click on a notice of `path` leads, with these windows open, the last used first. */
async function clicked(path: string, windows: Window[]): Promise<string[]> {
  const done: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  const pages = windows.map(({ url, answers }) => ({
    url,
    postMessage(message: { type: string; path?: string }, [port]: QuickChannel['port2'][] = []) {
      if (message.type === 'sluice-here' && answers) port?.postMessage(true)
      if (message.type === 'sluice-open') done.push(`${url} goes to ${message.path}`)
    },
    focus: () => done.push(`${url} is shown`),
  }))
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    location: { origin: 'https://crm.example.cn' },
    clients: { matchAll: () => Promise.resolve(pages), openWindow: (to: string) => done.push(`new window: ${to}`) },
  }
  runInNewContext(source, { self, URL, MessageChannel: QuickChannel, setTimeout, clearTimeout })
  await new Promise((resolve) => listeners.get('notificationclick')?.({ notification: { close: () => undefined, data: { path } }, waitUntil: resolve }))
  return done
}
const page = (path: string, answers = true): Window => ({ url: `https://crm.example.cn${path}`, answers })

test('a click goes to the page that shows it, else to another of somebody signed in', async () => {
  expect(await clicked('/deals/1#comments', [page('/today'), page('/deals/1')])).toEqual(['https://crm.example.cn/deals/1 goes to /deals/1#comments', 'https://crm.example.cn/deals/1 is shown'])
  expect(await clicked('/deals/1', [page('/f/form', false), page('/today')])).toEqual(['https://crm.example.cn/today goes to /deals/1', 'https://crm.example.cn/today is shown'])
})

test('where no page answers, a new one is opened, and never one of another place', async () => {
  expect(await clicked('/deals/1', [page('/f/form', false), page('/sign-in', false)])).toEqual(['new window: /deals/1'])
  expect(await clicked('/deals/1', [])).toEqual(['new window: /deals/1'])
  expect(await clicked('//evil.example/x', [])).toEqual(['new window: /inbox'])
})
