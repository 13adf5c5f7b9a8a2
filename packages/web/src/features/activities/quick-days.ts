export const quickDayKeys = ['today', 'tomorrow', 'nextMonday', 'inAWeek'] as const
export type QuickDay = (typeof quickDayKeys)[number]

/** `2026-03-01` plus some days. Calendar days have no zone and no summer time. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The calendar day that a quick button means. `today` is the organisation's. */
export function quickDay(key: QuickDay, today: string): string {
  switch (key) {
    case 'today':
      return today
    case 'tomorrow':
      return addDays(today, 1)
    case 'nextMonday': {
      const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
      return addDays(today, weekday === 0 ? 1 : 8 - weekday)
    }
    case 'inAWeek':
      return addDays(today, 7)
  }
}
