import { type DealColumns, NO_AMOUNT, type Selection } from '../../funnel/columns.ts'
import { readId } from '../../funnel/deal-ids.ts'
import { type Look, lookAt, lookFor } from '../../funnel/look.ts'
import { endedBefore } from '../../funnel/measures/ended-before.ts'
import { selected } from '../../funnel/measures/selected.ts'
import { dwellOf, type DwellScratch, dwellScratch } from '../../funnel/measures/stage-dwell.ts'
import { DAY_MS } from '../../funnel/zone-days.ts'
import { compareShares, compareTimes, type Counted, type Watched } from './stratified.ts'
import { type CoachingMeasure, coachingMeasures, type CoachingTest } from './points.ts'

/** `userIds`: the reps that are compared, with one another alone. Instants are epoch milliseconds; amounts in other currencies are a band of their own. */
export type CoachingAsked = { pipelineId: string; userIds: readonly string[]; from: number; asOf: number; currency: string }
export type CoachingKey = { userId: string; stageId: string; measure: CoachingMeasure }

/** Whether a deal goes on is asked of those that had so many days to do so (the mature cohort of METRICS 1). */
const matureDays = 30
const bands = 4

/**
 * Each rep in each stage against the others, in cells of source × amount band (thirds of what the team's deals are worth).
 * - conversion: deals that first entered the stage (linear fill) in `[from, asOf − 30 days)`; those that ever reached a later one
 * - dwell: deals that were in the stage itself since `from`, all their stays added up; open ones count by their time so far
 * A deal is the rep's who owned it when it entered the stage.
 */
export function coachingTests(columns: DealColumns, selection: Selection, asked: CoachingAsked): CoachingTest[] {
  const stages = columns.stages.length
  const shares = Array.from({ length: stages }, () => new Map<number, Map<number, Counted>>())
  const times = Array.from({ length: stages }, () => new Map<number, Map<number, Watched[]>>())
  visit(columns, selection, asked, {
    conversion: (_, k, owner, cell, isHit) => {
      const cells = of(shares[k], owner, () => new Map<number, Counted>())
      const counted = of(cells, cell, () => ({ n: 0, hits: 0 }))
      counted.n++
      if (isHit) counted.hits++
    },
    dwell: (_, k, owner, cell, watched) => {
      of(of(times[k], owner, () => new Map<number, Watched[]>()), cell, () => []).push(watched)
    },
  })
  return columns.stages.flatMap(({ id: stageId }, k) => asked.userIds.flatMap((userId) => {
    const owner = columns.dictionaries.owner.codes.get(userId)
    if (owner === undefined) return []
    const who = { pipelineId: asked.pipelineId, stageId, userId }
    const [share, time] = [shares[k], times[k]]
    return coachingMeasures.flatMap((measure): CoachingTest[] => {
      if (measure === 'conversion') return share?.get(owner) === undefined ? [] : [{ ...who, measure, ...compareShares(share.get(owner) ?? new Map(), others(share, owner, (a, b) => ({ n: a.n + b.n, hits: a.hits + b.hits }))) }]
      return time?.get(owner) === undefined ? [] : [{ ...who, measure, ...compareTimes(time.get(owner) ?? new Map(), others(time, owner, (a, b) => [...a, ...b])) }]
    })
  }))
}

/** The deals behind one of them, the latest in the columns first. */
export function coachingDeals(columns: DealColumns, selection: Selection, asked: CoachingAsked, { userId, stageId, measure }: CoachingKey): string[] {
  const rows: number[] = []
  const wanted = columns.dictionaries.owner.codes.get(userId)
  const note = (of: CoachingMeasure) => (row: number, k: number, owner: number) => {
    if (of === measure && owner === wanted && columns.stages[k]?.id === stageId) rows.push(row)
  }
  visit(columns, selection, asked, { conversion: note('conversion'), dwell: note('dwell') })
  return rows.map((row) => readId(columns.deal.id, row))
}

interface Visitor {
  conversion: (row: number, stage: number, owner: number, cell: number, isHit: boolean) => void
  dwell: (row: number, stage: number, owner: number, cell: number, watched: Watched) => void
}

