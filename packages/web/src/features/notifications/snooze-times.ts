import { dayKey } from '../../ui/format.ts'
import { wallInstant } from '../../ui/wall-time.ts'

export const snoozeChoices = ['hour', 'evening', 'tomorrow', 'week'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

const plusDays = (day: string, n: number) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** Until when, as ISO UTC: in an hour; at 18:00 today, tomorrow when it is past that; at 9:00 tomorrow; at 9:00 next Monday. Clock times are of the organisation's zone. */
export function snoozeUntil(choice: SnoozeChoice, now: number, timeZone: string): string {
  const today = dayKey(now, timeZone)
  const at = (day: string, clock: string) => wallInstant(`${day}T${clock}`, timeZone) ?? new Date(now + 86_400_000).toISOString()
  if (choice === 'hour') return new Date(now + 3_600_000).toISOString()
  if (choice === 'tomorrow') return at(plusDays(today, 1), '09:00')
  if (choice === 'evening') {
    const evening = at(today, '18:00')
    return Date.parse(evening) > now ? evening : at(plusDays(today, 1), '18:00')
  }
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return at(plusDays(today, weekday === 0 ? 1 : 8 - weekday), '09:00')
}
