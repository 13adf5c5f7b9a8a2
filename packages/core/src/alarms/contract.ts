import { z } from 'zod'
import { alarmStatuses } from '../diagnosis/alarms/alarm.ts'
import { alarmRuleSchema } from '../diagnosis/alarms/rule.ts'
import { rootCauseAnswer } from '../diagnosis/contract.ts'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { lifeMoments, type LifeEntry } from './life.ts'
import { alarmKind, alarmPrecision, alarmSeverity, alarmVerdict } from './wire.ts'

/**
 * Alarms over the funnel. Numbers of an alarm are those of its whole scope, so who reads only their own deals sees the alarms of
 * stages in which they have open deals, and those that are theirs to handle; everybody else who reads deals sees all.
 * Rules are written by administrators and managers; an alarm is handled by them and by its assignee.
 */

// ------------------------------------------------------------------------------------------------------------- rules
/** Described once, however often it is sent and answered. */
const definition = alarmRuleSchema.meta({ id: 'AlarmRuleDefinition' })
export const alarmRuleRecord = z.object({
  id, name: z.string(), kind: alarmKind, definition, isEnabled: z.boolean(),
  createdBy: ref.nullable(), createdAt: instantOut,
  /** The last whole day that has been judged. */
  judgedTo: z.string().nullable(),
  /** Alarms it opened: unresolved now, and in the last 90 days. */
  open: z.number().int(), fired90: z.number().int(), precision: alarmPrecision,
  version,
}).meta({ id: 'AlarmRule' })
export type AlarmRuleRecord = z.infer<typeof alarmRuleRecord>
export const listAlarmRules = contract({
  name: 'listAlarmRules', method: 'GET', path: '/alarm-rules', tag: 'alarm', query: z.object({ pipeline: id.optional() }),
  summary: 'Alarm rules with what came of them: open alarms, firings of 90 days, measured precision.', response: z.object({ items: z.array(alarmRuleRecord), canWrite: z.boolean() }),
})
const ruleBody = z.object({ name: line(80), definition, isEnabled: z.boolean() })
export const createAlarmRule = contract({
  name: 'createAlarmRule', method: 'POST', path: '/alarm-rules', tag: 'alarm', status: 201, summary: 'Makes an alarm rule; switched off unless asked otherwise.',
  body: ruleBody.extend({ isEnabled: z.boolean().default(false) }), response: alarmRuleRecord,
})
export const changeAlarmRule = contract({
  name: 'changeAlarmRule', method: 'PATCH', path: '/alarm-rules/:id', tag: 'alarm', params, ifMatch: true,
  summary: 'Changes an alarm rule, or switches it on or off; what it had open is resolved when it is switched off.', body: ruleBody.partial(), response: alarmRuleRecord,
})
export const removeAlarmRule = contract({
  name: 'removeAlarmRule', method: 'DELETE', path: '/alarm-rules/:id', tag: 'alarm', params, summary: 'Removes an alarm rule; its past alarms stay, open ones are resolved.',
})

/** One alarm that the rule would have raised; the wire form of core/diagnosis/alarms/backtest. */
export const alarmFiring = z.object({
  stageId: id.nullable(),
  /** First day, and the last on which the condition held. */
  from: z.string(), to: z.string(), resolvedOn: z.string().nullable(), verdict: alarmVerdict,
  /** Whether conversion (the win rate for a rule about it) really was lost after it, with both rates. */
  followed: z.enum(['loss', 'no_loss', 'unknown']), before: z.number().nullable(), after: z.number().nullable(),
})
export const alarmBacktest = z.object({
  from: z.string(), to: z.string(), firings: z.array(alarmFiring),
  summary: z.object({
    fired: z.number().int(), beforeLoss: z.number().int(), withoutLoss: z.number().int(), unknown: z.number().int(), days: z.number().int(), perYear: z.number(), daysOpen: z.number().int(),
  }),
  text: z.object({ zh: z.string(), en: z.string() }),
})
export type AlarmBacktest = z.infer<typeof alarmBacktest>
export const backtestAlarmRule = contract({
  name: 'backtestAlarmRule', method: 'POST', path: '/alarm-rules/backtest', tag: 'alarm',
  summary: 'What a rule would have done on the past, day by day as it was known then; saved or not. At most two years, default the last one.',
  body: z.object({ definition, from: day.optional(), to: day.optional() }), response: alarmBacktest,
})

