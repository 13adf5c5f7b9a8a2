import { criteriaOf, type GateGroup } from '@sluice/core/config/gate'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** The stage of needs analysis, by what teams and our templates call it. */
const analysing = /needs|analys|discovery|requirement|需求|调研/i
/** What only warns is never owed, so nobody knows whether it was there. */
const asksForEvidence = (gate: GateGroup | null) => criteriaOf(gate).some(({ severity }) => severity !== 'warn')

interface GatedStage {
  id: string
  key: string
  name: string
  entryGate: GateGroup | null
  exitGate: GateGroup | null
}

/** What of a pipeline asks for evidence: whether anything does, and the stage of needs analysis if its exit does. */
export async function selectGated(tx: Reader, orgId: string, pipelineId: string): Promise<{ isGated: boolean; analysis: GatedStage | null }> {
  const { rows: stages } = await sql<GatedStage>`
    select id, key, name, entry_gate as "entryGate", exit_gate as "exitGate" from stage
    where org_id = ${orgId} and pipeline_id = ${pipelineId} and archived_at is null order by position`.execute(tx)
  const { rows: won } = await sql<{ gate: GateGroup | null }>`select won_gate as gate from pipeline where org_id = ${orgId} and id = ${pipelineId}`.execute(tx)
  return {
    isGated: [...stages.flatMap((stage) => [stage.entryGate, stage.exitGate]), ...won.map(({ gate }) => gate)].some(asksForEvidence),
    analysis: stages.find((stage) => (analysing.test(stage.key) || analysing.test(stage.name)) && asksForEvidence(stage.exitGate)) ?? null,
  }
}

/** Stays that left a stage without the evidence its exit asks for: owed then, and not there by `asOf` either. Debts of a move are recorded at its moment. */
export async function selectLacking(tx: Reader, orgId: string, stageId: string, { from, asOf }: { from: string; asOf: string }): Promise<{ dealId: string; at: number }[]> {
  const { rows } = await sql<{ dealId: string; at: number }>`
    select distinct deal_id as "dealId", round(extract(epoch from incurred_at) * 1000)::float8 as at from gate_debt
    where org_id = ${orgId} and stage_id = ${stageId} and incurred_at >= ${from} and incurred_at <= ${asOf}
      and (settled_by is distinct from 'evidence' or settled_at > ${asOf})`.execute(tx)
  return rows
}

/** Since when a stage's exit has had a gate without a break, in epoch milliseconds; -Infinity: always, as far as is known. */
export async function selectGatedSince(tx: Reader, orgId: string, pipelineId: string, stageId: string): Promise<number> {
  const { rows } = await sql<{ at: number; gated: boolean }>`
    select extract(epoch from v.published_at)::float8 * 1000 as at,
      exists (select from jsonb_array_elements(v.definition->'stages') s where s->>'id' = ${stageId} and jsonb_typeof(s->'exitGate') = 'object') as gated
    from pipeline_version v where v.org_id = ${orgId} and v.pipeline_id = ${pipelineId} order by v.n desc`.execute(tx)
  const before = rows.findIndex(({ gated }) => !gated)
  return before < 0 ? -Infinity : (rows[before - 1]?.at ?? -Infinity)
}
