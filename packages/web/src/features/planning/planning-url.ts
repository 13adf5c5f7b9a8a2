import type { Target } from '@sluice/core/planning/target'
import { z } from 'zod'
import { addMonths } from '../funnel/calendar-days.ts'

/** What a link to the planning page carries. `amount` is in whole units of the currency, or deals. */
export const planningUrl = z.object({
  target: z.enum(['money', 'deals']).default('money'),
  amount: z.coerce.number().min(0).max(1_000_000_000).default(0),
  currency: z.string().max(3).default('CNY'),
  /** First month; empty: this one. */
  start: z.union([z.literal(''), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)]).default(''),
  months: z.coerce.number().int().min(1).max(36).default(3),
  /** What one rep takes a month in leads or new deals, and how many reps there are; 0: not asked. */
  perHead: z.coerce.number().min(0).max(100_000).default(0),
  heads: z.coerce.number().min(0).max(100_000).default(0),
})
export type PlanningUrl = z.output<typeof planningUrl>

/** So many months from a first one on, `2026-03`. */
export function monthsFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => addMonths(`${first}-01`, n).slice(0, 7))
}

/** The question that follows from the form; null while there is no target. */
export function questionOf(url: PlanningUrl, pipelineId: string, months: string[]) {
  if (url.amount <= 0 || pipelineId === '') return null
  const target: Target = url.target === 'deals' ? { kind: 'deals', deals: Math.round(url.amount) } : { kind: 'money', amountMinor: Math.round(url.amount * 100), currency: url.currency }
  const resources = url.perHead > 0 && url.heads > 0 ? [{ key: 'reps', name: 'reps', stageKey: 'lead', perHead: url.perHead, heads: url.heads }] : []
  return { pipelineId, target, months, resources }
}
