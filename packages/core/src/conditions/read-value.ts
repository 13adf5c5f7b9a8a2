/**
 * Reads a record's raw value as the type of its field, or null when it is empty. "Empty" is one thing everywhere:
 * null, a missing value, the empty text, the empty list. Blank text of spaces is not empty.
 */

export const readText = (raw: unknown): string | null => (typeof raw === 'string' && raw !== '' ? raw : null)

/** Numbers; also the strings and bigints in which a driver gives numeric and bigint columns. */
export function readNumber(raw: unknown): number | null {
  const number = typeof raw === 'bigint' || (typeof raw === 'string' && raw !== '') ? Number(raw) : raw
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** A calendar day, `YYYY-MM-DD`. */
export const readDay = (raw: unknown): string | null =>
  typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) ? raw : null

/** An instant in epoch milliseconds, from a Date or an ISO text. Finer fractions are cut off. */
export function readInstant(raw: unknown): number | null {
  const at = raw instanceof Date ? raw.getTime() : typeof raw === 'string' ? Date.parse(raw) : NaN
  return Number.isNaN(at) ? null : at
}

export const readBoolean = (raw: unknown): boolean | null => (typeof raw === 'boolean' ? raw : null)

export function readTags(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length === 0) return null
  return raw.filter((tag) => typeof tag === 'string')
}

/**
 * Ignores the case of A–Z only. That is exactly `lower(x collate "C")` in PostgreSQL, whatever the server's locale,
 * whereas full case folding differs between JavaScript, ICU and libc (İ, ß, final ς).
 */
export const foldCase = (text: string): string => text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
