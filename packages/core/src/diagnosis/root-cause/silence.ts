import type { DayText } from '../../lib/dates.ts'
import { dayNumber } from '../days.ts'
import type { SystemEvent } from './input.ts'

/** What came from one source, a day each: leads (or deals that came without one), from the first day on, no day left out. */
export type SourceDays = { source: string; label: string; from: DayText; counts: readonly number[] }

/** So long at least, and so improbable: e^−12 with a year's windows and ten sources is still one in a hundred. */
const minDays = 5
const minExpected = 12

/**
 * Sources from which nothing came at all for a time in which `minExpected` or more were to be expected by what came before it:
 * a broken form, an interface that is down. The longest such silence of each source; one that lasts has no end.
 * Days on which nothing came from anywhere do not count: a holiday makes everybody silent.
 * @param startOf the instant at which a day begins
 */
export function silences(sources: readonly SourceDays[], startOf: (day: DayText, plus: number) => number): SystemEvent[] {
  const isOpen = (day: number) => sources.some(({ counts }) => (counts[day] ?? 0) > 0)
  return sources.flatMap(({ source, label, from, counts: all }): SystemEvent[] => {
    // Places of the days that count, in order.
    const days = [...all.keys()].filter(isOpen)
    const counts = days.map((day) => all[day] as number)
    const placeOf = (day: number) => days[day] ?? all.length
    let best: { start: number; end: number } | null = null
    let start = 0
    for (let day = 0; day <= counts.length; day++) {
      if (day < counts.length && counts[day] === 0) continue
      if (day - start >= minDays && (best === null || day - start > best.end - best.start)) best = { start, end: day }
      start = day + 1
    }
    if (best === null) return []
    // Of up to 56 such days before it, as far as there are: what is expected follows the present, not the year.
    const earlier = counts.slice(Math.max(0, best.start - 56), best.start)
    // What comes from all sources in as many days, by the days before it; never less than from this one.
    const usual = (start: number, span: number) => {
      const back = days.slice(Math.max(0, start - 56), start)
      const all = back.reduce((sum, day) => sum + sources.reduce((one, { counts: own }) => one + (own[day] ?? 0), 0), 0)
      return Math.round((all / Math.max(1, back.length)) * span)
    }
    const rate = earlier.reduce((sum, count) => sum + count, 0) / Math.max(1, earlier.length)
    const length = best.end - best.start
    if (earlier.length < 14 || rate * length < minExpected) return []
    const at = (days: number) => startOf(from, days)
    return [{
      id: `silence:${source}:${dayNumber(from) + placeOf(best.start)}`, kind: 'integration_outage', label, at: at(placeOf(best.start)), until: best.end === counts.length ? null : at(placeOf(best.end)),
      carried: Math.round(rate * length), usual: usual(best.start, length), concernsStage: false, around: null,
    }]
  })
}
