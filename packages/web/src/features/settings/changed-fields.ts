/** The fields whose value differs from `before`: what a form sends, so that it does not write back what others changed meanwhile. */
export function changedFields<T extends object>(before: T, now: T): Partial<T> {
  const changed: Partial<T> = {}
  for (const key of Object.keys(now) as (keyof T)[]) if (JSON.stringify(now[key]) !== JSON.stringify(before[key])) changed[key] = now[key]
  return changed
}
