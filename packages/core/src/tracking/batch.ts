import { z } from 'zod'

/** What a page reports: names of one letter, since it travels with every page. */
export const batchBytes = 8192
export const batchEvents = 20

/** Of texts that strangers write: control characters and halves of pairs go, the rest is cut, not refused. */
const text = (max: number) =>
  z.string().transform((value) =>
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    value.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, ' ').trim().slice(0, max).toWellFormed())

/** How kinds are written in a batch. */
export const wireKinds = { p: 'page_view', d: 'document_view', l: 'download', f: 'form_start' } as const

const event = z.object({
  k: z.enum(['p', 'd', 'l', 'f']),
  /** Host and path of the page, or of the file that was asked for. */
  p: text(300),
  /** A name that the page gives: of a document, of a form. */
  s: text(200).optional(),
  t: text(150).optional(),
  /** How many milliseconds before the batch was sent. */
  d: z.number().min(0).catch(0),
})

/** One batch of one browser. Unknown properties are dropped. */
export const batchIn = z.object({
  v: z.literal(1),
  /** The browser's random id. */
  i: z.uuid().toLowerCase(),
  /** Counts the batches of this browser from 1. */
  n: z.number().int().min(1).max(2 ** 40),
  /** The visitor said yes to being followed. */
  c: z.literal(1).optional(),
  e: z.array(event).max(batchEvents),
  /** Where the page was reached from: its address with what tells a source, and the referrer. */
  a: z.object({ u: text(2000), r: text(500).optional() }).optional(),
  /** A signed name of the visitor. */
  g: z.string().max(1000).optional(),
})
export type Batch = z.output<typeof batchIn>

/** Reads what came over the wire; null when it is no batch. Never throws. */
export function readBatch(body: unknown): Batch | null {
  if (typeof body !== 'string' || body.length > batchBytes) return null
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return null
  }
  const read = batchIn.safeParse(json)
  return read.success ? read.data : null
}
