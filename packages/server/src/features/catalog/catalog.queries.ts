import { pipeline, type Channel, type LossReason, type Pipeline, type Product, type stage, type Tag } from '@sluice/core/catalog/contract'
import { successorOf } from '@sluice/core/catalog/successor'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Reader } from '../../platform/db.ts'

/** All SQL that reads configuration. */

type StageRow = Omit<z.input<typeof stage>, 'winProbability'> & { winProbability: number }
type PipelineRow = Omit<z.input<typeof pipeline>, 'stages' | 'formerStages'> & { stages: StageRow[]; formerStages: { id: string; name: string; color: string }[] }

/** Pipelines in order, each with its stages in use in order; the definitions' documents are checked as they were when they were saved. */
export async function selectPipelines(tx: Reader, orgId: string, id: string | null = null): Promise<Pipeline[]> {
  const { rows } = await sql<PipelineRow>`
    select p.id, p.name, p.definition, p.template_key as "templateKey", p.business_line as "businessLine", p.won_name as "wonName",
           p.won_criteria as "wonCriteria", p.lost_name as "lostName", p.won_gate as "wonGate", p.rules, p.routing, p.routing_priority as "routingPriority",
           p.position, p.archived_at is not null as "isArchived", p.published_n as "publishedN", p.version,
           exists (select from pipeline_draft d where d.org_id = p.org_id and d.pipeline_id = p.id) as "hasDraft",
           coalesce((select jsonb_agg(jsonb_build_object(
               'id', s.id, 'pipelineId', s.pipeline_id, 'position', s.position, 'key', s.key, 'name', s.name, 'definition', s.definition,
               'entryCriteria', s.entry_criteria, 'exitCriteria', s.exit_criteria, 'winProbability', s.win_probability,
               'forecastCategory', s.forecast_category, 'layer', s.layer, 'color', s.color, 'dwellDays', s.dwell_days, 'dwell', s.dwell,
               'entryGate', s.entry_gate, 'exitGate', s.exit_gate, 'playbook', s.playbook,
               'nextStepHint', s.next_step_hint, 'nextStepRequired', s.next_step_required) order by s.position)
             from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null), '[]') as stages,
           coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'color', s.color) order by s.archived_at, s.position, s.id)
             from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is not null), '[]') as "formerStages"
    from pipeline p where p.org_id = ${orgId} and (${id}::uuid is null or p.id = ${id}) order by p.position, p.id`.execute(tx)
  const standsFor = rows.some((row) => row.formerStages.length > 0) ? successorOf(await selectSuccessors(tx, orgId)) : (stageId: string) => stageId
  return rows.map((row) => pipeline.parse({
    ...row,
    // Of before there were policies: days alone.
    stages: row.stages.map((one) => ({ ...one, dwell: one.dwell ?? (one.dwellDays === null ? null : { type: 'days', days: one.dwellDays }) })),
    formerStages: row.formerStages.map((one) => ({ ...one, successorId: standsFor(one.id) === one.id ? null : standsFor(one.id) })),
  }))
}

/** Which stage was put in the place of which by a publication: one step each (core/catalog/successor follows them). */
export async function selectSuccessors(tx: Reader, orgId: string, pipelineId: string | null = null): Promise<Map<string, string>> {
  const { rows } = await sql<{ stageId: string; successorId: string }>`
    select stage_id as "stageId", successor_id as "successorId" from stage_successor
    where org_id = ${orgId} and (${pipelineId}::uuid is null or pipeline_id = ${pipelineId})`.execute(tx)
  return new Map(rows.map((row) => [row.stageId, row.successorId]))
}

/** Custom values as stored: `showCustom` takes away what a viewer may not see. */
export async function selectProducts(tx: Reader, orgId: string): Promise<Product[]> {
  const { rows } = await sql<Product>`
    select id, name, code, family, price_minor as "priceMinor", currency, archived_at is not null as "isArchived", custom, version
    from product where org_id = ${orgId} order by name`.execute(tx)
  return rows
}

export async function selectChannels(tx: Reader, orgId: string): Promise<Channel[]> {
  const { rows } = await sql<Channel>`
    select id, parent_id as "parentId", key, name, archived_at is not null as "isArchived", version
    from channel where org_id = ${orgId} order by id`.execute(tx)
  return rows
}

export async function selectLossReasons(tx: Reader, orgId: string): Promise<LossReason[]> {
  const { rows } = await sql<LossReason>`
    select id, parent_id as "parentId", key, name, archived_at is not null as "isArchived", version, position,
           asks_competitor as "asksCompetitor", asks_text as "asksText"
    from loss_reason where org_id = ${orgId} order by position, id`.execute(tx)
  return rows
}

export async function selectTags(tx: Reader, orgId: string): Promise<Tag[]> {
  const { rows } = await sql<Tag>`select id, name, color, version from tag where org_id = ${orgId} order by name`.execute(tx)
  return rows
}
