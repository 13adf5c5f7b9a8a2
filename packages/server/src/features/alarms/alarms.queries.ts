import type { AlarmDetail, AlarmRecord, listAlarms } from '@sluice/core/alarms/contract'
import { rootCauseAnswer } from '@sluice/core/diagnosis/contract'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import type { Viewer } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { alarmsHandled, alarmsSeen } from './alarms.policy.ts'
import { selectNames, speak } from './speak.ts'

type Filter = QueryOf<typeof listAlarms>
export const newestFirst: Keyset = { name: 'opened', alias: 'a', key: sql`a.opened_at`, type: 'instant', nullable: false, direction: 'desc' }

type Row = Omit<AlarmRecord, 'verdict' | 'worst' | 'attached'> & { verdict: AlarmVerdict; worst: AlarmVerdict; attached: AlarmVerdict[]; cursorKey: string | null }

/** The end of the day, as an instant; null: now. */
function momentOf(filter: { asOf?: string | undefined }, timeZone: string): string | null {
  return filter.asOf === undefined ? null : new Date(startOfDay(filter.asOf, timeZone, 1)).toISOString()
}

/** The status that it had at a moment. */
function statusAt(moment: string | null): RawBuilder<string> {
  if (moment === null) return sql<string>`a.status`
  return sql<string>`case when a.resolved_at < ${moment}::timestamptz then 'resolved' when a.acknowledged_at < ${moment}::timestamptz then 'acknowledged' else 'open' end`
}

