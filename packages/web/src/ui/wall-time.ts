import { dayKey, formatTime } from './format.ts'

/** What a clock on the wall of a zone shows at an instant, as `<input type="datetime-local">` writes it: `2026-03-01T14:05`. */
export function wallTime(instant: string | number, timeZone: string): string {
  return `${dayKey(instant, timeZone)}T${formatTime(instant, { timeZone, language: 'en' })}`
}

/** The instant (ISO UTC) at which that clock shows `wall`; null for what is no time. In the hour that is skipped in spring, the time after it. */
export function wallInstant(wall: string, timeZone: string): string | null {
  const target = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(wall) ? Date.parse(`${wall.slice(0, 16)}:00Z`) : Number.NaN
  if (Number.isNaN(target)) return null
  let at = target
  // The offset at the answer is not known before the answer: two rounds find it, also beside a change of clocks.
  for (let round = 0; round < 2; round += 1) at += target - Date.parse(`${wallTime(at, timeZone)}:00Z`)
  return new Date(at).toISOString()
}
