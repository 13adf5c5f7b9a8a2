import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'
import { automationDefinition, automationObjects, recordObjects, stepTypes } from './definition.ts'
import { problemCodes } from './problems.ts'

const count = z.number().int()
const tag = 'automation'
const object = z.enum(automationObjects)

export const automationStates = ['draft', 'active', 'paused', 'archived'] as const
/** Why a guard paused it, with the chain of automations that fed each other where that was why. */
const pausedBecause = z.object({ code: z.enum(['record_rate', 'rate', 'by_hand']), at: instantOut, n: count.nullable(), recordType: object.nullable(), recordId: id.nullable(), chain: z.array(ref) })
const counts = z.object({
  /** In the last 7 days. */
  done: count, unmet: count,
  /** As of now. */
  waiting: count, failed: count, cut: count,
})
export const automation = z.object({
  id, name: z.string(), state: z.enum(automationStates), position: count, owner: ref, object: object.nullable(), triggerKind: z.string(),
  publishedVersion: count.nullable(), hasUnpublished: z.boolean(), paused: pausedBecause.nullable(), counts, lastRunAt: instantOut.nullable(), canWrite: z.boolean(), updatedAt: instantOut, version,
  /** What is published, or drafted where nothing is: for the sentence in the list. */
  definition: automationDefinition,
}).meta({ id: 'Automation' })
export type Automation = z.infer<typeof automation>
const problem = z.object({ stepId: z.string().nullable(), code: z.enum(problemCodes) })
export const automationPage = automation.extend({
  draft: automationDefinition, problems: z.array(problem),
  versions: z.array(z.object({ number: count, by: ref, at: instantOut, note: z.string(), definition: automationDefinition })),
  /** Where the calls of a `webhook_in` go. */
  webhook: z.object({ path: z.string(), hasSecret: z.boolean() }),
  /** Records whose clock has begun. */
  scheduled: count, nextDueAt: instantOut.nullable(),
  /** The clocks of records that are there already are still being set. */
  isFilling: z.boolean(),
  /** Names of everything the draft and the versions mention by id. */
  names: z.record(z.string(), z.string()),
}).meta({ id: 'AutomationPage' })
export type AutomationPage = z.infer<typeof automationPage>

export const listAutomations = contract({ name: 'listAutomations', method: 'GET', path: '/automations', tag, summary: 'Automations in the order in which they are asked.', query: z.object({ state: z.enum(automationStates).optional(), object: object.optional(), q: z.string().trim().max(100).optional() }), response: z.object({ items: z.array(automation), canCreate: z.boolean(), names: z.record(z.string(), z.string()) }) })
export const getAutomation = contract({ name: 'getAutomation', method: 'GET', path: '/automations/:id', tag, params, summary: 'One automation: its draft, what is wrong with it, its versions.', response: automationPage })
export const createAutomation = contract({ name: 'createAutomation', method: 'POST', path: '/automations', tag, status: 201, summary: 'Makes an automation as a draft, or a copy of another.', body: z.object({ name: line(100), draft: automationDefinition.optional(), copyOf: id.optional() }), response: automationPage })
export const changeAutomation = contract({
  name: 'changeAutomation', method: 'PATCH', path: '/automations/:id', tag, params, ifMatch: true, summary: 'Renames, pauses, resumes or archives an automation, or saves its draft. A paused one is set off by nothing; its runs wait.',
  body: z.object({ name: line(100), isPaused: z.boolean(), isArchived: z.boolean(), draft: automationDefinition }).partial(), response: automationPage,
})
export const publishAutomation = contract({ name: 'publishAutomation', method: 'POST', path: '/automations/:id/publish', tag, params, ifMatch: true, summary: 'Makes the draft a version that takes effect now; runs under way keep theirs.', body: z.object({ note: z.string().trim().max(300).default('') }), response: automationPage })
export const orderAutomations = contract({ name: 'orderAutomations', method: 'POST', path: '/automations/order', tag, summary: 'Puts automations into this order; those not named follow as they were.', body: z.object({ ids: z.array(id).min(1).max(500) }), response: z.object({ ids: z.array(id) }) })
export const renewWebhookSecret = contract({ name: 'renewAutomationSecret', method: 'POST', path: '/automations/:id/secret', tag, params, confidential: true, summary: 'Makes a new secret for signing calls; the one before ends. It is told this once.', response: z.object({ secret: z.string() }) })

