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
  /**
   * SQL only: which rows of a related table the asker may see, as a condition on `alias` (quoted); null for all. Without it
   * a condition over a relation would tell what is in records that the asker cannot open.
   */
  mayRead?: (table: string, alias: string, bind: (value: unknown, sqlType: string) => string) => string | null
}
