import type { AutomationObject } from '@sluice/core/automation/definition'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { guardRates } from './guards.ts'
import type { ActiveAutomation } from './versions.ts'

/** A run that is to be. */
export interface NewRun {
  automation: Pick<ActiveAutomation, 'id' | 'name' | 'number' | 'position' | 'definition'>
  key: string
  recordType: AutomationObject | null
  recordId: string | null
  causeSeq: number | null
  depth: number
  actorId: string | null
  occasion: string
  inputs: Record<string, unknown>
  /** When it happened: runs are worked in this order. */
  at: string
}

/**
 * Writes runs down, each key of an automation once, and keeps the guards: one that comes from too many automations in a row is cut at once,
 * and an automation that is set off too often is paused. Answers the ids of those that are new.
 */
export async function setOff(tx: Tx, act: Act, runs: readonly NewRun[]): Promise<string[]> {
  if (runs.length === 0) return []
  const rows = runs.map((run) => ({
    id: newId(), automation_id: run.automation.id, version_number: run.automation.number, key: run.key, record_type: run.recordType, record_id: run.recordId, cause_seq: run.causeSeq, depth: run.depth, actor_id: run.actorId,
    occasion: run.occasion, position: run.automation.position, is_first: run.automation.definition.stopOnFirst, inputs: run.inputs, due_at: run.at,
  }))
  const { rows: made } = await sql<{ id: string; automationId: string; recordId: string | null; depth: number }>`
    insert into automation_run (org_id, id, automation_id, version_number, key, record_type, record_id, cause_seq, depth, actor_id, occasion, position, is_first, inputs, due_at, at)
    select ${act.orgId}::uuid, id, automation_id, version_number, key, record_type, record_id, cause_seq, depth, actor_id, occasion, position, is_first, inputs, due_at, ${act.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, automation_id uuid, version_number integer, key text, record_type text, record_id uuid, cause_seq bigint, depth integer, actor_id uuid, occasion text, position integer,
      is_first boolean, inputs jsonb, due_at timestamptz)
    on conflict (org_id, automation_id, key) do nothing returning id, automation_id as "automationId", record_id as "recordId", depth`.execute(tx)
  if (made.length === 0) return []
  await guardRates(tx, act, made)
  // Whoever works runs hears of it after commit, with an empty list of events.
  await sql`select pg_notify('sluice_event', ${JSON.stringify({ org: act.orgId, seqs: [] })})`.execute(tx)
  return made.map((row) => row.id)
}
