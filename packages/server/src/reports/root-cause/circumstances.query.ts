import type { SystemEvent } from '@sluice/core/diagnosis/root-cause/input'
import type { SourceDays } from '@sluice/core/diagnosis/root-cause/silence'
import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import type { ImportSummary } from '@sluice/core/imports/contract'
import type { Mapping } from '@sluice/core/imports/mapping'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What stood around a change and is in no deal: what people did, what the system did. All instants are epoch ms unless named otherwise. */

export interface Place { orgId: string; pipelineId: string; stageId: string }
const iso = (at: number) => new Date(at).toISOString()
const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)

/** Notes of each deal in the span, its latest few, so that a deal with a long history says no more than one with a short one. */
export async function selectNotes(tx: Reader, orgId: string, dealIds: readonly string[], span: { from: number; to: number }): Promise<string[][]> {
  if (dealIds.length === 0) return []
  const { rows } = await sql<{ notes: string[] }>`
    select n.notes from unnest(${sql.val([...dealIds])}::uuid[]) as wanted(id),
    lateral (select array_agg(body) as notes from (
      select a.body from activity a where a.org_id = ${orgId} and a.subject_type = 'deal' and a.subject_id = wanted.id and a.deleted_at is null and a.body <> ''
        and a.at >= ${iso(span.from)} and a.at < ${iso(span.to)} order by a.at desc limit 6) latest) n
    where n.notes is not null`.execute(tx)
  return rows.map((row) => row.notes)
}

/** Of these people those who logged customer contacts with deals in the span, and how many contacts these were. */
export async function selectWork(tx: Reader, orgId: string, people: readonly string[], span: { from: number; to: number }): Promise<{ people: number; activities: number }> {
  const { rows } = await sql<{ people: number; activities: number }>`
    select count(*) filter (where c.n > 0)::int as people, coalesce(sum(c.n), 0)::int as activities
    from unnest(${sql.val([...people])}::uuid[]) as who(id), lateral (
      select count(*) as n from activity a where a.org_id = ${orgId} and a.author_id = who.id and a.at >= ${iso(span.from)} and a.at < ${iso(span.to)}
        and a.subject_type = 'deal' and a.kind <> 'note' and a.deleted_at is null) c`.execute(tx)
  return rows[0] ?? { people: 0, activities: 0 }
}

/**
 * Imports (those that failed too), publications and changes of many records at once in the span, with how many of the deals at the stage each brought
 * or moved. A mass change is what befell 15 deals or more at the very same instant, and not by an import.
 */
export async function selectSystemEvents(tx: Reader, { orgId, pipelineId, stageId }: Place, span: { from: number; to: number }): Promise<SystemEvent[]> {
  const [from, to] = [iso(span.from), iso(span.to)]
  const imports = await sql<{ id: string; label: string; at: number; until: number | null; carried: number }>`
    select i.id, i.file_name as label, ${ms('i.created_at')} as at, ${ms('i.done_at')} as until,
      (select count(distinct s.deal_id)::int from deal d join stay s on s.org_id = d.org_id and s.deal_id = d.id and s.stage_id = ${stageId}
        where d.org_id = i.org_id and d.import_id = i.id and s.entered_known_at < ${to} and (s.left_at is null or s.left_at >= ${from})) as carried
    from import i where i.org_id = ${orgId} and i.status in ('done', 'undone') and i.created_at >= ${from} and i.created_at < ${to}
    order by i.created_at desc limit 20`.execute(tx)
  const publications = await sql<{ n: number; label: string; at: number; definition: PipelineDefinition; earlier: PipelineDefinition }>`
    select v.n, v.note as label, ${ms('v.published_at')} as at, v.definition, e.definition as earlier
    from pipeline_version v join pipeline_version e on e.org_id = v.org_id and e.pipeline_id = v.pipeline_id and e.n = v.n - 1
    where v.org_id = ${orgId} and v.pipeline_id = ${pipelineId} and v.published_at >= ${from} and v.published_at < ${to} order by v.n desc limit 20`.execute(tx)
  const moves = await sql<{ at: number; n: number; carried: number; label: string }>`
    with crowded as materialized ( -- Instants first, from the index alone: only then is looked at who came from where.
      select entered_at from stay where org_id = ${orgId} and pipeline_id = ${pipelineId} and entered_at >= ${from} and entered_at < ${to}
      group by entered_at having count(*) >= 15 order by entered_at desc limit 1000)
    select ${ms('s.entered_at')} as at, count(distinct s.deal_id)::int as n,
      count(distinct s.deal_id) filter (where s.stage_id = ${stageId} or p.stage_id = ${stageId})::int as carried,
      (select st.name from stage st where st.org_id = ${orgId} and st.id = (array_agg(s.stage_id))[1]) as label
    from crowded c join stay s on s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and s.entered_at = c.entered_at and not s.imported
    join stay p on p.org_id = s.org_id and p.deal_id = s.deal_id and p.n = s.n - 1
    group by s.entered_at having count(distinct s.deal_id) >= 15 order by s.entered_at desc limit 20`.execute(tx)
  // Other changes of many records at once, among the latest of the log: an index by time it does not have.
  const [newest] = (await sql<{ seq: number | null }>`select max(seq) as seq from event where org_id = ${orgId}`.execute(tx)).rows
  const changes = await sql<{ at: number; n: number; type: string; carried: number }>`
    with recent as (
      select e.xid, e.type, e.known_at, e.subject_id from event e
      where e.org_id = ${orgId} and e.seq > ${(newest?.seq ?? 0) - 300_000}::bigint
        and e.subject_type = 'deal' and e.type in ('deal.changed', 'deal.lost', 'deal.slept', 'deal.transferred', 'deal.removed') and e.known_at >= ${from} and e.known_at < ${to})
    select ${ms('min(r.known_at)')} as at, r.type, count(distinct r.subject_id)::int as n,
      count(distinct r.subject_id) filter (where exists (select from stay s where s.org_id = ${orgId} and s.deal_id = r.subject_id and s.stage_id = ${stageId}
        and s.entered_at < ${to} and (s.left_at is null or s.left_at >= ${from})))::int as carried
    from recent r group by r.xid, r.known_at, r.type having count(distinct r.subject_id) >= 15 order by 1 desc limit 20`.execute(tx)
  return [
    ...await selectFailedImports(tx, { orgId, pipelineId }, [from, to]),
    ...imports.rows.map((row): SystemEvent => ({ id: `import:${row.id}`, kind: 'import', label: row.label, at: row.at, until: row.until, carried: row.carried, concernsStage: false, around: null })),
    ...publications.rows.map((row): SystemEvent => ({
      id: `publish:${row.n}`, kind: 'config_publish', label: row.label === '' ? `v${row.n}` : row.label, at: row.at, until: null, carried: null,
      concernsStage: concerns(row.definition, row.earlier, stageId), around: null,
    })),
    ...moves.rows.map((row): SystemEvent => ({ id: `moves:${row.at}`, kind: 'mass_change', label: `${row.n} → ${row.label}`, at: row.at, until: null, carried: row.carried, concernsStage: row.carried > 0, around: null })),
    ...changes.rows.map((row): SystemEvent => ({ id: `changes:${row.at}:${row.type}`, kind: 'mass_change', label: `${row.type} × ${row.n}`, at: row.at, until: null, carried: row.carried, concernsStage: row.carried > 0, around: null })),
  ]
}

