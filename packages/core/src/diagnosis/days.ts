import type { DayText } from '../lib/dates.ts'

const dayMs = 86_400_000

/** Days since 1970-01-01 of a calendar day; whole, and no zone is asked. */
export const dayNumber = (day: DayText): number => Date.parse(`${day}T00:00:00Z`) / dayMs

export const dayText = (number: number): DayText => new Date(number * dayMs).toISOString().slice(0, 10)

export const plusDays = (day: DayText, days: number): DayText => dayText(dayNumber(day) + days)
