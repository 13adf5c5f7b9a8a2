import type { LeadBehaviour } from '@sluice/core/tracking/contract'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import type { BehaviourDay } from '@sluice/core/tracking/signals'
import { behaviourByDay, visitsOf, type VisitEvent } from '@sluice/core/tracking/visits'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { selectAllTouches } from '../touches/touches.queries.ts'

/** Days with something on them on one page, and single events at most. */
const daysAtOnce = 20
const eventsAtOnce = 1000
/** An arrival is told of a moment before or after its first page. */
const arrivalMs = 120_000

/** What a lead did, day by day; the lead must have been shown to the asker already. `before`: only earlier days. */
export async function selectLeadBehaviour(tx: Reader, orgId: string, leadId: string, timeZone: string, before?: string): Promise<LeadBehaviour> {
  const listed = await sql<{ day: string }>`
    select distinct day from lead_behaviour_day where org_id = ${orgId} and lead_id = ${leadId} and day < ${before ?? '2999-12-31'}::date order by day desc limit ${daysAtOnce + 1}`.execute(tx)
  const page = listed.rows.slice(0, daysAtOnce).map(({ day }) => day)
  const [latest, oldest] = [page[0], page.at(-1)]
  const days = latest === undefined || oldest === undefined ? [] : (await sql<BehaviourDay>`
    select day, kind, subject, n from lead_behaviour_day where org_id = ${orgId} and lead_id = ${leadId} and day between ${oldest}::date and ${latest}::date order by day desc, kind, subject`.execute(tx)).rows
  const events = latest === undefined || oldest === undefined ? [] : (await sql<VisitEvent & { site: string | null }>`
    select v.at, v.visitor_id as "visitorId", v.kind, v.subject, v.title, s.name as site from visit_event v left join site s on s.org_id = v.org_id and s.id = v.site_id
    where v.org_id = ${orgId} and v.lead_id = ${leadId} and v.at >= ${new Date(startOfDay(oldest, timeZone)).toISOString()} and v.at < ${new Date(startOfDay(latest, timeZone, 1)).toISOString()}
    order by v.at desc, v.id desc limit ${eventsAtOnce}`.execute(tx)).rows
  const known = await selectAllTouches(tx, orgId, leadId)
  const siteOf = new Map(events.map((event) => [event.visitorId + event.at, event.site]))
  const visits = visitsOf(events.toReversed()).map((visit) => ({
    ...visit,
    site: siteOf.get(visit.visitorId + visit.from) ?? null,
    source: known.findLast(({ at, visitorId }) => visitorId === visit.visitorId
      && Date.parse(at) >= Date.parse(visit.from) - arrivalMs && Date.parse(at) <= Date.parse(visit.to) + arrivalMs) ?? null,
  }))
  return {
    ...(await selectSummary(tx, orgId, leadId)),
    touches: known,
    days: behaviourByDay(visits, days, (at) => dayOf(at, timeZone)),
    nextBefore: listed.rows.length > daysAtOnce ? (oldest ?? null) : null,
  }
}

async function selectSummary(tx: Reader, orgId: string, leadId: string): Promise<Pick<LeadBehaviour, 'knownBy' | 'browsers' | 'lastAt' | 'counts' | 'signals'>> {
  const browsers = await sql<{ by: LeadBehaviour['knownBy'][number]; n: number }>`
    select known_by as by, count(*) as n from visitor where org_id = ${orgId} and lead_id = ${leadId} group by 1 order by min(known_at)`.execute(tx)
  const counts = await sql<{ kind: BehaviourKind; n: number; lastAt: string }>`
    select kind, sum(n)::integer as n, max(last_at) as "lastAt" from lead_behaviour_day where org_id = ${orgId} and lead_id = ${leadId} group by 1 order by 2 desc, 1`.execute(tx)
  const signals = await sql<LeadBehaviour['signals'][number]>`
    select id, rule_key as key, name, kind, subject, n, at from signal_hit where org_id = ${orgId} and lead_id = ${leadId} order by at desc, id desc limit 50`.execute(tx)
  return {
    knownBy: browsers.rows.map(({ by }) => by),
    browsers: browsers.rows.reduce((sum, { n }) => sum + n, 0),
    lastAt: counts.rows.reduce<string | null>((last, { lastAt }) => (last === null || lastAt > last ? lastAt : last), null),
    counts: counts.rows.map(({ kind, n }) => ({ kind, n })),
    signals: signals.rows,
  }
}
