import type { WorkHours, WorkSpan } from '../lib/work-hours.ts'

/** A time in which the clock stands, e.g. while the customer asked to be called later; `to` null: still so. */
export type Pause = { from: number; to: number | null }

export type AnswerRule = {
  /** Working time within which a lead is answered for the first time. Two hours unless configured. */
  targetMs: number
  /** Working time before the target at which the owner is reminded; null: no reminder. */
  remindBeforeMs: number | null
  /** Working time after the target, ascending, at which the next in line is told and, at the last, the lead given to another. */
  escalateAfterMs: readonly number[]
}

export const usualAnswerRule: AnswerRule = { targetMs: 2 * 3_600_000, remindBeforeMs: 30 * 60_000, escalateAfterMs: [0, 2 * 3_600_000] }

export type AnswerState = 'running' | 'paused' | 'overdue' | 'answered' | 'answered_late'

/** How a first answer stands at an instant. Instants are UTC epoch milliseconds, durations working milliseconds without pauses. */
export type AnswerClock = {
  state: AnswerState
  elapsedMs: number
  /** Negative when overdue. */
  leftMs: number
  /** When the target is, or was, reached; null while the clock stands with time left, and without any working time ahead. */
  dueAt: number | null
  remindAt: number | null
  /** One for each step of the rule. */
  escalateAt: readonly (number | null)[]
}

/**
 * The clock of a first answer: it runs in working hours from `startedAt`, stands in pauses, ends at `answeredAt`. What happens after
 * `now` is not known yet: an answer or pause after it does not count.
 */
export function answerClock(lead: { startedAt: number; answeredAt: number | null; pauses?: readonly Pause[] }, rule: AnswerRule, hours: WorkHours, now: number): AnswerClock {
  const answeredAt = lead.answeredAt !== null && lead.answeredAt <= now ? lead.answeredAt : null
  const pauses = mergedPauses(lead.pauses ?? [], lead.startedAt, now)
  const end = answeredAt ?? Math.max(now, lead.startedAt)
  const elapsedMs = runningBetween(hours, pauses, lead.startedAt, end)
  const leftMs = rule.targetMs - elapsedMs
  const at = (workingMs: number) => reachedAt(hours, pauses, lead.startedAt, workingMs)
  const state = (): AnswerState => {
    if (answeredAt !== null) return leftMs >= 0 ? 'answered' : 'answered_late'
    if (leftMs <= 0) return 'overdue'
    return pauses.some(({ to }) => to === Infinity) ? 'paused' : 'running'
  }
  return {
    state: state(),
    elapsedMs,
    leftMs,
    dueAt: at(rule.targetMs),
    remindAt: rule.remindBeforeMs === null ? null : at(Math.max(0, rule.targetMs - rule.remindBeforeMs)),
    escalateAt: rule.escalateAfterMs.map((after) => at(rule.targetMs + after)),
  }
}

/** Pauses known by `now`, within the clock's life, ascending and apart; one that still lasts ends at infinity. */
function mergedPauses(pauses: readonly Pause[], startedAt: number, now: number): WorkSpan[] {
  const spans = pauses
    .map(({ from, to }) => ({ from: Math.max(from, startedAt), to: to === null || to > now ? Infinity : to }))
    .filter(({ from, to }) => from <= now && from < to)
    .sort((a, b) => a.from - b.from)
  const merged: WorkSpan[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

function runningBetween(hours: WorkHours, pauses: readonly WorkSpan[], from: number, to: number): number {
  let sum = 0
  let start = from
  for (const pause of pauses) {
    if (pause.from >= to) break
    sum += hours.between(start, pause.from)
    start = pause.to
  }
  return sum + hours.between(start, to)
}

/** The earliest instant by which the clock has run so long; null when it stands before that. */
function reachedAt(hours: WorkHours, pauses: readonly WorkSpan[], from: number, workingMs: number): number | null {
  let left = workingMs
  let start = from
  for (const pause of pauses) {
    const run = hours.between(start, pause.from)
    if (run >= left) return hours.after(start, left)
    left -= run
    if (pause.to === Infinity) return null
    start = pause.to
  }
  return hours.after(start, left)
}
