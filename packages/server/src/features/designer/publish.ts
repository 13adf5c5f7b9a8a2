import type { Pipeline } from '@sluice/core/catalog/contract'
import type { PipelineDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'
import { definitionOf } from '@sluice/core/designer/definition'
import { mappingInForce, undoMapping } from '@sluice/core/designer/mapping'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import { prepareBulk } from '../../platform/bulk.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { holdPlaces } from '../../platform/place-lock.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeDefinition } from '../catalog/write-definition.ts'
import { lockDeals } from '../pipeline/pipeline.queries.ts'
import { saveDeals, type DealWrite } from '../pipeline/save-deals.ts'
import { findProblems, requirePipeline } from './draft.ts'
import { writeDwellDays } from './dwell-days.ts'
import { lockPipeline, selectDraft, selectMappings, selectRemapped, selectStageCounts, selectStanding, selectVersion } from './designer.queries.ts'

/**
 * Makes the draft the live definition, at one instant: rows, version, successors, the open deals of stages that go.
 * Two at once: the second waits, and finds no draft. Nobody can put a deal into a stage meanwhile (platform/place-lock).
 */
export async function publishDraft(tx: Tx, act: Act, viewer: Viewer, id: string, wanted: { version: number; note: string; currency: string }): Promise<void> {
  const pipeline = await holdPipeline(tx, act.orgId, id)
  const draft = (await selectDraft(tx, act.orgId, id)) ?? refuse('designer.no_draft')
  if (draft.version !== wanted.version) refuse('conflict.stale_version')
  const live = definitionOf(pipeline)
  const { definition, mapping } = draft
  const counts = await selectStageCounts(tx, act.orgId, id, wanted.currency)
  const problems = await findProblems(tx, act.orgId, id, { live, definition, mapping, counts })
  if (problems.length > 0) refuse('designer.not_publishable', { count: problems.length }, problems)
  const n = await putInForce(tx, act, viewer, pipeline, { definition, mapping, note: wanted.note, undoesN: null })
  await tx.deleteFrom('pipeline_draft').where('org_id', '=', act.orgId).where('pipeline_id', '=', id).execute()
  await tell(tx, act, id, { type: 'pipeline.published', payload: { name: definition.name, n, note: wanted.note } }, n)
}

/**
 * Publishes the definition before publication `n` anew. Stages come back with their ids; deals that the publication
 * moved and nobody has moved since go back to where they were, those that came later to the stage that stands for theirs.
 * A draft stays as it is, to be published or thrown away.
 */
export async function undoPublication(tx: Tx, act: Act, viewer: Viewer, id: string, n: number): Promise<void> {
  const { orgId } = act
  const pipeline = await holdPipeline(tx, orgId, id)
  const undone = pipeline.publishedN === n && n > 1 ? await selectVersion(tx, orgId, id, n) : null
  const former = undone === null ? null : await selectVersion(tx, orgId, id, n - 1)
  if (undone === null || former === null) refuse('designer.nothing_to_undo')
  const live = definitionOf(pipeline)
  const mapping = undoMapping(live, former.definition, undone.mapping, await selectMappings(tx, orgId, id, n))
  const definition = { ...former.definition, ...keptNames(live, undone.definition, former.definition) }
  await tx.updateTable('pipeline_version').set({ undone_at: act.now }).where('org_id', '=', orgId).where('pipeline_id', '=', id).where('n', '=', n).execute()
  const published = await putInForce(tx, act, viewer, pipeline, { definition, mapping, note: '', undoesN: n, undoneMapping: undone.mapping })
  await tell(tx, act, id, { type: 'pipeline.publication_undone', payload: { name: definition.name, n } }, published)
}

/** The pipeline, held alone until the transaction ends. */
async function holdPipeline(tx: Tx, orgId: string, id: string): Promise<Pipeline> {
  await holdPlaces(tx, orgId)
  if (!(await lockPipeline(tx, orgId, id))) refuse('record.not_found')
  return requirePipeline(tx, orgId, id)
}

/** A pipeline may have been renamed outside of any publication: what the undone one did not change stays as it is. */
function keptNames(live: PipelineDefinition, undone: PipelineDefinition, former: PipelineDefinition): Partial<PipelineDefinition> {
  return {
    ...(undone.name === former.name && { name: live.name }),
    ...(undone.definition === former.definition && { definition: live.definition }),
  }
}

interface Change {
  definition: PipelineDefinition
  mapping: StageMapping
  note: string
  undoesN: number | null
  /** Of the publication that is undone: deals that it put into a stage that stays go back, too. */
  undoneMapping?: StageMapping
}