function where(viewer: Viewer, filter: Filter, moment: string | null): RawBuilder<boolean> {
  const { assignee, q } = filter
  const parts = [
    sql<boolean>`a.org_id = ${viewer.orgId}`, alarmsSeen(viewer),
    ...(moment === null ? [] : [sql<boolean>`a.opened_at < ${moment}::timestamptz`]),
    ...(filter.pipeline === undefined ? [] : [sql<boolean>`a.pipeline_id = ${filter.pipeline}`]),
    // Also when only an attached symptom is of the stage or of the rule.
    ...(filter.stage === undefined ? [] : [sql<boolean>`(a.stage_id = ${filter.stage} or a.attached @> ${JSON.stringify([{ stageId: filter.stage }])}::jsonb)`]),
    ...(filter.rule === undefined ? [] : [sql<boolean>`a.rule_id = ${filter.rule}`]),
    ...(assignee === undefined ? [] : [assignee === 'none' ? sql<boolean>`a.assignee_id is null` : sql<boolean>`a.assignee_id = ${assignee === 'me' ? viewer.userId : assignee}`]),
    ...(q === undefined || q === '' ? [] : [sql<boolean>`strpos(lower(concat_ws(' ', r.name, p.name, s.name, a.note)), lower(${q})) > 0`]),
  ]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

const from = sql`from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id join pipeline p on p.org_id = a.org_id and p.id = a.pipeline_id
  left join stage s on s.org_id = a.org_id and s.id = a.stage_id`

function columns(viewer: Viewer, moment: string | null) {
  const person = (id: string) => sql`(select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = a.org_id and u.id = ${sql.ref(id)})`
  const opinions = sql`from alarm_feedback f where f.org_id = a.org_id and f.alarm_id = a.id`
  return sql`a.id, jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind) as rule, a.pipeline_id as "pipelineId", a.stage_id as "stageId", a.severity, ${statusAt(moment)} as status,
    a.verdict, a.worst, a.attached, a.first_day as "firstDay", a.last_day as "lastDay", a.quiet_since as "quietSince", a.reopened, a.opened_at as "openedAt",
    a.acknowledged_at as "acknowledgedAt", ${person('a.acknowledged_by')} as "acknowledgedBy", ${person('a.assignee_id')} as assignee,
    a.resolved_at as "resolvedAt", ${person('a.resolved_by')} as "resolvedBy", a.resolution, a.note,
    jsonb_build_object('useful', (select count(*) filter (where f.is_useful) ${opinions}), 'notUseful', (select count(*) filter (where not f.is_useful) ${opinions}),
      'mine', (select f.is_useful ${opinions} and f.user_id = ${viewer.userId})) as feedback,
    (select count(*) from action_item i where i.org_id = a.org_id and i.alarm_id = a.id and i.status = 'open') as "openActions",
    ${alarmsHandled(viewer)} as "canHandle", a.version`
}

/** One page and one row more. */
export async function selectAlarms(tx: Reader, viewer: Viewer, timeZone: string, filter: Filter): Promise<(AlarmRecord & { cursorKey: string | null })[]> {
  const moment = momentOf(filter, timeZone)
  const status = filter.status === undefined ? sql`true` : sql`${statusAt(moment)} = any(${sql.val(filter.status)}::text[])`
  const { rows } = await sql<Row>`
    select ${keyText(newestFirst)} as "cursorKey", ${columns(viewer, moment)} ${from}
    where ${where(viewer, filter, moment)} and ${status} and ${keysetAfter(newestFirst, filter.cursor)} order by ${keysetOrder(newestFirst)} limit ${filter.limit + 1}`.execute(tx)
  return spoken(tx, viewer.orgId, rows)
}

export async function countAlarms(tx: Reader, viewer: Viewer, timeZone: string, filter: Filter): Promise<{ open: number; acknowledged: number; resolved: number }> {
  const moment = momentOf(filter, timeZone)
  const { rows } = await sql<{ open: number; acknowledged: number; resolved: number }>`
    select count(*) filter (where status = 'open') as open, count(*) filter (where status = 'acknowledged') as acknowledged, count(*) filter (where status = 'resolved') as resolved
    from (select ${statusAt(moment)} as status ${from} where ${where(viewer, filter, moment)}) one`.execute(tx)
  return rows[0] ?? { open: 0, acknowledged: 0, resolved: 0 }
}

export async function selectAlarm(tx: Reader, viewer: Viewer, id: string): Promise<AlarmDetail | undefined> {
  const { rows } = await sql<Row & { rootCause: unknown; opinions: AlarmDetail['opinions'] }>`
    select null as "cursorKey", ${columns(viewer, null)}, a.root_cause as "rootCause",
      coalesce((select jsonb_agg(jsonb_build_object('by', jsonb_build_object('id', u.id, 'name', u.name), 'isUseful', f.is_useful, 'note', f.note,
        'at', to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.at desc)
        from alarm_feedback f join app_user u on u.org_id = f.org_id and u.id = f.user_id where f.org_id = a.org_id and f.alarm_id = a.id), '[]') as opinions
    ${from} where a.org_id = ${viewer.orgId} and a.id = ${id} and ${alarmsSeen(viewer)}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const [said] = await spoken(tx, viewer.orgId, [row])
  // What an earlier version found and this one cannot read any more is found anew on demand.
  const rootCause = rootCauseAnswer.safeParse(row.rootCause)
  return said && { ...said, opinions: row.opinions, rootCause: rootCause.success ? rootCause.data : null }
}

async function spoken(tx: Reader, orgId: string, rows: readonly Row[]): Promise<(AlarmRecord & { cursorKey: string | null })[]> {
  if (rows.length === 0) return []
  const names = await selectNames(tx, orgId)
  return rows.map((row) => ({ ...row, verdict: speak(row.verdict, names), worst: speak(row.worst, names), attached: row.attached.map((one) => speak(one, names)) }))
}

/** Where an alarm is; null when the viewer does not see it. */
export async function placeOfAlarm(tx: Reader, viewer: Viewer, id: string): Promise<{ pipelineId: string; stageId: string | null } | null> {
  const { rows } = await sql<{ pipelineId: string; stageId: string | null }>`
    select a.pipeline_id as "pipelineId", a.stage_id as "stageId" from alarm a where a.org_id = ${viewer.orgId} and a.id = ${id} and ${alarmsSeen(viewer)}`.execute(tx)
  return rows[0] ?? null
}