// --------------------------------------------------------------------------------------------------------------- runs
export const runStates = ['queued', 'waiting', 'done', 'unmet', 'passed', 'cut', 'failed', 'cancelled'] as const
export const runReasons = ['hours', 'step', 'retry', 'stopped_by_earlier', 'taken_lately', 'record_gone', 'out_of_reach', 'depth', 'rate', 'paused', 'archived', 'step_stop', 'refusal', 'not_due_any_more'] as const
export const automationRun = z.object({
  id, automation: ref, versionNumber: count, record: z.object({ type: object, id, name: z.string() }).nullable(), state: z.enum(runStates), reason: z.enum(runReasons).nullable(),
  triggerKind: z.string(), at: instantOut, dueAt: instantOut.nullable(), endedAt: instantOut.nullable(), durationMs: count, attempts: count, problem: z.string().nullable(),
  /** Steps that were done, and that were refused. */
  did: count, refused: count, depth: count, canReplay: z.boolean(),
}).meta({ id: 'AutomationRun' })
export type AutomationRun = z.infer<typeof automationRun>
const runFilter = { automation: id.optional(), state: z.enum(runStates).optional(), object: object.optional(), record: id.optional(), from: z.iso.date().optional(), to: z.iso.date().optional() }
export const listAutomationRuns = contract({ name: 'listAutomationRuns', method: 'GET', path: '/automation-runs', tag, summary: 'Runs about records that the viewer may see, the latest first.', query: pageQuery.extend(runFilter), response: page(automationRun).extend({ total: count }) })
export const stepOutcomes = ['done', 'refused', 'yes', 'no', 'waited', 'stopped'] as const
const stepLog = z.object({
  n: count, stepId: z.string(), type: z.enum(stepTypes), at: instantOut, outcome: z.enum(stepOutcomes), durationMs: count,
  /** What came of it: ids and names of what was made or changed, or the code of the refusal. */
  code: z.string().nullable(), detail: z.record(z.string(), z.unknown()),
})
export type AutomationStepLog = z.infer<typeof stepLog>
/** One link of what led to the run, the latest first: an event and, where an automation wrote it, which. */
const cause = z.object({ seq: count, type: z.string(), at: instantOut, actor: ref.nullable(), subjectType: z.string(), subjectId: id, automation: ref.nullable(), runId: id.nullable() })
export const automationRunPage = automationRun.extend({
  /** The clauses of the condition and what each said; null when it was not asked yet. */
  clauses: z.array(z.object({ path: z.string(), holds: z.boolean() })).nullable(), inputs: z.record(z.string(), z.unknown()),
  definition: automationDefinition, steps: z.array(stepLog), causes: z.array(cause), names: z.record(z.string(), z.string()),
}).meta({ id: 'AutomationRunPage' })
export type AutomationRunPage = z.infer<typeof automationRunPage>
export const getAutomationRun = contract({ name: 'getAutomationRun', method: 'GET', path: '/automation-runs/:id', tag, params, summary: 'One run: what set it off, what was asked, what each step came to.', response: automationRunPage })
export const replayAutomationRuns = contract({ name: 'replayAutomationRuns', method: 'POST', path: '/automation-runs/replay', tag, summary: 'Tries runs again that failed for good, from the step at which they failed.', body: z.object({ ids: z.array(id).min(1).max(500) }), response: z.object({ replayed: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }) })

// ---------------------------------------------------------------------------------------------------- before enabling
export const backTestAutomation = contract({
  name: 'backTestAutomation', method: 'POST', path: '/automations/:id/back-test', tag, params, summary: 'How often the draft (or what is sent) would have been set off in the last days, and for which records.',
  body: z.object({ days: z.number().int().min(1).max(365).default(90), draft: automationDefinition.optional() }),
  response: z.object({
    from: instantOut, to: instantOut,
    /** Times the trigger matched, times the condition held then, and how many records. */
    matched: count, times: count, records: count,
    /** `today`: the condition was asked of records as they are now; `then`: there is none, so nothing had to be asked. */
    judgedAs: z.enum(['today', 'then']),
    /** Triggers that leave no trace in the log (calls, buttons) cannot be told. */
    cannotTell: z.boolean(), isCut: z.boolean(),
    byDay: z.array(z.object({ day: z.string(), n: count })),
    items: z.array(z.object({ at: instantOut, record: z.object({ type: object, id, name: z.string() }).nullable() })),
  }),
})
export const dryRunAutomation = contract({
  name: 'dryRunAutomation', method: 'POST', path: '/automations/:id/dry-run', tag, params, summary: 'What the draft (or what is sent) would do with one record now; nothing is kept.',
  body: z.object({ recordId: id.nullable().default(null), draft: automationDefinition.optional() }),
  response: z.object({
    holds: z.boolean(), clauses: z.array(z.object({ path: z.string(), holds: z.boolean() })),
    /** Waits are passed over: what follows is shown as of now, with the instant at which it would come. */
    steps: z.array(z.object({ stepId: z.string(), type: z.enum(stepTypes), at: instantOut, outcome: z.enum(stepOutcomes), code: z.string().nullable(), detail: z.record(z.string(), z.unknown()) })),
    names: z.record(z.string(), z.string()),
  }),
})

// ------------------------------------------------------------------------------------------------------------ buttons
const recordObject = z.enum(recordObjects)
export const listAutomationButtons = contract({ name: 'listAutomationButtons', method: 'GET', path: '/automation-buttons', tag, summary: 'The buttons that a record has.', query: z.object({ object: recordObject, id }), response: z.object({ items: z.array(z.object({ automationId: id, name: z.string(), label: z.string() })) }) })
export const pressAutomationButton = contract({ name: 'pressAutomationButton', method: 'POST', path: '/automations/:id/press', tag, params, status: 202, summary: 'Sets an automation off by its button.', body: z.object({ recordId: id }), response: z.object({ runId: id }) })

/** What an editor offers besides the catalogues that other screens have: where actions of other parts can go. */
export const getAutomationChoices = contract({
  name: 'getAutomationChoices', method: 'GET', path: '/automation-choices', tag, summary: 'What automations can be pointed at: sequences, approval flows, robots, webhooks, forms.',
  response: z.object({ sequences: z.array(ref), flows: z.array(ref), robots: z.array(ref), webhooks: z.array(ref), projectTemplates: z.array(ref), forms: z.array(ref), unavailable: z.array(z.enum(stepTypes)), canMail: z.boolean(), canRunAsOthers: z.boolean() }),
})
