/** A day some days later: `2026-03-01`, 1 → `2026-03-02`. Calendar arithmetic only; no zone is involved. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
