import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { createPipeline } from '../../packages/core/src/catalog/contract.ts'
import type { Pipeline } from '../../packages/core/src/catalog/contract.ts'
import type { Criterion, GateGroup } from '../../packages/core/src/config/gate.ts'
import type { PipelineDefinition } from '../../packages/core/src/config/pipeline-definition.ts'
import { getDraft, publishDraft, saveDraft } from '../../packages/core/src/designer/contract.ts'
import { ask } from './ask.ts'
import { unique } from './board.ts'

type Part<T extends Criterion> = T extends Criterion ? Omit<T, 'id' | 'severity' | 'help' | 'label'> & Partial<Pick<T, 'severity' | 'help' | 'label'>> : never

/** A criterion with an id of its own; it blocks, if nothing else is said. */
export function criterion(part: Part<Criterion>): Criterion {
  return { id: randomUUID(), severity: 'block', label: '', help: '', ...part }
}
export const all = (...items: GateGroup['items']): GateGroup => ({ op: 'all', items })
export const any = (...items: GateGroup['items']): GateGroup => ({ op: 'any', items })

/** A pipeline of a test's own with stages 接洽, 确认 and 谈判, and with what the test makes of its definition. */
export async function gatedPipeline(request: APIRequestContext, define: (definition: PipelineDefinition) => void): Promise<Pipeline> {
  const made = await ask(request, createPipeline, { body: { name: unique('门禁'), stages: ['接洽', '确认', '谈判'], wonName: '成交' } })
  const params = { id: made.id }
  const { definition } = await ask(request, getDraft, { params })
  define(definition)
  const { version } = await ask(request, saveDraft, { params, body: { definition, version: 0 } })
  return ask(request, publishDraft, { params, body: { version } })
}
