import type { AlarmRuleRecord, changeAlarmRule, createAlarmRule } from '@sluice/core/alarms/contract'
import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { z } from 'zod'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { ruleColumns } from './keep-rules.ts'
import { selectRules } from './rules.queries.ts'

const mostRules = 100
const isId = (text: string) => z.uuid().safeParse(text).success

export async function createRule(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createAlarmRule>): Promise<AlarmRuleRecord> {
  requireManager(viewer)
  await requirePlace(tx, viewer.orgId, body.definition)
  const { rows } = await sql<{ n: number }>`select count(*) as n from alarm_rule where org_id = ${viewer.orgId} and pipeline_id = ${body.definition.scope.pipelineId} and removed_at is null`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostRules) refuse('alarm.too_many_rules', { most: mostRules })
  const id = newId()
  await tx
    .insertInto('alarm_rule')
    .values({ org_id: viewer.orgId, id, name: body.name, ...ruleColumns(body.definition), is_enabled: body.isEnabled, created_by: viewer.userId, created_at: act.now })
    .execute()
  await tell(tx, act, id, body.name)
  return find(tx, viewer.orgId, id, act.now)
}

export async function changeRule(tx: Tx, act: Act, viewer: Viewer, timeZone: string, id: string, version: number, body: BodyOf<typeof changeAlarmRule>): Promise<AlarmRuleRecord> {
  const rule = await hold(tx, act, viewer, id)
  if (rule.version !== version) refuse('conflict.stale_version')
  if (body.definition !== undefined) await requirePlace(tx, viewer.orgId, body.definition)
  // A rule that looks elsewhere or is switched on anew knows nothing of the days before.
  const isAnew = (body.isEnabled === true && !rule.isEnabled) || (body.definition !== undefined && JSON.stringify(body.definition) !== JSON.stringify(rule.definition))
  await tx
    .updateTable('alarm_rule')
    .set({
      ...(body.name !== undefined && { name: body.name }), ...(body.definition !== undefined && ruleColumns(body.definition)),
      ...(body.isEnabled !== undefined && { is_enabled: body.isEnabled }), ...(isAnew && { judged_to: null }), version: version + 1,
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  const isMoved = body.definition !== undefined && (body.definition.kind !== rule.kind || JSON.stringify(body.definition.scope) !== JSON.stringify(rule.definition.scope))
  if ((body.isEnabled === false && rule.isEnabled) || isMoved) await resolveAlarmsOf(tx, act, timeZone, id)
  await tell(tx, act, id, body.name ?? rule.name)
  return find(tx, viewer.orgId, id, act.now)
}

export async function removeRule(tx: Tx, act: Act, viewer: Viewer, timeZone: string, id: string): Promise<void> {
  const rule = await hold(tx, act, viewer, id)
  await tx.updateTable('alarm_rule').set({ removed_at: act.now, is_enabled: false, version: rule.version + 1 }).where('org_id', '=', viewer.orgId).where('id', '=', id).execute()
  await resolveAlarmsOf(tx, act, timeZone, id)
  await tell(tx, act, id, rule.name)
}

export function requireManager(viewer: Viewer): void {
  if (!managesFunnel(viewer)) refuse('permission.denied')
}

/** The pipeline and the stages that a rule names must be there. */
export async function requirePlace(tx: Reader, orgId: string, { scope }: AlarmRule): Promise<void> {
  const { pipelineId, stageIds } = scope
  if (!isId(pipelineId) || stageIds?.some((id) => !isId(id)) === true) refuse('alarm.unknown_place', {}, [{ path: 'definition.scope', code: 'alarm.unknown_place' }])
  const pipeline = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', pipelineId).where('archived_at', 'is', null).executeTakeFirst()
  const wanted = [...new Set(stageIds)]
  const stages = wanted.length === 0 ? [] : await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).where('id', 'in', wanted).execute()
  if (pipeline === undefined || stages.length < wanted.length) refuse('alarm.unknown_place', {}, [{ path: 'definition.scope', code: 'alarm.unknown_place' }])
}

async function resolveAlarmsOf(tx: Tx, act: Act, timeZone: string, ruleId: string): Promise<void> {
  const day = dayOf(act.now, timeZone)
  const { rows } = await sql<{ id: string; pipelineId: string; stageId: string | null; assigneeId: string | null }>`
    update alarm set status = 'resolved', resolution = 'rule_off', resolved_at = ${act.now}, resolved_by = ${act.actorId}, resolved_on = ${day}, version = version + 1
    where org_id = ${act.orgId} and rule_id = ${ruleId} and status <> 'resolved'
    returning id, pipeline_id as "pipelineId", stage_id as "stageId", assignee_id as "assigneeId"`.execute(tx)
  await append(tx, act, rows.map((row) => ({
    type: 'alarm.resolved' as const, payload: { pipelineId: row.pipelineId, stageId: row.stageId, resolution: 'rule_off' as const, day },
    subjectType: 'alarm' as const, subjectId: row.id, ownerId: row.assigneeId, teamId: null,
  })))
}

async function hold(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<AlarmRuleRecord> {
  await tx.selectFrom('alarm_rule').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const rule = await find(tx, viewer.orgId, id, act.now)
  requireManager(viewer)
  return rule
}

async function find(tx: Reader, orgId: string, id: string, now: string): Promise<AlarmRuleRecord> {
  return (await selectRules(tx, orgId, { id }, now))[0] ?? refuse('record.not_found')
}

async function tell(tx: Tx, act: Act, id: string, name: string): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'alarm_rule', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
