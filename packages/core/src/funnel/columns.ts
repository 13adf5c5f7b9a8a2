import type { Settled } from './settled-deals.ts'

/**
 * The deals that were ever in one pipeline, as columns: what the funnel engine computes from. One process holds them in
 * plain memory (about 250 bytes a deal with four stays and two versions), filled from the projections `stay` and
 * `deal_version`, which are the fold of the log; nothing in here is known nowhere else.
 *
 * Instants are UTC epoch milliseconds; `Infinity` = not (yet). Codes point into `dictionaries`; code 0 is always "none".
 * Rows of stays and versions of one deal lie together, in their order `n`. A changed deal is written anew at the end and
 * its old row is taken out by `alive`; `compact()` drops such rows when they are many.
 */
export type DealColumns = {
  /** Rows in use, dead ones included; arrays may be longer. */
  size: number
  stays: number
  versions: number
  deal: {
    /** 1 = this row is the deal as it stands, 0 = replaced or gone. */
    alive: Uint8Array
    /** 16 bytes each. */
    id: Uint8Array
    createdAt: Float64Array
    /** First row in `stay` and `version`, and how many. */
    stayFrom: Uint32Array
    stayCount: Uint16Array
    versionFrom: Uint32Array
    versionCount: Uint16Array
    /** Owner, team, source when the first stay in this pipeline began. */
    entryOwner: Uint16Array
    entryTeam: Uint16Array
    entrySource: Uint16Array
    /** The first stay in this pipeline was not the deal's first: it came from another pipeline. */
    cameByTransfer: Uint8Array
  }
  stay: {
    /** Index into `stages` as read today (core/funnel/lineage); `NO_STAGE` for a stage that is none of them. */
    stage: Uint8Array
    enteredAt: Float64Array
    leftAt: Float64Array
    /** EXIT codes; 0 while it lasts. */
    exit: Uint8Array
    lossReason: Uint16Array
    /** IMPORTED | LATE | TRUNCATED. */
    flags: Uint8Array
  }
  version: {
    knownFrom: Float64Array
    /** Minor units; null is 0 with the flag NO_AMOUNT. */
    amountMinor: Float64Array
    currency: Uint8Array
    /** Manual win probability in ten-thousandths; `NO_PROBABILITY` when the stage's applies. */
    probability: Uint16Array
    /** Days since 1970-01-01 of the calendar; `NO_DAY` when undated. */
    expectedClose: Int32Array
    owner: Uint16Array
    team: Uint16Array
    source: Uint16Array
    /** When the deal was closed in this version; Infinity while open. */
    closedAt: Float64Array
    /** DORMANT | NO_AMOUNT. */
    flags: Uint8Array
  }
  /** Of stays flagged LATE (recorded after it was true): when entry and end became known, by row of `stay`. */
  known: Map<number, { entered: number; left: number }>
  /** Of stays flagged TRUNCATED: since when the deal is watched, by row of `stay`. */
  riskFrom: Map<number, number>
  /** The pipeline's stages, in order. */
  stages: readonly { id: string; position: number; winProbability: number }[]
  dictionaries: { owner: Dictionary; team: Dictionary; source: Dictionary; currency: Dictionary; lossReason: Dictionary }
  /** What deals may be sliced by besides owner, team and source; values as they stand today, one code a deal row. */
  dimensions: Map<string, { codes: Uint16Array; dictionary: Dictionary }>
  /** Deals of which nothing more is expected, made ready for counting (`ColumnsBuilder.settle`); null = none. */
  settled: Settled | null
}

/** Code → text; code 0 is null. */
export type Dictionary = { values: (string | null)[]; codes: Map<string, number> }

export const NO_STAGE = 255
export const NO_PROBABILITY = 65_535
export const NO_DAY = -2_147_483_648

/** Flags of a stay. */
export const IMPORTED = 1
export const LATE = 2
export const TRUNCATED = 4

/** Flags of a version. */
export const DORMANT = 1
export const NO_AMOUNT = 2

/** Codes of `stay.exit`. */
export const EXIT_CODES = ['', 'advance', 'back', 'won', 'lost', 'transfer'] as const

/** Which rows a question is about. */
export type Selection = {
  /** One byte a deal row: what the viewer may see, the condition, products and dimensions let through; null = all alive. */
  mask: Uint8Array | null
  /** Codes that pass, by the moment a figure is about (at entry, at close, standing); null = all. */
  owners: ReadonlySet<number> | null
  teams: ReadonlySet<number> | null
  sources: ReadonlySet<number> | null
}

export function dictionary(): Dictionary {
  return { values: [null], codes: new Map() }
}

/** The code of a text, given on first sight. @throws RangeError beyond 65,534 values. */
export function codeOf(dictionary: Dictionary, value: string | null): number {
  if (value === null) return 0
  const known = dictionary.codes.get(value)
  if (known !== undefined) return known
  const code = dictionary.values.length
  if (code > 65_534) throw new RangeError('too many values in a column')
  dictionary.values.push(value)
  dictionary.codes.set(value, code)
  return code
}
