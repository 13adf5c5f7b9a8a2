import type { Site } from '@sluice/core/tracking/contract'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** All SQL that reads sites. */

/** The organisation's sites; `today` is the day in UTC. */
export async function selectSites(tx: Reader, orgId: string, today: string, id?: string): Promise<Omit<Site, 'scriptUrl' | 'canWrite'>[]> {
  const { rows } = await sql<Omit<Site, 'scriptUrl' | 'canWrite'>>`
    select s.id, s.name, s.is_on as "isOn", s.consent, s.retention_days as "retentionDays", s.daily_limit as "dailyLimit", s.pricing_paths as "pricingPaths", s.document_paths as "documentPaths",
      array(select o.origin from site_origin o where o.org_id = s.org_id and o.site_id = s.id order by 1) as origins, s.archived_at is not null as "isArchived",
      (select max(d.last_at) from site_day d where d.org_id = s.org_id and d.site_id = s.id) as "lastAt", coalesce(t.kept, 0) as "keptToday", coalesce(t.refused, 0) as "refusedToday",
      s.created_at as "createdAt", s.version
    from site s left join site_day t on t.org_id = s.org_id and t.site_id = s.id and t.day = ${today}::date
    where s.org_id = ${orgId} and (${id === undefined} or s.id = ${id ?? orgId}) order by s.archived_at is not null, s.created_at, s.id`.execute(tx)
  return rows
}

/** What arrived of one site since an instant. */
export async function selectArrivals(tx: Reader, orgId: string, siteId: string, since: string) {
  const days = await sql<{ day: string; kept: number; refused: number; lastAt: string }>`
    select day, kept, refused, last_at as "lastAt" from site_day where org_id = ${orgId} and site_id = ${siteId} and day > ${since}::date order by day`.execute(tx)
  const latest = await sql<{ id: string; at: string; kind: BehaviourKind; subject: string; title: string | null; isKnown: boolean }>`
    select id, at, kind, subject, title, lead_id is not null as "isKnown" from visit_event where org_id = ${orgId} and site_id = ${siteId} and at >= ${since} order by at desc, id desc limit 20`.execute(tx)
  return {
    lastAt: days.rows.at(-1)?.lastAt ?? null,
    days: days.rows.map(({ day, kept, refused }) => ({ day, kept, refused })),
    latest: latest.rows,
  }
}
