import { z } from 'zod'

/** Only deals with one of these values of the dimension. `''` is the value of those that have none. */
export type SliceOf = { dimension: string; values: string[] }

const dimensionKey = /^[a-z][a-zA-Z0-9_]{0,63}$/
/** Together in one question; each is one pass over a column. */
const most = { slices: 12, values: 200, length: 200 }

/** `size:50人以下,50-200人`; a `,` `;` `:` or `%` in a value is percent-encoded. */
export function sliceText({ dimension, values }: SliceOf): string {
  return `${dimension}:${values.map((value) => value.replaceAll(/[%,;:]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)).join(',')}`
}

/** Reads what `sliceText` writes; several are divided by `;`. Null when it is none. */
export function readSlices(text: string): SliceOf[] | null {
  const found: SliceOf[] = []
  for (const part of text.split(';')) {
    if (part === '') continue
    const colon = part.indexOf(':')
    const dimension = colon < 0 ? '' : part.slice(0, colon)
    if (!dimensionKey.test(dimension)) return null
    const values: string[] = []
    for (const piece of part.slice(colon + 1).split(',')) {
      const value = decoded(piece)
      if (value === null || value.length > most.length || !value.isWellFormed() || value.includes('\u0000')) return null
      values.push(value)
    }
    if (values.length > most.values) return null
    found.push({ dimension, values: [...new Set(values)] })
  }
  return found.length > most.slices ? null : found
}

function decoded(piece: string): string | null {
  try {
    return decodeURIComponent(piece)
  } catch {
    return null
  }
}

/** In a query string: `slice=size:50人以下;customer:new`, or the parameter several times. All of them hold together. */
export const sliceQuery = z
  .union([z.string().max(20_000), z.array(z.string().max(20_000)).max(most.slices)])
  .transform((text, context): SliceOf[] => {
    const slices = readSlices(Array.isArray(text) ? text.join(';') : text)
    if (slices !== null) return slices
    context.addIssue({ code: 'custom', message: 'slice.invalid' })
    return z.NEVER
  })

/** A dimension to group by, as named in a question; which there are `listDimensions` says. */
export const dimensionName = z.string().regex(dimensionKey, 'dimension.invalid')
