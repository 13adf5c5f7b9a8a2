import { type Look, OPEN } from '../look.ts'
import type { Span } from './change-flow.ts'

/** When a deal's time of `within` ms is over. The clock stands in `pauses` (ascending): a holiday week makes nobody late. */
export function dueAt(enteredAt: number, within: number, pauses: readonly Span[]): number {
  let due = enteredAt + within
  for (const { from, to } of pauses) if (from < due && to > enteredAt) due += to - Math.max(from, enteredAt)
  return due
}

/**
 * When it was decided whether the deal goes on from stage `k` by `due` (`dueAt` of its entry): when it reached the next one (from
 * the last: was won) in time; else when it was lost or left, at the latest when its time was over. Infinity: it never came, or
 * nothing is decided by `asOf`. Every deal that came is decided once, so that of the deals decided in a time the share that went
 * on is an estimate of the conversion within that time; unlike that of the deals that came then it answers at once.
 */
export function decidedAt(look: Look, k: number, due: number, asOf: number): number {
  if (look.reachedAt[k] === Infinity) return Infinity
  const next = look.reachedAt[k + 1] as number
  if (next <= due) return next
  const at = next === Infinity && look.standing !== OPEN ? Math.min(look.endedAt, due) : due
  return at <= asOf ? at : Infinity
}
