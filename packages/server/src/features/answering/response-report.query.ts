import type { ResponseReport, ResponseRow } from '@sluice/core/answering/contract'
import { median, sorted } from '@sluice/core/lib/quantile'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { selectPolicy } from './work-time.ts'

interface Row {
  ownerId: string | null
  channelId: string | null
  name: string | null
  isMet: boolean
  isBreached: boolean
  isWaiting: boolean
  minutes: number | null
}

/**
 * First responses of clocks that began on the days `[from, to)`. By rep: each clock is its owner's, whoever has the lead now; minutes
 * count from when it was given to them. By channel: each lead once, from when it was first given to anybody; it was answered in time
 * when its first clock was.
 */
export async function responseReport(tx: Reader, viewer: Viewer, timeZone: string, now: Date, query: { by: 'owner' | 'channel'; from: string; to: string }): Promise<ResponseReport> {
  const { by, from, to } = query
  const [start, end] = [from, to].map((day) => new Date(startOfDay(day, timeZone)).toISOString())
  const isOver = sql`(c.breached_at is not null or (c.ended_at is null and c.due_at <= ${now.toISOString()}))`
  const where = sql`c.org_id = ${viewer.orgId} and c.started_at >= ${start} and c.started_at < ${end} and ${reach(viewer)}`
  const { rows } = by === 'owner'
    ? await sql<Row>`
        select c.owner_id as "ownerId", null as "channelId", u.name, c.met_at is not null and not ${isOver} as "isMet", ${isOver} as "isBreached", c.ended_at is null and not ${isOver} as "isWaiting", c.minutes
        from response_clock c join app_user u on u.org_id = c.org_id and u.id = c.owner_id where ${where}`.execute(tx)
    : await sql<Row>`
        with mine as (select c.*, ${isOver} as is_over from response_clock c where ${where}),
          per_lead as (select m.lead_id, m.first_started_at, (array_agg(m.source_id order by m.n))[1] as source_id, bool_or(m.is_over) as is_over, bool_or(m.met_at is not null) as is_met,
            bool_or(m.ended_at is null) as is_running, max(m.total_minutes) as minutes from mine m group by 1, 2)
        select null as "ownerId", p.source_id as "channelId", ch.name, p.is_met and not p.is_over as "isMet", p.is_over as "isBreached", p.is_running and not p.is_over as "isWaiting", p.minutes
        from per_lead p left join channel ch on ch.org_id = ${viewer.orgId} and ch.id = p.source_id`.execute(tx)
  const groups = Map.groupBy(rows, (row) => row.ownerId ?? row.channelId)
  const policy = await selectPolicy(tx, viewer.orgId)
  return {
    by, from, to, targetMinutes: policy.targetMinutes, total: rowOf(null, rows),
    rows: [...groups].map(([id, ones]) => rowOf(id === null ? null : { id, name: ones[0]?.name ?? '' }, ones)).toSorted((a, b) => b.n - a.n || (a.of?.name ?? '').localeCompare(b.of?.name ?? '')),
  }
}

/** Clocks of those whose leads the viewer reads: a clock keeps the owner and team it began with. */
function reach(viewer: Viewer): RawBuilder<boolean> {
  const scope = scopeOf(viewer, 'lead', 'read')
  if (scope === 'all') return sql<boolean>`true`
  const mine = sql<boolean>`c.owner_id = ${viewer.userId}`
  return scope === 'team' ? sql<boolean>`(${mine} or c.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]))` : mine
}

/** The share is of those that are decided: met or breached. Those that ended unanswered in time (given back, closed) are neither. */
function rowOf(of: ResponseRow['of'], rows: readonly Row[]): ResponseRow {
  const count = (is: (row: Row) => boolean) => rows.filter(is).length
  const [met, breached, waiting] = [count((row) => row.isMet), count((row) => row.isBreached), count((row) => row.isWaiting)]
  const minutes = rows.flatMap((row) => (row.minutes === null ? [] : [row.minutes]))
  const decided = met + breached
  return { of, n: rows.length, met, breached, waiting, unanswered: rows.length - met - breached - waiting, share: decided === 0 ? null : met / decided, medianMinutes: median(sorted(minutes)), answered: minutes.length }
}
