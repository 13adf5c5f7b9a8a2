/**
 * What an organisation's own web pages load from `/t/<slug>.js`: tells Sluice of page views, documents, downloads and forms begun.
 * A random id in the page's own storage, no cookies, no third party, nothing of what people type. Nothing at all with DNT or GPC, on
 * pages that are not listed, or before consent where the site asks for it.
 *
 * `sluice('consent', true | false)`, `sluice('identify', token)`, `sluice('document', name)`, `sluice('visitor', (id) => …)`.
 * tools/snippet-bundle.ts makes one small file of it; the server puts the sites' settings before it.
 */
import { clickIdNames, codeParam, touchParam } from '@sluice/core/touches/arrival'
import { originKey } from '@sluice/core/tracking/origin'
import { visitorTokenParam } from '@sluice/core/tracking/token-param'

declare const SLUICE: { o: Record<string, 0 | 1 | 2> }
type Command = [name: string, value?: unknown]
interface Event { k: string; p: string; s?: string; t?: string; at: number }
type Page = Window & { sluice?: ((...command: Command) => void) & { q?: ArrayLike<unknown>[] }; doNotTrack?: string }
type Privacy = Navigator & { globalPrivacyControl?: boolean }

const page = window as Page
const script = document.currentScript as HTMLScriptElement | null
const endpoint = script?.src.replace(/\.js([?#].*)?$/, '') ?? ''
const name = endpoint.split('/').pop() ?? ''
/** 0: asks first, 1: until somebody says no, 2: without recognising anybody again. */
const mode = SLUICE.o[originKey(location.origin)]
const privacy = navigator as Privacy
const isSilent = endpoint === '' || mode === undefined || privacy.doNotTrack === '1' || page.doNotTrack === '1' || privacy.globalPrivacyControl === true

const memory = new Map<string, string>()
/** Storage may be forbidden; then it lasts as long as the page. */
function stored(key: string, value?: string | null): string | null {
  const full = `sl_${name}_${key}`
  try {
    if (mode !== 2) {
      if (value === null) localStorage.removeItem(full)
      else if (value !== undefined) localStorage.setItem(full, value)
      return localStorage.getItem(full)
    }
  } catch {
    // See below.
  }
  if (value === null) memory.delete(full)
  else if (value !== undefined) memory.set(full, value)
  return memory.get(full) ?? null
}

const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (Number(c) ^ ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(c) / 4)))).toString(16))
const visitor = () => stored('i') ?? stored('i', uuid())
const mayFollow = () => (mode === 0 ? stored('c') === '1' : stored('c') !== '0')

let waiting: Event[] = []
let arrival: { u: string; r?: string } | undefined
let token: string | undefined
let lastPath = ''
let timer = 0

function send(): void {
  clearTimeout(timer)
  timer = 0
  const events = waiting
  waiting = []
  if (!mayFollow() || (events.length === 0 && token === undefined)) return
  const n = Number(stored('n') ?? 0) + 1
  stored('n', String(n))
  const now = Date.now()
  const body = JSON.stringify({ v: 1, i: visitor(), n, c: stored('c') === '1' ? 1 : undefined, e: events.map(({ at, ...event }) => ({ ...event, d: now - at })), a: arrival, g: token })
  arrival = token = undefined
  if (!navigator.sendBeacon?.(endpoint, body)) void fetch(endpoint, { method: 'POST', body, keepalive: true, mode: 'no-cors' }).catch(() => 0)
}

function later(): void {
  if (waiting.length >= 10) send()
  else timer ||= window.setTimeout(send, 800)
}

function add(k: string, p: string, s?: string): void {
  if (!mayFollow()) return
  waiting.push({ k, p: p.slice(0, 200), s: s?.slice(0, 100), t: document.title.slice(0, 100), at: Date.now() })
  later()
}

function view(): void {
  if (location.pathname === lastPath || !mayFollow()) return
  lastPath = location.pathname
  add('p', lastPath)
}

function readAddress(): void {
  const params = new URLSearchParams(location.search)
  const told = new URLSearchParams()
  for (const [key, value] of params) if (key.startsWith('utm_') || [touchParam, codeParam, ...clickIdNames].includes(key)) told.append(key, value.slice(0, 200))
  const from = document.referrer === '' ? undefined : new URL(document.referrer)
  const isOutside = from !== undefined && from.host !== location.host
  if (told.size > 0 || isOutside) arrival = { u: `${location.origin}${location.pathname}?${told.toString()}`.slice(0, 1500), r: isOutside ? from.origin : undefined }
  token = params.get(visitorTokenParam) ?? undefined
  if (token === undefined) return
  // Whoever copies the address must not hand the name on.
  params.delete(visitorTokenParam)
  history.replaceState(history.state, '', `${location.pathname}${params.size > 0 ? `?${params.toString()}` : ''}${location.hash}`)
  later()
}

const commands: Record<string, (value: unknown) => void> = {
  consent(value) {
    if (isSilent) return
    stored('c', value === true ? '1' : '0')
    if (value === true) view()
    else for (const key of ['i', 'n']) stored(key, null)
    if (token !== undefined) later()
  },
  identify(value) {
    if (isSilent || typeof value !== 'string') return
    token = value
    later()
  },
  document(value) {
    if (!isSilent && typeof value === 'string') add('d', location.pathname, value)
  },
  visitor(value) {
    if (typeof value === 'function') (value as (id: string | null) => void)(!isSilent && mayFollow() ? visitor() : null)
  },
}

function start(): void {
  readAddress()
  view()
  for (const key of ['pushState', 'replaceState'] as const) {
    const own = history[key].bind(history)
    history[key] = (...change: Parameters<History['pushState']>) => {
      own(...change)
      // The page's title follows its address.
      setTimeout(view, 50)
    }
  }
  addEventListener('popstate', () => setTimeout(view, 50))
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    lastPath = ''
    view()
  })
  addEventListener('pagehide', send)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send())
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null
    if (link !== null && (link.hasAttribute('download') || /\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|csv|mp4)$/i.test(link.pathname))) add('l', link.host + link.pathname)
  }, true)
  const begun = new WeakSet<Element>()
  document.addEventListener('focusin', ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null
    // Signing in and searching are nobody's business.
    if (form === null || begun.has(form) || form.querySelector('[type=password],[type=search]') !== null) return
    begun.add(form)
    add('f', location.pathname, form.getAttribute('name') ?? form.id)
  })
}

const early = page.sluice?.q ?? []
page.sluice = (command, value) => commands[command]?.(value)
if (!isSilent) start()
for (const command of early) page.sluice(String(command[0]), command[1])
