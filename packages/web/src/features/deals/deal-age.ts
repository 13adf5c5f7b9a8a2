/** How a deal's time in its stage compares with what the stage is meant to take. */
export type AgeLevel = 'unmeasured' | 'fine' | 'slow' | 'overdue'

export interface StageAge {
  /** Whole days spent in the stage so far. */
  days: number
  level: AgeLevel
}

const dayMs = 86_400_000
/** Past its planned days a deal is slow; past this many times of them it is overdue. */
const overdueFactor = 2

/**
 * Age in stage. `enteredAt` is an instant, `now` epoch milliseconds, `plannedDays` the stage's `dwellDays` (null: the stage sets
 * no pace, so nothing is judged). Up to the planned days inclusive is fine. A clock that runs behind gives 0, never a negative age.
 */
export function stageAge(enteredAt: string, now: number, plannedDays: number | null): StageAge {
  const elapsed = (now - Date.parse(enteredAt)) / dayMs
  const days = Number.isFinite(elapsed) ? Math.max(Math.floor(elapsed), 0) : 0
  if (plannedDays === null || plannedDays <= 0) return { days, level: 'unmeasured' }
  if (days <= plannedDays) return { days, level: 'fine' }
  return { days, level: days <= plannedDays * overdueFactor ? 'slow' : 'overdue' }
}

/** How a next step stands on a calendar day of the organisation. */
export type NextStepState = 'missing' | 'undated' | 'overdue' | 'today' | 'planned'

/** `today` and `due` are calendar days `YYYY-MM-DD`, which compare as text. */
export function nextStepState(text: string | null, due: string | null, today: string): NextStepState {
  if (text === null && due === null) return 'missing'
  if (due === null) return 'undated'
  if (due < today) return 'overdue'
  return due === today ? 'today' : 'planned'
}
