import {
  codeOf, type DealColumns, dictionary, DORMANT, EXIT_CODES, IMPORTED, LATE, NO_AMOUNT, NO_DAY, NO_PROBABILITY, NO_STAGE, TRUNCATED,
} from './columns.ts'
import { findRow, indexRow, rowIndex, writeId } from './deal-ids.ts'
import type { FunnelStage, StayExit } from './journey.ts'
import { settledBytes, settledOf } from './settled.ts'
import { dayOfDate } from './zone-days.ts'

/** Owner, team and source at one moment, by id. */
export type Belonging = { ownerId: string | null; teamId: string | null; sourceId: string | null }

/** A stay as it reads with today's stages (core/funnel/lineage). Instants are epoch milliseconds; `…KnownAt` left out = at once. */
export type StayInput = {
  /** A stage that is none of the pipeline's is NO_STAGE. */
  stageId: string
  enteredAt: number
  leftAt: number | null
  exit: StayExit | null
  lossReasonId: string | null
  imported: boolean
  riskFrom: number | null
  enteredKnownAt?: number
  leftKnownAt?: number | null
}

/** What was known of a deal from `knownFrom` on. `winProbability` (0…1) is a manual one; `expectedCloseOn` a date `2026-03-31`. */
export type VersionInput = Belonging & {
  knownFrom: number
  amountMinor: number | null
  currency: string
  winProbability: number | null
  expectedCloseOn: string | null
  closedAt: number | null
  isDormant: boolean
}

/** A deal that was ever in the pipeline: its stays there in order and its versions in order, at least one of each. */
export type DealInput = {
  id: string
  createdAt: number
  atEntry: Belonging
  cameByTransfer: boolean
  stays: readonly StayInput[]
  versions: readonly VersionInput[]
  /** Values of the dimensions named when the builder was made. */
  dimensions?: Readonly<Record<string, string | null>>
}

/** Beyond this many a set of stages no longer fits one machine word. */
const MOST_STAGES = 31

/**
 * Fills columns, one deal after another, and changes them later. Arrays grow by half; `columns` is one object for the
 * builder's life, but its arrays are replaced when they grow: whoever computes reads them anew for each question.
 */
export class ColumnsBuilder {
  readonly columns: DealColumns
  private rows = rowIndex()
  private readonly stageIndex: ReadonlyMap<string, number>
  private dead = 0
  private deadWhenSettled = 0

  /** @throws RangeError beyond 31 stages, or for a probability outside 0…1. */
  constructor(stages: readonly FunnelStage[], dimensions: readonly string[] = [], expected = 16) {
    const ordered = [...stages].sort((a, b) => a.position - b.position)
    if (ordered.length > MOST_STAGES) throw new RangeError('too many stages')
    for (const { id, winProbability: p } of ordered) if (!(p >= 0 && p <= 1)) throw new RangeError(`probability ${p} of stage ${id}`)
    this.stageIndex = new Map(ordered.map(({ id }, k) => [id, k]))
    this.columns = {
      size: 0, stays: 0, versions: 0,
      deal: {
        alive: new Uint8Array(expected), id: new Uint8Array(expected * 16), createdAt: new Float64Array(expected),
        stayFrom: new Uint32Array(expected), stayCount: new Uint16Array(expected), versionFrom: new Uint32Array(expected), versionCount: new Uint16Array(expected),
        entryOwner: new Uint16Array(expected), entryTeam: new Uint16Array(expected), entrySource: new Uint16Array(expected),
        cameByTransfer: new Uint8Array(expected),
      },
      stay: {
        stage: new Uint8Array(expected), enteredAt: new Float64Array(expected), leftAt: new Float64Array(expected),
        exit: new Uint8Array(expected), lossReason: new Uint16Array(expected), flags: new Uint8Array(expected),
      },
      version: {
        knownFrom: new Float64Array(expected), amountMinor: new Float64Array(expected), currency: new Uint8Array(expected),
        probability: new Uint16Array(expected), expectedClose: new Int32Array(expected), owner: new Uint16Array(expected),
        team: new Uint16Array(expected), source: new Uint16Array(expected), closedAt: new Float64Array(expected), flags: new Uint8Array(expected),
      },
      known: new Map(), riskFrom: new Map(), stages: ordered,
      dictionaries: { owner: dictionary(), team: dictionary(), source: dictionary(), currency: dictionary(), lossReason: dictionary() },
      settled: null,
      dimensions: new Map(dimensions.map((name) => [name, { codes: new Uint16Array(expected), dictionary: dictionary() }])),
    }
  }

