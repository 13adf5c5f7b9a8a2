/** Creations of a month `YYYY-MM`; `share` of it has passed. */
export type CreatedMonth = { month: string; created: number; share: number }

/**
 * Creations of the months before the plan, the latest first, as the time axis wants them. The running month is taken to its end at its
 * pace once a third of it has passed, months that have not begun as the mean of the last three whole ones.
 * `known`: ascending, without a gap, up to the running month.
 */
export function creationsBefore(firstMonth: string, known: readonly CreatedMonth[]): number[] {
  const whole = known.filter(({ share }) => share >= 1).slice(-3)
  const usual = whole.length === 0 ? 0 : Math.round(whole.reduce((sum, { created }) => sum + created, 0) / whole.length)
  const months = known.filter(({ month }) => month < firstMonth).map(({ created, share }) => (share >= 1 ? created : share >= 1 / 3 ? Math.round(created / share) : Math.max(created, usual)))
  let next = monthAfter(known.at(-1)?.month ?? firstMonth)
  while (next < firstMonth) {
    months.push(usual)
    next = monthAfter(next)
  }
  return months.reverse()
}

export function monthAfter(month: string): string {
  const [year, index] = month.split('-').map(Number) as [number, number]
  return index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, '0')}`
}
