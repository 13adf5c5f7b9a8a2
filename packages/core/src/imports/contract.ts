import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'
import { dateOrders } from './date-reading.ts'
import { importKinds } from './fields.ts'
import { mappingSchema, stageAction } from './mapping.ts'

/**
 * An import's life: `reading` (a job reads the file and drafts a mapping) → `read` → `checking` → `checked` → `running`
 * → `done` → `undoing` → `undone`. `failed`: the last job ended with `error`, and nothing of it is half done; change the
 * mapping, check or run again. A change of the mapping after a check leads back to `read`.
 */
export const importStatus = z.enum(['uploaded', 'reading', 'read', 'checking', 'checked', 'running', 'done', 'failed', 'undoing', 'undone'])
export type ImportStatus = z.infer<typeof importStatus>
export const importKind = z.enum(importKinds)

/** Rows done of about how many; `total` is null before the file was read once. */
const progress = z.object({ done: z.number().int(), total: z.number().int().nullable() })

const rowReason = z.object({ code: z.string(), column: z.string().nullable(), value: z.string().nullable() })
/** One reason, how many rows have it, and the first of them; `reasonText` (core/imports/reasons) has the words. */
const reasonCount = z.object({
  code: z.string(), column: z.string().nullable(), count: z.number().int(), examples: z.array(z.object({ line: z.number().int(), value: z.string().nullable() })),
})
export const madeThings = ['account', 'contact', 'product', 'channel', 'lossReason', 'tag', 'user', 'pipeline'] as const
export type MadeThing = (typeof madeThings)[number]

/** What a check says would happen, and what a run says did happen. Records count, not rows: a case of a log is one deal. */
export const importSummary = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  /** Exist already, and the file says nothing new of them. */
  unchanged: z.number().int(),
  /** Rows left out because the mapping says so. */
  skipped: z.number().int(),
  /** Rows that go to the file of rejected rows. */
  rejected: z.number().int(),
  reasons: z.array(reasonCount),
  /** Of rows that are taken: what was changed or left open in them. */
  warnings: z.array(reasonCount),
  /** Besides the records themselves: what is missing and is made. `names`: the first ones. */
  made: z.array(z.object({ what: z.enum(madeThings), count: z.number().int(), names: z.array(z.string()) })),
  examples: z.object({
    created: z.array(z.object({ line: z.number().int(), title: z.string(), fields: z.record(z.string(), z.string()) })),
    updated: z.array(z.object({ line: z.number().int(), title: z.string(), changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])) })),
    rejected: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()), reasons: z.array(rowReason) })),
  }),
  /** No column holds a key: importing the file a second time makes its deals (leads, contacts) a second time. */
  withoutKey: z.boolean(),
})
export type ImportSummary = z.infer<typeof importSummary>

const proposal = z.object({
  value: z.string(), count: z.number().int(), status: z.enum(['matched', 'propose', 'new']),
  candidates: z.array(z.object({ id: z.string(), name: z.string(), score: z.number(), reason: z.string() })), variants: z.array(z.string()),
})
const valueField = z.enum(['pipeline', 'owner', 'source', 'product', 'lostReason', 'status', 'resource'])
const dateOrder = z.enum(dateOrders)
/** As `Question` of core/imports/questions. */
const question = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('dates.ambiguous'), column: z.string(), candidates: z.array(z.object({ order: dateOrder, fits: z.number() })),
    contradictory: z.boolean(), suggested: dateOrder.nullable(),
  }),
  z.object({ code: z.literal('amounts.ambiguous'), column: z.string(), examples: z.array(z.string()) }),
  z.object({ code: z.literal('values.near'), field: valueField, column: z.string(), values: z.array(proposal) }),
  z.object({ code: z.literal('values.new'), field: valueField, column: z.string(), values: z.array(proposal) }),
  z.object({
    code: z.literal('stages.unclear'), column: z.string(),
    values: z.array(z.object({ value: z.string(), count: z.number().int(), proposed: stageAction })),
  }),
  z.object({ code: z.literal('pipeline.new'), name: z.string(), stages: z.array(z.string()) }),
  z.object({ code: z.literal('column.missing'), fields: z.array(z.string()) }),
])
/**
 * A question with its state. `required`: nothing is checked or run before it is answered (in the mapping): the order of
 * ambiguous dates (`columns.X.dates`), the sign before decimals (`columns.X.decimal`), near values (`values.FIELD.VALUE`, each,
 * or `unmatched.FIELD` other than `create`), stages that are unclear (`stages.VALUE`, for the outcome column `outcomes.VALUE`;
 * the draft leaves them out and the question proposes), a missing column. The others are proposals that the draft follows already.
 * `open`: the values that still need an answer, of `values.near` and `stages.unclear`.
 */
