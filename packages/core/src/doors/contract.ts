import { z } from 'zod'
import { activityOutcome } from '../activities/contract.ts'
import { arrivalIn } from '../touches/contract.ts'
import { contract } from '../lib/contract.ts'
import { id, instant, instantOut, line, params, prose, ref, version } from '../lib/wire.ts'
import { mappingSchema } from './mapping.ts'

/** Doors by which leads come in besides forms and files: webhooks, calls, and fairs without a network. */

export const door = z.object({
  id, name: z.string(), url: z.string(), mapping: mappingSchema, channelId: id.nullable(), campaignId: id.nullable(), isOn: z.boolean(), createdBy: ref, createdAt: instantOut,
  lastAt: instantOut.nullable(), accepted: z.number().int(), refused: z.number().int(), version,
}).meta({ id: 'Door' })
export type Door = z.infer<typeof door>
const doorBody = z.object({ name: line(100), mapping: mappingSchema, channelId: id.nullable().default(null), campaignId: id.nullable().default(null), isOn: z.boolean().default(true) })
const withSecret = z.object({ door, secret: z.string() })
export const listDoors = contract({ name: 'listDoors', method: 'GET', path: '/doors', tag: 'door', summary: 'Webhooks by which other systems hand leads over.', response: z.object({ items: z.array(door) }) })
export const createDoor = contract({ name: 'createDoor', method: 'POST', path: '/doors', tag: 'door', status: 201, confidential: true, summary: 'Makes a webhook; its secret is shown this once.', body: doorBody, response: withSecret })
export const changeDoor = contract({
  name: 'changeDoor', method: 'PATCH', path: '/doors/:id', tag: 'door', params, ifMatch: true, summary: 'Changes a webhook, or closes it.',
  body: z.object({ name: line(100), mapping: mappingSchema, channelId: id.nullable(), campaignId: id.nullable(), isOn: z.boolean() }).partial(), response: door,
})
export const renewDoorSecret = contract({ name: 'renewDoorSecret', method: 'POST', path: '/doors/:id/secret', tag: 'door', params, confidential: true, summary: 'Gives a webhook a new secret; the old one is void at once.', response: withSecret })
export const removeDoor = contract({ name: 'removeDoor', method: 'DELETE', path: '/doors/:id', tag: 'door', params, summary: 'Takes a webhook away with its log; its leads stay.' })
export const testDoor = contract({
  name: 'testDoor', method: 'POST', path: '/doors/test', tag: 'door', summary: 'What a mapping would make of a request. Writes nothing.',
  body: z.object({ mapping: mappingSchema, body: z.string().max(65_536) }),
  response: z.object({ fields: z.record(z.string(), z.string()), custom: z.record(z.string(), z.unknown()), problems: z.array(z.object({ path: z.string(), code: z.string() })) }),
})
export const doorDelivery = z.object({ id, at: instantOut, verdict: z.enum(['accepted', 'repeated', 'refused']), code: z.string().nullable(), leadId: id.nullable(), delivery: z.string().nullable(), body: z.string().nullable() })
export const listDoorDeliveries = contract({ name: 'listDoorDeliveries', method: 'GET', path: '/doors/:id/deliveries', tag: 'door', params, summary: 'The last deliveries of a webhook, with what became of each.', response: z.object({ items: z.array(doorDelivery) }) })

// ----------------------------------------------------------------------------------------------------------------- calls
/** People in sight who have a number. */
export const findCaller = contract({
  name: 'findCaller', method: 'GET', path: '/callers', tag: 'door', query: z.object({ phone: z.string().trim().min(3).max(40) }), summary: 'Whose number it is, among the leads and contacts in sight.',
  response: z.object({ items: z.array(z.object({ subjectType: z.enum(['lead', 'contact']), id, name: z.string(), company: z.string().nullable(), owner: ref.nullable(), canWrite: z.boolean() })) }),
})
export const logCall = contract({
  name: 'logCall', method: 'POST', path: '/calls', tag: 'door', status: 201, summary: 'Notes a call: with somebody known, or with somebody who becomes a lead by it.',
  body: z.object({
    phone: line(40), subject: z.object({ type: z.enum(['lead', 'contact']), id }).nullable().default(null), name: line(100).nullable().default(null), company: line(200).nullable().default(null),
    outcome: activityOutcome.nullable().default(null), minutes: z.number().int().min(0).max(1440).nullable().default(null), note: prose(20_000).default(''), sourceId: id.nullable().optional(), arrival: arrivalIn.optional(),
  }),
  response: z.object({ subjectType: z.enum(['lead', 'contact']), id, activityId: id, isNew: z.boolean() }),
})

// ----------------------------------------------------------------------------------------------------------------- fairs
const entry = z.object({
  /** Made by the device: the same entry sent twice is one lead. */
  id, at: instant, name: line(100), company: line(200).nullable().default(null), title: line(80).nullable().default(null), phone: line(40).nullable().default(null), email: z.email().max(254).nullable().default(null),
  wechat: line(60).nullable().default(null), note: prose(2000).default(''),
  /** Of a channel code: where it was, and on whose account. */
  code: z.string().trim().max(40).nullable().default(null), campaignId: id.nullable().default(null),
})
export const captureLeads = contract({
  name: 'captureLeads', method: 'POST', path: '/captures', tag: 'door', summary: 'Takes leads that were noted at a fair, maybe offline; each for itself, and each once.',
  body: z.object({ items: z.array(z.unknown()).min(1).max(50) }),
  response: z.object({ items: z.array(z.object({ id: z.string(), leadId: id.nullable(), isNew: z.boolean(), code: z.string().nullable() })) }),
})
export const captureEntry = entry