  /** Goes on with columns that were filled before (a snapshot). */
  static of(columns: DealColumns): ColumnsBuilder {
    const builder = new ColumnsBuilder(columns.stages)
    Object.assign(builder.columns, columns)
    builder.indexAnew()
    return builder
  }

  /** The living row of a deal, or −1. */
  rowOf(id: string): number {
    const { columns } = this
    // The id is written beyond the rows in use, to be compared with those.
    this.roomForDeal()
    writeId(columns.deal.id, columns.size, id)
    const row = findRow(this.rows, columns.deal.id, columns.size)
    return row >= 0 && columns.deal.alive[row] === 1 ? row : -1
  }

  /**
   * Adds a deal that is not there yet; gives its row. Use `replaceDeal` when it may be there.
   * @throws RangeError for an id that is none, a probability outside 0…1, a 256th currency, or a deal without stay or version.
   */
  addDeal(input: DealInput): number {
    const { columns } = this
    const { deal, dictionaries } = columns
    if (input.stays.length === 0 || input.versions.length === 0) throw new RangeError(`deal ${input.id} without stay or version`)
    if (input.stays.length > 65_535 || input.versions.length > 65_535) throw new RangeError(`deal ${input.id} is too long`)
    this.roomForDeal()
    const row = columns.size
    writeId(deal.id, row, input.id)
    deal.createdAt[row] = input.createdAt
    deal.entryOwner[row] = codeOf(dictionaries.owner, input.atEntry.ownerId)
    deal.entryTeam[row] = codeOf(dictionaries.team, input.atEntry.teamId)
    deal.entrySource[row] = codeOf(dictionaries.source, input.atEntry.sourceId)
    deal.cameByTransfer[row] = input.cameByTransfer ? 1 : 0
    const [stayFrom, versionFrom] = [columns.stays, columns.versions]
    let [stays, versions] = [stayFrom, versionFrom]
    try {
      for (const stay of input.stays) this.writeStay(stays++, stay)
      for (const version of input.versions) this.writeVersion(versions++, version)
      for (const [name, { codes, dictionary: values }] of columns.dimensions) codes[row] = codeOf(values, input.dimensions?.[name] ?? null)
    } catch (error) {
      // What was written lies beyond the rows in use, but for the two maps.
      for (let s = stayFrom; s < stays; s++) {
        columns.known.delete(s)
        columns.riskFrom.delete(s)
      }
      throw error
    }
    deal.stayFrom[row] = stayFrom
    deal.stayCount[row] = input.stays.length
    deal.versionFrom[row] = versionFrom
    deal.versionCount[row] = input.versions.length
    deal.alive[row] = 1
    columns.size = row + 1
    columns.stays = stays
    columns.versions = versions
    indexRow(this.rows, deal.id, row)
    return row
  }

  /** Writes a deal anew: at the end; its old row, if there is one, dies. */
  replaceDeal(input: DealInput): number {
    const old = this.rowOf(input.id)
    const row = this.addDeal(input)
    if (old >= 0) this.kill(old)
    return row
  }

  /** Takes a deal out; false when it was not there. */
  removeDeal(id: string): boolean {
    const row = this.rowOf(id)
    if (row < 0) return false
    this.kill(row)
    return true
  }

