/** What a condition needs to know about the asker and the moment, besides the record. */
export interface ConditionContext {
  /** The instant that relative dates are counted from. */
  now: Date
  /** The organisation's IANA zone: it decides where a day begins. */
  timeZone: string
  /** The current user's id; null for the system. A condition that says "me" is then refused rather than guessed. */
  me: string | null
  /** The current user's team and all below it. */
  myTeams: readonly string[]
  /** A team and all below it; an unknown team gives itself alone or nothing. */
  teamSubtree: (teamId: string) => readonly string[]
}
