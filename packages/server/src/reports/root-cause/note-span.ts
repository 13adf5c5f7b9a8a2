const DAY_MS = 86_400_000

/** From when to when notes are read for the cause of a change: `change` is from the beginning of the first period to the end of the second. */
export const noteSpan = (change: { from: number; to: number }, now: number): { from: number; to: number } => ({ from: change.from - 120 * DAY_MS, to: Math.min(change.to, now + 1) })
