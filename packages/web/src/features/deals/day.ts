/** A calendar day so many days later: `shiftDay('2026-02-28', 1)` is `2026-03-01`. Days have no zone. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The day a "+1" button means: counted from the due day, or from today when that is unset or past. */
export function postpone(due: string | null, today: string, days: number): string {
  return shiftDay(due === null || due < today ? today : due, days)
}
