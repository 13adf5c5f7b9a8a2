import { z } from 'zod'
import { activityKindKeys } from '../config/activity-kinds.ts'
import { cadenceLimits } from '../config/cadence.ts'
import { contract } from '../lib/contract.ts'
import { id, instant, instantOut, params, ref, version } from '../lib/wire.ts'
import { suggestionActs, suggestionKinds } from './next-action.ts'
import { dayKinds } from './order-day.ts'

/** The working day: one list of what is to be done now, and what to do next about a deal. */

const shareOf = z.object({ hits: z.number().int(), n: z.number().int(), share: z.number(), low: z.number(), high: z.number() })
/** How deals went on from a stage with and without a kind of activity in it. Observed, not caused: whoever is called more may have been nearer to buying. */
const stageEffect = z.object({
  activity: z.enum(activityKindKeys), with: shareOf, without: shareOf,
  /** `with − without` and its 95 % interval, in shares. */
  difference: z.number(), low: z.number(), high: z.number(), p: z.number(), isSignificant: z.boolean(),
})
export const suggestion = z.object({
  kind: z.enum(suggestionKinds), act: z.enum(suggestionActs),
  /** What fills the words of its kind. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  activity: z.enum(activityKindKeys).nullable(), effect: stageEffect.nullable(),
}).meta({ id: 'Suggestion' })

export const getSuggestions = contract({
  name: 'getSuggestions', method: 'GET', path: '/deals/:id/suggestions', tag: 'day', params,
  summary: 'What to do next about an open deal, the most pressing first, each with its reason and, where enough deals tell, how deals went on with and without it.',
  response: z.object({
    items: z.array(suggestion),
    /** What won deals of its kind were like; null: too few of them. */
    cycle: z.object({
      n: z.number().int(), medianDays: z.number(), low: z.number().nullable(), high: z.number().nullable(), ageDays: z.number(),
      scope: z.enum(['amount_and_industry', 'amount', 'pipeline']), industry: z.string().nullable(),
      usual: z.array(z.object({ activity: z.enum(activityKindKeys), median: z.number(), own: z.number().int() })),
    }).nullable(),
  }),
})
export type Suggestions = z.infer<(typeof getSuggestions)['response']>

/** Why something is in the day: words by code (web/features/today). */
export const dayReasonCodes = [
  'response.running', 'response.late', 'step.today', 'step.late', 'approval.waiting', 'approval.late', 'task.open', 'task.today', 'task.late',
  'hot.handed', 'hot.ready', 'hot.signal', 'stalled.stage', 'stalled.silent', 'mention.said',
] as const
const dayReason = z.object({
  code: z.enum(dayReasonCodes), dueAt: instantOut.nullable(), days: z.number().int().nullable(), limitDays: z.number().int().nullable(), words: z.string().nullable(),
})
export type DayReason = z.infer<typeof dayReason>
export const dayItem = z.object({
  /** Names it for putting it off. */
  key: z.string(), kind: z.enum(dayKinds), subjectType: z.enum(['deal', 'lead', 'account', 'contact', 'alarm', 'action', 'chart', 'meeting_point']), subjectId: id,
  /** What is to be done, in words; null: the record itself. */
  what: z.string().nullable(), title: z.string(), accountName: z.string().nullable(), stageName: z.string().nullable(),
  amountMinor: z.number().int().nullable(), currency: z.string().nullable(), phone: z.string().nullable(), owner: ref.nullable(), canWrite: z.boolean(),
  /** Of the deal, lead or task, to change it. */
  version: version.nullable(),
  /** The day of the agreed step or the task. */
  dueOn: z.string().nullable(),
  /** The approval and the viewer's task of it; the notification of a mention; a hand-over that the viewer may accept. */
  approvalId: id.nullable(), approvalTaskId: id.nullable(), notificationId: id.nullable(), mayAccept: z.boolean(),
  /** Where it is looked at, when its id does not say so: a chart, a point of a meeting. */
  path: z.string().nullable(),
  /** The most pressing first. */
  reasons: z.array(dayReason), snoozedUntil: instantOut.nullable(),
  suggestion: suggestion.nullable(),
}).meta({ id: 'DayItem' })
export type DayItem = z.infer<typeof dayItem>

const teamQuotas = z.object({
  /** The teams whose quota the viewer may set: what each asks of a person for a week, and what a team above asks where it says nothing itself. */
  items: z.array(z.object({ team: ref, perWeek: z.number().int().nullable(), fromAbove: z.number().int().nullable() })),
})
export type TeamQuotas = z.infer<typeof teamQuotas>
export const getAdvanceQuotas = contract({ name: 'getAdvanceQuotas', method: 'GET', path: '/advance-quotas', tag: 'day', summary: 'How many deals a person of a team is to take a stage further in a week.', response: teamQuotas })
export const setAdvanceQuota = contract({
  name: 'setAdvanceQuota', method: 'PUT', path: '/advance-quotas/:id', tag: 'day', params, summary: 'Sets it for a team and those below it; null: the team asks nothing of its own. Administrators, and managers for teams of theirs.',
  body: z.object({ perWeek: z.number().int().min(1).max(1000).nullable() }), response: teamQuotas,
})

const cadenceSetting = cadenceLimits.extend({ version: z.number().int().min(0) })
export const getCadence = contract({ name: 'getCadence', method: 'GET', path: '/cadence', tag: 'day', summary: 'When customers are spoken to too little or too much; version 0 is as usual.', response: cadenceSetting })
export const changeCadence = contract({
  name: 'changeCadence', method: 'PUT', path: '/cadence', tag: 'day', ifMatch: true, summary: 'Sets it for the organisation: what the day, suggestions and lists call silent, idle or too much.', body: cadenceLimits, response: cadenceSetting,
})

const quota = z.object({ perWeek: z.number().int(), done: z.number().int(), weekStart: z.string(), teamId: id })
/** 今日. */
export const getToday = contract({
  name: 'getToday', method: 'GET', path: '/today', tag: 'day',
  summary: "What the viewer (or everybody in the viewer's sight) is to do now, as one list in the order in which it matters, each with its reason.",
  query: z.object({ scope: z.enum(['mine', 'team']).default('mine') }),
  response: z.object({
    date: z.string(), items: z.array(dayItem),
    /** There is more than one answer holds. */
    isCut: z.boolean(),
    withoutNextStep: z.number().int(), newLeads: z.number().int(), activitiesToday: z.number().int(),
    closingThisMonth: z.object({ count: z.number().int(), amountMinor: z.number().int() }),
    /** Deals of the viewer's that went a stage further since the week began; null: nothing is asked. */
    quota: quota.nullable(),
  }),
})
export type Today = z.infer<(typeof getToday)['response']>

const itemKey = z.object({ key: z.string().regex(/^(deal|lead|approval|task|mention):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) })
export const snoozeItem = contract({
  name: 'snoozeItem', method: 'PUT', path: '/today/snoozed/:key', tag: 'day', params: itemKey, summary: "Hides something from the viewer's own day until an instant; the record stays as it is.",
  body: z.object({ until: instant }), response: z.object({ until: instantOut }),
})
export const unsnoozeItem = contract({ name: 'unsnoozeItem', method: 'DELETE', path: '/today/snoozed/:key', tag: 'day', params: itemKey, summary: 'Shows it again.' })