function visit(columns: DealColumns, selection: Selection, asked: CoachingAsked, visitor: Visitor): void {
  const { from, asOf } = asked
  const ask = selected(columns, selection)
  const stages = columns.stages.length
  const look = lookFor(stages)
  const scratch = dwellScratch(stages)
  const reps = new Set(asked.userIds.flatMap((id) => columns.dictionaries.owner.codes.get(id) ?? []))
  const band = bandsOf(columns, asked, ask.row)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || !ask.atEntry(row) || endedBefore(columns, row, from) || !lookAt(columns, row, asOf, look)) continue
    const cell = (columns.deal.entrySource[row] as number) * bands + band(look)
    dwellOf(columns, look, asOf, scratch)
    for (let k = 0; k < stages; k++) {
      const reached = look.reachedAt[k] as number
      if (reached >= from && reached < asOf - matureDays * DAY_MS) {
        const owner = ownerAt(columns, row, reached)
        if (reps.has(owner)) visitor.conversion(row, k, owner, cell, (look.reachedAt[k + 1] as number) <= asOf)
      }
      const touched = look.touchedAt[k] as number
      const watched = touched >= from && touched <= asOf ? watchedIn(scratch, k) : null
      if (watched === null) continue
      const owner = ownerAt(columns, row, touched)
      if (reps.has(owner)) visitor.dwell(row, k, owner, cell, watched)
    }
  }
}

/** 0 still there, 1 left (core/funnel/measures/stage-dwell). */
function watchedIn({ spent, cause, entry }: DwellScratch, k: number): Watched | null {
  if ((cause[k] as number) > 1) return null
  // Whole tenths of a day, so that stays of about the same length are ties and not an order.
  const days = (ms: number) => Math.round(ms / (DAY_MS / 10)) / 10
  return { time: days(spent[k] as number), entry: (entry[k] as number) > 0 ? days(entry[k] as number) : null, cause: cause[k] === 1 ? 'left' : null }
}

/** Who owned the deal at an instant; the first known owner before anything was known. */
function ownerAt({ deal, version }: DealColumns, row: number, at: number): number {
  const first = deal.versionFrom[row] as number
  let v = first + (deal.versionCount[row] as number) - 1
  while (v > first && (version.knownFrom[v] as number) > at) v--
  return version.owner[v] as number
}

/** Thirds of the amounts of deals that the period looks at; without an amount, or of another currency: a band of its own. */
function bandsOf(columns: DealColumns, { from, asOf, currency }: CoachingAsked, isSelected: (row: number) => boolean): (look: Look) => number {
  const code = columns.dictionaries.currency.codes.get(currency) ?? -1
  const has = (version: number) => columns.version.currency[version] === code && ((columns.version.flags[version] as number) & NO_AMOUNT) === 0
  const look = lookFor(columns.stages.length)
  const amounts: number[] = []
  for (let row = 0; row < columns.size; row++) {
    if (isSelected(row) && !endedBefore(columns, row, from) && lookAt(columns, row, asOf, look) && has(look.version)) amounts.push(look.amountMinor)
  }
  amounts.sort((a, b) => a - b)
  const [low = 0, high = 0] = [1, 2].map((third) => amounts[Math.floor((amounts.length * third) / 3)] ?? 0)
  return (one) => (has(one.version) ? (one.amountMinor < low ? 0 : one.amountMinor < high ? 1 : 2) : 3)
}

function of<V>(map: Map<number, V> | undefined, key: number, make: () => V): V {
  const known = map?.get(key)
  if (known !== undefined) return known
  const value = make()
  map?.set(key, value)
  return value
}

function others<T>(all: ReadonlyMap<number, ReadonlyMap<number, T>>, owner: number, add: (a: T, b: T) => T): Map<number, T> {
  const sum = new Map<number, T>()
  for (const [code, cells] of all) {
    if (code === owner) continue
    for (const [cell, value] of cells) {
      const known = sum.get(cell)
      sum.set(cell, known === undefined ? value : add(known, value))
    }
  }
  return sum
}
