import type { Scored } from './auc.ts'

const DAY = 86_400_000

/** A past lead. Instants are UTC epoch milliseconds. */
export type PastLead = { id: string; createdAt: number; convertedAt: number | null; endedAt: number | null }

/** `leftOut`: converted or ended before they were judged, and too young for their outcome to be known. */
export type LandmarkRows = { rows: (Scored & { id: string; at: number })[]; leftOut: { settled: number; young: number } }

/**
 * Leads judged as they were: every lead is scored at the same age (`landmarkDays` after creation) with what was known then, and counts as
 * converted when it converts within `windowDays` after that. Judging today's scores instead would flatter them: a lead that converts goes
 * on collecting points. `scoreAt` is asked once a lead.
 */
export function landmarkRows(leads: readonly PastLead[], options: { landmarkDays: number; windowDays: number; now: number }, scoreAt: (lead: PastLead, at: number) => number): LandmarkRows {
  const found: LandmarkRows = { rows: [], leftOut: { settled: 0, young: 0 } }
  for (const lead of leads) {
    const at = lead.createdAt + options.landmarkDays * DAY
    const until = at + options.windowDays * DAY
    const settledAt = Math.min(lead.convertedAt ?? Infinity, lead.endedAt ?? Infinity)
    if (settledAt <= at) found.leftOut.settled++
    else if (until > options.now) found.leftOut.young++
    else found.rows.push({ id: lead.id, at, score: scoreAt(lead, at), converted: lead.convertedAt !== null && lead.convertedAt <= until })
  }
  return found
}
