import type { Measured } from '../events/deal-events.ts'
import type { DealEventBody } from '../events/catalogue.ts'

/** What the log says of one deal, with the two times that matter to a projection. Instants are ISO UTC. */
export type DealFact = DealEventBody & { at: string; knownAt: string; imported: boolean }

/** `remap`: a publication took the stage away; the next stay goes on where this one ends. */
export type StayExit = 'advance' | 'back' | 'won' | 'lost' | 'transfer' | 'remap'

export interface StayRow {
  n: number
  pipelineId: string
  stageId: string
  enteredAt: string
  enteredKnownAt: string
  leftAt: string | null
  leftKnownAt: string | null
  exit: StayExit | null
  toStageId: string | null
  lostReasonId: string | null
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
  riskFrom: string | null
  imported: boolean
}

export interface VersionRow extends Measured {
  n: number
  knownFrom: string
  knownTo: string | null
  status: 'open' | 'won' | 'lost'
  createdAt: string
  closedAt: string | null
  lostReasonId: string | null
  /** Open but paused: in no stock and no forecast. */
  isDormant: boolean
}

/** The end of a deal's projections: all that the next event can touch. */
export interface Tail {
  stay: StayRow
  version: VersionRow
}

/** The rows that one event closes and opens; a row is written by its `n`. */
export interface Step {
  tail: Tail | null
  stays: StayRow[]
  versions: VersionRow[]
}

const measuredKeys = [
  'amountMinor', 'currency', 'winProbability', 'expectedCloseOn', 'ownerId', 'teamId', 'sourceId',
] as const satisfies readonly (keyof Measured)[]

/**
 * Applies one event to the end of a deal's projections. The same function serves a live move, an import and a
 * rebuild, so that the stays and versions are always the fold of the log.
 * Throws on an order the use cases never write (an event before `deal.created`, a move of a closed deal).
 */
export function step(tail: Tail | null, fact: DealFact): Step {
  if (fact.type === 'deal.created') {
    const { pipelineId, stageId, riskFrom } = fact.payload
    const version: VersionRow = {
      ...pick(fact.payload), pipelineId, stageId, n: 1, knownFrom: fact.knownAt, knownTo: null,
      status: 'open', createdAt: fact.at, closedAt: null, lostReasonId: null, isDormant: false,
    }
    const stay = openStay(1, version, fact, riskFrom)
    return { tail: { stay, version }, stays: [stay], versions: [version] }
  }
  if (tail === null) throw new Error(`${fact.type} before deal.created`)
  switch (fact.type) {
    case 'deal.moved':
      return enter(tail, fact, fact.payload.to, fact.payload.pipelineId, fact.payload.direction)
    case 'deal.transferred':
      return enter(tail, fact, fact.payload.to, fact.payload.pipelineId, 'transfer')
    case 'deal.remapped':
      return enter(tail, fact, fact.payload.to, fact.payload.pipelineId, 'remap')
    case 'deal.slept':
    case 'deal.woken': {
      const version = nextVersion(tail.version, fact, { isDormant: fact.type === 'deal.slept' })
      return { tail: { stay: tail.stay, version: version.opened }, stays: [], versions: version.rows }
    }
    case 'deal.won':
      return close(tail, fact, 'won', null)
    case 'deal.lost':
      return close(tail, fact, 'lost', fact.payload.reasonId)
    case 'deal.reopened': {
      const version = nextVersion(tail.version, fact, {
        stageId: fact.payload.stageId, status: 'open', closedAt: null, lostReasonId: null,
      })
      const stay = openStay(tail.stay.n + 1, version.opened, fact, null)
      return { tail: { stay, version: version.opened }, stays: [stay], versions: version.rows }
    }
    case 'deal.changed': {
      const patch: Record<string, unknown> = {}
      for (const key of measuredKeys) {
        const change = fact.payload.changes[key]
        if (change !== undefined) patch[key] = change[1]
      }
      if (Object.keys(patch).length === 0) return { tail, stays: [], versions: [] }
      const version = nextVersion(tail.version, fact, patch)
      return { tail: { stay: tail.stay, version: version.opened }, stays: [], versions: version.rows }
    }
    case 'deal.removed':
      return { tail: null, stays: [], versions: [] }
    case 'deal.contacts_changed':
      return { tail, stays: [], versions: [] }
  }
}

