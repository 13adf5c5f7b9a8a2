import { plusDays } from '@sluice/core/diagnosis/days'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { refuse } from '../../platform/refusal.ts'

/** `[from, to)` as days of the organisation and as instants. */
export interface Period { from: string; to: string; fromAt: string; toAt: string }

/** The longest that is added up at once. */
const maxDays = 5 * 366

/** The days that were asked for; left out: the year that ends with today. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, timeZone: string, now: Date): Period {
  const until = to ?? plusDays(dayOf(now, timeZone), 1)
  const since = from ?? plusDays(until, -365)
  const days = (Date.parse(until) - Date.parse(since)) / 86_400_000
  if (days <= 0 || days > maxDays) refuse('request.invalid', {}, [{ path: 'from', code: 'out_of_range' }])
  return { from: since, to: until, fromAt: new Date(startOfDay(since, timeZone)).toISOString(), toAt: new Date(startOfDay(until, timeZone)).toISOString() }
}
