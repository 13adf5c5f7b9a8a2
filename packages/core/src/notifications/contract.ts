import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instant, instantOut, page, pageQuery } from '../lib/wire.ts'

/** What somebody is told in the app. The words are made from kind and data, in the reader's language (notifications/kinds.ts). */
export const notificationKinds = [
  'deal_dormant_soon', 'deal_dormant', 'deal_taken_over', 'deal_handed_back', 'deal_take_over_due', 'completeness_week', 'approval_asked', 'approval_reminder', 'approval_escalated', 'approval_ended', 'approval_returned', 'approval_comment', 'gate_debt', 'pipeline_published',
  'mention', 'comment_followed', 'alarm_opened', 'alarm_resolved', 'action_assigned', 'project_started', 'project_handed_over', 'project_accepted', 'project_given_back', 'meeting_minutes', 'nurture_notice', 'lead_signal',
  'lead_assigned', 'lead_ready', 'lead_rejected', 'response_due_soon', 'response_overdue', 'response_escalated', 'lead_taken_back', 'lead_recycle_soon', 'lead_recycled', 'lead_wecom_left', 'mail_came', 'automation_notice', 'automation_paused', 'automation_cut', 'automation_failed', 'experiment_ready', 'webhook_off', 'escalated',
] as const
export const notificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof notificationKind>
export const notification = z.object({
  id, kind: notificationKind, data: z.record(z.string(), z.unknown()), subjectType: z.string().nullable(), subjectId: id.nullable(), createdAt: instantOut, readAt: instantOut.nullable(),
  /** When somebody was done with it; until when it is out of the way. */
  doneAt: instantOut.nullable(), snoozedUntil: instantOut.nullable(),
})
export type Notification = z.infer<typeof notification>
export const listNotifications = contract({
  name: 'listNotifications', method: 'GET', path: '/notifications', tag: 'notification', query: pageQuery.extend({
    unread: z.enum(['true', 'false']).optional(),
    /** What waits, what is out of the way until later, what is done; without it, everything. */
    box: z.enum(['open', 'snoozed', 'done']).optional(),
    /** The first words of kinds, comma-separated: `lead,alarm`. */
    about: z.string().regex(/^[a-z]+(,[a-z]+)*$/).max(200).optional(),
  }),
  summary: "The viewer's notifications, newest first; what was put off counts from when it came back.",
  response: page(notification).extend({ unread: z.number().int() }),
})
export const readNotifications = contract({
  name: 'readNotifications', method: 'POST', path: '/notifications/read', tag: 'notification', summary: 'Marks notifications as read; all when no ids are named.',
  body: z.object({ ids: z.array(id).max(500).optional() }), response: z.object({ unread: z.number().int() }),
})
export const settleNotifications = contract({
  name: 'settleNotifications', method: 'POST', path: '/notifications/settle', tag: 'notification', summary: 'Marks notifications as done, puts them off until later, or takes either back.',
  body: z.object({
    ids: z.array(id).min(1).max(500),
    to: z.discriminatedUnion('state', [z.object({ state: z.enum(['done', 'open', 'unread']) }), z.object({ state: z.literal('snoozed'), until: instant })]),
  }),
  response: z.object({ unread: z.number().int() }),
})
