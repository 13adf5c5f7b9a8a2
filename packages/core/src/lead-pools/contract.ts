import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'

const body = z.object({
  name: line(60),
  /** Whose pool it is, with the teams below; null: everybody's. */
  teamId: id.nullable(),
  /** A person's limits; null: none. */
  pickPerDay: z.number().int().min(0).max(1000).nullable(), handLimit: z.number().int().min(0).max(100_000).nullable(),
  /** So long, whoever lost a lead to the pool cannot pick it again. */
  coolDownDays: z.number().int().min(0).max(365),
  /** Untouched for so long, a lead goes into the pool; null: never by itself. Its owner is warned so many days before. */
  recycleDays: z.number().int().min(1).max(365).nullable(), warnDays: z.number().int().min(0).max(30),
  /** Leads of the team that came from no pool go in too. */
  takesTeamLeads: z.boolean(),
  hidesDetails: z.boolean(),
})
export const leadPool = body.extend({
  id, team: ref.nullable(), n: z.number().int(), isArchived: z.boolean(),
  /** Leads that the rule of recycling would take now, or after their warning. */
  due: z.number().int().nullable(),
  /** The viewer's own: picked today, in hand; whether they may pick, and manage. */
  mine: z.object({ today: z.number().int(), inHand: z.number().int() }), canPick: z.boolean(), canGive: z.boolean(), canWrite: z.boolean(), version,
}).meta({ id: 'LeadPool' })
export type LeadPool = z.infer<typeof leadPool>
export const listLeadPools = contract({ name: 'listLeadPools', method: 'GET', path: '/lead-pools', tag: 'pool', summary: 'The pools that the viewer reaches, with how many leads wait in each.', response: z.object({ items: z.array(leadPool) }) })
export const createLeadPool = contract({ name: 'createLeadPool', method: 'POST', path: '/lead-pools', tag: 'pool', status: 201, summary: 'Makes a pool.', body, response: leadPool })
export const changeLeadPool = contract({
  name: 'changeLeadPool', method: 'PATCH', path: '/lead-pools/:id', tag: 'pool', params, ifMatch: true, summary: 'Changes or archives a pool; an archived one must be empty.', body: body.partial().extend({ isArchived: z.boolean().optional() }), response: leadPool,
})

/** A lead as a pool shows it: without any way to reach the person. */
export const pooledLead = z.object({
  id, number: z.number().int(),
  /** Of a hidden one, the first character. */
  name: z.string(), company: z.string().nullable(), title: z.string().nullable(), status: z.string(), score: z.number().int().nullable(), sourceId: id.nullable(),
  createdAt: instantOut, pooledAt: instantOut, formerOwner: ref.nullable(), activities: z.number().int(), lastActivityAt: instantOut.nullable(), tagIds: z.array(id),
  /** Until when the viewer, its former owner, cannot pick it. */
  coolsUntil: instantOut.nullable(), isHidden: z.boolean(),
}).meta({ id: 'PooledLead' })
export type PooledLead = z.infer<typeof pooledLead>
export const listPooledLeads = contract({
  name: 'listPooledLeads', method: 'GET', path: '/lead-pools/:id/leads', tag: 'pool', params, summary: 'What waits in a pool, longest in it last.',
  query: pageQuery.extend({ q: z.string().trim().max(60).optional(), sort: z.enum(['pooled', 'score']).default('pooled') }), response: page(pooledLead).extend({ total: z.number().int() }),
})
export const pickLeads = contract({
  name: 'pickLeads', method: 'POST', path: '/lead-pools/:id/pick', tag: 'pool', params, summary: 'Takes leads out of a pool: they are the viewer’s from now on, with how to reach them.',
  body: z.object({ leadIds: z.array(id).min(1).max(50) }), response: z.object({ picked: z.array(id), refused: z.array(z.object({ id, code: z.string(), until: instantOut.nullable() })) }),
})
export const givePooledLeads = contract({
  name: 'givePooledLeads', method: 'POST', path: '/lead-pools/:id/give', tag: 'pool', params, summary: 'A manager gives leads of a pool to somebody of the team.',
  body: z.object({ leadIds: z.array(id).min(1).max(200), ownerId: id }), response: z.object({ given: z.array(id), refused: z.array(z.object({ id, code: z.string(), until: instantOut.nullable() })) }),
})
export const poolLeads = contract({
  name: 'poolLeads', method: 'POST', path: '/lead-pools/:id/leads', tag: 'pool', params, summary: 'Puts leads into a pool: nobody owns them any more.',
  body: z.object({ leadIds: z.array(id).min(1).max(500), reason: line(200).optional() }), response: z.object({ pooled: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }),
})
