import type { Batch } from './batch.ts'
import { wireKinds } from './batch.ts'
import type { BehaviourKind } from './behaviour.ts'
import { matchesPath } from './path-pattern.ts'

/** What a site's settings say of its pages. */
export interface SitePaths {
  pricingPaths: readonly string[]
  documentPaths: readonly string[]
}

/** One event as it is kept. */
export interface Classified {
  kind: BehaviourKind
  subject: string
  title: string | null
}

/**
 * What an event of a page is: a page that the site counts as prices or as a document is that, and no page view besides.
 * `host` is the reporting page's, from its Origin: a page cannot report in another's name.
 */
export function classify(event: Batch['e'][number], host: string, site: SitePaths): Classified {
  const path = pathOf(event.p)
  const title = event.t === undefined || event.t === '' ? null : event.t
  const kind = wireKinds[event.k]
  if (kind === 'form_start') return { kind, subject: event.s || `${host}${path}`, title }
  if (kind === 'download') return { kind, subject: `${hostOf(event.p) ?? host}${path}`, title }
  if (kind === 'document_view' && event.s) return { kind, subject: event.s, title }
  const is = (patterns: readonly string[]) => patterns.some((pattern) => matchesPath(pattern, path))
  return { kind: kind === 'page_view' && is(site.pricingPaths) ? 'pricing_view' : is(site.documentPaths) ? 'document_view' : kind, subject: `${host}${path}`, title }
}

/** `host/path` or `/path`; query and fragment may hold what is nobody's business. */
const pathOf = (text: string) => {
  const path = text.replace(/[?#].*$/s, '')
  const slash = path.indexOf('/')
  return slash < 0 ? '/' : path.slice(slash)
}
const hostOf = (text: string) => /^[a-z0-9.-]+(:\d+)?(?=\/)/i.exec(text)?.[0].toLowerCase() ?? null
