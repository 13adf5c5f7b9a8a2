import type { AutomationRun, AutomationRunPage } from '@sluice/core/automation/contract'
import { automationDefinition, type AutomationObject } from '@sluice/core/automation/definition'
import { startOfDay } from '@sluice/core/lib/dates'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter } from '../../platform/policy.ts'
import type { AutomationWorld } from './actions.ts'
import { mayWrite, selectNames } from './automations.queries.ts'

export interface RunFilter {
  automation?: string | undefined
  state?: string | undefined
  object?: string | undefined
  record?: string | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Runs about records that the viewer may see, and those about none. */
const inSight = (viewer: Viewer): RawBuilder<boolean> => {
  const sees = (type: 'deal' | 'lead' | 'account' | 'contact') => sql`r.record_type = ${type} and exists (select from ${sql.table(type)} s where s.org_id = r.org_id and s.id = r.record_id and ${scopeFilter(viewer, type, 'read', 's')})`
  return sql<boolean>`(r.record_type is null or ${readsWholeFunnel(viewer)} and r.record_type = 'alarm' or ${sees('deal')} or ${sees('lead')} or ${sees('account')} or ${sees('contact')})`
}

type Row = Omit<AutomationRun, 'record' | 'canReplay'> & { recordType: AutomationObject | null; recordId: string | null; recordName: string | null; ownerId: string }
const columns = sql`
  r.id, jsonb_build_object('id', a.id, 'name', a.name) as automation, a.owner_id as "ownerId", r.version_number as "versionNumber", r.record_type as "recordType", r.record_id as "recordId", r.state, r.reason, v.definition->'trigger'->>'kind' as "triggerKind",
  case r.record_type when 'deal' then (select d.title from deal d where d.org_id = r.org_id and d.id = r.record_id) when 'lead' then (select l.name from lead l where l.org_id = r.org_id and l.id = r.record_id)
    when 'account' then (select c.name from account c where c.org_id = r.org_id and c.id = r.record_id) when 'contact' then (select c.name from contact c where c.org_id = r.org_id and c.id = r.record_id)
    when 'alarm' then (select u.name from alarm m join alarm_rule u on u.org_id = m.org_id and u.id = m.rule_id where m.org_id = r.org_id and m.id = r.record_id) end as "recordName",
  r.at, r.due_at as "dueAt", r.ended_at as "endedAt", r.duration_ms as "durationMs", r.attempts, r.problem, r.did, r.refused, r.depth`
const from = sql`automation_run r join automation a on a.org_id = r.org_id and a.id = r.automation_id join automation_version v on v.org_id = r.org_id and v.automation_id = r.automation_id and v.number = r.version_number`

const shown = (viewer: Viewer, { recordType, recordId, recordName, ownerId, ...row }: Row): AutomationRun => ({
  ...row, record: recordType === null || recordId === null ? null : { type: recordType, id: recordId, name: recordName ?? '' }, canReplay: row.state === 'failed' && mayWrite(viewer, ownerId),
})

export async function selectRuns(tx: Reader, viewer: Viewer, filter: RunFilter, timeZone: string): Promise<{ items: AutomationRun[]; nextCursor: string | null; total: number }> {
  const keyset: Keyset = { name: 'at', alias: 'r', key: sql`r.at`, type: 'instant', nullable: false, direction: 'desc' }
  const when = (value: unknown, condition: RawBuilder<boolean>) => (value === undefined ? sql<boolean>`true` : condition)
  const where = sql<boolean>`r.org_id = ${viewer.orgId} and ${when(filter.automation, sql`r.automation_id = ${filter.automation}`)} and ${when(filter.state, sql`r.state = ${filter.state}`)} and ${when(filter.object, sql`r.record_type = ${filter.object}`)}
    and ${when(filter.record, sql`r.record_id = ${filter.record}`)} and ${when(filter.from, sql`r.at >= ${filter.from === undefined ? null : new Date(startOfDay(filter.from, timeZone)).toISOString()}::timestamptz`)}
    and ${when(filter.to, sql`r.at < ${filter.to === undefined ? null : new Date(startOfDay(filter.to, timeZone) + 86_400_000).toISOString()}::timestamptz`)} and ${inSight(viewer)}`
  const { rows } = await sql<Row & { cursorKey: string | null }>`select ${columns}, ${keyText(keyset)} as "cursorKey" from ${from} where ${where} and ${keysetAfter(keyset, filter.cursor)} order by ${keysetOrder(keyset)} limit ${filter.limit + 1}`.execute(tx)
  const { rows: total } = await sql<{ n: number }>`select count(*)::integer as n from (select from automation_run r where ${where} limit 10000) counted`.execute(tx)
  const cut = cutPage(keyset, rows, filter.limit)
  return { items: cut.rows.map((row) => shown(viewer, row)), nextCursor: cut.nextCursor, total: total[0]?.n ?? 0 }
}

export async function selectRun(tx: Reader, viewer: Viewer, id: string, world: AutomationWorld): Promise<AutomationRunPage | undefined> {
  const { rows } = await sql<Row & { clauses: { path: string; holds: boolean }[] | null; inputs: Record<string, unknown>; definition: unknown }>`
    select ${columns}, r.clauses, r.inputs, v.definition from ${from} where r.org_id = ${viewer.orgId} and r.id = ${id} and ${inSight(viewer)}`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const { clauses, inputs, definition, ...run } = row
  const { rows: steps } = await sql<AutomationRunPage['steps'][number]>`
    select n, step_id as "stepId", type, at, outcome, duration_ms as "durationMs", code, detail from automation_step where org_id = ${viewer.orgId} and run_id = ${id} order by n`.execute(tx)
  return { ...shown(viewer, run), clauses, inputs, definition: automationDefinition.parse(definition), steps, causes: await selectCauses(tx, viewer.orgId, id), names: await selectNames(tx, viewer.orgId, [definition, steps], world) }
}

/** What led to a run, the latest first: the event, and where an automation wrote it, what had set that one off. */
async function selectCauses(tx: Reader, orgId: string, runId: string): Promise<AutomationRunPage['causes']> {
  const { rows } = await sql<AutomationRunPage['causes'][number]>`
    with recursive back as (
      select e.seq, e.xid, e.cause_id, 0 as n from automation_run r join event e on e.org_id = r.org_id and e.seq = r.cause_seq where r.org_id = ${orgId} and r.id = ${runId}
      union all select e.seq, e.xid, e.cause_id, b.n + 1 from back b join event e on e.org_id = ${orgId} and e.seq = b.cause_id where b.n < 12)
    select e.seq, e.type, e.at, e.subject_type as "subjectType", e.subject_id as "subjectId", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as actor,
      case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name) end as automation, p.id as "runId"
    from back b join event e on e.org_id = ${orgId} and e.seq = b.seq left join app_user u on u.org_id = e.org_id and u.id = e.actor_id
    left join lateral (select s.run_id from automation_step s where s.org_id = e.org_id and s.xid = e.xid limit 1) s on true
    left join automation_run p on p.org_id = e.org_id and p.id = s.run_id left join automation a on a.org_id = p.org_id and a.id = p.automation_id order by b.n`.execute(tx)
  return rows
}
