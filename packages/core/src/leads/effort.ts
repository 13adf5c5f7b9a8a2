/** What must have been tried before a lead may be given up as invalid. */
export interface EffortPolicy {
  /** On so many different days. 0: nothing is asked. */
  attempts: number
  /** From the first to the last of them at least so many days, both counted. */
  overDays: number
  /** Roles that need not prove it. */
  exemptRoles: readonly string[]
  /** A follow-up plan's tasks are due after so many working days each. */
  planDays: readonly number[]
}

export const defaultEffortPolicy: EffortPolicy = { attempts: 3, overDays: 5, exemptRoles: [], planDays: [1, 3, 5] }

/** One attempt to reach somebody: the day it was made, and what came of it. */
export interface Attempt {
  day: string
  outcome: string | null
}

export interface Effort {
  /** Different days with an attempt, and the days from the first to the last. */
  attempts: number
  overDays: number
  missingAttempts: number
  missingDays: number
  /** A wrong number proves itself: nobody has to dial it three times. */
  isConclusive: boolean
  isEnough: boolean
}

const conclusive = new Set(['wrong_number', 'bounced'])
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** What has been tried against what is asked. Days are the organisation's. */
export function effortOf(tried: readonly Attempt[], policy: Pick<EffortPolicy, 'attempts' | 'overDays'>): Effort {
  const days = [...new Set(tried.map((one) => one.day))].sort()
  const [first, last] = [days[0], days.at(-1)]
  const overDays = first === undefined || last === undefined ? 0 : daysBetween(first, last) + 1
  const isConclusive = tried.some((one) => one.outcome !== null && conclusive.has(one.outcome))
  const missingAttempts = Math.max(0, policy.attempts - days.length)
  const missingDays = policy.attempts === 0 ? 0 : Math.max(0, policy.overDays - overDays)
  return { attempts: days.length, overDays, missingAttempts, missingDays, isConclusive, isEnough: isConclusive || (missingAttempts === 0 && missingDays === 0) }
}
