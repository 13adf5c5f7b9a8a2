import { z } from 'zod'
import { customIn } from '../fields/custom.ts'
import { role } from '../identity/role.ts'
import { lead, leadStatus } from '../leads/contract.ts'
import { contract } from '../lib/contract.ts'
import { id, idList, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { mergeChoices } from './merged-fields.ts'
import { reasonKinds } from './likeness.ts'

/** Duplicates and their merging, pre-screening before assignment, and what must be tried before a lead is given up. */

const reason = z.object({ kind: z.enum(reasonKinds), points: z.number().int(), a: z.string(), b: z.string() })
const reasons = z.array(reason)

// ------------------------------------------------------------------------------------------------------------ duplicates
/** A record that may be the same: a lead, or an account or contact that is a customer already. */
export const duplicate = z.object({
  subjectType: z.enum(['lead', 'account', 'contact']), id, name: z.string(), company: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(),
  owner: ref.nullable(), status: leadStatus.nullable(), number: z.number().int().nullable(), createdAt: instantOut, score: z.number().int(), reasons,
  /** The viewer may merge it with the lead it is held against. */
  canMerge: z.boolean(),
}).meta({ id: 'Duplicate' })
export type Duplicate = z.infer<typeof duplicate>

/** What is wrong or could be written better in what was typed. `suggestion`: how it would be written. */
export const entryProblem = z.object({ field: z.enum(['phone', 'email', 'company', 'custom']), code: z.enum(['phone_unreadable', 'phone_digits_lost', 'email_unreadable', 'uscc_wrong', 'tidier']), suggestion: z.string().nullable() })
export type EntryProblem = z.infer<typeof entryProblem>

export const checkLead = contract({
  name: 'checkLead', method: 'POST', path: '/leads/check', tag: 'cleaning', summary: 'Looks at a lead that is about to be made: what could be written better, and whom it is like among the records in sight. Writes nothing.',
  body: z.object({
    name: z.string().max(100).default(''), company: z.string().max(200).nullable().default(null), phone: z.string().max(40).nullable().default(null), email: z.string().max(254).nullable().default(null),
    wechat: z.string().max(60).nullable().default(null), custom: customIn.optional(), not: id.optional(),
  }),
  response: z.object({ problems: z.array(entryProblem), duplicates: z.array(duplicate) }),
})
export const listLeadDuplicates = contract({
  name: 'listLeadDuplicates', method: 'GET', path: '/leads/:id/duplicates', tag: 'cleaning', params, summary: 'Records in sight that may be the same as this lead, the likeliest first.',
  response: z.object({ items: z.array(duplicate) }),
})

const half = z.object({ id, number: z.number().int(), name: z.string(), company: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(), status: leadStatus, owner: ref.nullable(), createdAt: instantOut })
export const leadPair = z.object({ id: z.string(), older: half, newer: half, score: z.number().int(), reasons, canMerge: z.boolean() }).meta({ id: 'LeadPair' })
export type LeadPair = z.infer<typeof leadPair>
export const listLeadPairs = contract({
  name: 'listLeadPairs', method: 'GET', path: '/lead-pairs', tag: 'cleaning', query: pageQuery.extend({ minScore: z.coerce.number().int().min(0).max(100).default(0), q: z.string().trim().max(100).optional() }),
  summary: 'Pairs of leads in sight that may be one, the likeliest first.', response: page(leadPair).extend({ total: z.number().int() }),
})
const two = z.object({ a: id, b: id })
export const dismissLeadPair = contract({ name: 'dismissLeadPair', method: 'POST', path: '/lead-pairs/dismiss', tag: 'cleaning', summary: 'Says that two leads are two.', body: two })
export const restoreLeadPair = contract({ name: 'restoreLeadPair', method: 'POST', path: '/lead-pairs/restore', tag: 'cleaning', summary: 'Takes that back.', body: two })

// --------------------------------------------------------------------------------------------------------------- merging
export const mergeLeads = contract({
  name: 'mergeLeads', method: 'POST', path: '/leads/:id/merge', tag: 'cleaning', params, ifMatch: true,
  summary: 'Merges another lead into this one: field by field as chosen, activities, files and touches together. The other\'s address leads here from then on. Can be undone.',
  body: z.object({ mergedId: id, choices: mergeChoices.default({}) }), response: z.object({ mergeId: id, lead }),
})
export const leadMerge = z.object({
  id, kept: z.object({ id, number: z.number().int(), name: z.string(), company: z.string().nullable() }), merged: z.object({ id, number: z.number().int(), name: z.string(), company: z.string().nullable() }),
  at: instantOut, by: ref.nullable(), ruleName: z.string().nullable(), score: z.number().int(), reasons, changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  moved: z.object({ activities: z.number().int(), comments: z.number().int(), files: z.number().int(), touches: z.number().int() }),
  undoneAt: instantOut.nullable(), canUndo: z.boolean(),
}).meta({ id: 'LeadMerge' })
export type LeadMerge = z.infer<typeof leadMerge>
export const listLeadMerges = contract({
  name: 'listLeadMerges', method: 'GET', path: '/lead-merges', tag: 'cleaning', query: pageQuery.extend({ lead: id.optional() }), summary: 'What was merged, by whom or by which rule, newest first.', response: page(leadMerge),
})
export const undoLeadMerge = contract({
  name: 'undoLeadMerge', method: 'POST', path: '/lead-merges/:id/undo', tag: 'cleaning', params,
  summary: 'Takes a merge apart: both leads are as they were, but for what somebody changed since.', response: z.object({ keptId: id, mergedId: id }),
})

const ruleText = prose(20_000)
export const mergeRule = z.object({ id, position: z.number().int(), name: z.string(), condition: z.string(), minScore: z.number().int(), keep: z.enum(['older', 'newer']), isEnabled: z.boolean(), createdBy: ref, merged: z.number().int(), version }).meta({ id: 'MergeRule' })
export type MergeRule = z.infer<typeof mergeRule>
const mergeRuleBody = z.object({ name: line(100), condition: ruleText.default(''), minScore: z.number().int().min(50).max(100), keep: z.enum(['older', 'newer']).default('older'), isEnabled: z.boolean().default(false) })
export const listMergeRules = contract({ name: 'listMergeRules', method: 'GET', path: '/merge-rules', tag: 'cleaning', summary: 'By which rules leads are merged without being asked.', response: z.object({ items: z.array(mergeRule) }) })
export const createMergeRule = contract({ name: 'createMergeRule', method: 'POST', path: '/merge-rules', tag: 'cleaning', status: 201, summary: 'Adds a rule for merging.', body: mergeRuleBody, response: mergeRule })
export const changeMergeRule = contract({
  name: 'changeMergeRule', method: 'PATCH', path: '/merge-rules/:id', tag: 'cleaning', params, ifMatch: true, summary: 'Changes a rule for merging, or switches it on or off.',
  body: z.object({ name: line(100), condition: ruleText, minScore: z.number().int().min(50).max(100), keep: z.enum(['older', 'newer']), isEnabled: z.boolean() }).partial(), response: mergeRule,
})
export const removeMergeRule = contract({ name: 'removeMergeRule', method: 'DELETE', path: '/merge-rules/:id', tag: 'cleaning', params, summary: 'Takes a rule for merging away; what it merged stays merged.' })

// --------------------------------------------------------------------------------------------------------- pre-screening
export const screenActions = ['hold', 'nurture', 'mark'] as const
export const screenAction = z.enum(screenActions)
export type ScreenAction = z.infer<typeof screenAction>
export const screenRule = z.object({
  id, position: z.number().int(), name: z.string(), condition: z.string(), action: screenAction, tagId: id.nullable(), isEnabled: z.boolean(), createdBy: ref,
  /** How many leads it has decided. */
  decided: z.number().int(), version,
}).meta({ id: 'ScreenRule' })
export type ScreenRule = z.infer<typeof screenRule>
const screenBody = z.object({ name: line(100), condition: ruleText.min(1), action: screenAction, tagId: id.nullable().default(null), isEnabled: z.boolean().default(true) })
export const listScreenRules = contract({ name: 'listScreenRules', method: 'GET', path: '/screen-rules', tag: 'cleaning', summary: 'Rules that new leads are screened by, in the order in which they are asked.', response: z.object({ items: z.array(screenRule) }) })
export const createScreenRule = contract({ name: 'createScreenRule', method: 'POST', path: '/screen-rules', tag: 'cleaning', status: 201, summary: 'Adds a rule at the end.', body: screenBody, response: screenRule })
export const changeScreenRule = contract({
  name: 'changeScreenRule', method: 'PATCH', path: '/screen-rules/:id', tag: 'cleaning', params, ifMatch: true, summary: 'Changes a rule; leads screened before keep their verdict.',
  body: z.object({ name: line(100), condition: ruleText.min(1), action: screenAction, tagId: id.nullable(), isEnabled: z.boolean() }).partial(), response: screenRule,
})
export const removeScreenRule = contract({ name: 'removeScreenRule', method: 'DELETE', path: '/screen-rules/:id', tag: 'cleaning', params, summary: 'Takes a rule away; what it held stays held.' })
export const orderScreenRules = contract({ name: 'orderScreenRules', method: 'POST', path: '/screen-rules/order', tag: 'cleaning', summary: 'Puts the rules into an order; all of them must be named.', body: z.object({ ids: z.array(id).max(200) }), response: z.object({ items: z.array(screenRule) }) })
export const previewScreenRule = contract({
  name: 'previewScreenRule', method: 'POST', path: '/screen-rules/preview', tag: 'cleaning', summary: 'Which of the leads there are a condition would have decided, with the latest of them. Writes nothing.',
  body: z.object({ condition: ruleText.min(1) }),
  response: z.object({
    matched: z.number().int(), total: z.number().int(), converted: z.number().int(),
    items: z.array(z.object({ id, name: z.string(), company: z.string().nullable(), status: leadStatus, createdAt: instantOut })),
  }),
})

export const heldLead = z.object({ lead: half, ruleName: z.string(), at: instantOut, decision: z.enum(['released', 'refused']).nullable(), decidedBy: ref.nullable(), decidedAt: instantOut.nullable(), canDecide: z.boolean() }).meta({ id: 'HeldLead' })
export type HeldLead = z.infer<typeof heldLead>
export const listHeldLeads = contract({
  name: 'listHeldLeads', method: 'GET', path: '/held-leads', tag: 'cleaning', query: pageQuery.extend({ state: z.enum(['held', 'released', 'refused']).default('held'), rule: idList.optional(), q: z.string().trim().max(100).optional() }),
  summary: 'Leads that a rule holds back from assignment, and those decided already.', response: page(heldLead).extend({ counts: z.object({ held: z.number().int(), released: z.number().int(), refused: z.number().int() }) }),
})
export const decideHeldLeads = contract({
  name: 'decideHeldLeads', method: 'POST', path: '/held-leads/decide', tag: 'cleaning', summary: 'Releases held leads, refuses them (they become invalid, the rule\'s name being the reason), or holds them again.',
  body: z.object({ ids: z.array(id).min(1).max(500), decision: z.enum(['release', 'refuse', 'hold']) }),
  response: z.object({ changed: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }),
})

// -------------------------------------------------------------------------------------------------------- proof of effort
export const effortPolicy = z.object({ attempts: z.number().int(), overDays: z.number().int(), exemptRoles: z.array(role), planDays: z.array(z.number().int()), version: z.number().int() }).meta({ id: 'EffortPolicy' })
export type EffortPolicyRecord = z.infer<typeof effortPolicy>
export const getEffortPolicy = contract({ name: 'getEffortPolicy', method: 'GET', path: '/effort-policy', tag: 'cleaning', summary: 'What must have been tried before a lead may be marked invalid.', response: effortPolicy })
export const changeEffortPolicy = contract({
  name: 'changeEffortPolicy', method: 'POST', path: '/effort-policy', tag: 'cleaning', summary: 'Changes that.',
  body: z.object({
    attempts: z.number().int().min(0).max(20), overDays: z.number().int().min(1).max(90), exemptRoles: z.array(role).max(7).default([]),
    planDays: z.array(z.number().int().min(1).max(30)).min(1).max(10), version: z.number().int().min(0).max(2_147_483_647),
  }),
  response: effortPolicy,
})
export const getLeadEffort = contract({
  name: 'getLeadEffort', method: 'GET', path: '/leads/:id/effort', tag: 'cleaning', params, summary: 'What has been tried on a lead, and what is missing before it may be marked invalid.',
  response: z.object({
    attempts: z.number().int(), overDays: z.number().int(), neededAttempts: z.number().int(), neededDays: z.number().int(), missingAttempts: z.number().int(), missingDays: z.number().int(),
    isConclusive: z.boolean(), isExempt: z.boolean(), isEnough: z.boolean(),
    /** Days on which a follow-up plan begun today would have its tasks. */
    planDays: z.array(z.string()),
  }),
})
export const effortRefusal = z.object({ id, lead: z.object({ id, name: z.string(), company: z.string().nullable() }).nullable(), user: ref, at: instantOut, reason: z.string(), attempts: z.number().int(), overDays: z.number().int() })
export type EffortRefusal = z.infer<typeof effortRefusal>
export const listEffortRefusals = contract({
  name: 'listEffortRefusals', method: 'GET', path: '/effort-refusals', tag: 'cleaning', query: pageQuery, summary: 'Who wanted to give up which lead without having tried; for managers and administrators.', response: page(effortRefusal),
})
export const planFollowUp = contract({
  name: 'planFollowUp', method: 'POST', path: '/leads/:id/follow-up', tag: 'cleaning', params,
  summary: 'Instead of giving a lead up: tasks for its owner on the coming working days, or nurturing.',
  body: z.object({ kind: z.enum(['tasks', 'nurture']), why: z.enum(['no_answer', 'not_ready']) }),
  response: z.object({ days: z.array(z.string()), lead }),
})
