import type { DealColumns, Selection } from './columns.ts'
import { dateDifference } from './cycle.ts'
import type { Period } from './journey.ts'
import { type Passes, passesOf } from './selection.ts'
import { rollingWindows } from './winrate.ts'
import { calendarDays, type DayClock, type WorkCalendar, workingDays } from './working-days.ts'
import { constantOffset, localDays, type LocalDays } from './zone-days.ts'

/**
 * Which deals a step follows:
 * - `entry`: at every step the same deals, those that entered the pipeline in the period (one cohort through the funnel);
 * - `stage`: at each stage the deals that first entered *that stage* in the period.
 *
 * And what counts as having entered stage k:
 * - `linear`: reaching any stage ≥ k, or winning; a skipped stage counts as entered at the instant it was passed;
 * - `touched`: having been in stage k itself.
 */
export type CohortOptions = Period & { mode: 'entry' | 'stage'; fill: 'linear' | 'touched' }

/**
 * What the funnel is asked. Instants are UTC epoch milliseconds; `from`/`to` null = unbounded.
 * - `zone`: the organisation's IANA zone, for calendar days
 * - `currency`: the one money is added up in; deals in others are counted but not summed
 * - `cohort`, `fill`: see CohortOptions; default the same deals throughout, with linear fill
 * - `matureDays`: w of the mature conversion (default 30)
 * - `dwellStay`: the latest stay of each deal (for alerts), or all its stays in the stage added up (default, for analysis)
 * - `skipImported`: leave imported stays out of the dwell; default they are in
 * - `workCalendar`: dwell in working days instead of calendar days
 * - `cycleDays`: difference of dates (default) or elapsed 24-hour days
 * - `qualifiedFrom`: stage id from which an open deal counts as qualified in the velocity; default the first
 * - `closing`: window of expected close dates of the weighted pipeline; default the period itself
 * - `windows`: of the rolling win rate; default six of 30 days up to the end of the period
 */
export type FunnelOptions = Period & {
  asOf: number
  zone: string
  currency: string
  cohort?: CohortOptions['mode']
  fill?: CohortOptions['fill']
  matureDays?: number
  dwellStay?: 'latest' | 'cumulative'
  skipImported?: boolean
  workCalendar?: WorkCalendar | null
  cycleDays?: 'dates' | 'elapsed'
  qualifiedFrom?: string | null
  closing?: Period
  windows?: readonly Period[]
}

/** A question made ready: options with their defaults, days as numbers, the selection as tables. */
export type Model = {
  columns: DealColumns
  passes: Passes
  period: Period
  /** The period's ends; ∓Infinity where unbounded. */
  from: number
  to: number
  asOf: number
  currency: string
  /** Its code; −1 when no deal has it. */
  currencyCode: number
  cohort: CohortOptions
  byStage: boolean
  isLinear: boolean
  matureDays: number
  dwellStay: 'latest' | 'cumulative'
  skipImported: boolean
  /** Null for calendar days. */
  workDays: DayClock | null
  cycleDays: DayClock
  /** For cycles by date, when the zone never changed its offset from UTC over all of them: that offset in milliseconds. */
  dayOffset: number | null
  qualifiedFrom: number
  /** The days of expected closing, `[closingFrom, closingTo)`; null leaves that side open. */
  closingFrom: number | null
  closingTo: number | null
  windows: readonly Period[]
  local: LocalDays
}

/** @throws RangeError for an unknown zone or `qualifiedFrom` stage. */
export function modelOf(columns: DealColumns, selection: Selection, options: FunnelOptions): Model {
  const { from, to, asOf } = options
  const workCalendar = options.workCalendar ?? null
  let earliest = Math.min(from ?? asOf, asOf, earliestOf(columns.deal.createdAt, columns.size))
  if (workCalendar !== null) earliest = Math.min(earliest, earliestOf(columns.stay.enteredAt, columns.stays))
  const latest = Math.max(asOf, to ?? asOf, options.closing?.to ?? asOf)
  const local = localDays(options.zone, earliest, latest)
  const qualifiedFrom = options.qualifiedFrom == null ? 0 : columns.stages.findIndex(({ id }) => id === options.qualifiedFrom)
  if (qualifiedFrom < 0) throw new RangeError(`unknown stage ${options.qualifiedFrom}`)
  const period = { from, to }
  const closing = options.closing ?? period
  // The first whole day that starts at or after an instant.
  const dayFrom = (instant: number | null) => (instant === null ? null : Math.ceil(local(instant)))
  const cohort: CohortOptions = { ...period, mode: options.cohort ?? 'entry', fill: options.fill ?? 'linear' }
  return {
    columns,
    passes: passesOf(columns, selection),
    period,
    from: from ?? -Infinity,
    to: to ?? Infinity,
    asOf,
    currency: options.currency,
    currencyCode: columns.dictionaries.currency.codes.get(options.currency) ?? -1,
    cohort,
    byStage: cohort.mode === 'stage',
    isLinear: cohort.fill === 'linear',
    matureDays: options.matureDays ?? 30,
    dwellStay: options.dwellStay ?? 'cumulative',
    skipImported: options.skipImported ?? false,
    workDays: workCalendar === null ? null : workingDays(workCalendar, local, earliest, asOf),
    cycleDays: options.cycleDays === 'elapsed' ? calendarDays : dateDifference(local),
    dayOffset: options.cycleDays === 'elapsed' ? null : constantOffset(options.zone, earliest, latest),
    qualifiedFrom,
    closingFrom: dayFrom(closing.from),
    closingTo: dayFrom(closing.to),
    windows: options.windows ?? rollingWindows(Math.min(to ?? asOf, asOf), 30, 6),
    local,
  }
}

function earliestOf(instants: Float64Array, size: number): number {
  let earliest = Infinity
  for (let i = 0; i < size; i++) if ((instants[i] as number) < earliest) earliest = instants[i] as number
  return earliest
}