/** Writes a publication; answers its number. */
async function putInForce(tx: Tx, act: Act, viewer: Viewer, pipeline: Pipeline, { definition, mapping, note, undoesN, undoneMapping = [] }: Change): Promise<number> {
  const { orgId } = act
  const live = definitionOf(pipeline)
  if (pipeline.publishedN === 0) await writeFirstVersion(tx, orgId, pipeline.id, live)
  const n = Math.max(pipeline.publishedN, 1) + 1
  const inForce = mappingInForce(live, definition, mapping)
  // Asked before anything is written: whom the undone publication had moved.
  const standing = await selectStanding(tx, orgId, pipeline.id, [...new Set([...inForce.keys(), ...undoneMapping.map((one) => one.to)])])
  const back = undoesN === null ? new Map<string, string>() : await selectRemapped(tx, orgId, undoesN, standing)
  await writeDefinition(tx, act, pipeline.id, definition, { n, mapping: [...inForce].map(([from, to]) => ({ from, to })), note, undoesN })
  await writeSuccessors(tx, orgId, pipeline.id, n, definition, inForce)
  const stages = new Set(definition.stages.map((stage) => stage.id))
  await remapDeals(tx, act, viewer, standing, n, (dealId, stageId) => {
    const origin = back.get(dealId)
    return origin !== undefined && stages.has(origin) ? origin : inForce.get(stageId)
  })
  await writeDwellDays(tx, orgId, pipeline.id, new Date(act.now))
  return n
}

/** Of a pipeline from before versions were kept: what was in force since it was made, as far as anybody knows. */
async function writeFirstVersion(tx: Tx, orgId: string, pipelineId: string, live: PipelineDefinition): Promise<void> {
  await sql`
    insert into pipeline_version (org_id, pipeline_id, n, definition, published_at)
    select org_id, id, 1, ${JSON.stringify(live)}::jsonb, created_at from pipeline where org_id = ${orgId} and id = ${pipelineId}`.execute(tx)
}

/** A stage in use stands for itself; one that goes is followed by the one it is mapped to. */
async function writeSuccessors(tx: Tx, orgId: string, pipelineId: string, n: number, definition: PipelineDefinition, mapping: ReadonlyMap<string, string>): Promise<void> {
  await tx.deleteFrom('stage_successor').where('org_id', '=', orgId).where('pipeline_id', '=', pipelineId).where('stage_id', 'in', definition.stages.map((stage) => stage.id)).execute()
  if (mapping.size === 0) return
  await tx
    .insertInto('stage_successor')
    .values([...mapping].map(([stage_id, successor_id]) => ({ org_id: orgId, stage_id, successor_id, pipeline_id: pipelineId, version_n: n })))
    .onConflict((conflict) => conflict.columns(['org_id', 'stage_id']).doUpdateSet({ successor_id: sql`excluded.successor_id`, version_n: sql`excluded.version_n` }))
    .execute()
}

const dealsAtOnce = 2000

/** Moves open deals out of stages that went. Nobody's clock is reset: when the stage was entered stays as it was. */
async function remapDeals(tx: Tx, act: Act, viewer: Viewer, ids: readonly string[], n: number, target: (dealId: string, stageId: string) => string | undefined): Promise<void> {
  if (ids.length > dealsAtOnce) await prepareBulk(tx)
  for (let from = 0; from < ids.length; from += dealsAtOnce) {
    const deals = await lockDeals(tx, viewer, ids.slice(from, from + dealsAtOnce))
    const writes = deals.flatMap((deal): DealWrite[] => {
      const to = target(deal.id, deal.stageId)
      if (to === undefined) return []
      const body = { type: 'deal.remapped', payload: { pipelineId: deal.pipelineId, from: deal.stageId, to, versionN: n } } as const
      // A clock that runs behind the entry (another machine's) must not make a stay of negative length.
      const at = act.now > deal.stageEnteredAt ? act.now : deal.stageEnteredAt
      return [{ before: deal, after: { ...deal, stageId: to }, events: [{ body, at }] }]
    })
    await saveDeals(tx, { ...act, isAutomatic: true }, writes)
  }
}

type Told =
  | { type: 'pipeline.published'; payload: { name: string; n: number; note: string } }
  | { type: 'pipeline.publication_undone'; payload: { name: string; n: number } }

/** In the log, and to everybody who answers for how the team sells; `n` is the version in force from now on. */
async function tell(tx: Tx, act: Act, pipelineId: string, told: Told, n: number): Promise<void> {
  await append(tx, act, [{ ...told, subjectType: 'config', subjectId: pipelineId, ownerId: null, teamId: null }])
  const people = await tx
    .selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('role', 'in', ['admin', 'manager']).where('status', '=', 'active').execute()
  const data = { name: told.payload.name, n, undoes: told.type === 'pipeline.publication_undone' ? told.payload.n : null }
  await notify(tx, act, people.map(({ id }) => ({ userId: id, kind: 'pipeline_published', data, subjectType: 'config', subjectId: pipelineId })))
}
