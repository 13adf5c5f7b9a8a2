import type { WorkHours } from '../lib/work-hours.ts'

/** Somebody who may be given leads. Instants are UTC epoch milliseconds. */
export type Assignee = {
  id: string
  isActive: boolean
  /** Share in rotation, and capacity in `least_loaded`: twice the weight, twice the leads. A whole number; 0 takes no part. */
  weight: number
  /** Leads a day; null: no limit. */
  dailyQuota: number | null
  assignedToday: number
  /** Open leads at once; null: no limit. */
  handQuota: number | null
  inHand: number
  /** `[from, to)` of leave and the like. */
  absences: readonly { from: number; to: number }[]
  /** Null: always at work. */
  hours: WorkHours | null
}

/** How one is chosen among those of a rule. */
export const choices = ['round_robin', 'weighted', 'least_loaded'] as const
export type Choice = (typeof choices)[number]

/**
 * One step of the chain; the first that finds somebody decides. `account_owner` and `named_account` name one person; `territory`,
 * `product` and `pool` choose among several. The caller has judged the rule's condition, and whether a territory or product fits.
 */
export type AssignmentRule =
  | { key: string; by: 'account_owner' | 'named_account'; userId: string | null }
  | { key: string; by: 'territory' | 'product' | 'pool'; fits: boolean; memberIds: readonly string[]; choice: Choice }

export const afterHoursWays = ['assign', 'hold'] as const
/** When nobody who could is at work: `assign` gives the lead anyway, `hold` waits for the first who is. */
export type AfterHours = (typeof afterHoursWays)[number]

/** How far everybody's turn has come, per rule: whole numbers, kept with the rule and changed only under its lock. */
export type Turns = Readonly<Record<string, number>>

export const passReasons = ['unknown', 'inactive', 'absent', 'daily_quota', 'hand_quota', 'after_hours', 'no_weight', 'not_next'] as const
/** Why somebody was not given the lead. */
export type PassReason = (typeof passReasons)[number]
export type Passed = { userId: string; reason: PassReason }

/** What became of each rule: it decided, did not apply, or had nobody free. */
export type RuleTrace = { key: string; by: AssignmentRule['by']; outcome: 'decided' | 'not_applicable' | 'nobody_free'; passed: readonly Passed[] }

export type Assignment =
  | {
      to: string
      ruleKey: string
      by: AssignmentRule['by']
      /** Null where the rule names one person. */
      choice: Choice | null
      isAfterHours: boolean
      /** Turns of the rule that decided, to be kept; null when it keeps none. */
      turns: Turns | null
      trace: readonly RuleTrace[]
    }
  /** `until`: when somebody who could take it is at work again; null: nobody could. */
  | { to: null; code: 'assignment.held' | 'assignment.nobody'; until: number | null; trace: readonly RuleTrace[] }
