import type { AutomationObject } from '@sluice/core/automation/definition'
import { dayOf } from '@sluice/core/lib/dates'
import { formatMoney } from '@sluice/core/lib/money'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { RunRecord } from './actions.ts'

/** Where members open a record. */
const pathsOf: Record<AutomationObject, string> = { deal: '/deals', lead: '/leads', account: '/accounts', contact: '/contacts', alarm: '/alarms' }
export const pathOf = (type: AutomationObject, id: string): string => `${pathsOf[type]}/${id}`

interface Row {
  name: string; ownerId: string | null; owner: string | null; version: number; pipelineId: string | null; stageId: string | null; tagIds: string[]
  values: Record<string, string | number | null>
  /** Instants from which days are counted: `deal.days_silent` since when. */
  since: Record<string, string | null>
}

const owned = sql`r.owner_id as "ownerId", (select u.name from app_user u where u.org_id = r.org_id and u.id = r.owner_id) as owner, r.version, r.tag_ids as "tagIds"`
const queries: Record<AutomationObject, RawBuilder<unknown>> = {
  deal: sql`select r.title as name, ${owned}, r.pipeline_id as "pipelineId", r.stage_id as "stageId",
    jsonb_build_object('deal.title', r.title, 'deal.number', r.number, 'amount', r.amount_minor, 'currency', r.currency, 'deal.expected_close', r.expected_close_on, 'deal.next_step', r.next_step, 'deal.next_step_due', r.next_step_due,
      'deal.pipeline', (select p.name from pipeline p where p.org_id = r.org_id and p.id = r.pipeline_id), 'deal.stage', (select s.name from stage s where s.org_id = r.org_id and s.id = r.stage_id),
      'deal.account', (select a.name from account a where a.org_id = r.org_id and a.id = r.account_id)) as values,
    jsonb_build_object('deal.days_in_stage', r.stage_entered_at, 'deal.days_silent', coalesce(r.last_activity_at, r.created_at)) as since from deal r`,
  lead: sql`select r.name, ${owned}, null::uuid as "pipelineId", null::uuid as "stageId",
    jsonb_build_object('lead.name', r.name, 'lead.number', r.number, 'lead.company', r.company, 'lead.title', r.title, 'lead.score', r.score, 'lead.grade', r.grade, 'lead.source', (select c.name from channel c where c.org_id = r.org_id and c.id = r.source_id)) as values,
    jsonb_build_object('lead.days_silent', coalesce(r.last_activity_at, r.created_at)) as since from lead r`,
  account: sql`select r.name, ${owned}, null::uuid as "pipelineId", null::uuid as "stageId", jsonb_build_object('account.name', r.name, 'account.industry', r.industry, 'account.region', r.region) as values,
    jsonb_build_object('account.days_silent', coalesce(r.last_activity_at, r.created_at)) as since from account r`,
  contact: sql`select r.name, ${owned}, null::uuid as "pipelineId", null::uuid as "stageId", jsonb_build_object('contact.name', r.name, 'contact.title', r.title, 'contact.account', (select a.name from account a where a.org_id = r.org_id and a.id = r.account_id)) as values,
    '{}'::jsonb as since from contact r`,
  alarm: sql`select l.name, r.assignee_id as "ownerId", (select u.name from app_user u where u.org_id = r.org_id and u.id = r.assignee_id) as owner, r.version, '{}'::uuid[] as "tagIds", r.pipeline_id as "pipelineId", r.stage_id as "stageId",
    jsonb_build_object('alarm.severity', case r.severity when 'critical' then '严重' when 'warn' then '警告' else '提示' end, 'alarm.pipeline', (select p.name from pipeline p where p.org_id = r.org_id and p.id = r.pipeline_id),
      'alarm.stage', (select s.name from stage s where s.org_id = r.org_id and s.id = r.stage_id), 'alarm.text', r.verdict->'text'->>'zh') as values,
    '{}'::jsonb as since from alarm r join alarm_rule l on l.org_id = r.org_id and l.id = r.rule_id`,
}

/** A record with the words that texts may name; undefined when it is gone. */
export async function selectRecord(tx: Reader, orgId: string, type: AutomationObject, id: string, now: Date): Promise<{ record: RunRecord; values: Map<string, string | null> } | undefined> {
  const { rows } = await sql<Row>`${queries[type]} where r.org_id = ${orgId} and r.id = ${id}`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const values = new Map<string, string | null>([['record.name', row.name], ['owner.name', row.owner]])
  for (const [key, value] of Object.entries(row.values)) values.set(key, value === null ? null : String(value))
  for (const [key, since] of Object.entries(row.since)) values.set(key, since === null ? null : String(Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 86_400_000))))
  if (type === 'deal') values.set('deal.amount', row.values['amount'] === null || row.values['amount'] === undefined ? null : formatMoney(Number(row.values['amount']), String(row.values['currency']), 'zh-CN'))
  return { record: { type, id, name: row.name, ownerId: row.ownerId, version: row.version, pipelineId: row.pipelineId, stageId: row.stageId, tagIds: row.tagIds }, values }
}

/** What texts may name whatever they are about. */
export const commonValues = (automation: string, now: Date, timeZone: string, inputs: Readonly<Record<string, unknown>>): [string, string | null][] => [
  ['automation.name', automation], ['today', dayOf(now, timeZone)], ['webhook.text', typeof inputs['text'] === 'string' ? inputs['text'] : null],
]
