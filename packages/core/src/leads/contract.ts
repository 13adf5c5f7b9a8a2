import { z } from 'zod'
import { arrivalIn, touch } from '../touches/contract.ts'
import { customIn, customNames, customOut, customSort } from '../fields/custom.ts'
import { contract } from '../lib/contract.ts'
import { day, id, idList, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'

export const leadStatuses = ['new', 'working', 'nurturing', 'qualified', 'converted', 'invalid'] as const
export const leadStatus = z.enum(leadStatuses)

export const lead = z.object({
  id, number: z.number().int(), name: z.string(), company: z.string().nullable(), title: z.string().nullable(),
  phone: z.string().nullable(), email: z.string().nullable(), wechat: z.string().nullable(),
  status: leadStatus, invalidReason: z.string().nullable(), score: z.number().int().nullable(),
  /** Of the score, by the bands of the score rules. */
  grade: z.string().nullable(),
  sourceId: id.nullable(), sourceDetail: z.string().nullable(), owner: ref.nullable(), teamId: id.nullable(), note: z.string(),
  nextStep: z.string().nullable(), nextStepDue: z.string().nullable(), tagIds: z.array(id),
  lastActivityAt: instantOut.nullable(), statusAt: instantOut, createdAt: instantOut,
  convertedAt: instantOut.nullable(), convertedDealId: id.nullable(), convertedAccountId: id.nullable(), convertedContactId: id.nullable(),
  /** First sales-ready or handed over; first accepted by sales. */
  mqlAt: instantOut.nullable(), sqlAt: instantOut.nullable(),
  /** The pool it waits in, or came from; when it goes (back) there if nobody touches it; until when its first answer is due, while it is. */
  pool: ref.nullable(), recycleAt: instantOut.nullable(), answerDueAt: instantOut.nullable(),
  custom: customOut, version,
}).meta({ id: 'Lead' })
export type Lead = z.infer<typeof lead>

export const listLeads = contract({
  name: 'listLeads', method: 'GET', path: '/leads', tag: 'lead', summary: 'Leads, filtered and paged.',
  query: pageQuery.extend({
    status: z.string().max(200).optional(), owner: idList.optional(), team: idList.optional(), source: idList.optional(), tag: idList.optional(), campaign: idList.optional(),
    q: z.string().trim().max(100).optional(), quick: z.enum(['mine', 'team', 'unassigned', 'new_today', 'overdue', 'ready', 'pool', 'unanswered']).optional(),
    /** Grades of the score, comma-separated. */
    grade: z.string().max(100).optional(),
    where: z.string().max(20_000).optional(),
    sort: z.union([z.enum(['created', 'activity', 'score', 'name', 'next_step']), customSort]).default('created'), direction: z.enum(['asc', 'desc']).default('desc'),
  }),
  response: page(lead).extend({ total: z.number().int() }),
})
export const getLead = contract({
  name: 'getLead', method: 'GET', path: '/leads/:id', tag: 'lead', params, summary: 'One lead.', response: lead.extend({
    canWrite: z.boolean(), customNames,
    /** Where it came from: the first touch there was, and the last before it was captured. */
    firstTouch: touch.nullable(), lastTouch: touch.nullable(),
  }),
})
const body = z.object({
  name: line(100), company: line(200).nullable().optional(), title: line(80).nullable().optional(), phone: line(40).nullable().optional(),
  email: z.email().max(254).nullable().optional(), wechat: line(60).nullable().optional(), sourceId: id.nullable().optional(),
  sourceDetail: line(200).nullable().optional(), ownerId: id.nullable().optional(), note: prose(20_000).optional(),
  nextStep: line(300).nullable().optional(), nextStepDue: day.nullable().optional(), tagIds: z.array(id).max(50).optional(),
  custom: customIn.optional(),
})
export const createLead = contract({
  name: 'createLead', method: 'POST', path: '/leads', tag: 'lead', status: 201, summary: 'Creates a lead. Its source is the channel that the arrival tells, unless it names another.',
  body: body.extend({ arrival: arrivalIn.optional() }), response: lead,
})
export const changeLead = contract({
  name: 'changeLead', method: 'PATCH', path: '/leads/:id', tag: 'lead', params, ifMatch: true,
  summary: 'Changes a lead; its status too, but converting is an operation of its own.',
  body: body.partial().extend({ status: leadStatus.exclude(['converted']).optional(), invalidReason: line(300).nullable().optional() }), response: lead,
})
export const bulkChangeLeads = contract({
  name: 'bulkChangeLeads', method: 'POST', path: '/leads/bulk', tag: 'lead', summary: 'Changes owner, status or tags of up to 500 leads.',
  body: z.object({
    ids: z.array(id).min(1).max(500), ownerId: id.optional(), status: leadStatus.exclude(['converted', 'invalid']).optional(),
    addTagIds: z.array(id).max(20).optional(), removeTagIds: z.array(id).max(20).optional(),
  }),
  response: z.object({ changed: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }),
})
