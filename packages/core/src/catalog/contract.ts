import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { gate } from '../config/gate.ts'
import { dwellPolicy, pipelineRules, playbook } from '../config/pipeline-definition.ts'
import { customIn, customOut } from '../fields/custom.ts'
import { contract } from '../lib/contract.ts'
import { amountMinor, currency, id, line, params, prose, version } from '../lib/wire.ts'

/** Configuration that people choose from: pipelines with their stages, products, channels, loss reasons, tags. */

export const stage = z.object({
  id, pipelineId: id, position: z.number().int(), key: z.string(), name: z.string(), definition: z.string(),
  entryCriteria: z.string(), exitCriteria: z.string(), winProbability: z.number(),
  forecastCategory: z.enum(['pipeline', 'best_case', 'commit', 'omitted']),
  layer: z.enum(['nurture', 'advance', 'sign']), color: z.string(),
  /** After how many days a stay is too long: as the policy `dwell` names them, or as past stays give them (each day anew); null while those are too few. */
  dwellDays: z.number().int().nullable(), dwell: dwellPolicy.nullable(),
  entryGate: gate.nullable(), exitGate: gate.nullable(), playbook,
  nextStepHint: z.string(), nextStepRequired: z.boolean(),
})
export type Stage = z.infer<typeof stage>
/** A stage that a publication took away: closed deals and past stays still name it. `successorId` stands for it, followed to the end. */
const formerStage = z.object({ id, name: z.string(), color: z.string(), successorId: id.nullable() })
export const pipeline = z.object({
  id, name: z.string(), definition: z.string(), templateKey: z.string().nullable(), businessLine: z.string(),
  wonName: z.string(), wonCriteria: z.string(), lostName: z.string(), wonGate: gate.nullable(), rules: pipelineRules,
  /** Over a new deal: who matches is proposed this pipeline; the higher priority first, then the position. */
  routing: conditionSchema.nullable(), routingPriority: z.number().int(),
  position: z.number().int(), isArchived: z.boolean(), stages: z.array(stage), formerStages: z.array(formerStage),
  /** Number of the publication in force; 0: never published since versions are kept. */
  publishedN: z.number().int(), hasDraft: z.boolean(), version,
}).meta({ id: 'Pipeline' })
export type Pipeline = z.infer<typeof pipeline>
export const listPipelines = contract({
  name: 'listPipelines', method: 'GET', path: '/pipelines', tag: 'pipeline', summary: 'All pipelines with their stages in order.',
  response: z.object({ items: z.array(pipeline) }),
})
export const listPipelineTemplates = contract({
  name: 'listPipelineTemplates', method: 'GET', path: '/pipeline-templates', tag: 'pipeline', anonymous: true,
  summary: 'The ready templates a pipeline can be made from.',
  response: z.object({
    items: z.array(z.object({
      key: z.string(), name: z.string(), description: z.string(), wonName: z.string(), lostName: z.string(),
      stages: z.array(z.object({ name: z.string(), definition: z.string() })),
    })),
  }),
})
export const createPipeline = contract({
  name: 'createPipeline', method: 'POST', path: '/pipelines', tag: 'pipeline', status: 201,
  summary: 'Makes a pipeline from a template, or from a plain list of stage names.',
  body: z.object({
    name: line(60).optional(),
    template: z.string().max(40).optional(),
    stages: z.array(line(60)).min(1).max(30).optional(),
    wonName: line(40).optional(), lostName: line(40).optional(),
  }),
  response: pipeline,
})
export const changePipeline = contract({
  name: 'changePipeline', method: 'PATCH', path: '/pipelines/:id', tag: 'pipeline', params, ifMatch: true,
  summary: 'Renames or archives a pipeline.',
  body: z.object({ name: line(60), definition: prose(2000), isArchived: z.boolean() }).partial(), response: pipeline,
})

export const product = z.object({
  id, name: z.string(), code: z.string().nullable(), family: z.string().nullable(), priceMinor: z.number().int().nullable(),
  currency: z.string(), isArchived: z.boolean(), custom: customOut, version,
})
export type Product = z.infer<typeof product>
export const listProducts = contract({
  name: 'listProducts', method: 'GET', path: '/products', tag: 'catalog', summary: 'All products.',
  response: z.object({ items: z.array(product) }),
})
const productBody = z.object({
  name: line(120), code: line(60).nullable().optional(), family: line(60).nullable().optional(),
  priceMinor: amountMinor.nullable().optional(), currency: currency.optional(), custom: customIn.optional(),
})
export const createProduct = contract({
  name: 'createProduct', method: 'POST', path: '/products', tag: 'catalog', status: 201, summary: 'Adds a product.',
  body: productBody, response: product,
})
export const changeProduct = contract({
  name: 'changeProduct', method: 'PATCH', path: '/products/:id', tag: 'catalog', params, ifMatch: true, summary: 'Changes or archives a product.',
  body: productBody.partial().extend({ isArchived: z.boolean().optional() }), response: product,
})

const named = z.object({ id, parentId: id.nullable(), key: z.string().nullable(), name: z.string(), isArchived: z.boolean(), version })
export const channel = named
export type Channel = z.infer<typeof channel>
export const lossReason = named.extend({ position: z.number().int(), asksCompetitor: z.boolean(), asksText: z.boolean() })
export type LossReason = z.infer<typeof lossReason>
export const tag = z.object({ id, name: z.string(), color: z.string(), version })
export type Tag = z.infer<typeof tag>
const namedBody = z.object({ name: line(60), parentId: id.nullable().optional() })
const namedChange = z.object({ name: line(60), isArchived: z.boolean() }).partial()

export const listChannels = contract({
  name: 'listChannels', method: 'GET', path: '/channels', tag: 'catalog', summary: 'Sources that leads and deals come from.',
  response: z.object({ items: z.array(channel) }),
})
export const createChannel = contract({
  name: 'createChannel', method: 'POST', path: '/channels', tag: 'catalog', status: 201, summary: 'Adds a channel.', body: namedBody, response: channel,
})
export const changeChannel = contract({
  name: 'changeChannel', method: 'PATCH', path: '/channels/:id', tag: 'catalog', params, ifMatch: true, summary: 'Renames or archives a channel.', body: namedChange, response: channel,
})
export const listLossReasons = contract({
  name: 'listLossReasons', method: 'GET', path: '/loss-reasons', tag: 'catalog', summary: 'The tree of loss reasons.',
  response: z.object({ items: z.array(lossReason) }),
})
export const createLossReason = contract({
  name: 'createLossReason', method: 'POST', path: '/loss-reasons', tag: 'catalog', status: 201, summary: 'Adds a loss reason.', body: namedBody, response: lossReason,
})
export const changeLossReason = contract({
  name: 'changeLossReason', method: 'PATCH', path: '/loss-reasons/:id', tag: 'catalog', params, ifMatch: true, summary: 'Renames or archives a loss reason.', body: namedChange, response: lossReason,
})
export const listTags = contract({
  name: 'listTags', method: 'GET', path: '/tags', tag: 'catalog', summary: 'All tags.', response: z.object({ items: z.array(tag) }),
})
export const createTag = contract({
  name: 'createTag', method: 'POST', path: '/tags', tag: 'catalog', status: 201, summary: 'Adds a tag.',
  body: z.object({ name: line(40), color: z.string().max(20).optional() }), response: tag,
})
