import { dayNumber, dayText } from './days.ts'
import { chineseHolidays } from '../lib/chinese-holidays.ts'
import type { DayText } from '../lib/dates.ts'
import { median, sorted } from '../lib/quantile.ts'

/** A holiday may last so much longer than its rule says: bridging days, a company's own. */
const bridge = 4
/** Bridging days are told by silence where on a working day at least so much moves. */
const tellingMoves = 8

/**
 * Days on which nobody works: weekends and public holidays, save those on which half as much moved as on a usual working day (make-up
 * days, companies that work at weekends); and up to four days next to a holiday on which a tenth or less did.
 * `moves`: what moved anywhere in the pipeline on each of the days, which follow each other without a gap.
 */
export function restDaysOf(days: readonly DayText[], moves: readonly number[], zone: string): DayText[] {
  const isHoliday = days.map((day) => chineseHolidays(Number(day.slice(0, 4)), zone).has(day))
  const isWeekend = days.map((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
  const usual = median(sorted(moves.filter((_, i) => isHoliday[i] !== true && isWeekend[i] !== true))) ?? 0
  const isWorked = (i: number) => usual > 0 && (moves[i] as number) >= usual / 2
  const isRest = days.map((_, i) => (isHoliday[i] === true || isWeekend[i] === true) && !isWorked(i))
  if (usual >= tellingMoves)
    for (const step of [1, -1])
      days.forEach((day, i) => {
        if (isHoliday[i] !== true || holidayNext(day, step, zone)) return
        for (let n = 1, at = i + step; n <= bridge && at >= 0 && at < days.length && (isRest[at] === true || (moves[at] as number) <= usual / 10); n++, at += step) isRest[at] = true
      })
  return days.filter((_, i) => isRest[i] === true)
}

const holidayNext = (day: DayText, step: number, zone: string): boolean => {
  const next = dayText(dayNumber(day) + step)
  return chineseHolidays(Number(next.slice(0, 4)), zone).has(next)
}
