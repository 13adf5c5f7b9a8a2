import { z } from 'zod'
import { notificationKinds, type NotificationKind } from '../notifications/contract.ts'
import { waitedKind, type WaitedKind } from '../notifications/escalated.ts'

/** What a person wants of a kind of notice beyond the inbox, where everything is. */
export const ways = z.object({
  /** At once, in the morning brief, or not by mail. */
  mail: z.enum(['now', 'brief', 'off']),
  /** Whether the robot of their team posts it. */
  robot: z.boolean(),
  /** Whether their browsers show it; without it, as for everybody. */
  push: z.boolean().optional(),
  /** Whether WeCom, DingTalk or Feishu write it to them, where an app is joined; without it, as for everybody. */
  app: z.boolean().optional(),
})
/** All of them, said or usual. */
export type Ways = Record<'robot' | 'push' | 'app', boolean> & Pick<z.infer<typeof ways>, 'mail'>

/** What waits for somebody's answer or is late comes by mail unless a person says otherwise; so does what comes once a week. */
const urgent: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['approval_asked', 'approval_escalated', 'response_escalated', 'alarm_opened', 'webhook_off', 'mention', 'deal_taken_over', 'automation_paused', 'automation_failed'])
/** Told again elsewhere, or of no use the next morning. */
const quiet: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['response_due_soon', 'pipeline_published', 'alarm_resolved'])

export const defaultWays = (kind: NotificationKind): Ways => ({ mail: urgent.has(kind) || kind === 'completeness_week' ? 'now' : quiet.has(kind) ? 'off' : 'brief', robot: false, push: urgent.has(kind), app: urgent.has(kind) })

/** Kinds whose ways are each one's own choice; those of what is escalated are the chain's. */
export const chosenKinds: readonly WaitedKind[] = waitedKind.options

/** Local time of a day; `24:00` is written `00:00`. */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

export const messagePreferences = z.object({
  /** Only what differs from what holds for everybody. */
  kinds: z.partialRecord(z.enum(notificationKinds), ways),
  /** Nothing goes out in `[from, to)` of the day in the organisation's zone; the same twice: never quiet. What is held back comes afterwards. */
  quietFrom: clockTime, quietTo: clockTime, isQuietOnDaysOff: z.boolean(),
  /** When the morning brief comes by mail, on working days; null: it does not. */
  briefAt: clockTime.nullable(),
  /** The funnel's week by mail, on the first working day of the next. */
  wantsWeekly: z.boolean(),
})
export type MessagePreferences = z.infer<typeof messagePreferences>

export const defaultPreferences: MessagePreferences = { kinds: {}, quietFrom: '20:00', quietTo: '08:00', isQuietOnDaysOff: true, briefAt: null, wantsWeekly: false }

export function waysOf({ kinds }: Pick<MessagePreferences, 'kinds'>, kind: NotificationKind): Ways {
  const usual = defaultWays(kind)
  const { mail, robot, push, app } = kinds[kind] ?? usual
  return { mail, robot, push: push ?? usual.push, app: app ?? usual.app }
}
