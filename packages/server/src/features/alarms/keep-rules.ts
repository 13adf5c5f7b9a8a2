import { firstRules } from '@sluice/core/alarms/default-rules'
import { type AlarmRule, alarmRuleSchema } from '@sluice/core/diagnosis/alarms/rule'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

/** A rule that is switched on, as the evaluation needs it. */
export interface LiveRule {
  id: string
  name: string
  definition: AlarmRule
  version: number
  judgedTo: string | null
}

export async function selectLiveRules(tx: Reader, orgId: string, pipelineId: string): Promise<LiveRule[]> {
  const { rows } = await sql<LiveRule>`
    select id, name, definition, version, judged_to as "judgedTo" from alarm_rule
    where org_id = ${orgId} and pipeline_id = ${pipelineId} and is_enabled and removed_at is null order by created_at, id`.execute(tx)
  return rows.map((row) => ({ ...row, definition: alarmRuleSchema.parse(row.definition) }))
}

/**
 * Gives every pipeline in use that never had any rule those it begins with (core/alarms/default-rules), switched on. Somebody who removes
 * them all does not get them again: removed rules stay as rows.
 */
export async function ensureFirstRules(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const { rows } = await sql<{ id: string; language: string; stages: { id: string; name: string; key: string | null; dwellDays: number | null }[] }>`
    select p.id, o.locale as language, (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'key', s.key, 'dwellDays', s.dwell_days) order by s.position), '[]')
        from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null) as stages
    from pipeline p join org o on o.org_id = p.org_id
    where p.org_id = ${orgId} and p.archived_at is null and not exists (select from alarm_rule r where r.org_id = p.org_id and r.pipeline_id = p.id)
    order by p.position, p.id`.execute(tx)
  if (rows.length === 0) return
  // Two processes at once: the second waits here and finds them.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`first alarm rules ${orgId}`}, 7583246))`.execute(tx)
  for (const pipeline of rows) {
    const has = await tx.selectFrom('alarm_rule').select('id').where('org_id', '=', orgId).where('pipeline_id', '=', pipeline.id).limit(1).executeTakeFirst()
    if (has !== undefined || pipeline.stages.length === 0) continue
    const rules = firstRules(pipeline.id, pipeline.stages, pipeline.language === 'en' ? 'en' : 'zh')
    await tx
      .insertInto('alarm_rule')
      .values(rules.map(({ name, definition }) => ({ org_id: orgId, id: newId(), name, ...ruleColumns(definition), is_enabled: true, created_at: act.now })))
      .execute()
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'alarm_rule', name: rules[0]?.name ?? '' }, subjectType: 'config', subjectId: pipeline.id, ownerId: null, teamId: null }])
  }
}

/** What of a rule stands in columns of its own. */
export function ruleColumns(definition: AlarmRule) {
  const { pipelineId, stageIds } = definition.scope
  return { definition: JSON.stringify(definition), kind: definition.kind, pipeline_id: pipelineId, stage_id: stageIds?.length === 1 ? (stageIds[0] ?? null) : null }
}
