import { chineseHolidays } from './chinese-holidays.ts'
import type { DayText } from './dates.ts'
import { decreedYears } from './decreed-days.ts'

/** Which days are worked, make-up days included. */
export type WorkCalendar = { isWorkday(day: DayText): boolean }

/** An organisation's own word on a day, above all rules: a bridging day off, a weekend worked, a year decreed after the release. */
export type DayOverrides = ReadonlyMap<DayText, 'off' | 'worked'>

/**
 * Monday to Friday; where the holidays of mainland China hold, without these and with their make-up days as decreed. A year not decreed
 * yet has the holidays by rule and no make-up days.
 */
export function workCalendar(zone: string, overrides: DayOverrides = new Map()): WorkCalendar {
  return {
    isWorkday(day) {
      const own = overrides.get(day)
      if (own !== undefined) return own === 'worked'
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
      const isWeekend = weekday === 0 || weekday === 6
      const year = Number(day.slice(0, 4))
      const byRule = chineseHolidays(year, zone)
      if (byRule.size === 0) return !isWeekend
      const decreed = decreedYears.get(year)
      if (decreed === undefined) return !isWeekend && !byRule.has(day)
      return isWeekend ? decreed.worked.includes(day) : !decreed.off.includes(day)
    },
  }
}
