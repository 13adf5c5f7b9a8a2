import { z } from 'zod'

/** The primitives of every contract: one meaning each, on the wire and in the log. */

/** uuid v7, made by Sluice. */
export const id = z.uuid()
/** Years that every part of the system can hold, zone offsets included. */
const inRange = (iso: string) => iso >= '1900' && iso < '3000'
/** An instant, ISO 8601 in UTC: `2026-03-01T08:00:00.000Z`. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine(inRange, 'date.out_of_range')
/** An instant as answered: already normalised. */
export const instantOut = z.string()
/** A calendar day in the organisation's zone: `2026-03-01`. */
export const day = z.iso.date().refine(inRange, 'date.out_of_range')
/** Money in minor units (分), never a float; at most 1000 亿 in yuan, so that the sum of 900 of the greatest is exact. */
export const amountMinor = z.number().int().min(0).max(10_000_000_000_000)
/** ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/)
/** Increases by one with every change of a record; sent back as `If-Match`. */
export const version = z.number().int().min(1)

/** NUL and halves of surrogate pairs cannot be stored by PostgreSQL. */
const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed()

/** A short text of one line: trimmed, control characters refused. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'text.control_characters')
    .refine(isStorable, 'text.control_characters')
/** A longer text. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .refine(isStorable, 'text.control_characters')

/** A bounded list in a query string, comma-separated: `?owner=a,b`. */
export const idList = z
  .string()
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(id).max(200))

export const params = z.object({ id })

/** Keyset paging: `cursor` is opaque and comes from the last answer. */
export const pageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** A reference as answered: enough to show it without another request. */
export const ref = z.object({ id, name: z.string() })
export type Ref = z.infer<typeof ref>

/** Sends of a boolean in a query string. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