// ------------------------------------------------------------------------------------------------------------ alarms
export const alarmRecord = z.object({
  id, rule: z.object({ id, name: z.string(), kind: alarmKind }), pipelineId: id, stageId: id.nullable(), severity: alarmSeverity, status: z.enum(alarmStatuses),
  /** The latest verdict and the worst one of the root symptom; other symptoms of the same cause are attached. */
  verdict: alarmVerdict, worst: alarmVerdict, attached: z.array(alarmVerdict),
  /** Days of the organisation: the first and the last on which the condition held; since when it is quiet though unresolved. */
  firstDay: z.string(), lastDay: z.string(), quietSince: z.string().nullable(), reopened: z.number().int(),
  openedAt: instantOut, acknowledgedAt: instantOut.nullable(), acknowledgedBy: ref.nullable(), assignee: ref.nullable(),
  resolvedAt: instantOut.nullable(), resolvedBy: ref.nullable(), resolution: z.enum(['ceased', 'closed', 'rule_off']).nullable(), note: z.string(),
  feedback: z.object({ useful: z.number().int(), notUseful: z.number().int(), mine: z.boolean().nullable() }),
  /** Items that people took on because of it, still to be done. */
  openActions: z.number().int(), canHandle: z.boolean(), version,
})
export type AlarmRecord = z.infer<typeof alarmRecord>
const alarmFilter = z.object({
  status: z.string().transform((text) => text.split(',')).pipe(z.array(z.enum(alarmStatuses)).max(3)).optional(),
  pipeline: id.optional(), stage: id.optional(), rule: id.optional(), assignee: z.union([id, z.literal('none'), z.literal('me')]).optional(), q: z.string().trim().max(100).optional(),
  /** As it stood at the end of this day: opened by then, and with the status of then. */
  asOf: day.optional(),
})
export const listAlarms = contract({
  name: 'listAlarms', method: 'GET', path: '/alarms', tag: 'alarm', query: pageQuery.extend(alarmFilter.shape), summary: 'Alarms, newest first, and how many there are of each status.',
  response: page(alarmRecord).extend({ counts: z.object({ open: z.number().int(), acknowledged: z.number().int(), resolved: z.number().int() }) }),
})
export const alarmDetail = alarmRecord.extend({
  /** What the analysis found when it opened; null: not done (yet). */
  rootCause: rootCauseAnswer.nullable(),
  opinions: z.array(z.object({ by: ref, isUseful: z.boolean(), note: z.string(), at: instantOut })),
}).meta({ id: 'AlarmDetail' })
export type AlarmDetail = z.infer<typeof alarmDetail>
export const getAlarm = contract({ name: 'getAlarm', method: 'GET', path: '/alarms/:id', tag: 'alarm', params, summary: 'One alarm with its cause and what people said of it.', response: alarmDetail })

/** The wire form of `LifeEntry`. */
const lifeEntry = z.object({
  what: z.enum(lifeMoments), at: instantOut, day: z.string().nullable(), until: z.object({ day: z.string(), days: z.number().int() }).nullable(), by: ref.nullable(), to: ref.nullable(),
  text: z.string().nullable(), measured: z.object({ value: z.number(), threshold: z.number(), n: z.number().int() }).nullable(), resolution: z.enum(['ceased', 'closed', 'rule_off']).nullable(),
  actionId: id.nullable(),
}) satisfies z.ZodType<LifeEntry>
const gaps = z.array(z.number().nullable())
export const getAlarmTimeline = contract({
  name: 'getAlarmTimeline', method: 'GET', path: '/alarms/:id/timeline', tag: 'alarm', params,
  summary: 'The life of an alarm, the latest first, and the course of its figure with the line that it crossed, day by day as its rule reads it now.',
  response: z.object({
    entries: z.array(lifeEntry),
    /** Null when its rule has nothing to look at any more: a field or stage that is gone. Lists of one length. */
    course: z.object({
      days: z.array(z.string()), values: gaps, thresholds: gaps, baselines: gaps, counts: gaps, holds: z.array(z.boolean()),
      /** Over how many days a figure is taken, or how long a stay may be (`stage_days`); null: it is that of the day. */
      windowDays: z.number().int().nullable(),
    }).nullable(),
  }),
})
export type AlarmTimeline = z.infer<typeof getAlarmTimeline.response>

const note = prose(2000).optional()
const handled = { tag: 'alarm', params, response: alarmDetail } as const
export const acknowledgeAlarm = contract({ ...handled, name: 'acknowledgeAlarm', method: 'POST', path: '/alarms/:id/acknowledge', summary: 'Says that somebody has seen it and looks after it.', body: z.object({ note }) })
export const assignAlarm = contract({ ...handled, name: 'assignAlarm', method: 'POST', path: '/alarms/:id/assign', summary: 'Gives it to somebody, or to nobody.', body: z.object({ userId: id.nullable() }) })
export const resolveAlarm = contract({ ...handled, name: 'resolveAlarm', method: 'POST', path: '/alarms/:id/resolve', summary: 'Closes it by hand; it comes back if the condition holds again after the cool-down.', body: z.object({ note }) })
export const reopenAlarm = contract({ ...handled, name: 'reopenAlarm', method: 'POST', path: '/alarms/:id/reopen', summary: 'Opens a resolved alarm again.', body: z.object({ note }) })
export const judgeAlarm = contract({
  ...handled, name: 'judgeAlarm', method: 'PUT', path: '/alarms/:id/feedback', summary: 'Was it useful? One word a person, which may be changed; the precision of the rule is measured by it.',
  body: z.object({ isUseful: z.boolean(), note: prose(500).default('') }),
})
