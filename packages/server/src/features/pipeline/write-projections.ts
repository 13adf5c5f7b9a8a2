import type { StayRow, VersionRow } from '@sluice/core/pipeline/project'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** The projection rows of one deal, to be written by their `n`. */
export interface ProjectionRows {
  dealId: string
  stays: readonly StayRow[]
  versions: readonly VersionRow[]
}

const batch = 2000

/** Writes stays and deal versions set-based: a new `n` is inserted, a known one replaced. */
export async function writeProjections(tx: Tx, orgId: string, rows: readonly ProjectionRows[]): Promise<void> {
  const stays = rows.flatMap((row) => row.stays.map((stay) => ({ dealId: row.dealId, ...stay })))
  for (let from = 0; from < stays.length; from += batch) {
    await sql`
      insert into stay (org_id, deal_id, n, pipeline_id, stage_id, entered_at, entered_known_at, left_at, left_known_at, exit, to_stage_id,
                        lost_reason_id, owner_id, team_id, source_id, risk_from, imported)
      select ${orgId}::uuid, "dealId", n, "pipelineId", "stageId", "enteredAt", "enteredKnownAt", "leftAt", "leftKnownAt", exit, "toStageId",
             "lostReasonId", "ownerId", "teamId", "sourceId", "riskFrom", imported
      from jsonb_to_recordset(${JSON.stringify(stays.slice(from, from + batch))}::jsonb) as r(
        "dealId" uuid, n int, "pipelineId" uuid, "stageId" uuid, "enteredAt" timestamptz, "enteredKnownAt" timestamptz,
        "leftAt" timestamptz, "leftKnownAt" timestamptz, exit text, "toStageId" uuid, "lostReasonId" uuid, "ownerId" uuid,
        "teamId" uuid, "sourceId" uuid, "riskFrom" timestamptz, imported boolean)
      on conflict (org_id, deal_id, n) do update set
        left_at = excluded.left_at, left_known_at = excluded.left_known_at, exit = excluded.exit,
        to_stage_id = excluded.to_stage_id, lost_reason_id = excluded.lost_reason_id`.execute(tx)
  }
  const versions = rows.flatMap((row) => row.versions.map((version) => ({ dealId: row.dealId, ...version })))
  for (let from = 0; from < versions.length; from += batch) {
    await sql`
      insert into deal_version (org_id, deal_id, n, known_from, known_to, pipeline_id, stage_id, status, amount_minor, currency,
                                win_probability, expected_close_on, owner_id, team_id, source_id, created_at, closed_at, lost_reason_id, is_dormant)
      select ${orgId}::uuid, "dealId", n, "knownFrom", "knownTo", "pipelineId", "stageId", status, "amountMinor", currency,
             "winProbability", "expectedCloseOn", "ownerId", "teamId", "sourceId", "createdAt", "closedAt", "lostReasonId", "isDormant"
      from jsonb_to_recordset(${JSON.stringify(versions.slice(from, from + batch))}::jsonb) as r(
        "dealId" uuid, n int, "knownFrom" timestamptz, "knownTo" timestamptz, "pipelineId" uuid, "stageId" uuid, status text,
        "amountMinor" bigint, currency char(3), "winProbability" numeric, "expectedCloseOn" date, "ownerId" uuid, "teamId" uuid,
        "sourceId" uuid, "createdAt" timestamptz, "closedAt" timestamptz, "lostReasonId" uuid, "isDormant" boolean)
      on conflict (org_id, deal_id, n) do update set known_to = excluded.known_to`.execute(tx)
  }
}
