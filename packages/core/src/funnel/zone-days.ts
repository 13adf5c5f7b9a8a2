import { Temporal } from 'temporal-polyfill'

export const DAY_MS = 86_400_000

/** Local time of one zone as a number of days since 1970-01-01 there: the whole part is the date, the rest the time of day. */
export type LocalDays = (instant: number) => number

/**
 * Local day numbers in an IANA zone, for instants from `from` on (earlier ones get the offset of `from`) up to `to`.
 * The zone's few changes of offset are looked up once, so that a call costs a binary search instead of a calendar computation.
 * @throws RangeError for an unknown zone.
 */
export function localDays(zone: string, from: number, to: number): LocalDays {
  const { starts, offsets } = offsetsOf(zone, from, to)
  return (instant) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= instant) low = middle
      else high = middle - 1
    }
    return (instant + (offsets[low] as number)) / DAY_MS
  }
}

/** The zone's offset from UTC in milliseconds when it is the same all the way from `from` to `to`, else null. */
export function constantOffset(zone: string, from: number, to: number): number | null {
  const { offsets } = offsetsOf(zone, from, to)
  return offsets.every((offset) => offset === offsets[0]) ? (offsets[0] ?? null) : null
}

function offsetsOf(zone: string, from: number, to: number): { starts: number[]; offsets: number[] } {
  const starts: number[] = []
  const offsets: number[] = []
  // Instants out of a database may carry microseconds as a fraction.
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(Math.floor(from)).toZonedDateTimeISO(zone)
  while (at !== null && (starts.length === 0 || at.epochMilliseconds <= to)) {
    starts.push(at.epochMilliseconds)
    offsets.push(at.offsetNanoseconds / 1e6)
    at = at.getTimeZoneTransition('next')
  }
  return { starts, offsets }
}

/** Day number of a calendar date `2026-03-31`, in the same count as `localDays`. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** Calendar date of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