/** Folds a deal's whole history; `null` for a deal that was removed. */
export function fold(facts: readonly DealFact[]): { tail: Tail; stays: StayRow[]; versions: VersionRow[] } | null {
  let tail: Tail | null = null
  const stays = new Map<number, StayRow>()
  const versions = new Map<number, VersionRow>()
  for (const fact of facts) {
    const next = step(tail, fact)
    tail = next.tail
    for (const row of next.stays) stays.set(row.n, row)
    for (const row of next.versions) versions.set(row.n, row)
  }
  return tail === null ? null : { tail, stays: [...stays.values()], versions: [...versions.values()] }
}

/**
 * A publication opened the last stay later than the deal entered (`stage_entered_at`, which nothing resets): what is
 * back-dated to between the two ends that stay as soon as it began, so that no stay is of negative length.
 */
function notBefore<F extends DealFact>(stay: StayRow, fact: F): F {
  return fact.at < stay.enteredAt ? { ...fact, at: stay.enteredAt } : fact
}

function enter(tail: Tail, told: DealFact, stageId: string, pipelineId: string, exit: StayExit): Step {
  const fact = notBefore(tail.stay, told)
  const left = leave(tail.stay, fact, exit, stageId, null)
  const version = nextVersion(tail.version, fact, { stageId, pipelineId })
  const stay = openStay(left.n + 1, version.opened, fact, null)
  return { tail: { stay, version: version.opened }, stays: [left, stay], versions: version.rows }
}

function close(tail: Tail, told: DealFact, status: 'won' | 'lost', reasonId: string | null): Step {
  const fact = notBefore(tail.stay, told)
  const left = leave(tail.stay, fact, status, null, reasonId)
  const version = nextVersion(tail.version, fact, { status, closedAt: fact.at, lostReasonId: reasonId, isDormant: false })
  return { tail: { stay: left, version: version.opened }, stays: [left], versions: version.rows }
}

function leave(stay: StayRow, fact: DealFact, exit: StayExit, to: string | null, reasonId: string | null): StayRow {
  if (stay.leftAt !== null) throw new Error(`${fact.type} of a deal that is in no stage`)
  return { ...stay, leftAt: fact.at, leftKnownAt: fact.knownAt, exit, toStageId: to, lostReasonId: reasonId }
}

function openStay(n: number, version: VersionRow, fact: DealFact, riskFrom: string | null): StayRow {
  return {
    n, pipelineId: version.pipelineId, stageId: version.stageId,
    enteredAt: fact.at, enteredKnownAt: fact.knownAt,
    leftAt: null, leftKnownAt: null, exit: null, toStageId: null, lostReasonId: null,
    ownerId: version.ownerId, teamId: version.teamId, sourceId: version.sourceId,
    riskFrom, imported: fact.imported,
  }
}

/** A span of no length (two events at one instant) is kept: half-open, it is seen at no time and costs a row. */
function nextVersion(version: VersionRow, fact: DealFact, patch: Partial<VersionRow>) {
  const closed = { ...version, knownTo: fact.knownAt }
  const opened: VersionRow = { ...version, ...patch, n: version.n + 1, knownFrom: fact.knownAt, knownTo: null }
  return { opened, rows: [closed, opened] }
}

function pick(payload: Measured): Measured {
  const { pipelineId, stageId, amountMinor, currency, winProbability, expectedCloseOn, ownerId, teamId, sourceId } = payload
  return { pipelineId, stageId, amountMinor, currency, winProbability, expectedCloseOn, ownerId, teamId, sourceId }
}
