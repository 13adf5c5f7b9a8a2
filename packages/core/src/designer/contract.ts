import { z } from 'zod'
import { pipelineDefinition, stageMapping } from '../config/pipeline-definition.ts'
import { pipeline } from '../catalog/contract.ts'
import { contract } from '../lib/contract.ts'
import { amountMinor, id, idList, instantOut, line, page, pageQuery, params, prose, ref } from '../lib/wire.ts'

/** The pipeline designer: a draft, what it would do, its publication, and the way back. */

/** `version` 0: there is no draft; `definition` is then the live one, to begin with. */
export const draft = z.object({
  pipelineId: id, definition: pipelineDefinition, mapping: stageMapping, isDraft: z.boolean(), publishedN: z.number().int(),
  changedBy: ref.nullable(), changedAt: instantOut.nullable(), version: z.number().int().min(0),
})
export type Draft = z.infer<typeof draft>
export const getDraft = contract({
  name: 'getDraft', method: 'GET', path: '/pipelines/:id/draft', tag: 'designer', params, summary: 'The draft of a pipeline, or the live definition when there is none.', response: draft,
})
export const saveDraft = contract({
  name: 'saveDraft', method: 'PUT', path: '/pipelines/:id/draft', tag: 'designer', params,
  summary: 'Keeps a draft. Two people at one draft: the second is told (`version` is that of the draft it was made from, 0 for none).',
  body: z.object({ definition: pipelineDefinition, mapping: stageMapping.default([]), version: z.number().int().min(0) }), response: draft,
})
export const discardDraft = contract({
  name: 'discardDraft', method: 'DELETE', path: '/pipelines/:id/draft', tag: 'designer', params, summary: 'Throws the draft away; the live definition stays.',
})
export const draftEffect = z.object({
  /** What stands in the way of publishing: `path` within the definition, and a code. */
  problems: z.array(z.object({ path: z.string(), code: z.string() })),
  addedStages: z.array(ref), renamedStages: z.array(z.object({ id, from: z.string(), to: z.string() })), reordered: z.boolean(),
  /** Stages that would go, with the open deals that stand in them and the stays they had. */
  removedStages: z.array(z.object({ id, name: z.string(), openDeals: z.number().int(), stays: z.number().int(), to: id.nullable() })),
  gates: z.array(z.object({ stageId: id.nullable(), side: z.enum(['entry', 'exit', 'won']), before: z.number().int(), after: z.number().int() })),
  probabilities: z.array(z.object({ stageId: id, from: z.number(), to: z.number(), openDeals: z.number().int() })),
  /** Σ amount × probability over open deals, before and after. */
  weightedMinor: z.object({ before: z.number().int(), after: z.number().int() }),
})
export type DraftEffect = z.infer<typeof draftEffect>
export const getDraftEffect = contract({
  name: 'getDraftEffect', method: 'GET', path: '/pipelines/:id/draft/effect', tag: 'designer', params, summary: 'What publishing the draft would change, and what stands in its way.', response: draftEffect,
})
export const publishDraft = contract({
  name: 'publishDraft', method: 'POST', path: '/pipelines/:id/publish', tag: 'designer', params,
  summary: 'Makes the draft the live definition, at one instant; open deals of a stage that goes stand in the one mapped to.',
  body: z.object({ version: z.number().int().min(1), note: prose(1000).default('') }), response: pipeline,
})
export const undoPublication = contract({
  name: 'undoPublication', method: 'POST', path: '/pipelines/:id/publish/undo', tag: 'designer', params,
  summary: 'Publishes the definition before the last one again; deals that the publication moved and nobody touched since go back.',
  body: z.object({ n: z.number().int().min(1) }), response: pipeline,
})
export const pipelineVersion = z.object({
  n: z.number().int(), note: z.string(), publishedBy: ref.nullable(), publishedAt: instantOut, undoneAt: instantOut.nullable(), undoesN: z.number().int().nullable(),
  stageCount: z.number().int(), criteriaCount: z.number().int(),
})
export const listPipelineVersions = contract({
  name: 'listPipelineVersions', method: 'GET', path: '/pipelines/:id/versions', tag: 'designer', params, summary: 'Every publication of a pipeline, newest first.',
  response: z.object({ items: z.array(pipelineVersion) }),
})
export const getPipelineVersion = contract({
  name: 'getPipelineVersion', method: 'GET', path: '/pipelines/:id/versions/:n', tag: 'designer', params: params.extend({ n: z.coerce.number().int().min(1).max(2_147_483_647) }),
  summary: 'A pipeline as it was defined by one publication.', response: pipelineVersion.extend({ definition: pipelineDefinition, mapping: stageMapping }),
})
export const copyPipeline = contract({
  name: 'copyPipeline', method: 'POST', path: '/pipelines/:id/copy', tag: 'designer', params, status: 201, summary: 'A new pipeline with the same definition, and no deals.',
  body: z.object({ name: line(60) }), response: pipeline,
})
export const orderPipelines = contract({
  name: 'orderPipelines', method: 'PUT', path: '/pipelines/order', tag: 'designer', summary: 'Puts the pipelines in this order.',
  body: z.object({ ids: z.array(id).min(1).max(200) }), response: z.object({ items: z.array(pipeline) }),
})
export const proposePipeline = contract({
  name: 'proposePipeline', method: 'POST', path: '/pipelines/propose', tag: 'designer',
  summary: 'Which pipeline the routing rules propose for a new deal like this; null when none matches. Writes nothing.',
  body: z.object({
    amountMinor: amountMinor.nullable().optional(), accountId: id.nullable().optional(), sourceId: id.nullable().optional(), ownerId: id.nullable().optional(),
    tagIds: z.array(id).max(50).optional(), productIds: z.array(id).max(100).optional(), custom: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z.object({ pipelineId: id.nullable(), because: z.string() }),
})

// ------------------------------------------------------------------------------------------------------ back-test
const outcomes = z.object({ moves: z.number().int(), stopped: z.number().int(), won: z.number().int(), lost: z.number().int(), open: z.number().int(), amountMinor: z.number().int() })
const backtestQuery = z.object({
  months: z.coerce.number().int().min(1).max(36).default(6),
  /** Which gates are replayed. */
  of: z.enum(['draft', 'live']).default('draft'), team: idList.optional(),
})
/** Deals of stopped moves by what became of them in the end, each deal once; `amountMinor` adds up the stopped ones. */
export const backtest = z.object({
  /** `isPartial`: there were more deals than are replayed; the newest are. */
  from: instantOut, to: instantOut, isPartial: z.boolean(), total: outcomes,
  gates: z.array(outcomes.extend({ stageId: id.nullable(), side: z.enum(['entry', 'exit', 'won']) })),
  criteria: z.array(z.object({ criterionId: id, stopped: z.number().int(), won: z.number().int(), lost: z.number().int() })),
  teams: z.array(outcomes.extend({ team: ref.nullable() })),
  /** Criteria about something of which no replayed deal has any record: they say more about the records than about the moves. */
  unrecorded: z.array(id),
})
export type Backtest = z.infer<typeof backtest>
export const getBacktest = contract({
  name: 'getBacktest', method: 'GET', path: '/pipelines/:id/backtest', tag: 'designer', params, query: backtestQuery,
  summary: 'Replays the moves of the last months against the gates: how many would have been stopped, and what became of those deals.', response: backtest,
})
export const listBacktestMoves = contract({
  name: 'listBacktestMoves', method: 'GET', path: '/pipelines/:id/backtest/moves', tag: 'designer', params,
  query: pageQuery.extend(backtestQuery.shape).extend({ stage: z.union([id, z.literal('won')]).optional(), criterion: id.optional(), outcome: z.enum(['won', 'lost', 'open']).optional() }),
  summary: 'The moves that would have been stopped, newest first, each with what was missing then.',
  response: page(z.object({
    dealId: id, number: z.number().int(), title: z.string(), at: instantOut, fromStageId: id, toStageId: id.nullable(), owner: ref.nullable(), team: ref.nullable(),
    outcome: z.enum(['won', 'lost', 'open']), amountMinor: z.number().int().nullable(), currency: z.string(), missing: z.array(id),
  })).extend({ total: z.number().int() }),
})
