import type { Rescore, ScoringSetup } from '@sluice/core/scoring/contract'
import { defaultScoreRules } from '@sluice/core/scoring/default-rules'
import type { Viewer } from '@sluice/core/identity/policy'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { mayWriteScoring } from './scoring.policy.ts'

/** All SQL that reads rules, versions and their jobs. */

export interface Draft {
  rules: ScoreRules
  isDraft: boolean
  version: number
  changedAt: string | null
  changedBy: { id: string; name: string } | null
}
export interface Version {
  n: number
  rules: ScoreRules
  note: string
  publishedAt: string
  publishedBy: { id: string; name: string } | null
}

const person = (alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is null then null else jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}) end`

export async function selectVersions(tx: Reader, orgId: string, limit: number): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select v.n, v.rules, v.note, v.published_at as "publishedAt", ${person('u')} as "publishedBy"
    from score_version v left join app_user u on u.org_id = v.org_id and u.id = v.published_by where v.org_id = ${orgId} order by v.n desc limit ${limit}`.execute(tx)
  return rows
}

interface SetupRow { draft: ScoreRules | null; version: number; modelPoints: number | null; changedAt: string | null; changedBy: Draft['changedBy'] }

/** The draft; without one the rules in force, and before the first publication those that come with Sluice. */
export async function selectDraft(tx: Reader, orgId: string, published: Version | null): Promise<Draft & { modelPoints: number | null }> {
  const { rows } = await sql<SetupRow>`
    select s.draft, s.draft_version as version, s.model_points as "modelPoints", s.draft_at as "changedAt", ${person('u')} as "changedBy"
    from score_setup s left join app_user u on u.org_id = s.org_id and u.id = s.draft_by where s.org_id = ${orgId}`.execute(tx)
  const row = rows[0] ?? { draft: null, version: 0, modelPoints: null, changedAt: null, changedBy: null }
  const isDraft = row.draft !== null
  return {
    rules: row.draft ?? published?.rules ?? defaultScoreRules, isDraft, version: row.version, modelPoints: row.modelPoints,
    changedAt: isDraft ? row.changedAt : null, changedBy: isDraft ? row.changedBy : null,
  }
}

export async function selectRescore(tx: Reader, orgId: string): Promise<Rescore | null> {
  const { rows } = await sql<Rescore>`
    select id, status, because, version_n as "versionN", done, total, became_ready as "becameReady", ceased, started_at as "startedAt", finished_at as "finishedAt"
    from rescore where org_id = ${orgId} order by started_at desc, id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function selectScoring(tx: Reader, viewer: Viewer): Promise<ScoringSetup> {
  const { orgId } = viewer
  const published = (await selectVersions(tx, orgId, 1))[0] ?? null
  const { modelPoints, ...draft } = await selectDraft(tx, orgId, published)
  const { rows } = await sql<{ grade: string | null; n: number; ready: number }>`
    select l.grade, count(*) as n, count(*) filter (where s.is_ready) as ready
    from lead l left join lead_score s on s.org_id = l.org_id and s.lead_id = l.id
    where l.org_id = ${orgId} and l.status not in ('converted', 'invalid') and ${scopeFilter(viewer, 'lead', 'read', 'l')} group by l.grade`.execute(tx)
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    draft, published, modelPoints, rescore: await selectRescore(tx, orgId), canWrite: mayWriteScoring(viewer),
    leads: {
      all: sum(({ n }) => n), scored: sum(({ grade, n }) => (grade === null ? 0 : n)), ready: sum(({ ready }) => ready),
      grades: (published?.rules.grades ?? []).map(({ key }) => ({ grade: key, n: rows.find(({ grade }) => grade === key)?.n ?? 0 })),
    },
  }
}
