/** The custom values of a form as they are sent: what was never touched is left out. Undefined when there are none. Pure. */
export function customOf(typed: unknown): Record<string, unknown> | undefined {
  if (typeof typed !== 'object' || typed === null) return undefined
  const given = Object.entries(typed).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length === 0 ? undefined : Object.fromEntries(given)
}
