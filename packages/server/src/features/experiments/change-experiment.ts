import { playbook } from '@sluice/core/config/pipeline-definition'
import type { changeExperiment as changeContract, concludeExperiment as concludeContract, createExperiment as createContract } from '@sluice/core/experiments/contract'
import { experimentDefinition, type ExperimentArm } from '@sluice/core/experiments/definition'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { readDraft, saveDraft } from '../designer/draft.ts'
import { findProblems } from './experiments.queries.ts'
import { mayAdopt, mayWrite } from './experiments.policy.ts'
import { readPlan } from './plan-figures.ts'

const tell = (tx: Tx, act: Act, id: string, name: string) => append(tx, act, [{ type: 'config.changed', payload: { what: 'experiment', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])

export async function createExperiment(tx: Tx, act: Act, viewer: Viewer, { name, definition }: BodyOf<typeof createContract>): Promise<string> {
  if (!managesFunnel(viewer)) refuse('permission.denied')
  const id = newId()
  await tx.insertInto('experiment').values({ org_id: act.orgId, id, name, state: 'draft', definition: JSON.stringify(definition), owner_id: viewer.userId, created_at: act.now, updated_at: act.now }).execute()
  await tell(tx, act, id, name)
  return id
}

async function lock(tx: Tx, act: Act, viewer: Viewer, id: string, version: number | null) {
  const row = await tx.selectFrom('experiment').selectAll().where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  if (!mayWrite(viewer, row.owner_id)) refuse('permission.denied')
  if (version !== null && row.version !== version) refuse('conflict.stale_version')
  return row
}
type Locked = Awaited<ReturnType<typeof lock>>

async function save(tx: Tx, act: Act, before: Locked, set: { name?: string; definition?: string; state?: string; started_at?: string; ended_at?: string; plan?: string; conclusion?: string; owner_id?: string }): Promise<void> {
  await tx.updateTable('experiment').set({ ...set, updated_at: act.now, version: before.version + 1 }).where('org_id', '=', act.orgId).where('id', '=', before.id).execute()
  await tell(tx, act, before.id, set.name ?? before.name)
}

/** A name may change at any time; what is tried stands once deals have begun to enter. */
export async function changeExperiment(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, { name, definition }: BodyOf<typeof changeContract>): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  if (definition !== undefined && before.state !== 'draft') refuse('experiment.running')
  await save(tx, act, before, { ...(name !== undefined && { name }), ...(definition !== undefined && { definition: JSON.stringify(definition) }) })
}

export async function removeExperiment(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const before = await lock(tx, act, viewer, id, null)
  if (before.state !== 'draft') refuse('experiment.not_draft')
  await tx.deleteFrom('experiment').where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, before.name)
}

/** From this instant deals enter, with the reach of whoever started it. */
export async function startExperiment(tx: Tx, act: Act, asker: Asker, id: string, version: number): Promise<void> {
  const before = await lock(tx, act, asker.viewer, id, version)
  if (before.state !== 'draft') refuse('experiment.not_draft')
  const definition = experimentDefinition.parse(before.definition)
  const problems = await findProblems(tx, asker, definition)
  if (problems.length > 0) refuse('experiment.has_problems', { n: problems.length, problems })
  await save(tx, act, before, { state: 'running', started_at: act.now, owner_id: asker.viewer.userId, plan: JSON.stringify(await readPlan(tx, asker, definition)) })
}

const requireRunning = ({ state }: Locked) => void (state !== 'running' && refuse('experiment.not_running'))

export async function stopExperiment(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, reason: string): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  requireRunning(before)
  await save(tx, act, before, { state: 'stopped', ended_at: act.now, conclusion: JSON.stringify({ arm: null, reason, byId: viewer.userId, adoptedStageId: null }) })
}

export async function concludeExperiment(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, { arm: key, reason, adoptStageId }: BodyOf<typeof concludeContract>): Promise<void> {
  const before = await lock(tx, act, viewer, id, version)
  requireRunning(before)
  const { arms, pipelineId } = experimentDefinition.parse(before.definition)
  const arm = arms.find((one) => one.key === key)
  if (key !== null && arm === undefined) refuse('experiment.unknown_arm')
  if (adoptStageId !== null) {
    if (!mayAdopt(viewer)) refuse('permission.denied')
    if (arm === undefined || pipelineId === null) refuse('experiment.unknown_arm')
    await adopt(tx, act, pipelineId, adoptStageId, before.name, arm)
  }
  await save(tx, act, before, { state: 'concluded', ended_at: act.now, conclusion: JSON.stringify({ arm: key, reason, byId: viewer.userId, adoptedStageId: adoptStageId }) })
}

/** Writes the path into the stage's playbook, in the draft of the pipeline: it takes effect when somebody publishes that. */
async function adopt(tx: Tx, act: Act, pipelineId: string, stageId: string, experiment: string, arm: ExperimentArm): Promise<void> {
  const { definition, mapping, version } = await readDraft(tx, act.orgId, pipelineId)
  const stage = definition.stages.find((one) => one.id === stageId) ?? refuse('record.not_found')
  const scripts = [stage.playbook.scripts.trim(), [`【${experiment}】${arm.name}`, arm.path.trim(), ...arm.tasks.map((task) => `· ${task.title}`)].filter((part) => part !== '').join('\n')].filter((part) => part !== '').join('\n\n')
  const changed = playbook.safeParse({ ...stage.playbook, scripts })
  if (!changed.success) refuse('experiment.playbook_full')
  await saveDraft(tx, act, pipelineId, { definition: { ...definition, stages: definition.stages.map((one) => (one.id === stageId ? { ...one, playbook: changed.data } : one)) }, mapping, version })
}

/** Keeps what the experiment says now over all deals; answers whether that is news. */
export async function keepVerdict(tx: Tx, orgId: string, id: string, verdict: { code: string; arm: string | null; at: string }): Promise<boolean> {
  const { rows } = await sql<{ told: string | null }>`update experiment set verdict = ${JSON.stringify(verdict)}::jsonb where org_id = ${orgId} and id = ${id} and state = 'running' returning told`.execute(tx)
  return rows[0] !== undefined && rows[0].told !== `${verdict.code}:${verdict.arm ?? ''}`
}
