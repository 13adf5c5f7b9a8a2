import { z } from 'zod'
import { both, localizedSchema } from './localized.ts'
import { configKeySchema } from './pipeline.ts'

export const activityKindKeys = ['call', 'visit', 'meeting', 'mail', 'wechat', 'note'] as const
export type ActivityKindKey = (typeof activityKindKeys)[number]

const outcomeSchema = z.object({
  key: configKeySchema,
  name: localizedSchema,
  /** The customer took part: this is what "an effective call or meeting" means in a criterion. */
  effective: z.boolean(),
})
export const activityKindSchema = z.object({
  key: z.enum(activityKindKeys),
  name: localizedSchema,
  /** Only a customer-facing activity resets the clock "since the last contact" and wakes a dormant deal. */
  customerFacing: z.boolean(),
  defaultMinutes: z.number().int().nonnegative(),
  outcomes: z.array(outcomeSchema),
})
export type ActivityKind = z.infer<typeof activityKindSchema>

/** The kinds of activity (跟进), in the order in which quick log offers them; the first outcome is preselected. */
export const activityKinds: readonly ActivityKind[] = [
  {
    key: 'call',
    name: both('电话', 'Call'),
    customerFacing: true,
    defaultMinutes: 10,
    outcomes: [
      { key: 'connected', name: both('已接通', 'Connected'), effective: true },
      { key: 'no_answer', name: both('未接听', 'No answer'), effective: false },
      { key: 'callback', name: both('约定回电', 'Call back later'), effective: false },
      { key: 'refused', name: both('拒绝沟通', 'Refused'), effective: false },
      { key: 'wrong_number', name: both('空号或错号', 'Wrong number'), effective: false },
    ],
  },
  {
    key: 'visit',
    name: both('拜访', 'Visit'),
    customerFacing: true,
    defaultMinutes: 90,
    outcomes: [
      { key: 'met', name: both('已见面', 'Met'), effective: true },
      { key: 'not_met', name: both('未见到', 'Not met'), effective: false },
    ],
  },
  {
    key: 'meeting',
    name: both('会议', 'Meeting'),
    customerFacing: true,
    defaultMinutes: 60,
    outcomes: [
      { key: 'held', name: both('已召开', 'Held'), effective: true },
      { key: 'rescheduled', name: both('改期', 'Rescheduled'), effective: false },
      { key: 'cancelled', name: both('取消', 'Cancelled'), effective: false },
    ],
  },
  {
    key: 'mail',
    name: both('邮件', 'Mail'),
    customerFacing: true,
    defaultMinutes: 5,
    outcomes: [
      { key: 'sent', name: both('已发送', 'Sent'), effective: false },
      { key: 'replied', name: both('已回复', 'Replied'), effective: true },
      { key: 'bounced', name: both('退信', 'Bounced'), effective: false },
    ],
  },
  {
    key: 'wechat',
    name: both('微信', 'WeChat'),
    customerFacing: true,
    defaultMinutes: 5,
    outcomes: [
      { key: 'replied', name: both('有回复', 'Replied'), effective: true },
      { key: 'no_reply', name: both('未回复', 'No reply'), effective: false },
    ],
  },
  { key: 'note', name: both('备注', 'Note'), customerFacing: false, defaultMinutes: 0, outcomes: [] },
]
