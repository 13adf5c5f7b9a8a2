export const quickDayKeys = ['today', 'tomorrow', 'nextMonday', 'inAWeek'] as const
/** Quick days for an expected close. */
export const quickCloseKeys = ['monthEnd', 'nextMonthEnd', 'quarterEnd'] as const
export type QuickDay = (typeof quickDayKeys)[number] | (typeof quickCloseKeys)[number]

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
    case 'monthEnd':
      return monthEnd(today, 0)
    case 'nextMonthEnd':
      return monthEnd(today, 1)
    case 'quarterEnd':
      return monthEnd(today, 2 - ((Number(today.slice(5, 7)) - 1) % 3))
  }
}

/** The last day of the month that is `ahead` months after today's. */
function monthEnd(today: string, ahead: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month + ahead, 0)).toISOString().slice(0, 10)
}