export const askedQuestion = z.object({ required: z.boolean(), answered: z.boolean(), open: z.array(z.string()), question })
export type AskedQuestion = z.infer<typeof askedQuestion>

export const columnReading = z.object({
  column: z.string(),
  /** The guess; what counts is the mapping. */
  field: z.string().nullable(), confidence: z.number(), why: z.enum(['name', 'similar_name', 'values']).nullable(),
  filled: z.number().int(), distinct: z.number().int(),
  /** There are more different values than were counted. */
  overflow: z.boolean(),
  /** The most frequent values, at most 300. */
  values: z.array(z.object({ value: z.string(), count: z.number().int() })),
  examples: z.array(z.string()),
  /** Orders in which the cells can be read as dates; one: decided. Empty: no dates. */
  dateOrders: z.array(z.object({ order: dateOrder, fits: z.number() })),
})

/** Everything known of a file before it is mapped. */
export const importReading = z.object({
  format: z.enum(['csv', 'xlsx']), encoding: z.string(), delimiter: z.string(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })), sheet: z.string().nullable(),
  header: z.array(z.string()), headerLine: z.number().int(), rows: z.number().int(),
  /** Rows that are ragged, badly quoted or undecodable. */
  flawed: z.number().int(), blankLines: z.number().int(),
  /** The first rows as they are, at most 20. */
  sample: z.array(z.array(z.string())),
  kind: importKind, kindConfidence: z.number(),
  columns: z.array(columnReading),
})
export type ImportReading = z.infer<typeof importReading>

const problem = z.object({ code: z.string(), path: z.string(), detail: z.string() })

export const importItem = z.object({
  id, fileName: z.string(), fileBytes: z.number().int(), kind: importKind.nullable(), status: importStatus, progress: progress.nullable(),
  counts: importSummary.pick({ rows: true, created: true, updated: true, unchanged: true, skipped: true, rejected: true }).nullable(),
  /** Why the last job ended: a code of the refusals, `file.…`, `encoding.…`, `sheet.…` or `server.failed`. */
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  createdBy: ref, createdAt: instantOut, doneAt: instantOut.nullable(), undoneAt: instantOut.nullable(), version,
})
export type ImportItem = z.infer<typeof importItem>

export const importDetail = importItem.extend({
  reading: importReading.nullable(),
  /** In the short form that mapping files have (`core/imports/mapping`); null until the file was read. */
  mapping: mappingSchema.nullable(),
  questions: z.array(askedQuestion),
  /** What of the mapping does not fit the file or the organisation. Nothing is checked or run while there are any. */
  problems: z.array(problem),
  summary: importSummary.nullable(),
}).meta({ id: 'ImportDetail' })
export type ImportDetail = z.infer<typeof importDetail>

