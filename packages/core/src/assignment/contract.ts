import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { contract } from '../lib/contract.ts'
import { flag, id, instant, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { handBackKeys } from './hand-over.ts'
import { afterHoursWays, choices, passReasons } from './model.ts'

/** When a rule is asked: the score reached sales-ready, the lead was made (however), or captured with a source of its own. */
export const assignTriggers = ['ready', 'created', 'captured'] as const
export const assignTrigger = z.enum(assignTriggers)
export type AssignTrigger = z.infer<typeof assignTrigger>
export const assignWays = ['account_owner', 'named_account', 'territory', 'product', 'pool'] as const
export const assignBy = z.enum(assignWays)
export type AssignBy = z.infer<typeof assignBy>

const member = z.object({
  userId: id,
  /** Regions, products, or names of accounts that are this member's; unused where anybody may get the lead. */
  values: z.array(line(120)).max(500),
})
const ruleBody = z.object({
  name: line(80), isEnabled: z.boolean(), triggers: z.array(assignTrigger).min(1).max(3), condition: conditionSchema.nullable(),
  by: assignBy, choice: z.enum(choices),
  /** Of territory and product: the field of the lead that says where, or what; a text or a choice. */
  matchField: z.string().max(60).nullable(), members: z.array(member).max(200),
})
export const assignRule = ruleBody.extend({
  id, position: z.number().int(), condition: z.unknown(), members: z.array(member.extend({ name: z.string(), isActive: z.boolean() })), version,
}).meta({ id: 'AssignRule' })
export type AssignRule = z.infer<typeof assignRule>
export const listAssignRules = contract({
  name: 'listAssignRules', method: 'GET', path: '/assign-rules', tag: 'assignment', summary: 'Rules by which leads are assigned, in the order in which they are asked.',
  response: z.object({ items: z.array(assignRule), afterHours: z.enum(afterHoursWays), waiting: z.number().int() }),
})
export const createAssignRule = contract({
  name: 'createAssignRule', method: 'POST', path: '/assign-rules', tag: 'assignment', status: 201, summary: 'Adds a rule, the last in the order.', body: ruleBody, response: assignRule,
})
export const changeAssignRule = contract({
  name: 'changeAssignRule', method: 'PATCH', path: '/assign-rules/:id', tag: 'assignment', params, ifMatch: true, summary: 'Changes a rule, or switches it on or off.', body: ruleBody.partial(), response: assignRule,
})
export const removeAssignRule = contract({ name: 'removeAssignRule', method: 'DELETE', path: '/assign-rules/:id', tag: 'assignment', params, summary: 'Removes a rule; what it decided stays in the log.' })
export const orderAssignRules = contract({
  name: 'orderAssignRules', method: 'PUT', path: '/assign-rules/order', tag: 'assignment', summary: 'Puts all rules in a new order.', body: z.object({ ids: z.array(id).max(200) }), response: z.object({ ids: z.array(id) }),
})
export const changeAssignSetting = contract({
  name: 'changeAssignSetting', method: 'PATCH', path: '/assign-setting', tag: 'assignment', summary: 'What happens when nobody is at work: assign anyway, or hold until somebody is.',
  body: z.object({ afterHours: z.enum(afterHoursWays) }), response: z.object({ afterHours: z.enum(afterHoursWays) }),
})

const absence = z.object({ from: instantOut, to: instantOut, note: z.string() })
export const assignee = z.object({
  user: ref, role: z.string(), team: ref, weight: z.number().int(), dayLimit: z.number().int().nullable(), handLimit: z.number().int().nullable(),
  /** Given by rules today, and open leads in hand. */
  today: z.number().int(), inHand: z.number().int(), absences: z.array(absence), version: z.number().int().min(0),
}).meta({ id: 'Assignee' })
export type AssigneeOut = z.infer<typeof assignee>
export const listAssignees = contract({
  name: 'listAssignees', method: 'GET', path: '/assignees', tag: 'assignment', summary: 'Who can be given leads: weight, limits, what they have, and when they are away.', response: z.object({ items: z.array(assignee) }),
})
export const changeAssignee = contract({
  name: 'changeAssignee', method: 'PUT', path: '/assignees/:id', tag: 'assignment', params, summary: 'Sets what somebody can take, and when they are away. Everybody sets their own absences.',
  body: z.object({
    weight: z.number().int().min(0).max(100).optional(), dayLimit: z.number().int().min(0).max(10_000).nullable().optional(), handLimit: z.number().int().min(0).max(100_000).nullable().optional(),
    absences: z.array(z.object({ from: instant, to: instant, note: prose(200).optional() })).max(50).optional(),
  }),
  response: assignee,
})

const passed = z.object({ user: ref, reason: z.enum(passReasons) })
const trace = z.object({ ruleName: z.string(), by: assignBy, outcome: z.enum(['decided', 'not_applicable', 'nobody_free']), passed: z.array(passed) })
export const simulateAssignment = contract({
  name: 'simulateAssignment', method: 'POST', path: '/assign-rules/simulate', tag: 'assignment',
  summary: 'What the rules would have done with the leads of past days, against who has them today. Writes nothing. `ruleIds`: as if exactly these were switched on.',
  body: z.object({ days: z.number().int().min(1).max(366).default(30), ruleIds: z.array(id).max(200).optional() }),
  response: z.object({
    from: instantOut, to: instantOut, n: z.number().int(),
    /** There were more; the newest were taken. */
    isCut: z.boolean(), nobody: z.number().int(), unmatched: z.number().int(), held: z.number().int(),
    people: z.array(z.object({ user: ref, would: z.number().int(), have: z.number().int(), weight: z.number().int() })),
    rules: z.array(z.object({ id, name: z.string(), n: z.number().int() })),
    unownedToday: z.number().int(),
  }),
})

export const handOver = z.object({
  id, at: instantOut, by: ref.nullable(), to: ref, status: z.enum(['open', 'accepted', 'rejected', 'withdrawn']), decidedAt: instantOut.nullable(), decidedBy: ref.nullable(),
  reason: z.enum(handBackKeys).nullable(), note: z.string(), seenAt: instantOut.nullable(),
  lead: z.object({ id, name: z.string(), company: z.string().nullable(), score: z.number().int().nullable(), status: z.string(), sourceId: id.nullable() }),
}).meta({ id: 'HandOver' })
export type HandOver = z.infer<typeof handOver>
export const clockState = z.enum(['running', 'overdue', 'answered', 'answered_late', 'ended'])
export const responseClock = z.object({
  state: clockState, startedAt: instantOut, dueAt: instantOut.nullable(), metAt: instantOut.nullable(),
  /** Working minutes until the answer, or left; negative when overdue. */
  minutes: z.number().int().nullable(), leftMinutes: z.number().int().nullable(), targetMinutes: z.number().int(), n: z.number().int(), owner: ref,
}).meta({ id: 'ResponseClock' })
export type ResponseClockOut = z.infer<typeof responseClock>
export const getLeadAssignment = contract({
  name: 'getLeadAssignment', method: 'GET', path: '/leads/:id/assignment', tag: 'assignment', params,
  summary: 'How a lead came to its owner: why they, the hand-over, the response clock, the pool, and what it did before.',
  response: z.object({
    mqlAt: instantOut.nullable(), sqlAt: instantOut.nullable(),
    assignments: z.array(z.object({ at: instantOut, to: ref, ruleName: z.string().nullable(), by: assignBy.nullable(), why: z.string(), trace: z.array(trace) })),
    waiting: z.object({ code: z.string(), since: instantOut, retryAt: instantOut, trace: z.array(trace) }).nullable(),
    handOvers: z.array(handOver), clock: responseClock.nullable(),
    pool: ref.nullable(), recycleAt: instantOut.nullable(),
    behaviour: z.array(z.object({ kind: z.string(), subject: z.string(), n: z.number().int(), lastAt: instantOut })),
    canDecide: z.boolean(), canHandOver: z.boolean(),
  }),
})
export type LeadAssignment = z.infer<(typeof getLeadAssignment)['response']>
export const handOverLead = contract({
  name: 'handOverLead', method: 'POST', path: '/leads/:id/hand-over', tag: 'assignment', params, summary: 'Hands a lead over to sales: to somebody, or to whom the rules name.',
  body: z.object({ ownerId: id.optional() }), response: z.object({ to: ref.nullable(), code: z.string().nullable() }),
})
export const acceptLead = contract({ name: 'acceptLead', method: 'POST', path: '/leads/:id/accept', tag: 'assignment', params, summary: 'Sales takes the lead that was handed over.' })
export const rejectLead = contract({
  name: 'rejectLead', method: 'POST', path: '/leads/:id/reject', tag: 'assignment', params, summary: 'Sales gives the lead back to marketing, with a reason.',
  body: z.object({ reason: z.enum(handBackKeys), note: prose(1000).optional() }),
})
export const listHandOvers = contract({
  name: 'listHandOvers', method: 'GET', path: '/hand-overs', tag: 'assignment', summary: 'Leads handed over to sales, newest first; what was rejected, by the time it was.',
  query: pageQuery.extend({ status: z.enum(['open', 'accepted', 'rejected']).optional(), unseen: flag.optional(), reason: z.enum(handBackKeys).optional() }),
  response: page(handOver).extend({ total: z.number().int(), unseen: z.number().int(), reasons: z.array(z.object({ reason: z.enum(handBackKeys), n: z.number().int() })) }),
})
export const seeHandOvers = contract({
  name: 'seeHandOvers', method: 'POST', path: '/hand-overs/seen', tag: 'assignment', summary: 'Marks rejections as seen to; all when no ids are named.', body: z.object({ ids: z.array(id).max(500).optional() }), response: z.object({ unseen: z.number().int() }),
})
