import type { DayText } from './dates.ts'

/** Zones in which the public holidays of mainland China hold. */
const zones: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Kashgar', 'PRC'])

const known = new Map<number, ReadonlySet<DayText>>()

/**
 * The public holidays of mainland China by rule: New Year, the Spring Festival with its eve (8 days), Qingming, Labour Day (5 days), Dragon
 * Boat, Mid-Autumn, National Day (7 days), in 2000–2099. Bridging days and make-up working days, which the State Council decrees for
 * each year, are no rule. Empty for other zones.
 */
export function chineseHolidays(year: number, zone: string): ReadonlySet<DayText> {
  if (!zones.has(zone) || year < 2000 || year > 2099) return none
  const found = known.get(year) ?? new Set(holidaysOf(year))
  known.set(year, found)
  return found
}

const none: ReadonlySet<DayText> = new Set()

/** New moons within ten minutes of midnight in Peking, which the calendar of some runtimes puts on the wrong day. */
const newYears: ReadonlyMap<number, DayText> = new Map([[2027, '2027-02-06'], [2030, '2030-02-03']])

/** A break in which work stops long enough to be missed: the Spring Festival and the National Day week. */
const longDays = 7

/** The long breaks that begin from one day on and before another, half open, ascending. */
export function longBreaks(from: DayText, to: DayText, zone: string): { from: DayText; to: DayText }[] {
  const next = (day: DayText) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const found: { from: DayText; to: DayText }[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    let run: DayText[] = []
    for (const day of [...chineseHolidays(year, zone)].sort()) {
      run = run.length > 0 && next(run.at(-1) ?? '') === day ? [...run, day] : [day]
      if (run.length < longDays) continue
      if (run.length > longDays) found.pop()
      found.push({ from: run[0] ?? day, to: next(day) })
    }
  }
  return found.filter((one) => one.from >= from && one.from < to)
}

function holidaysOf(year: number): DayText[] {
  const day = (month: number, date: number, plus = 0): DayText => new Date(Date.UTC(year, month - 1, date + plus)).toISOString().slice(0, 10)
  const from = (month: number, date: number, count: number) => Array.from({ length: count }, (_, i) => day(month, date, i))
  // The lunar new year lies between 21 January and 21 February; the other two feasts so much later.
  const lunar = (month: number, date: number, [early, days]: [[number, number], number]) => {
    const at = from(...early, days).find((one) => lunarOf(one) === `${month}/${date}`)
    return at === undefined ? [] : [at]
  }
  const newYear = newYears.get(year) ?? lunar(1, 1, [[1, 20], 34])[0]
  const spring = newYear === undefined ? [] : from(Number(newYear.slice(5, 7)), Number(newYear.slice(8)) - 1, 8)
  const short = year % 100
  // Sun at 15°: the usual approximation for this century.
  const qingming = Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
  return [day(1, 1), ...spring, day(4, qingming), ...from(5, 1, 5), ...lunar(5, 5, [[5, 26], 34]), ...lunar(8, 15, [[9, 6], 34]), ...from(10, 1, 7)]
}

let format: Intl.DateTimeFormat | undefined
function lunarOf(day: DayText): string {
  format ??= new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}
