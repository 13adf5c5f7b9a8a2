import { gate, type GateGroup } from '@sluice/core/config/gate'
import { pipelineRules } from '@sluice/core/config/pipeline-definition'
import type { CustomField } from '@sluice/core/fields/contract'
import { requiredFieldCriteria } from '@sluice/core/fields/required'
import { stagesOf, type MoveRules, type StageRule } from '@sluice/core/gates/way'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { fieldsOf } from '../fields/fields.queries.ts'

/** All SQL that reads how deals may move, what locks them, and what they owe. */

/** Custom fields of deals that are in use, whoever may see them: a gate asks in nobody's name. */
export async function selectDealFields(tx: Reader, orgId: string): Promise<CustomField[]> {
  return (await fieldsOf(tx, orgId, 'deal')).filter((field) => !field.isArchived)
}

/** A text always reads the same: it is parsed once a process. */
const parsed = new Map<string, GateGroup>()
const PARSED_LIMIT = 2000

function readGate(text: string | null): GateGroup | null {
  if (text === null) return null
  const known = parsed.get(text)
  if (known !== undefined) return known
  const read = gate.parse(JSON.parse(text))
  if (parsed.size >= PARSED_LIMIT) parsed.clear()
  parsed.set(text, read)
  return read
}

/**
 * Rules and gates of all pipelines as they are live. Documents are parsed again on the way out: a gate that cannot be read
 * is a fault and stops the move, never an open gate. Fields that are required from a stage on stand in the entry gates of
 * that stage and of every one after it.
 */
export async function selectMoveRules(tx: Reader, orgId: string, fields: readonly CustomField[]): Promise<MoveRules> {
  type Gates<T, K extends string> = Omit<T, K> & Record<K, string | null>
  const { rows } = await sql<{ id: string; wonName: string; rules: unknown; wonGate: string | null; stages: Gates<StageRule, 'entryGate' | 'exitGate'>[] }>`
    select p.id, p.won_name as "wonName", p.rules, p.won_gate::text as "wonGate", coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'pipelineId', s.pipeline_id, 'position', s.position, 'name', s.name, 'nextStepRequired', s.next_step_required,
        'entryGate', s.entry_gate::text, 'exitGate', s.exit_gate::text, 'isArchived', p.archived_at is not null) order by s.position)
      from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null), '[]') as stages
    from pipeline p where p.org_id = ${orgId}`.execute(tx)
  const rules: MoveRules = {
    stages: rows.flatMap((pipeline) => pipeline.stages.map((stage) => ({ ...stage, entryGate: readGate(stage.entryGate), exitGate: readGate(stage.exitGate) }))),
    pipelines: rows.map(({ stages: _, ...pipeline }) => ({ ...pipeline, rules: pipelineRules.parse(pipeline.rules), wonGate: readGate(pipeline.wonGate) })),
  }
  return fields.some((one) => one.settings.requiredFromStages.length > 0) ? withRequired(rules, fields) : rules
}

/** The rules with the fields that stages require, as criteria of the entry gate of such a stage and of those after it. */
export function withRequired(rules: MoveRules, fields: readonly CustomField[]): MoveRules {
  const stages = rules.pipelines.flatMap(({ id }) => {
    const asked = new Map<string, GateGroup['items'][number]>()
    return stagesOf(rules, id).map((stage): StageRule => {
      for (const criterion of requiredFieldCriteria(fields, stage.id)) asked.set(criterion.id, criterion)
      if (asked.size === 0) return stage
      return { ...stage, entryGate: { op: 'all', items: [...asked.values(), ...(stage.entryGate === null ? [] : [stage.entryGate])] } }
    })
  })
  return { ...rules, stages }
}

/** An approval that waits and what it keeps from being changed. */
export interface Lock {
  number: number
  lock: 'stage' | 'all'
}

/** Locks by deal; of several the one that locks the whole deal, then the earliest. */
export async function selectLocks(tx: Reader, orgId: string, dealIds: readonly string[]): Promise<Map<string, Lock>> {
  if (dealIds.length === 0) return new Map()
  const { rows } = await sql<Lock & { dealId: string }>`
    select distinct on (deal_id) deal_id as "dealId", number, lock from approval
    where org_id = ${orgId} and deal_id = any(${sql.val([...dealIds])}::uuid[]) and status = 'waiting' and lock in ('stage', 'all')
    order by deal_id, (lock = 'all') desc, number`.execute(tx)
  return new Map(rows.map((row) => [row.dealId, row]))
}

/** An open debt, as far as deciding and settling need it. */
export interface OpenDebt {
  id: string
  dealId: string
  pipelineId: string
  stageId: string | null
  criterionId: string
  criterion: unknown
}

export async function selectOpenDebts(tx: Reader, orgId: string, dealIds: readonly string[]): Promise<OpenDebt[]> {
  if (dealIds.length === 0) return []
  const { rows } = await sql<OpenDebt>`
    select id, deal_id as "dealId", pipeline_id as "pipelineId", stage_id as "stageId", criterion_id as "criterionId", criterion from gate_debt
    where org_id = ${orgId} and deal_id = any(${sql.val([...dealIds])}::uuid[]) and settled_at is null order by incurred_at, id`.execute(tx)
  return rows
}
