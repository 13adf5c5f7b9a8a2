import type { CompleteObject } from '@sluice/core/fields/completeness'
import type { getCompletenessReport } from '@sluice/core/fields/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import type { AskedField } from './asked-fields.ts'

/** For each field in order: true filled, false missing, null not asked of this record. */
const answers = (fields: readonly AskedField[]): RawBuilder<(boolean | null)[]> =>
  fields.length === 0 ? sql`array[]::boolean[]` : sql`array[${sql.join(fields.map(({ asked, filled }) => sql`case when ${asked} then (${filled}) is true end`))}]::boolean[]`

/** How one record that the viewer may see stands; undefined when there is none. */
export async function selectStanding(tx: Reader, viewer: Viewer, object: CompleteObject, id: string, fields: readonly AskedField[]): Promise<(boolean | null)[] | undefined> {
  const { rows } = await sql<{ answers: (boolean | null)[] }>`
    select ${answers(fields)} as answers from ${sql.table(object)} r
    where r.org_id = ${viewer.orgId} and r.id = ${id} and ${scopeFilter(viewer, object, 'read', 'r')}`.execute(tx)
  return rows[0]?.answers
}

/** Records that are still worked on. */
const open: Readonly<Record<CompleteObject, RawBuilder<boolean>>> = {
  deal: sql`r.status = 'open'`, lead: sql`r.status not in ('converted', 'invalid')`, account: sql`true`, contact: sql`true`,
}

type Report = Omit<AnswerOf<typeof getCompletenessReport>, 'fields'> & { fields: { n: number; filled: number; asked: number }[] }

/**
 * Completeness of open records that the viewer may see, in one statement. A record's score is filled ÷ asked; that of an
 * owner, of a team and of all is the mean of their records' scores. Records of which nothing is asked are not counted.
 * `n` is a field's place in `fields`, from 1.
 */
export async function selectReport(tx: Reader, viewer: Viewer, object: CompleteObject, pipelineId: string | null, fields: readonly AskedField[]): Promise<Report> {
  const inPipeline = object === 'deal' && pipelineId !== null ? sql`r.pipeline_id = ${pipelineId}` : sql`true`
  const { rows } = await sql<Report>`
    with standing as (
      select r.owner_id, r.team_id, ${answers(fields)} as answers from ${sql.table(object)} r
      where r.org_id = ${viewer.orgId} and ${open[object]} and ${inPipeline} and ${scopeFilter(viewer, object, 'read', 'r')}
    ), scored as materialized (
      select s.owner_id, s.team_id, s.answers, c.filled::float8 / c.asked as score
      from standing s cross join lateral (select count(*) filter (where a is not null) as asked, count(*) filter (where a) as filled from unnest(s.answers) a) c
      where c.asked > 0
    ), owners as (
      select owner_id, count(*)::int as records, avg(score) as score from scored group by owner_id
    ), teams as (
      select team_id, count(*)::int as records, avg(score) as score from scored group by team_id
    ), fields as (
      select a.n::int as n, count(*) filter (where a.is_filled)::int as filled, count(*) filter (where a.is_filled is not null)::int as asked
      from scored s cross join lateral unnest(s.answers) with ordinality a(is_filled, n) group by a.n
    )
    select (select count(*)::int from scored) as records, (select avg(score) from scored) as score,
      (select coalesce(jsonb_agg(jsonb_build_object('owner', case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end,
          'records', o.records, 'score', o.score) order by o.score, o.records desc, u.id), '[]')
        from owners o left join app_user u on u.org_id = ${viewer.orgId} and u.id = o.owner_id) as owners,
      (select coalesce(jsonb_agg(jsonb_build_object('team', case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end,
          'records', g.records, 'score', g.score) order by g.score, g.records desc, t.id), '[]')
        from teams g left join team t on t.org_id = ${viewer.orgId} and t.id = g.team_id) as teams,
      (select coalesce(jsonb_agg(jsonb_build_object('n', n, 'filled', filled, 'asked', asked) order by n), '[]') from fields) as fields`.execute(tx)
  return rows[0] ?? { records: 0, score: null, owners: [], teams: [], fields: [] }
}
