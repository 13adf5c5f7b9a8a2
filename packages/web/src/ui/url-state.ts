import type { z } from 'zod'

/**
 * Screen state in the URL, typed by a zod object whose every field has a default. Pure.
 * Defaults are left out, so that an untouched screen has a clean address; what does not fit the schema (an old or mistyped
 * link) falls back to its default, field by field.
 */
export type UrlShape = z.ZodObject<Record<string, z.ZodType>>

function readField(field: z.ZodType, raw: string): { ok: true; value: unknown } | { ok: false } {
  const attempts: unknown[] = [raw]
  try {
    attempts.push(JSON.parse(raw))
  } catch {
    // A plain text, tried already.
  }
  attempts.push(raw === '' ? [] : raw.split(','))
  for (const attempt of attempts) {
    const parsed = field.safeParse(attempt)
    if (parsed.success) return { ok: true, value: parsed.data }
  }
  return { ok: false }
}

/** The state that a query string holds. */
export function readUrlState<S extends UrlShape>(schema: S, search: URLSearchParams): z.output<S> {
  const state: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(schema.shape)) {
    const raw = search.get(name)
    const read = raw === null ? null : readField(field, raw)
    state[name] = read?.ok ? read.value : field.parse(undefined)
  }
  return state as z.output<S>
}

function writeField(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length !== 0 && value.every((one) => typeof one === 'string' && one !== '' && !one.includes(','))) {
    const joined = value.join(',')
    // A list that would read as JSON (["1"] as 1) is written as JSON.
    return isJson(joined) ? JSON.stringify(value) : joined
  }
  return JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The query string of a state: `search` with the fields of the schema replaced, other parameters kept. */
export function writeUrlState<S extends UrlShape>(schema: S, state: z.output<S>, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search)
  const values = state as Record<string, unknown>
  for (const [name, field] of Object.entries(schema.shape)) {
    const value = values[name]
    const same = JSON.stringify(value) === JSON.stringify(field.parse(undefined))
    if (same || value === undefined) next.delete(name)
    else next.set(name, writeField(value))
  }
  return next
}
