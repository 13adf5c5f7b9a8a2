/** The service worker of the web client, and all it does: shows what was pushed, and opens the record when somebody clicks. It keeps no page and answers no request. */
const inbox = '/inbox'
/** A path of ours, never another place. */
const pathOf = (path) => (typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : inbox)

/** Whether somebody is signed in on a page: sign-in, forms and quotes of this address answer nothing, and neither does a page that sleeps. */
const isSignedIn = (page) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel()
  const late = setTimeout(() => answered(false), 500)
  const answered = (is) => {
    clearTimeout(late)
    port1.close()
    resolve(is)
  }
  port1.onmessage = () => answered(true)
  page.postMessage({ type: 'sluice-here' }, [port2])
})

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data?.json() ?? {}
  } catch {
    // Something is shown in each case: browsers take the permission away from who shows nothing.
  }
  const { title, line, path, tag } = told
  event.waitUntil(self.registration.showNotification(typeof title === 'string' && title !== '' ? title : 'Sluice', {
    body: typeof line === 'string' ? line : '', icon: '/sluice.svg', data: { path: pathOf(path) }, ...(typeof tag === 'string' && { tag }),
  }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = pathOf(event.notification.data?.path)
  event.waitUntil((async () => {
    const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const answers = await Promise.all(all.map(isSignedIn))
    const pages = all.filter((_, i) => answers[i])
    // A page that is open already goes there itself, so that what is typed elsewhere stays.
    const open = pages.find((page) => new URL(page.url).pathname === new URL(path, self.location.origin).pathname) ?? pages[0]
    if (open === undefined) return self.clients.openWindow(path)
    open.postMessage({ type: 'sluice-open', path })
    return open.focus()
  })())
})
