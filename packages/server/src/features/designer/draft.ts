import type { Pipeline } from '@sluice/core/catalog/contract'
import { attachmentKind } from '@sluice/core/activities/contract'
import { dealObject } from '@sluice/core/conditions/objects'
import type { PipelineDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'
import type { Draft, DraftEffect, saveDraft as saveContract } from '@sluice/core/designer/contract'
import { definitionOf } from '@sluice/core/designer/definition'
import { effectOf } from '@sluice/core/designer/effect'
import { problemsOf, type Problem } from '@sluice/core/designer/problems'
import type { StageCounts } from '@sluice/core/designer/stage-counts'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { lockPipeline, selectDraft, selectReferences, selectStageCounts } from './designer.queries.ts'

/** One pipeline of the organisation, or `record.not_found`. */
export async function requirePipeline(tx: Reader, orgId: string, id: string): Promise<Pipeline> {
  return (await selectPipelines(tx, orgId, id))[0] ?? refuse('record.not_found')
}

/** The draft of a pipeline; without one the live definition, as version 0. */
export async function readDraft(tx: Reader, orgId: string, id: string): Promise<Draft> {
  const pipeline = await requirePipeline(tx, orgId, id)
  const stored = await selectDraft(tx, orgId, id)
  const common = { pipelineId: id, publishedN: pipeline.publishedN }
  if (stored === null) return { ...common, definition: definitionOf(pipeline), mapping: [], isDraft: false, changedBy: null, changedAt: null, version: 0 }
  return { ...common, ...stored, isDraft: true }
}

/** Keeps a draft made from `version`; whoever saved meanwhile wins, the second is told. It may still have problems. */
export async function saveDraft(tx: Tx, act: Act, id: string, { definition, mapping, version }: BodyOf<typeof saveContract>): Promise<void> {
  const { orgId } = act
  if (!(await lockPipeline(tx, orgId, id))) refuse('record.not_found')
  const stored = await selectDraft(tx, orgId, id)
  if ((stored?.version ?? 0) !== version) refuse('conflict.stale_version')
  const { publishedN } = await requirePipeline(tx, orgId, id)
  const values = {
    definition: JSON.stringify(definition), mapping: JSON.stringify(mapping), base_n: publishedN, changed_by: act.actorId ?? refuse('permission.denied'),
    changed_at: act.now, version: version + 1,
  }
  await tx
    .insertInto('pipeline_draft')
    .values({ org_id: orgId, pipeline_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'pipeline_id']).doUpdateSet(values))
    .execute()
}

export async function discardDraft(tx: Tx, orgId: string, id: string): Promise<void> {
  if (!(await lockPipeline(tx, orgId, id))) refuse('record.not_found')
  await tx.deleteFrom('pipeline_draft').where('org_id', '=', orgId).where('pipeline_id', '=', id).execute()
}

/** What publishing the draft would change. Money is added up in the organisation's currency. */
export async function readEffect(tx: Reader, orgId: string, id: string, currency: string): Promise<DraftEffect> {
  const live = definitionOf(await requirePipeline(tx, orgId, id))
  const { definition, mapping } = await readDraft(tx, orgId, id)
  const counts = await selectStageCounts(tx, orgId, id, currency)
  return { problems: await findProblems(tx, orgId, id, { live, definition, mapping, counts }), ...effectOf(live, definition, mapping, counts) }
}

/** Everything that stands in the way of a definition's publication. */
export async function findProblems(
  tx: Reader, orgId: string, id: string,
  change: { live: PipelineDefinition; definition: PipelineDefinition; mapping: StageMapping; counts: ReadonlyMap<string, StageCounts> },
): Promise<Problem[]> {
  const { live, definition, mapping, counts } = change
  const known = {
    ...(await selectReferences(tx, orgId, id, definition.stages.map((stage) => stage.id))),
    attachmentKinds: new Set<string>(attachmentKind.options), catalogue: await withCustomFields(tx, orgId, null, dealObject),
  }
  return problemsOf(live, definition, mapping, counts, known)
}
