import { acceptOnce } from '@sluice/core/tracking/replay'
import type { Classified } from '@sluice/core/tracking/classify'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { recordArrival } from '../touches/record-arrival.ts'
import { nameVisitor } from './name-visitor.ts'
import { noteBehaviours } from './note-behaviour.ts'
import type { OpenSite } from './site-directory.ts'

/** A batch that was let in, as it waits to be written. */
export interface Received {
  site: OpenSite
  visitorId: string
  /** Its number among the batches of this browser. */
  n: number
  /** ISO UTC, the server's clock. */
  at: string
  events: (Classified & { at: string })[]
  arrival: { url: string; referrer: string | null } | null
  token: string | null
}

interface VisitorRow {
  id: string
  siteId: string | null
  firstAt: string
  lastAt: string
  leadId: string | null
  seqHigh: number
  seqBits: number
  sourceKey: string | null
  sourceAt: string | null
}
/** How precisely it is kept when a browser came last: rows that change no indexed column are cheaper to change. */
const lastAtStepMs = 3_600_000
const sameArrivalMs = 30 * 60_000

/**
 * Writes what pages of one organisation reported: batches that came before are left out, sums by day and touches follow for browsers whose
 * lead is known. A handful of statements, however many events. Answers how many events were kept, and how many not, and why.
 */
export async function writeBatches(tx: Tx, orgId: string, received: readonly Received[], { now, secrets }: { now: string; secrets: Secrets }): Promise<{ kept: number; repeated: number; daily_limit: number }> {
  const visitors = await lockVisitors(tx, orgId, received, now)
  const room = await roomOf(tx, orgId, received)
  const told = { kept: 0, repeated: 0, daily_limit: 0 }
  const kept: (Received & { visitor: VisitorRow })[] = []
  const days = new Map<string, { siteId: string; day: string; kept: number; refused: number; lastAt: string }>()
  for (const batch of received) {
    const visitor = visitors.get(batch.visitorId)
    if (visitor === undefined) continue
    const seen = acceptOnce({ high: visitor.seqHigh, bits: visitor.seqBits }, batch.n)
    if (seen === null) {
      told.repeated += batch.events.length
      continue
    }
    Object.assign(visitor, { seqHigh: seen.high, seqBits: seen.bits })
    if (Date.parse(batch.at) - Date.parse(visitor.lastAt) > lastAtStepMs) visitor.lastAt = batch.at
    const day = batch.at.slice(0, 10)
    const count = days.get(`${batch.site.id} ${day}`) ?? { siteId: batch.site.id, day, kept: 0, refused: 0, lastAt: batch.at }
    days.set(`${batch.site.id} ${day}`, count)
    const left = Math.max(0, room.get(`${batch.site.id} ${day}`) ?? batch.site.dailyLimit)
    const events = batch.events.slice(0, left)
    room.set(`${batch.site.id} ${day}`, left - events.length)
    told.daily_limit += batch.events.length - events.length
    count.refused += batch.events.length - events.length
    told.kept += events.length
    count.kept += events.length
    if (batch.at > count.lastAt) count.lastAt = batch.at
    kept.push({ ...batch, events, visitor })
  }
  await saveVisitors(tx, orgId, [...new Set(kept.map(({ visitor }) => visitor))])
  await saveDays(tx, orgId, [...days.values()])
  for (const { token, visitor, site, at } of kept) {
    // Events of this very batch are the lead's from the start.
    if (token !== null) visitor.leadId = (await nameVisitor(tx, orgId, { token, visitorId: visitor.id, site, secrets, now: at })) ?? visitor.leadId
  }
  await saveEvents(tx, orgId, kept)
  for (const { arrival, visitor, at } of kept) {
    if (arrival !== null) await arrive(tx, orgId, visitor, arrival, at)
  }
  await noteBehaviours(tx, orgId, kept.flatMap(({ visitor: { leadId }, events }) => (leadId === null ? [] : events.map(({ kind, subject, at }) => ({ leadId, kind, subject, at })))))
  return told
}

/** The browsers' rows, locked in order; those that are new are made in memory. */
async function lockVisitors(tx: Tx, orgId: string, received: readonly Received[], now: string): Promise<Map<string, VisitorRow>> {
  const ids = [...new Set(received.map(({ visitorId }) => visitorId))]
  const { rows } = await sql<VisitorRow>`
    select id, site_id as "siteId", first_at as "firstAt", last_at as "lastAt", lead_id as "leadId", seq_high as "seqHigh", seq_bits as "seqBits", source_key as "sourceKey", source_at as "sourceAt"
    from visitor where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[]) order by id for update`.execute(tx)
  const found = new Map(rows.map((row) => [row.id, row]))
  for (const { visitorId: id, site, at } of received) {
    if (!found.has(id)) found.set(id, { id, siteId: site.id, firstAt: at, lastAt: at < now ? at : now, leadId: null, seqHigh: 0, seqBits: 0, sourceKey: null, sourceAt: null })
  }
  return found
}