export const listImports = contract({
  name: 'listImports', method: 'GET', path: '/imports', tag: 'import', summary: "One's own imports, for administrators all, the latest first.",
  query: pageQuery, response: page(importItem),
})
export const uploadImport = contract({
  name: 'uploadImport', method: 'POST', path: '/imports', tag: 'import', status: 201, upload: true,
  summary: 'Takes a file (multipart, one file: CSV, also gzip, or a workbook) and begins to read it.',
  query: z.object({ kind: importKind.optional() }), response: importDetail,
})
export const getImport = contract({
  name: 'getImport', method: 'GET', path: '/imports/:id', tag: 'import', params, summary: 'An import with what is known of its file.', response: importDetail,
})
export const changeImport = contract({
  name: 'changeImport', method: 'PATCH', path: '/imports/:id', tag: 'import', params, ifMatch: true,
  summary: 'Changes the mapping, or how the file is read, or its kind; the last two read it anew and draft the mapping again.',
  body: z.object({
    mapping: mappingSchema.optional(),
    file: z
      .object({
        encoding: z.string().min(1).max(40).optional(), delimiter: z.string().min(1).max(10).optional(), sheet: z.string().min(1).max(300).optional(),
        headerRow: z.number().int().min(0).max(100).optional(),
      })
      .optional(),
    kind: importKind.optional(),
  }),
  response: importDetail,
})
export const checkImport = contract({
  name: 'checkImport', method: 'POST', path: '/imports/:id/check', tag: 'import', status: 202, params, ifMatch: true,
  summary: 'Dry run: says what would be created, updated, skipped and rejected; writes nothing.', response: importDetail,
})
export const runImport = contract({
  name: 'runImport', method: 'POST', path: '/imports/:id/run', tag: 'import', status: 202, params, ifMatch: true,
  summary: 'Imports everything in one transaction: all of it, or nothing.', response: importDetail,
})
/**
 * Records that somebody changed after the import. `refuse`: nothing is undone while there are any (the refusal lists them);
 * `keep`: they stay as they are, all else is undone; `undo`: they are removed or put back too, and what was done since is lost.
 */
export const undoChanged = z.enum(['refuse', 'keep', 'undo'])
export const undoImport = contract({
  name: 'undoImport', method: 'POST', path: '/imports/:id/undo', tag: 'import', status: 202, params, ifMatch: true,
  summary: 'Undoes an import as a whole: what it created is removed, what it changed is put back.',
  body: z.object({ changed: undoChanged.default('refuse') }), response: importDetail,
})
export const discardImport = contract({
  name: 'discardImport', method: 'DELETE', path: '/imports/:id', tag: 'import', params, ifMatch: true,
  summary: 'Throws away a file that has not been imported.',
})
export const getRejectedRows = contract({
  name: 'getRejectedRows', method: 'GET', path: '/imports/:id/rejected', tag: 'import', params, file: 'text/csv',
  query: z.object({ locale: z.enum(['zh-CN', 'en']).optional() }),
  summary: 'The rows that were not taken, as they were, with line and reason beside each (CSV, UTF-8 with BOM).',
})

export const savedMapping = z.object({ id, name: z.string(), mapping: mappingSchema, createdBy: ref, createdAt: instantOut, version }).meta({ id: 'SavedMapping' })
export type SavedMapping = z.infer<typeof savedMapping>
export const listMappings = contract({
  name: 'listMappings', method: 'GET', path: '/import-mappings', tag: 'import', summary: "One's own saved mappings, for administrators all.",
  response: z.object({ items: z.array(savedMapping) }),
})
const mappingBody = z.object({ name: line(100), mapping: mappingSchema })
export const saveMapping = contract({
  name: 'saveMapping', method: 'POST', path: '/import-mappings', tag: 'import', status: 201, summary: 'Saves a mapping for the next file of the same kind.',
  body: mappingBody, response: savedMapping,
})
export const changeMapping = contract({
  name: 'changeMapping', method: 'PATCH', path: '/import-mappings/:id', tag: 'import', params, ifMatch: true, summary: 'Renames or replaces a saved mapping.',
  body: mappingBody.partial(), response: savedMapping,
})
export const removeMapping = contract({
  name: 'removeMapping', method: 'DELETE', path: '/import-mappings/:id', tag: 'import', params, summary: 'Deletes a saved mapping.',
})
