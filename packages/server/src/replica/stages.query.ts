import { successorOf } from '@sluice/core/catalog/successor'
import type { FunnelStage } from '@sluice/core/funnel/journey'
import { sql } from 'kysely'
import { selectSuccessors } from '../features/catalog/catalog.queries.ts'
import type { Reader } from '../platform/db.ts'

/** How the stages of a pipeline are read today. */
export interface StageReading {
  /** All that may be shown: those in use, and those that are gone and that nothing stands for; in order. */
  all: { id: string; winProbability: number; isGone: boolean }[]
  /** The stage that stands for one, itself when none does. */
  standsFor: (stageId: string) => string
  /** Stages that stand for others. */
  successors: ReadonlySet<string>
  /** Whether any stage stands for another, or may ever have been taken away and brought back. */
  hasLineage: boolean
  /** Changes when deals must be read anew. */
  key: string
}

export async function readStageReading(tx: Reader, orgId: string, pipelineId: string): Promise<StageReading> {
  const { rows } = await sql<{ id: string; win_probability: number; is_gone: boolean }>`
    select s.id, s.win_probability::float8 as win_probability, s.archived_at is not null as is_gone from stage s
    where s.org_id = ${orgId} and s.pipeline_id = ${pipelineId} and (s.archived_at is null
      or not exists (select from stage_successor l where l.org_id = s.org_id and l.stage_id = s.id))
    order by s.position, s.archived_at nulls first, s.id`.execute(tx)
  const successors = await selectSuccessors(tx, orgId, pipelineId)
  const published = await sql<{ n: number }>`select count(*)::int as n from pipeline_version where org_id = ${orgId} and pipeline_id = ${pipelineId}`.execute(tx)
  const all = rows.map((row) => ({ id: row.id, winProbability: row.win_probability, isGone: row.is_gone }))
  const standsFor = successorOf(successors)
  return {
    all,
    standsFor,
    successors: new Set([...successors.keys()].map(standsFor)),
    hasLineage: successors.size > 0 || (published.rows[0]?.n ?? 0) > 1,
    key: JSON.stringify([all.map(({ id, isGone }) => [id, isGone]), [...successors].sort(([a], [b]) => (a < b ? -1 : 1))]),
  }
}

/** The stages of the funnel: those in use, and of those that are gone the ones that deals have been in. */
export function stagesOf(reading: StageReading, wasIn: (stageId: string) => boolean): FunnelStage[] {
  return reading.all.filter(({ id, isGone }) => !isGone || wasIn(id)).map(({ id, winProbability }, i) => ({ id, position: i + 1, winProbability }))
}
