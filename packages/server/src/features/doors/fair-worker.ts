/** The service worker of the fair's page, and of nothing else: it keeps the page for when there is no network. Sent as its own source. */
export function fairWorker(): void {
  // `self` is the worker's: a page's types do not know it.
  const worker = self as unknown as {
    addEventListener(type: string, listen: (event: { request: Request; waitUntil(work: Promise<unknown>): void; respondWith(answer: Promise<Response>): void }) => void): void
    skipWaiting(): Promise<void>
    clients: { claim(): Promise<void> }
  }
  const kept = 'sluice-fair-1'
  const pages = ['/fair/', '/fair/app.js']
  worker.addEventListener('install', (event) => event.waitUntil(caches.open(kept).then((cache) => cache.addAll(pages)).then(() => worker.skipWaiting())))
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
  worker.addEventListener('fetch', (event) => {
    const { pathname, origin } = new URL(event.request.url)
    if (event.request.method !== 'GET' || origin !== location.origin || !pages.includes(pathname)) return
    event.respondWith((async () => {
      const cache = await caches.open(kept)
      try {
        const fresh = await fetch(event.request)
        if (fresh.ok) await cache.put(pathname, fresh.clone())
        return fresh
      } catch {
        return (await cache.match(pathname)) ?? Response.error()
      }
    })())
  })
}
