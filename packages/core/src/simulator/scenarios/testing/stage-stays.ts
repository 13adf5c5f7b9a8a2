import type { Company, Deal, Instant, Transition } from '../../company.ts'

export const DAY = 86_400_000

export interface SeenStay {
  deal: Deal
  at: Instant
  /** Infinity: still there. */
  left: Instant
  exit: Transition | null
}

/** All stays in a stage, re-entries each on its own. */
export function staysIn(company: Company, stageKey: string): SeenStay[] {
  return company.deals.flatMap((deal) => {
    const stays: SeenStay[] = []
    let open: SeenStay | null = null
    for (const transition of deal.transitions) {
      if (open !== null && transition.kind !== 'reopened') {
        open.left = transition.at
        open.exit = transition
        open = null
      }
      if (transition.kind !== 'won' && transition.kind !== 'lost' && transition.stageKey === stageKey) stays.push((open = { deal, at: transition.at, left: Infinity, exit: null }))
    }
    return stays
  })
}

export const stockAt = (stays: readonly SeenStay[], t: Instant): SeenStay[] => stays.filter((s) => s.at <= t && s.left > t)

/** Mean stock over the weeks of `[from, to)`. */
export function meanStock(stays: readonly SeenStay[], from: Instant, to: Instant): number {
  let sum = 0
  let n = 0
  for (let t = from; t < to; t += 7 * DAY, n++) sum += stockAt(stays, t).length
  return sum / n
}

/**
 * Of the stays that began in `[from, to)`, the share that went on (to one of `onward`, or to the win) within so many days.
 * Give `to` at least that many days before the end of what is to be seen.
 */
export function wentOn(stays: readonly SeenStay[], from: Instant, to: Instant, days: number, onward: readonly string[], include: (deal: Deal) => boolean = () => true): { share: number; n: number } {
  const begun = stays.filter((s) => s.at >= from && s.at < to && include(s.deal))
  const on = begun.filter((s) => s.left - s.at < days * DAY && s.exit !== null && (s.exit.kind === 'won' || (s.exit.kind === 'moved' && onward.includes(s.exit.stageKey))))
  return { share: on.length / begun.length, n: begun.length }
}

/** Losses from a stage in `[from, to)`. */
export const lossesOf = (stays: readonly SeenStay[], from: Instant, to: Instant): SeenStay[] => stays.filter((s) => s.exit?.kind === 'lost' && s.left >= from && s.left < to)
