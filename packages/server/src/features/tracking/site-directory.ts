import { orgSlug } from '@sluice/core/identity/contract'
import { originKey } from '@sluice/core/tracking/origin'
import type { consentModes } from '@sluice/core/tracking/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import { orgBySlug } from '../../platform/org-by-slug.ts'

/** What the public doors need to know of a site. */
export interface OpenSite {
  id: string
  isOn: boolean
  consent: (typeof consentModes)[number]
  dailyLimit: number
  pricingPaths: readonly string[]
  documentPaths: readonly string[]
  /** Sealed. */
  secret: string
}

/** An organisation as its sites report to it. */
export interface Place {
  orgId: string
  slug: string
  sites: ReadonlyMap<string, OpenSite>
  /** The hosts of all its sites: coming from one of them is no source. */
  hosts: ReadonlySet<string>
}

export interface SiteDirectory {
  /** Null: no such organisation. Kept for ten seconds, so that 500 events a second ask once. */
  find(slug: string): Promise<Place | null>
  /** After a change. */
  forget(orgId: string): void
}

const keptMs = 10_000
/** Names that nobody has are remembered too; strangers must not fill the memory with them. */
const atMost = 2000

export function siteDirectory(api: Pick<Api, 'db'>): SiteDirectory {
  const known = new Map<string, { at: number; place: Promise<Place | null> }>()
  return {
    find(text) {
      const slug = orgSlug.safeParse(text.toLowerCase())
      if (!slug.success) return Promise.resolve(null)
      const kept = known.get(slug.data)
      if (kept !== undefined && performance.now() - kept.at < keptMs) return kept.place
      const place = read(api, slug.data)
      if (known.size >= atMost) known.clear()
      known.set(slug.data, { at: performance.now(), place })
      // What failed is asked again the next time.
      place.catch(() => known.delete(slug.data))
      return place
    },
    forget(orgId) {
      for (const [slug, { place }] of known) void place.then((one) => one?.orgId === orgId && known.delete(slug), () => undefined)
    },
  }
}

async function read(api: Pick<Api, 'db'>, slug: string): Promise<Place | null> {
  const orgId = await orgBySlug(api.db, slug)
  if (orgId === null) return null
  const found = await api.db.forRequests.read(orgId, async (tx) => (await sql<OpenSite & { origin: string }>`
    select o.origin, s.id, s.is_on as "isOn", s.consent, s.daily_limit as "dailyLimit", s.pricing_paths as "pricingPaths", s.document_paths as "documentPaths", s.secret
    from site_origin o join site s on s.org_id = o.org_id and s.id = o.site_id
    where o.org_id = ${orgId} and s.archived_at is null order by o.origin`.execute(tx)).rows)
  return { orgId, slug, sites: new Map(found.map(({ origin, ...site }) => [origin, site])), hosts: new Set(found.map(({ origin }) => new URL(origin).host)) }
}

/** What the public script is told of the sites: consent by a short name of the origin; sites that are off are left out. */
export function scriptSettings(place: Place): { o: Record<string, number> } {
  const modes = { ask: 0, assumed: 1, off: 2 } as const
  return { o: Object.fromEntries([...place.sites].filter(([, site]) => site.isOn).map(([origin, site]) => [originKey(origin), modes[site.consent]])) }
}
