import type { PipelineRules } from '../config/pipeline-definition.ts'

const dayMs = 86_400_000

/** What of an open deal decides whether it sleeps. Instants are ISO UTC; null: never. */
export interface Wakefulness {
  createdAt: string
  stageEnteredAt: string
  lastActivityAt: string | null
  /** The last thing a person did to the record. */
  touchedAt: string | null
  dormantAt: string | null
  /** When its owner was last told that it would fall asleep. */
  warnedAt: string | null
}

/**
 * Since when nobody cared: the latest of creation, stage entry, customer-facing activity and a person's change.
 * What is automatic moves none of them.
 */
export function idleSince(deal: Wakefulness): string {
  return [deal.createdAt, deal.stageEnteredAt, deal.lastActivityAt, deal.touchedAt].reduce<string>((latest, at) => (at !== null && at > latest ? at : latest), deal.createdAt)
}

/** Whole days of 24 hours that have passed since `idleSince`. */
export function idleDays(deal: Wakefulness, now: string): number {
  return Math.floor((Date.parse(now) - Date.parse(idleSince(deal))) / dayMs)
}

export type DormancyStep = { do: 'nothing' } | { do: 'warn'; sleepsAt: string } | { do: 'sleep'; days: number }

/**
 * What the rule of the pipeline does to an open deal now. It falls asleep after `dormantDays`, but never before its owner
 * has been told for `dormantWarnDays`: a pipeline that gets the rule today warns of everything first.
 */
export function dormancyStep(deal: Wakefulness, rules: Pick<PipelineRules, 'dormantDays' | 'dormantWarnDays'>, now: string): DormancyStep {
  if (rules.dormantDays === null || deal.dormantAt !== null) return { do: 'nothing' }
  const since = idleSince(deal)
  const due = Date.parse(since) + rules.dormantDays * dayMs
  const warnMs = rules.dormantWarnDays * dayMs
  const warned = deal.warnedAt !== null && deal.warnedAt >= since
  if (rules.dormantWarnDays > 0 && !warned) {
    return Date.parse(now) < due - warnMs ? { do: 'nothing' } : { do: 'warn', sleepsAt: new Date(Math.max(due, Date.parse(now) + warnMs)).toISOString() }
  }
  const earliest = warned && deal.warnedAt !== null ? Math.max(due, Date.parse(deal.warnedAt) + warnMs) : due
  return Date.parse(now) < earliest ? { do: 'nothing' } : { do: 'sleep', days: idleDays(deal, now) }
}
