import type { DayText } from './dates.ts'

/** What differs from "Monday to Friday" in a year: working days off, and weekend days worked. */
export type DecreedYear = { off: readonly DayText[]; worked: readonly DayText[] }

const year = (of: number, off: string, worked: string): [number, DecreedYear] => [of, { off: days(of, off), worked: days(of, worked) }]
const days = (of: number, list: string): DayText[] => list.split(' ').map((monthDay) => `${of}-${monthDay}`)

/**
 * Holidays of mainland China with their make-up working days, as the General Office of the State Council announced them for each year.
 * Later years are decreed each November: an organisation's own calendar brings them without a release.
 */
export const decreedYears: ReadonlyMap<number, DecreedYear> = new Map([
  year(2024, '01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07', '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'),
  year(2025, '01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08', '01-26 02-08 04-27 09-28 10-11'),
  year(2026, '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07', '01-04 02-14 02-28 05-09 09-20 10-10'),
])
