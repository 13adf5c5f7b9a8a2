import { copyDefinition } from '@sluice/core/designer/copy'
import { definitionOf } from '@sluice/core/designer/definition'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { createPipeline } from '../catalog/create-pipeline.ts'
import { requirePipeline } from './draft.ts'

/** A new pipeline with the live definition of another, under another name; answers its id. Stages keep their keys. */
export async function copyPipeline(tx: Tx, act: Act, id: string, name: string): Promise<string> {
  const original = await requirePipeline(tx, act.orgId, id)
  const copyId = newId()
  const definition = copyDefinition(definitionOf(original), { from: id, to: copyId }, newId)
  const keys = original.stages.map((stage) => stage.key)
  await createPipeline(tx, act, {
    ...definition, name, templateKey: original.templateKey, stages: definition.stages.map((stage, i) => ({ ...stage, key: keys[i] ?? stage.id })),
  }, copyId)
  return copyId
}
