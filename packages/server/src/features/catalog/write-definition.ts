import type { PipelineDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'

/** A publication: its number, and what it says about itself. */
export interface Publication {
  n: number
  mapping: StageMapping
  note: string
  /** The publication that it takes back. */
  undoesN: number | null
}

/**
 * Makes a definition the live one and keeps it as version `n`: the pipeline's row, its stages in their order, the stages
 * that it does not name archived. `keys` names new stages by id; a stage without one is named after its id. The pipeline
 * must be locked, its stage ids its own (a stage of another pipeline is left alone and the write fails).
 */
export async function writeDefinition(tx: Tx, act: Act, pipelineId: string, definition: PipelineDefinition, publication: Publication, keys: ReadonlyMap<string, string> = new Map()): Promise<void> {
  const { orgId } = act
  const { n, mapping, note, undoesN } = publication
  await tx
    .updateTable('pipeline')
    .set({
      name: definition.name, definition: definition.definition, business_line: definition.businessLine, won_name: definition.wonName,
      won_criteria: definition.wonCriteria, lost_name: definition.lostName, won_gate: json(definition.wonGate), routing: json(definition.routing),
      routing_priority: definition.routingPriority, rules: JSON.stringify(definition.rules), published_n: n,
      // A pipeline just made is in its first version.
      version: n === 1 ? sql`version` : sql`version + 1`,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', pipelineId)
    .execute()
  await writeStages(tx, act, pipelineId, definition, keys)
  await tx
    .insertInto('pipeline_version')
    .values({
      org_id: orgId, pipeline_id: pipelineId, n, definition: JSON.stringify(definition), mapping: JSON.stringify(mapping), note,
      published_by: act.actorId, published_at: act.now, undoes_n: undoesN,
    })
    .execute()
}

async function writeStages(tx: Tx, act: Act, pipelineId: string, definition: PipelineDefinition, keys: ReadonlyMap<string, string>): Promise<void> {
  const { orgId } = act
  // Of the other policies, designer/dwell-days finds the days from past stays.
  const rows = definition.stages.map((stage, i) => ({
    ...stage, position: i + 1, key: keys.get(stage.id) ?? `stage_${stage.id.replaceAll('-', '')}`, dwellDays: stage.dwell?.type === 'days' ? stage.dwell.days : null,
  }))
  // Out of the way first: no two stages in use may have one position, not even for a moment. Archived ones keep theirs.
  const named = sql`id = any(${sql.val(rows.map((row) => row.id))}::uuid[])`
  await sql`
    update stage set position = case when ${named} then -position - 1 else position end, archived_at = case when ${named} then null else ${act.now}::timestamptz end
    where org_id = ${orgId} and pipeline_id = ${pipelineId} and archived_at is null`.execute(tx)
  const { numAffectedRows } = await sql`
    insert into stage (org_id, id, pipeline_id, position, key, name, definition, entry_criteria, exit_criteria, win_probability, forecast_category, layer, color,
                       dwell_days, dwell, entry_gate, exit_gate, playbook, next_step_hint, next_step_required)
    select ${orgId}::uuid, id, ${pipelineId}::uuid, position, key, name, definition, "entryCriteria", "exitCriteria", "winProbability", "forecastCategory", layer, color,
           "dwellDays", nullif(dwell, 'null'), nullif("entryGate", 'null'), nullif("exitGate", 'null'), playbook, "nextStepHint", "nextStepRequired"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, position int, key text, name text, definition text, "entryCriteria" text, "exitCriteria" text,
      "winProbability" numeric, "forecastCategory" text, layer text, color text, "dwellDays" int, dwell jsonb, "entryGate" jsonb, "exitGate" jsonb, playbook jsonb,
      "nextStepHint" text, "nextStepRequired" boolean)
    on conflict (org_id, id) do update set position = excluded.position, name = excluded.name, definition = excluded.definition,
      entry_criteria = excluded.entry_criteria, exit_criteria = excluded.exit_criteria, win_probability = excluded.win_probability,
      forecast_category = excluded.forecast_category, layer = excluded.layer, color = excluded.color, dwell_days = excluded.dwell_days, dwell = excluded.dwell,
      entry_gate = excluded.entry_gate, exit_gate = excluded.exit_gate, playbook = excluded.playbook, next_step_hint = excluded.next_step_hint,
      next_step_required = excluded.next_step_required, archived_at = null, version = stage.version + 1
    where stage.pipeline_id = excluded.pipeline_id`.execute(tx)
  if (Number(numAffectedRows) !== rows.length) throw new Error('a stage of another pipeline')
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