/**
 * Imports into the pipeline that were to bring deals and failed: an outage on record, not one inferred from silence. What is
 * missing is what the dry run was going to create, until the same file came through.
 */
async function selectFailedImports(tx: Reader, { orgId, pipelineId }: Omit<Place, 'stageId'>, [from, to]: readonly [string, string]): Promise<SystemEvent[]> {
  const { rows } = await sql<{ id: string; label: string; at: number; until: number | null; mapping: string; summary: string; pipeline: string }>`
    select i.id, i.file_name as label, ${ms('i.created_at')} as at, i.mapping, i.summary, p.name as pipeline,
      (select ${ms('min(r.done_at)')} from import r where r.org_id = i.org_id and r.file_name = i.file_name and r.status = 'done' and r.done_at > i.created_at) as until
    from import i join pipeline p on p.org_id = i.org_id and p.id = ${pipelineId}
    where i.org_id = ${orgId} and i.status = 'failed' and i.kind = 'deals' and i.mapping is not null and i.summary is not null
      and i.created_at >= ${from} and i.created_at < ${to} order by i.created_at desc limit 20`.execute(tx)
  return rows.flatMap((row): SystemEvent[] => {
    const into = (JSON.parse(row.mapping) as Mapping).pipeline
    const { created } = JSON.parse(row.summary) as Pick<ImportSummary, 'created'>
    if (into === undefined || !('use' in into) || (into.use !== pipelineId && into.use !== row.pipeline) || created === 0) return []
    return [{ id: `failed:${row.id}`, kind: 'integration_outage', label: row.label, at: row.at, until: row.until, carried: created, concernsStage: false, around: null }]
  })
}

/** Whether a publication altered the stage, the one before it or the one behind it, or the rules of the whole pipeline. */
export function concerns(after: PipelineDefinition, before: PipelineDefinition, stageId: string): boolean {
  const place = after.stages.findIndex(({ id }) => id === stageId)
  const near = after.stages.slice(Math.max(0, place - 1), place + 2).map(({ id }) => id)
  const of = (definition: PipelineDefinition, id: string) => JSON.stringify(definition.stages.find((stage) => stage.id === id) ?? null)
  return JSON.stringify(after.rules) !== JSON.stringify(before.rules) || near.some((id) => of(after, id) !== of(before, id))
}

/** What came from each source, day by day: leads, and deals of the pipeline that came without one. */
export async function selectSourceDays(tx: Reader, { orgId, pipelineId }: Place, span: { from: number; to: number }, zone: string): Promise<SourceDays[]> {
  const { rows } = await sql<{ source: string; label: string; day: string; n: number }>`
    select c.id as source, c.name as label, to_char(came.at at time zone ${zone}, 'YYYY-MM-DD') as day, count(*)::int as n
    from (select l.source_id, l.created_at as at from lead l where l.org_id = ${orgId} and l.created_at >= ${iso(span.from)} and l.created_at < ${iso(span.to)}
      union all select d.source_id, d.created_at from deal d
        where d.org_id = ${orgId} and d.pipeline_id = ${pipelineId} and d.lead_id is null and d.created_at >= ${iso(span.from)} and d.created_at < ${iso(span.to)}) came
    join channel c on c.org_id = ${orgId} and c.id = came.source_id
    group by 1, 2, 3`.execute(tx)
  const first = dayOf(span.from, zone)
  const begin = startOfDay(first, zone)
  const days = Math.max(1, Math.round((span.to - begin) / 86_400_000))
  const found = new Map<string, { label: string; counts: number[] }>()
  for (const { source, label, day, n } of rows) {
    const own = found.get(source) ?? { label, counts: new Array<number>(days).fill(0) }
    const place = Math.round((startOfDay(day, zone) - begin) / 86_400_000)
    if (place >= 0 && place < days) own.counts[place] = n
    found.set(source, own)
  }
  return [...found].map(([source, { label, counts }]) => ({ source, label, from: first, counts }))
}
