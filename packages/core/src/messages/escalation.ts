import { z } from 'zod'
import type { NotificationKind } from '../notifications/contract.ts'
import type { WaitedKind } from '../notifications/escalated.ts'
import { id } from '../lib/wire.ts'

/** Escalation (升级): who is told, after how long, when nobody reads, acts on or acknowledges a notice. */

/** A month; longer waits are no escalation. */
const mostMinutes = 31 * 1440
export const escalationStep = z.object({
  /** From the first notice on, not from the step before. */
  afterMinutes: z.number().int().min(1).max(mostMinutes),
  to: z.discriminatedUnion('type', [z.object({ type: z.literal('manager'), levels: z.union([z.literal(1), z.literal(2)]) }), z.object({ type: z.literal('user'), userId: id })]),
  /** Beside the inbox. */
  ways: z.object({ mail: z.boolean(), push: z.boolean(), app: z.boolean(), robot: z.boolean() }),
  ignoresQuiet: z.boolean(),
})
export type EscalationStep = z.infer<typeof escalationStep>
export const escalationSteps = z.array(escalationStep).min(1).max(5).refine((steps) => steps.every((step, i) => i === 0 || step.afterMinutes > (steps[i - 1]?.afterMinutes ?? 0)), 'escalation.order')

/** What ends a wait: one of those told has read it, is done with it, or the matter itself is dealt with. The later ones end it in each case. */
export const escalationEnds = ['read', 'done', 'handled'] as const
export type EscalationEnd = (typeof escalationEnds)[number]
export const countedTimes = ['work', 'all'] as const

export interface ChainDefinition {
  kinds: readonly WaitedKind[]
  /** Of alarms only critical ones. */
  isHighOnly: boolean
  counts: (typeof countedTimes)[number]
  until: EscalationEnd
  steps: readonly EscalationStep[]
}

const loud = { mail: true, push: true, app: true, robot: false }
const up = (afterMinutes: number, levels: 1 | 2, ignoresQuiet = false): EscalationStep => ({ afterMinutes, to: { type: 'manager', levels }, ways: loud, ignoresQuiet })

/**
 * Chains that every organisation begins with. Managers of an overdue first response or approval are told by their own settings; these go one further
 * when nothing came of it.
 */
export const presetChains: Readonly<Record<string, ChainDefinition & { name: { zh: string; en: string } }>> = {
  alarm: { name: { zh: '严重预警无人确认', en: 'Critical alarm not acknowledged' }, kinds: ['alarm_opened'], isHighOnly: true, counts: 'work', until: 'handled', steps: [up(120, 1), up(240, 2)] },
  response: { name: { zh: '首次响应超时仍未联系', en: 'First response overdue and still none' }, kinds: ['response_overdue'], isHighOnly: false, counts: 'work', until: 'handled', steps: [up(240, 2)] },
  approval: { name: { zh: '审批超时仍未处理', en: 'Approval overdue and still undecided' }, kinds: ['approval_reminder'], isHighOnly: false, counts: 'work', until: 'handled', steps: [up(240, 2)] },
}

/** Whether a notice begins a wait by this chain. `severity` is the alarm's, for alarms. */
export const isFor = (chain: Pick<ChainDefinition, 'kinds' | 'isHighOnly'>, kind: NotificationKind, severity: string | null): boolean =>
  (chain.kinds as readonly NotificationKind[]).includes(kind) && (!chain.isHighOnly || !kind.startsWith('alarm_') || severity === 'critical')
