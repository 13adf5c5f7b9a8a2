import { pipelineDefinition, stageMapping, type PipelineDefinition, type StageMapping } from '@sluice/core/config/pipeline-definition'
import type { Draft } from '@sluice/core/designer/contract'
import type { StageCounts } from '@sluice/core/designer/stage-counts'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'

/** All SQL that reads drafts and versions of pipelines, and what a publication would touch. */

/** Locks a pipeline's definition until the transaction ends; false when there is none. Its draft is guarded by the same lock. */
export async function lockPipeline(tx: Tx, orgId: string, id: string): Promise<boolean> {
  return (await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined
}

interface StoredDraft extends Pick<Draft, 'changedBy' | 'changedAt' | 'version'> {
  definition: PipelineDefinition
  mapping: StageMapping
}

export async function selectDraft(tx: Reader, orgId: string, pipelineId: string): Promise<StoredDraft | null> {
  const { rows } = await sql<{ definition: unknown; mapping: unknown; changedBy: Ref | null; changedAt: string; version: number }>`
    select d.definition, d.mapping, d.changed_at as "changedAt", d.version, jsonb_build_object('id', u.id, 'name', u.name) as "changedBy"
    from pipeline_draft d join app_user u on u.org_id = d.org_id and u.id = d.changed_by
    where d.org_id = ${orgId} and d.pipeline_id = ${pipelineId}`.execute(tx)
  const [row] = rows
  return row === undefined ? null : { ...row, definition: pipelineDefinition.parse(row.definition), mapping: stageMapping.parse(row.mapping) }
}

/** What stands in each stage of a pipeline, archived ones too; money in `currency`. */
export async function selectStageCounts(tx: Reader, orgId: string, pipelineId: string, currency: string): Promise<Map<string, StageCounts>> {
  const { rows } = await sql<StageCounts & { id: string }>`
    with standing as (
      select stage_id, count(*) as n,
        sum(amount_minor) filter (where win_probability is null and dormant_at is null and currency = ${currency}) as amount,
        sum(amount_minor * win_probability) filter (where dormant_at is null and currency = ${currency}) as own
      from deal where org_id = ${orgId} and pipeline_id = ${pipelineId} and status = 'open' group by stage_id
    ), past as (select stage_id, count(*) as n from stay where org_id = ${orgId} and pipeline_id = ${pipelineId} group by stage_id)
    select s.id, coalesce(d.n, 0)::int as "openDeals", coalesce(y.n, 0)::int as stays,
      least(coalesce(d.amount, 0), ${Number.MAX_SAFE_INTEGER}::bigint)::float8 as "amountMinor",
      least(coalesce(d.own, 0), ${Number.MAX_SAFE_INTEGER}::bigint)::float8 as "ownWeightedMinor"
    from stage s left join standing d on d.stage_id = s.id left join past y on y.stage_id = s.id
    where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId}`.execute(tx)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** What definitions may refer to by id. `stageIds`: which of them belong to another pipeline is asked. */
export async function selectReferences(tx: Reader, orgId: string, pipelineId: string, stageIds: readonly string[]) {
  const { rows } = await sql<{ kind: 'form' | 'flow' | 'stage'; id: string }>`
    select 'form' as kind, id from form where org_id = ${orgId} and kind = 'questionnaire' and object = 'deal' and archived_at is null
    union all select 'flow', id from approval_flow where org_id = ${orgId} and archived_at is null and is_active
    union all select 'stage', id from stage where org_id = ${orgId} and pipeline_id <> ${pipelineId} and id = any(${sql.val([...stageIds])}::uuid[])`.execute(tx)
  const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id))
  return { formIds: of('form'), flowIds: of('flow'), foreignStageIds: of('stage') }
}

export interface VersionRow {
  n: number
  note: string
  publishedBy: Ref | null
  publishedAt: string
  undoneAt: string | null
  undoesN: number | null
  stageCount: number
  criteriaCount: number
}

/** Publications, newest first. A criterion is known by its severity, which nothing else in a definition has. */
export async function selectVersions(tx: Reader, orgId: string, pipelineId: string, n: number | null = null): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.n, v.note, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as "publishedBy", v.published_at as "publishedAt",
      v.undone_at as "undoneAt", v.undoes_n as "undoesN", jsonb_array_length(v.definition -> 'stages') as "stageCount",
      (select count(*)::int from jsonb_path_query(v.definition, 'strict $.**.severity')) as "criteriaCount"
    from pipeline_version v left join app_user u on u.org_id = v.org_id and u.id = v.published_by
    where v.org_id = ${orgId} and v.pipeline_id = ${pipelineId} and (${n}::int is null or v.n = ${n}) order by v.n desc`.execute(tx)
  return rows
}

/** What a publication made the live definition, and where it put what it took away. */
export async function selectVersion(tx: Reader, orgId: string, pipelineId: string, n: number): Promise<{ definition: PipelineDefinition; mapping: StageMapping } | null> {
  const row = await tx
    .selectFrom('pipeline_version').select(['definition', 'mapping']).where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).where('n', '=', n).executeTakeFirst()
  return row === undefined ? null : { definition: pipelineDefinition.parse(row.definition), mapping: stageMapping.parse(row.mapping) }
}

/** The mappings of all publications before `n`, newest first. */
export async function selectMappings(tx: Reader, orgId: string, pipelineId: string, before: number): Promise<StageMapping[]> {
  const rows = await tx
    .selectFrom('pipeline_version').select('mapping').where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).where('n', '<', before).orderBy('n', 'desc').execute()
  return rows.map((row) => stageMapping.parse(row.mapping))
}

/** Open deals in these stages. */
export async function selectStanding(tx: Reader, orgId: string, pipelineId: string, stageIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from deal where org_id = ${orgId} and pipeline_id = ${pipelineId} and status = 'open' and stage_id = any(${sql.val([...stageIds])}::uuid[]) order by id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Of these deals those that publication `n` put where they are and nobody has moved since, each with the stage it came from. */
export async function selectRemapped(tx: Reader, orgId: string, n: number, dealIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; from: string }>`
    select d.id, last.payload ->> 'from' as "from"
    from unnest(${sql.val([...dealIds])}::uuid[]) as d(id)
    cross join lateral (
      select e.type, e.payload from event e
      where e.org_id = ${orgId} and e.subject_type = 'deal' and e.subject_id = d.id
        and e.type in ('deal.created', 'deal.moved', 'deal.transferred', 'deal.remapped', 'deal.won', 'deal.lost', 'deal.reopened')
      order by e.seq desc limit 1) last
    where last.type = 'deal.remapped' and (last.payload ->> 'versionN')::int = ${n}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.from]))
}

/** Names of configuration and people, which everybody may know; for sentences about routing rules. */
export async function selectNames(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<Ref>`
    with named(id, name) as (
      select id, name from app_user where org_id = ${orgId} union all select id, name from team where org_id = ${orgId}
      union all select id, name from pipeline where org_id = ${orgId} union all select id, name from stage where org_id = ${orgId}
      union all select id, name from channel where org_id = ${orgId} union all select id, name from product where org_id = ${orgId}
      union all select id, name from tag where org_id = ${orgId})
    select id, name from named where id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