  /** Changes what a deal is sliced by, without writing it anew. @throws RangeError for a row or dimension that is none. */
  setDimension(row: number, name: string, value: string | null): void {
    const dimension = this.columns.dimensions.get(name)
    if (dimension === undefined || row < 0 || row >= this.columns.size) throw new RangeError(`dimension ${name} of row ${row}`)
    dimension.codes[row] = codeOf(dimension.dictionary, value)
  }

  /** A further dimension; all rows have none of it. The same one again changes nothing. */
  addDimension(name: string): void {
    const { columns } = this
    if (!columns.dimensions.has(name)) columns.dimensions.set(name, { codes: new Uint16Array(columns.deal.alive.length), dictionary: dictionary() })
  }

  /** Works out anew which deals are settled, when so many rows came or went since the last time (a share) that it pays. */
  settle(share: number): void {
    const { columns, dead } = this
    const { settled } = columns
    const unknown = columns.size - (settled?.rows ?? 0)
    if (settled !== null && unknown + Math.max(0, dead - this.deadWhenSettled) <= columns.size * share) return
    columns.settled = null
    columns.settled = settledOf(columns)
    this.deadWhenSettled = dead
  }

  /** The share of rows that are dead. */
  get wasted(): number {
    return this.columns.size === 0 ? 0 : this.dead / this.columns.size
  }

  /** Drops dead rows; the living keep their order but change their numbers. Gives how many were dropped. */
  compact(): number {
    const { columns, dead } = this
    if (dead === 0) return 0
    columns.settled = null
    const { deal, known, riskFrom } = columns
    const knownBefore = new Map(known)
    const riskBefore = new Map(riskFrom)
    known.clear()
    riskFrom.clear()
    const perDeal = [
      deal.alive, deal.createdAt, deal.stayCount, deal.versionCount, deal.entryOwner, deal.entryTeam, deal.entrySource, deal.cameByTransfer,
      ...[...columns.dimensions.values()].map(({ codes }) => codes),
    ]
    const [perStay, perVersion] = [Object.values(columns.stay), Object.values(columns.version)]
    let [row, stays, versions] = [0, 0, 0]
    for (let old = 0; old < columns.size; old++) {
      if (deal.alive[old] === 0) continue
      const [stayFrom, stayCount] = [deal.stayFrom[old] as number, deal.stayCount[old] as number]
      const [versionFrom, versionCount] = [deal.versionFrom[old] as number, deal.versionCount[old] as number]
      if (row !== old) {
        for (const column of perDeal) column[row] = column[old] as number
        deal.id.copyWithin(row * 16, old * 16, old * 16 + 16)
        for (const column of perStay) column.copyWithin(stays, stayFrom, stayFrom + stayCount)
        for (const column of perVersion) column.copyWithin(versions, versionFrom, versionFrom + versionCount)
      }
      for (let i = 0; i < stayCount; i++) {
        const [late, risk] = [knownBefore.get(stayFrom + i), riskBefore.get(stayFrom + i)]
        if (late !== undefined) known.set(stays + i, late)
        if (risk !== undefined) riskFrom.set(stays + i, risk)
      }
      deal.stayFrom[row] = stays
      deal.versionFrom[row] = versions
      row++
      stays += stayCount
      versions += versionCount
    }
    columns.size = row
    columns.stays = stays
    columns.versions = versions
    this.indexAnew()
    return dead
  }

  /** Cuts the arrays to what is in use, plus `spare` (a share) to grow into. */
  trim(spare = 0): void {
    const { columns } = this
    const room = (used: number) => Math.ceil(used * (1 + spare)) + 1
    this.resizeDeals(room(columns.size))
    resize(columns.stay, room(columns.stays))
    resize(columns.version, room(columns.versions))
  }

  private kill(row: number): void {
    this.columns.deal.alive[row] = 0
    this.dead++
  }