async function saveVisitors(tx: Tx, orgId: string, visitors: readonly VisitorRow[]): Promise<void> {
  if (visitors.length === 0) return
  await sql`
    insert into visitor as v (org_id, id, site_id, first_at, last_at, seq_high, seq_bits)
    select ${orgId}::uuid, id, "siteId", "firstAt", "lastAt", "seqHigh", "seqBits"
    from jsonb_to_recordset(${JSON.stringify(visitors)}::jsonb) as r(id uuid, "siteId" uuid, "firstAt" timestamptz, "lastAt" timestamptz, "seqHigh" bigint, "seqBits" bigint) order by id
    on conflict (org_id, id) do update set site_id = coalesce(v.site_id, excluded.site_id), last_at = greatest(v.last_at, excluded.last_at), seq_high = excluded.seq_high, seq_bits = excluded.seq_bits`.execute(tx)
}

/** How many events each site may still report on each of the days. */
async function roomOf(tx: Tx, orgId: string, received: readonly Received[]): Promise<Map<string, number>> {
  const limits = new Map(received.map(({ site }) => [site.id, site.dailyLimit]))
  const days = [...new Set(received.map(({ at }) => at.slice(0, 10)))]
  const { rows } = await sql<{ siteId: string; day: string; kept: number }>`
    select site_id as "siteId", day, kept from site_day where org_id = ${orgId} and site_id = any(${sql.val([...limits.keys()])}::uuid[]) and day = any(${sql.val(days)}::date[])`.execute(tx)
  return new Map(rows.map(({ siteId, day, kept }) => [`${siteId} ${day}`, (limits.get(siteId) ?? 0) - kept]))
}

async function saveDays(tx: Tx, orgId: string, days: readonly object[]): Promise<void> {
  if (days.length === 0) return
  // A site that was removed meanwhile counts no more.
  await sql`
    insert into site_day as d (org_id, site_id, day, kept, refused, last_at)
    select ${orgId}::uuid, r."siteId", r.day, r.kept, r.refused, r."lastAt"
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as r("siteId" uuid, day date, kept bigint, refused bigint, "lastAt" timestamptz)
      join site s on s.org_id = ${orgId} and s.id = r."siteId" order by 2, 3
    on conflict (org_id, site_id, day) do update set kept = d.kept + excluded.kept, refused = d.refused + excluded.refused, last_at = greatest(d.last_at, excluded.last_at)`.execute(tx)
}


async function saveEvents(tx: Tx, orgId: string, kept: readonly (Received & { visitor: VisitorRow })[]): Promise<void> {
  const rows = kept.flatMap(({ events, visitor, site }) =>
    events.map((event) => ({ ...event, id: newId(), siteId: site.id, visitorId: visitor.id, leadId: visitor.leadId })))
  const [first, last] = [rows.reduce((min, { at }) => (at < min ? at : min), rows[0]?.at ?? ''), rows.reduce((max, { at }) => (at > max ? at : max), '')]
  if (first === '') return
  await sql`select make_visit_weeks(${first}, ${last})`.execute(tx)
  await sql`
    insert into visit_event (org_id, at, id, site_id, visitor_id, lead_id, kind, subject, title)
    select ${orgId}::uuid, at, id, "siteId", "visitorId", "leadId", kind, subject, title
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(at timestamptz, id uuid, "siteId" uuid, "visitorId" uuid, "leadId" uuid, kind text, subject text, title text)`.execute(tx)
}

/** An arrival by the same source as half an hour ago is a page loaded again. */
async function arrive(tx: Tx, orgId: string, visitor: VisitorRow, arrival: NonNullable<Received['arrival']>, at: string): Promise<void> {
  const key = JSON.stringify([new URL(arrival.url).search, arrival.referrer]).slice(0, 500)
  if (visitor.sourceKey === key && visitor.sourceAt !== null && Date.parse(at) - Date.parse(visitor.sourceAt) < sameArrivalMs) return
  if (!(await recordArrival(tx, orgId, { visitorId: visitor.id, leadId: visitor.leadId, at, ...arrival }))) return
  Object.assign(visitor, { sourceKey: key, sourceAt: at })
  await sql`update visitor set source_key = ${key}, source_at = ${at} where org_id = ${orgId} and id = ${visitor.id}`.execute(tx)
}
