import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, page, pageQuery } from '../lib/wire.ts'

/** What somebody is told in the app. The words are made from kind and data, in the reader's language (notifications/kinds.ts). */
export const notificationKinds = [
  'deal_dormant_soon', 'deal_dormant', 'approval_asked', 'approval_reminder', 'approval_escalated', 'approval_ended', 'approval_returned', 'approval_comment', 'gate_debt', 'pipeline_published',
  'alarm_opened', 'alarm_resolved', 'action_assigned', 'meeting_minutes', 'nurture_notice', 'lead_signal',
  'lead_assigned', 'lead_ready', 'lead_rejected', 'response_due_soon', 'response_overdue', 'response_escalated', 'lead_taken_back', 'lead_recycle_soon', 'lead_recycled', 'lead_wecom_left', 'mail_came', 'webhook_off',
] as const
export const notificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof notificationKind>
export const notification = z.object({
  id, kind: notificationKind, data: z.record(z.string(), z.unknown()), subjectType: z.string().nullable(), subjectId: id.nullable(), createdAt: instantOut, readAt: instantOut.nullable(),
})
export type Notification = z.infer<typeof notification>
export const listNotifications = contract({
  name: 'listNotifications', method: 'GET', path: '/notifications', tag: 'notification', query: pageQuery.extend({ unread: z.enum(['true', 'false']).optional() }),
  summary: "The viewer's notifications, newest first.", response: page(notification).extend({ unread: z.number().int() }),
})
export const readNotifications = contract({
  name: 'readNotifications', method: 'POST', path: '/notifications/read', tag: 'notification', summary: 'Marks notifications as read; all when no ids are named.',
  body: z.object({ ids: z.array(id).max(500).optional() }), response: z.object({ unread: z.number().int() }),
})