  private writeStay(s: number, input: StayInput): void {
    const { columns } = this
    if (s >= columns.stay.stage.length) resize(columns.stay, grown(s))
    const { stay } = columns
    const { enteredAt, leftAt, riskFrom } = input
    const left = leftAt ?? Infinity
    const enteredKnown = input.enteredKnownAt ?? enteredAt
    const leftKnown = input.leftKnownAt ?? left
    const isLate = enteredKnown > enteredAt || leftKnown > left
    stay.stage[s] = this.stageIndex.get(input.stageId) ?? NO_STAGE
    stay.enteredAt[s] = enteredAt
    stay.leftAt[s] = left
    stay.exit[s] = leftAt === null || input.exit === null ? 0 : EXIT_CODES.indexOf(input.exit)
    stay.lossReason[s] = codeOf(columns.dictionaries.lossReason, input.lossReasonId)
    stay.flags[s] = (input.imported ? IMPORTED : 0) | (isLate ? LATE : 0) | (riskFrom === null ? 0 : TRUNCATED)
    if (isLate) columns.known.set(s, { entered: enteredKnown, left: leftKnown })
    if (riskFrom !== null) columns.riskFrom.set(s, riskFrom)
  }

  private writeVersion(v: number, input: VersionInput): void {
    const { columns } = this
    if (v >= columns.version.knownFrom.length) resize(columns.version, grown(v))
    const { version, dictionaries } = columns
    const { winProbability: p, amountMinor, expectedCloseOn } = input
    if (p !== null && !(p >= 0 && p <= 1)) throw new RangeError(`probability ${p}`)
    const currency = codeOf(dictionaries.currency, input.currency)
    if (currency > 255) throw new RangeError('too many currencies')
    version.knownFrom[v] = input.knownFrom
    version.amountMinor[v] = amountMinor ?? 0
    version.currency[v] = currency
    version.probability[v] = p === null ? NO_PROBABILITY : Math.round(p * 10_000)
    version.expectedClose[v] = expectedCloseOn === null ? NO_DAY : dayOfDate(expectedCloseOn)
    version.owner[v] = codeOf(dictionaries.owner, input.ownerId)
    version.team[v] = codeOf(dictionaries.team, input.teamId)
    version.source[v] = codeOf(dictionaries.source, input.sourceId)
    version.closedAt[v] = input.closedAt ?? Infinity
    version.flags[v] = (input.isDormant ? DORMANT : 0) | (amountMinor === null ? NO_AMOUNT : 0)
  }

  private roomForDeal(): void {
    const { size, deal } = this.columns
    if (size >= deal.alive.length) this.resizeDeals(grown(size))
  }

  private resizeDeals(length: number): void {
    const { deal, dimensions } = this.columns
    const { id } = deal
    resize(deal, length)
    deal.id = resized(id, length * 16)
    for (const dimension of dimensions.values()) dimension.codes = resized(dimension.codes, length)
  }

  private indexAnew(): void {
    const { size, deal } = this.columns
    this.rows = rowIndex(size)
    this.dead = 0
    for (let row = 0; row < size; row++) {
      if (deal.alive[row] === 1) indexRow(this.rows, deal.id, row)
      else this.dead++
    }
  }
}

/** Memory that the columns take, in bytes; dictionaries and the two maps by estimate. */
export function bytes(columns: DealColumns): number {
  let sum = (columns.known.size + columns.riskFrom.size) * 64 + (columns.settled === null ? 0 : settledBytes(columns.settled))
  for (const group of [columns.deal, columns.stay, columns.version]) for (const column of Object.values(group)) sum += column.byteLength
  for (const { codes, dictionary: { values } } of columns.dimensions.values()) sum += codes.byteLength + values.length * 100
  for (const { values } of Object.values(columns.dictionaries)) sum += values.length * 100
  return sum
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

const grown = (used: number) => Math.max(16, Math.ceil((used + 1) * 1.5))

function resize(group: Record<string, Column>, length: number): void {
  for (const name of Object.keys(group)) group[name] = resized(group[name] as Column, length)
}

function resized<T extends Column>(column: T, length: number): T {
  const made = new (column.constructor as new (length: number) => T)(length)
  made.set(length < column.length ? column.subarray(0, length) : column)
  return made
}
