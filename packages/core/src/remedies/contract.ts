import { z } from 'zod'
import { remedySchema } from '../diagnosis/remedies/remedy.ts'
import { causeCodes } from '../diagnosis/said.ts'
import { contract } from '../lib/contract.ts'
import { flag } from '../lib/wire.ts'

/** The strategy library: the remedies that come with Sluice, with what the organisation changed, hid and added. Written by administrators and managers. */

export const remedyRecord = z.object({
  remedy: remedySchema,
  /** As it came, changed by the organisation, or its own. */
  origin: z.enum(['built_in', 'changed', 'own']), isHidden: z.boolean(),
  /** 0: as it came. Sent back as `If-Match`. */
  version: z.number().int().min(0),
}).meta({ id: 'RemedyRecord' })
export type RemedyRecord = z.infer<typeof remedyRecord>
const key = z.object({ key: remedySchema.shape.key })
const causeList = z.string().transform((text) => text.split(',').filter((part) => part !== '')).pipe(z.array(z.enum(causeCodes)).max(40))
export const listRemedies = contract({
  name: 'listRemedies', method: 'GET', path: '/remedies', tag: 'remedy',
  query: z.object({
    /** Any of these causes, those that answer more of them first. */
    cause: causeList.optional(), hidden: flag.optional(), q: z.string().trim().max(100).optional(),
  }),
  summary: 'The strategy library, or what answers certain causes. Hidden ones only when asked for.', response: z.object({ items: z.array(remedyRecord), canWrite: z.boolean() }),
})
const body = remedySchema.omit({ key: true })
export const createRemedy = contract({ name: 'createRemedy', method: 'POST', path: '/remedies', tag: 'remedy', status: 201, summary: 'Adds a remedy of the organisation\'s own.', body, response: remedyRecord })
export const changeRemedy = contract({
  name: 'changeRemedy', method: 'PUT', path: '/remedies/:key', tag: 'remedy', params: key, ifMatch: true, summary: 'Changes a remedy; one that came with Sluice is kept as it came beside.', body, response: remedyRecord,
})
export const hideRemedy = contract({ name: 'hideRemedy', method: 'POST', path: '/remedies/:key/hide', tag: 'remedy', params: key, summary: 'Takes a remedy out of the lists.', response: remedyRecord })
export const restoreRemedy = contract({
  name: 'restoreRemedy', method: 'POST', path: '/remedies/:key/restore', tag: 'remedy', params: key, summary: 'Shows a hidden remedy again; one that was changed is as it came again.', response: remedyRecord,
})
