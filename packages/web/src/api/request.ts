/** How a contract's call becomes a URL. Pure. */

export const apiBase = '/api/v1'

type Scalar = string | number | boolean
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)

/** `/deals/:id/move` with `{ id }`. Throws on a parameter that is missing: that is a mistake in a screen, not an input. */
export function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (!isScalar(value) || value === '') throw new Error(`The path ${path} needs the parameter ${name}`)
    return encodeURIComponent(String(value))
  })
}

/** A query string in a stable order; lists are comma-separated, objects JSON, absent values left out. */
export function queryString(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams()
  for (const name of Object.keys(query).sort()) {
    const value = query[name]
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) {
      if (value.length > 0) search.set(name, value.every(isScalar) ? value.join(',') : JSON.stringify(value))
    } else search.set(name, isScalar(value) ? String(value) : JSON.stringify(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
