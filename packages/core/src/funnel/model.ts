import type { CohortOptions } from './cohort.ts'
import { dateDifference } from './cycle.ts'
import type { FunnelStage, Journey, Period } from './journey.ts'
import { indexOfStages, inOrder, type Trace, tracesAt } from './trace.ts'
import { rollingWindows } from './winrate.ts'
import { calendarDays, type DayClock, type WorkCalendar, workingDays } from './working-days.ts'
import { localDays, type LocalDays } from './zone-days.ts'

/**
 * What the funnel is asked. Instants are UTC epoch milliseconds; `from`/`to` null = unbounded.
 * - `zone`: the organisation's IANA zone, for calendar days
 * - `currency`: the one money is added up in; deals in others are counted but not summed
 * - `cohort`, `fill`: see CohortOptions; default the same deals throughout, with linear fill
 * - `matureDays`: w of the mature conversion (default 30)
 * - `dwellStay`, `skipImported`: see DwellOptions; default cumulative, imported stays included
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

/** Everything the figures are computed from; made once per question. `memo` keeps what several figures share. */
export type Model = {
  traces: readonly Trace[]
  stages: readonly FunnelStage[]
  stageIndex: ReadonlyMap<string, number>
  period: Period
  asOf: number
  currency: string
  cohort: CohortOptions
  matureDays: number
  dwellStay: 'latest' | 'cumulative'
  skipImported: boolean
  dwellUnit: 'calendar' | 'working'
  dwellDays: DayClock
  cycleDays: DayClock
  qualifiedFrom: number
  closing: Period
  windows: readonly Period[]
  local: LocalDays
  memo: Map<string, unknown>
}

/** Lays journeys on the stages as known at `asOf`. @throws RangeError for an unknown zone or `qualifiedFrom` stage. */
export function modelOf(journeys: readonly Journey[], stages: readonly FunnelStage[], options: FunnelOptions): Model {
  const { from, to, asOf } = options
  const ordered = inOrder(stages)
  const stageIndex = indexOfStages(ordered)
  const traces = tracesAt(journeys, ordered, asOf)
  let earliest = from ?? asOf
  for (const { journey, entryAt } of traces) earliest = Math.min(earliest, journey.createdAt, entryAt)
  const local = localDays(options.zone, Math.min(earliest, asOf), Math.max(asOf, to ?? asOf, options.closing?.to ?? asOf))
  const qualifiedFrom = options.qualifiedFrom == null ? 0 : stageIndex.get(options.qualifiedFrom)
  if (qualifiedFrom === undefined) throw new RangeError(`unknown stage ${options.qualifiedFrom}`)
  const period = { from, to }
  return {
    traces,
    stages: ordered,
    stageIndex,
    period,
    asOf,
    currency: options.currency,
    cohort: { ...period, mode: options.cohort ?? 'entry', fill: options.fill ?? 'linear' },
    matureDays: options.matureDays ?? 30,
    dwellStay: options.dwellStay ?? 'cumulative',
    skipImported: options.skipImported ?? false,
    dwellUnit: options.workCalendar == null ? 'calendar' : 'working',
    dwellDays: options.workCalendar == null ? calendarDays : workingDays(options.workCalendar, local, earliest, asOf),
    cycleDays: options.cycleDays === 'elapsed' ? calendarDays : dateDifference(local),
    qualifiedFrom,
    closing: options.closing ?? period,
    windows: options.windows ?? rollingWindows(Math.min(to ?? asOf, asOf), 30, 6),
    local,
    memo: new Map(),
  }
}

/** The value under `key`, made on first use. The caller keeps one type per key. */
export function memo<T>(model: Model, key: string, make: () => T): T {
  if (!model.memo.has(key)) model.memo.set(key, make())
  return model.memo.get(key) as T
}
