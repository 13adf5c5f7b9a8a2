import type { listMeetings, MeetingDetail, MeetingState, MeetingSummary } from '@sluice/core/meetings/contract'
import type { AgendaFacts, MeetingSection } from '@sluice/core/meetings/agenda'
import type { MinutesFacts } from '@sluice/core/meetings/minutes'
import type { Cadence } from '@sluice/core/meetings/cadence'
import type { Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { meetingLed, seriesSeen } from './meetings.policy.ts'

/** The latest first. */
export const latestFirst: Keyset = { name: 'planned', alias: 'm', key: sql`m.planned_at`, type: 'instant', nullable: false, direction: 'desc' }

const summary = sql`m.id, jsonb_build_object('id', s.id, 'name', s.name) as series, s.pipeline_id as "pipelineId", case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
  m.status, m.planned_at as "plannedAt", m.opened_at as "openedAt", m.closed_at as "closedAt", jsonb_build_object('id', f.id, 'name', f.name) as facilitator,
  (select count(*) from action_item a where a.org_id = m.org_id and a.meeting_id = m.id) as tasks,
  (select count(*) from action_item a where a.org_id = m.org_id and a.meeting_id = m.id and a.status = 'done') as done`
const from = sql`from meeting m join meeting_series s on s.org_id = m.org_id and s.id = m.series_id join app_user f on f.org_id = s.org_id and f.id = s.facilitator_id
  left join team t on t.org_id = s.org_id and t.id = s.team_id`

/** One page and one row more. */
export async function selectMeetings(tx: Reader, viewer: Viewer, query: QueryOf<typeof listMeetings>): Promise<(MeetingSummary & { cursorKey: string | null })[]> {
  const { rows } = await sql<MeetingSummary & { cursorKey: string | null }>`
    select ${keyText(latestFirst)} as "cursorKey", ${summary} ${from} where m.org_id = ${viewer.orgId} and ${seriesSeen(viewer)}
      and (${query.series ?? null}::uuid is null or m.series_id = ${query.series ?? null}) and (${query.status ?? null}::text is null or m.status = ${query.status ?? null})
      and ${keysetAfter(latestFirst, query.cursor)} order by ${keysetOrder(latestFirst)} limit ${query.limit + 1}`.execute(tx)
  return rows
}

/** A meeting with all that its use cases need. */
export type MeetingRow = MeetingSummary & {
  agenda: AgendaFacts | null
  minutes: MinutesFacts | null
  presenter: { id: string; name: string } | null
  section: MeetingSection | null
  runningSince: string | null
  spent: Partial<Record<MeetingSection, number>>
  sectionMinutes: number
  cadence: Cadence
  firstOn: string
  atTime: string
  /** The series is ended: no next meeting follows. */
  isArchived: boolean
  /** The viewer arranges or facilitates it. */
  isLed: boolean
}

export async function selectMeeting(tx: Reader, viewer: Viewer, id: string): Promise<MeetingRow | undefined> {
  const { rows } = await sql<MeetingRow>`
    select ${summary}, m.agenda, m.minutes, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as presenter, m.section, m.running_since as "runningSince", m.spent,
      s.section_minutes as "sectionMinutes", s.cadence, s.first_on as "firstOn", s.at_time as "atTime", s.archived_at is not null as "isArchived", ${meetingLed(viewer)} as "isLed"
    ${from} left join app_user p on p.org_id = m.org_id and p.id = m.presenter_id where m.org_id = ${viewer.orgId} and m.id = ${id} and ${seriesSeen(viewer)}`.execute(tx)
  return rows[0]
}

/** When the last meeting of the series before this one was opened. */
export async function selectLastOpened(tx: Reader, orgId: string, seriesId: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`select max(opened_at) as at from meeting where org_id = ${orgId} and series_id = ${seriesId} and status = 'closed'`.execute(tx)
  return rows[0]?.at ?? null
}

export async function selectTasks(tx: Reader, orgId: string, meetingId: string): Promise<MeetingDetail['taskStates']> {
  const { rows } = await sql<MeetingDetail['taskStates'][number]>`
    select a.id, a.title, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as assignee, a.due_on as "dueOn", a.status
    from action_item a left join app_user u on u.org_id = a.org_id and u.id = a.assignee_id where a.org_id = ${orgId} and a.meeting_id = ${meetingId} order by a.created_at, a.id limit 200`.execute(tx)
  return rows
}

export async function selectNotes(tx: Reader, viewer: Viewer, meetingId: string): Promise<MeetingState['notes']> {
  const { rows } = await sql<MeetingState['notes'][number]>`
    select n.section, jsonb_build_object('id', u.id, 'name', u.name) as by, n.body, n.version, n.user_id = ${viewer.userId} as "isMine"
    from meeting_note n join app_user u on u.org_id = n.org_id and u.id = n.user_id where n.org_id = ${viewer.orgId} and n.meeting_id = ${meetingId} order by n.section, u.name, u.id`.execute(tx)
  return rows
}

/** Members, and whoever else came. */
export async function selectPeople(tx: Reader, orgId: string, seriesId: string, meetingId: string): Promise<MeetingState['members']> {
  const { rows } = await sql<MeetingState['members'][number]>`
    select u.id, u.name, p.user_id is not null as "isPresent" from app_user u
    left join meeting_attendance p on p.org_id = u.org_id and p.user_id = u.id and p.meeting_id = ${meetingId}
    where u.org_id = ${orgId} and (p.user_id is not null or exists (select from meeting_member mm where mm.org_id = u.org_id and mm.series_id = ${seriesId} and mm.user_id = u.id)) order by u.name, u.id`.execute(tx)
  return rows
}

/** Of the topics that were brought, those that are done or dropped by now. */
export async function selectDoneTopics(tx: Reader, orgId: string, { agenda }: Pick<MeetingRow, 'agenda'>): Promise<string[]> {
  const ids = (agenda?.topics ?? []).map(({ id }) => id)
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`select id from action_item where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[]) and status <> 'open'`.execute(tx)
  return rows.map((row) => row.id)
}
