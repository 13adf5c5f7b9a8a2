const DAY = 86_400_000
const HOUR = 3_600_000
/** Asia/Shanghai has been UTC+8 without summer time since 1991. */
const OFFSET = 8 * HOUR
const OPENS = 9
const HOURS = 10

/** Eve of the lunar new year, the first of eight days off. */
const springFestivalEve = ['2023-01-21', '2024-02-09', '2025-01-28', '2026-02-16', '2027-02-05', '2028-01-25', '2029-02-12', '2030-02-02', '2031-01-22', '2032-02-10']
const springDays = new Set(springFestivalEve.flatMap((eve) => Array.from({ length: 8 }, (_, i) => Date.parse(eve) / DAY + i)))

/** Simplified on purpose: weekends, the three fixed holidays and the Spring Festival; no make-up working days. */
function isWorkday(dayNumber: number): boolean {
  const date = new Date(dayNumber * DAY)
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6 || springDays.has(dayNumber)) return false
  const month = date.getUTCMonth() + 1
  const day = date.getUTCDate()
  return !((month === 1 && day === 1) || (month === 5 && day <= 3) || (month === 10 && day <= 7))
}

interface Block {
  from: number
  to: number
  workdays: number[]
}

export interface WorkCalendar {
  /** Smooth time in days since `start` → an instant (UTC ms) at 9–19 h Shanghai on a working day. Strictly monotone up to rounding. */
  toInstant(days: number): number
}

/** Every hour is a working hour: nothing is moved. */
export function continuousCalendar(start: number): WorkCalendar {
  return { toInstant: (days) => Math.round(start + days * DAY) }
}

/**
 * Hazards run in smooth calendar time; people work at 9–19 on working days. Each week is squeezed linearly onto its own
 * working hours. So order is kept, nothing moves by more than some two days (around long holidays a week), and the error of a
 * stay is centred on zero: rounding each event to the next working hour would instead lengthen every stay.
 */
export function workCalendar(start: number, end: number): WorkCalendar {
  const blocks: Block[] = []
  // 1970-01-05 was a Monday.
  const firstWeek = Math.floor(((start + OFFSET) / DAY - 4) / 7) - 1
  let from = firstWeek * 7 + 4
  for (let monday = from; monday * DAY < end + OFFSET + 30 * DAY; monday += 7) {
    const workdays = Array.from({ length: 7 }, (_, i) => monday + i).filter(isWorkday)
    // A week without a working day joins the next one.
    if (workdays.length === 0) continue
    const to = monday + 7
    blocks.push({ from, to, workdays })
    from = to
  }
  const first = blocks[0]?.from ?? 0
  // Blocks are weeks, rarely two: a direct index, corrected by stepping.
  return {
    toInstant(days) {
      const t = (start + OFFSET) / DAY + days
      let i = Math.min(blocks.length - 1, Math.max(0, Math.floor((t - first) / 7)))
      while (i > 0 && (blocks[i]?.from ?? 0) > t) i--
      const block = blocks[i]
      if (block === undefined) throw new Error('instant outside of the calendar')
      const share = Math.min(Math.max((t - block.from) / (block.to - block.from), 0), 0.999_999_999)
      const at = share * block.workdays.length
      const day = block.workdays[Math.floor(at)] ?? block.from
      return Math.round(day * DAY + (OPENS + (at % 1) * HOURS) * HOUR - OFFSET)
    },
  }
}
