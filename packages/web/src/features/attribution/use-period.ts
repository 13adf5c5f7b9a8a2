import { dayOf } from '@sluice/core/lib/dates'
import { useSession } from '../session/session.ts'

/** The last so many days, today included, as `[from, to)` in the organisation's zone. */
export function usePeriod(days: string): { from: string; to: string } {
  const { org } = useSession()
  const to = dayOf(Date.now() + 86_400_000, org.timeZone)
  return { from: new Date(Date.parse(to) - Number(days) * 86_400_000).toISOString().slice(0, 10), to }
}
