import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, flag, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { recurrence } from './recurrence.ts'

/**
 * What somebody is to do about the funnel (a task), or what the review meeting is to talk about (a review topic). Managers and
 * administrators give items to anybody, others take on their own; who sees alarms of everybody sees all items.
 */

export const actionKind = z.enum(['task', 'review_topic'])
export const actionStatus = z.enum(['open', 'done', 'dropped'])
export const remedyKey = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/)
/** The series of a task that repeats. The next one is made when the last open one is done or dropped, at the latest on its own day. */
const repeats = z.object({
  rule: recurrence,
  /** The day of the next one; null: this is the last. */
  nextOn: z.string().nullable(),
  /** How many there were, this one included, and how many of them were not done before two more were due. */
  made: z.number().int(), missed: z.number().int(),
})
export const actionItem = z.object({
  id, kind: actionKind, title: z.string(), body: z.string(), status: actionStatus, assignee: ref.nullable(), dueOn: z.string().nullable(),
  pipelineId: id.nullable(), stageId: id.nullable(), alarmId: id.nullable(), remedyKey: z.string().nullable(), meetingId: id.nullable(),
  /** The project whose task it is. */
  project: ref.nullable(),
  createdBy: ref, createdAt: instantOut, doneAt: instantOut.nullable(), doneBy: ref.nullable(), outcome: z.string(),
  repeats: repeats.nullable(),
  /** Nobody did it before the one after the next was due. */
  isMissed: z.boolean(), isOverdue: z.boolean(), canWrite: z.boolean(), version,
}).meta({ id: 'ActionItem' })
export type ActionItem = z.infer<typeof actionItem>

const filter = z.object({
  /** `mine`: to be done by me (or made by me and nobody's yet); `all`: all that I may see. */
  box: z.enum(['mine', 'all']).default('mine'),
  kind: actionKind.optional(), status: actionStatus.optional(), assignee: id.optional(), pipeline: id.optional(), alarm: id.optional(), overdue: flag.optional(), q: z.string().trim().max(100).optional(),
})
export const listActions = contract({
  name: 'listActions', method: 'GET', path: '/actions', tag: 'action', query: pageQuery.extend(filter.shape), summary: 'Tasks and review topics: what is due first, first.',
  response: page(actionItem).extend({ counts: z.object({ open: z.number().int(), overdue: z.number().int(), done: z.number().int() }) }),
})
const what = z.object({ title: line(200), body: prose(10_000), assigneeId: id.nullable(), dueOn: day.nullable() })
export const createAction = contract({
  name: 'createAction', method: 'POST', path: '/actions', tag: 'action', status: 201, summary: 'Makes a task or a review topic, by hand or from an alarm or a remedy.',
  body: z.object({
    kind: actionKind.default('task'), title: line(200), body: prose(10_000).default(''), assigneeId: id.nullable().default(null), dueOn: day.nullable().default(null),
    pipelineId: id.nullable().default(null), stageId: id.nullable().default(null), alarmId: id.nullable().default(null), remedyKey: remedyKey.nullable().default(null), meetingId: id.nullable().default(null),
    /** A task with a day may repeat from that day on. */
    repeat: recurrence.nullable().default(null),
  }),
  response: actionItem,
})
export const changeAction = contract({
  name: 'changeAction', method: 'PATCH', path: '/actions/:id', tag: 'action', params, ifMatch: true, summary: 'Changes what is to be done, by whom, until when and how it repeats; of a series this one alone, unless `following` says otherwise.',
  body: what.extend({
    /** From this one on; null: this is the last. */
    repeat: recurrence.nullable(),
    /** What it says and who does it hold for those after it too. */
    following: z.boolean(),
  }).partial(), response: actionItem,
})
const ended = { tag: 'action', params, body: z.object({ outcome: prose(2000).default('') }), response: actionItem } as const
export const finishAction = contract({ ...ended, name: 'finishAction', method: 'POST', path: '/actions/:id/done', summary: 'It is done, with what came of it.' })
export const dropAction = contract({ ...ended, name: 'dropAction', method: 'POST', path: '/actions/:id/drop', summary: 'It will not be done, and why.' })
export const reopenAction = contract({ name: 'reopenAction', method: 'POST', path: '/actions/:id/reopen', tag: 'action', params, summary: 'It is to be done after all.', response: actionItem })
