import type { Assignee, PassReason } from './model.ts'

/** Why somebody cannot be given a lead now, the lasting reasons first; null when they can. */
export function unavailability(person: Assignee | undefined, now: number): PassReason | null {
  if (person === undefined) return 'unknown'
  if (!person.isActive) return 'inactive'
  if (person.absences.some(({ from, to }) => from <= now && now < to)) return 'absent'
  if (person.handQuota !== null && person.inHand >= person.handQuota) return 'hand_quota'
  if (person.dailyQuota !== null && person.assignedToday >= person.dailyQuota) return 'daily_quota'
  if (person.hours !== null && !person.hours.isOpen(now)) return 'after_hours'
  return null
}

/** When somebody who is after hours now is at work and not on leave; null when not within two years. */
export function atWorkFrom(person: Assignee, now: number): number | null {
  let at: number | null = now
  // Each leave moves the instant behind it at most once.
  for (let i = 0; i <= person.absences.length && at !== null; i++) {
    at = person.hours === null ? at : person.hours.nextOpen(at)
    const leave = person.absences.find(({ from, to }) => at !== null && from <= at && at < to)
    if (leave === undefined) return at
    at = leave.to
  }
  return at
}
