/** A deal in an experiment, with what was known of it when it entered and what became of it. Instants in milliseconds. */
export interface ExperimentEntry {
  arm: string
  enteredAt: number
  /** When it first had the outcome after its entry, however late; null: not yet. */
  hitAt: number | null
  /** At entry: in the organisation's currency, null in another or without one. */
  amountMinor: number | null
  sourceId: string | null
  ownerId: string | null
  /** Tasks of the path that were given, and done. */
  given: number
  done: number
  /** The role of whom the first activity after the entry was with; null: with nobody of a role. */
  firstRole: string | null
}

const dayMs = 86_400_000

/** Whether its days have passed: only then does it count, whatever came of it, so that quick wins do not run ahead of slow losses. */
export const isMature = ({ enteredAt }: Pick<ExperimentEntry, 'enteredAt'>, days: number, now: number): boolean => enteredAt + days * dayMs <= now

/** Whether it had the outcome in time. */
export const isHit = ({ enteredAt, hitAt }: Pick<ExperimentEntry, 'enteredAt' | 'hitAt'>, days: number): boolean => hitAt !== null && hitAt <= enteredAt + days * dayMs
