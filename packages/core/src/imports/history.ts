import type { DealRow } from './records.ts'

/** One step in a deal's life. `created` is at once the entry into its first stage. Instants are ISO UTC. */
export type Transition =
  | { kind: 'created'; at: string; stageKey: string }
  | { kind: 'entered'; at: string; stageKey: string; direction: 'advance' | 'back' }
  | { kind: 'won'; at: string }
  | { kind: 'lost'; at: string }
  | { kind: 'reopened'; at: string; stageKey: string }

export interface DealHistory {
  /** In order of time; the first is `created`. */
  transitions: Transition[]
  /**
   * Left truncation: the first stage was entered at an unknown time, or the way through the stages is unknown, so that
   * its stay is at risk only from here. Equal to the end of the stay: it is never at risk, and dwell leaves it out.
   */
  riskFrom: string | null
}

/**
 * The history of a deal of which only a row is known.
 *
 * - Known entries into stages make the stays, in order of time.
 * - `startStage` (from the mapping) says where deals of this file stand when they are created: Maven's `engage_date`
 *   begins the stage Engaging. Without it, only a deal that still stands in the first stage has certainly entered its
 *   stage when it was created.
 * - A deal without any time is created at the import, in the stage where it stands, entered at an unknown time.
 * - A closed deal was won or lost from the last stage that is known: the one that the row names, else the last known
 *   entry, else the start stage. If nothing is known, a won deal was won from the last stage (linear fill covers those
 *   before) and a lost one from the first, which is all that it certainly reached.
 * - Where the way is not known the stay is at risk from its end only (or from the import, while the deal is open): it
 *   counts for conversion and stays out of dwell.
 */
export function rowHistory(row: DealRow, stages: readonly { key: string }[], startStage: string | null, now: string): DealHistory {
  const place = new Map(stages.map((stage, i) => [stage.key, i]))
  const first = stages[0]?.key
  const last = stages.at(-1)?.key
  if (first === undefined || last === undefined) throw new Error('a pipeline without open stages')
  const closedAt = row.outcome === 'open' ? null : (row.closedAt?.at ?? now)
  const entries = row.stageEntries.map((entry) => ({ ...entry }))
  const created = row.createdAt?.at ?? null
  const startsAt = created === null ? null : (startStage ?? (entries.length > 0 && (place.get(entries[0]?.stageKey ?? '') ?? 0) > 0 ? first : null))
  // A deal cannot have begun behind the place where it stands.
  const current = row.stageKey
  const start = startsAt !== null && current !== null && (place.get(startsAt) ?? 0) > (place.get(current) ?? 0) ? null : startsAt
  if (created !== null && start !== null && entries[0]?.stageKey !== start) {
    const from = entries[0]?.at ?? null
    entries.unshift({ stageKey: start, at: from !== null && from < created ? from : created })
  }

  let riskFrom: string | null = null
  const end = entries.at(-1)?.stageKey ?? null
  if (entries.length === 0) {
    const onlyStage = stages.length === 1
    const stage = current ?? (row.outcome === 'won' ? last : first)
    const begin = earlier(created ?? closedAt ?? now, closedAt)
    entries.push({ stageKey: stage, at: begin })
    // Certain only where the deal can have been nowhere else: just created in, and still in, the first stage.
    const certain = created !== null && (onlyStage || (row.outcome === 'open' && stage === first))
    if (!certain) riskFrom = closedAt ?? now
  } else if (current !== null && current !== end) {
    // It stands elsewhere than its last known entry: when it got there is not known, so the way is not.
    const begin = earlier(entries[0]?.at ?? now, closedAt)
    entries.splice(0, entries.length, { stageKey: current, at: begin })
    riskFrom = closedAt ?? now
  } else if (row.outcome === 'won' && end !== last && startStage === null && row.stageEntries.length === 0) {
    riskFrom = closedAt
  }
  return { transitions: chain(entries, place, row.outcome, closedAt), riskFrom }
}

function chain(entries: readonly { stageKey: string; at: string }[], place: ReadonlyMap<string, number>, outcome: DealRow['outcome'], closedAt: string | null): Transition[] {
  const transitions: Transition[] = []
  let previous: string | null = null
  let time = ''
  for (const { stageKey, at } of entries) {
    if (stageKey === previous) continue
    // A day is known by its beginning: what is later in the order of stages is not earlier in time.
    time = at > time ? at : time
    if (closedAt !== null && time > closedAt) time = closedAt
    if (previous === null) transitions.push({ kind: 'created', at: time, stageKey })
    else {
      const back = (place.get(stageKey) ?? 0) < (place.get(previous) ?? 0)
      transitions.push({ kind: 'entered', at: time, stageKey, direction: back ? 'back' : 'advance' })
    }
    previous = stageKey
  }
  if (outcome !== 'open' && closedAt !== null) transitions.push({ kind: outcome, at: closedAt > time ? closedAt : time })
  return transitions
}

const earlier = (a: string, b: string | null): string => (b !== null && b < a ? b : a)
