import type { MeetingSeries } from '@sluice/core/meetings/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { seriesSeen, seriesWritten } from './meetings.policy.ts'

const columns = (viewer: Viewer) => sql`s.id, s.name, s.pipeline_id as "pipelineId", case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  jsonb_build_object('id', f.id, 'name', f.name) as facilitator,
  (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name, u.id), '[]') from meeting_member mm join app_user u on u.org_id = mm.org_id and u.id = mm.user_id
    where mm.org_id = s.org_id and mm.series_id = s.id) as members,
  s.cadence, s.first_on as "firstOn", s.at_time as "atTime", s.section_minutes as "sectionMinutes", s.archived_at is not null as "isArchived",
  case when m.id is not null then jsonb_build_object('id', m.id, 'plannedAt', to_char(m.planned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', m.status) end as next,
  ${seriesWritten(viewer)} as "canWrite", s.version
  from meeting_series s join app_user f on f.org_id = s.org_id and f.id = s.facilitator_id left join team t on t.org_id = s.org_id and t.id = s.team_id
  left join meeting m on m.org_id = s.org_id and m.series_id = s.id and m.status in ('planned', 'open')`

export async function selectSeriesList(tx: Reader, viewer: Viewer, withArchived: boolean): Promise<MeetingSeries[]> {
  const { rows } = await sql<MeetingSeries>`
    select ${columns(viewer)} where s.org_id = ${viewer.orgId} and ${seriesSeen(viewer)} and (${withArchived} or s.archived_at is null) order by s.archived_at is not null, m.planned_at nulls last, s.id`.execute(tx)
  return rows
}

export async function selectSeries(tx: Reader, viewer: Viewer, id: string): Promise<MeetingSeries | undefined> {
  const { rows } = await sql<MeetingSeries>`select ${columns(viewer)} where s.org_id = ${viewer.orgId} and s.id = ${id} and ${seriesSeen(viewer)}`.execute(tx)
  return rows[0]
}

export async function selectMembers(tx: Reader, orgId: string, seriesId: string): Promise<{ id: string; name: string; email: string }[]> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select u.id, u.name, u.email from meeting_member mm join app_user u on u.org_id = mm.org_id and u.id = mm.user_id
    where mm.org_id = ${orgId} and mm.series_id = ${seriesId} order by u.name, u.id`.execute(tx)
  return rows
}
