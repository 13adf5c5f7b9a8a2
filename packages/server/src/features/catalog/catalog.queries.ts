import type { Channel, LossReason, Pipeline, Product, Stage, Tag } from '@sluice/core/catalog/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** All SQL that reads configuration. */

export async function selectPipelines(tx: Reader, orgId: string, id: string | null = null): Promise<Pipeline[]> {
  const { rows } = await sql<Omit<Pipeline, 'stages'> & { stages: Stage[] }>`
    select p.id, p.name, p.definition, p.template_key as "templateKey", p.won_name as "wonName", p.won_criteria as "wonCriteria",
           p.lost_name as "lostName", p.position, p.archived_at is not null as "isArchived", p.version,
           coalesce((select jsonb_agg(jsonb_build_object(
               'id', s.id, 'pipelineId', s.pipeline_id, 'position', s.position, 'key', s.key, 'name', s.name, 'definition', s.definition,
               'entryCriteria', s.entry_criteria, 'exitCriteria', s.exit_criteria, 'winProbability', s.win_probability,
               'forecastCategory', s.forecast_category, 'layer', s.layer, 'color', s.color, 'dwellDays', s.dwell_days,
               'nextStepHint', s.next_step_hint) order by s.position)
             from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null), '[]') as stages
    from pipeline p where p.org_id = ${orgId} and (${id}::uuid is null or p.id = ${id}) order by p.position, p.id`.execute(tx)
  return rows
}

export async function selectProducts(tx: Reader, orgId: string): Promise<Product[]> {
  const { rows } = await sql<Product>`
    select id, name, code, family, price_minor as "priceMinor", currency, archived_at is not null as "isArchived", version
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
