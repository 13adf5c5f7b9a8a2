import { z } from 'zod'
import { amountUnits } from './columns.ts'
import { dateOrders } from './date-reading.ts'
import type { AmountUnit } from './columns.ts'
import { fieldOf, importKinds } from './fields.ts'

/**
 * A mapping file: everything that has to be decided before a file of rows can be imported, so that the same file, or
 * next month's, gives the same result without a question. Written by the wizard, by hand, or by `sluice import --guess`.
 */
const text = z.string().min(1).max(300)
const unit = z.enum(Object.keys(amountUnits) as [AmountUnit, ...AmountUnit[]])

const columnSpec = z.strictObject({
  field: text,
  /** Order of day, month and year, for dates that do not say it themselves. */
  dates: z.enum(dateOrders).optional(),
  /** 金额(万元): the cells are in units of this. */
  unit: unit.optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** `stageEnteredAt`: which stage was entered at this time. */
  stage: text.optional(),
  /** `custom`: the key under which the value is kept; default the column's name. */
  as: text.optional(),
})
export type ColumnSpec = z.infer<typeof columnSpec>

/** What a value of the stage column, or an activity of a log, stands for. `ignore`: says nothing about the deal. */
export const stageAction = z.union([
  z.enum(['won', 'lost', 'ignore', 'skip']),
  z.strictObject({ stage: text }),
  /** Lost, for this reason. */
  z.strictObject({ lost: text }),
])
export type StageAction = z.infer<typeof stageAction>

export const valueAction = z.union([z.strictObject({ use: text }), z.strictObject({ create: text }), z.enum(['empty', 'skip'])])
/** `create`: make what is missing under the value as its name. `reject`: such a row goes to the error file. */
const unmatched = z.enum(['create', 'empty', 'reject'])
export type Unmatched = z.infer<typeof unmatched>

const valueFields = ['pipeline', 'owner', 'source', 'product', 'lostReason', 'status', 'resource'] as const
export type ValueField = (typeof valueFields)[number]
const perField = <T extends z.ZodType>(schema: T) => z.partialRecord(z.enum(valueFields), schema)

export const mappingSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().max(200).optional(),
  kind: z.enum(importKinds),
  /** How the file is read; all of it is guessed where absent. */
  file: z
    .strictObject({
      encoding: text.optional(),
      delimiter: z.string().min(1).max(10).optional(),
      sheet: text.optional(),
      headerRow: z.number().int().min(0).max(100).optional(),
    })
    .default({}),
  /** The pipeline into which deals go: an existing one by id or name, or a new one with its open stages in order. */
  pipeline: z
    .union([
      z.strictObject({ use: text }),
      z.strictObject({ create: text, stages: z.array(text).min(1).max(60) }),
    ])
    .optional(),
  /** Column name → field. Columns that are not named are left out. */
  columns: z.record(text, z.union([text, columnSpec])),
  /** Value of the stage column, or activity → what it stands for. Names of stages of the pipeline need no entry. */
  stages: z.record(z.string(), stageAction).default({}),
  /** Value of the outcome column → outcome. */
  outcomes: z.record(z.string(), z.enum(['won', 'lost', 'open', 'skip'])).default({}),
  values: perField(z.record(z.string(), valueAction)).default({}),
  /** What happens with values that have no entry above and no thing of exactly that name. Default: reject. */
  unmatched: perField(unmatched).default({}),
  options: z
    .strictObject({
      /** IANA zone for times without an offset; default the organisation's. */
      timeZone: text.optional(),
      /** For amounts that name none; default the organisation's. */
      currency: z.string().regex(/^[A-Z]{3}$/).optional(),
      /** ISO country of telephone numbers without a prefix. */
      country: z.string().regex(/^[A-Z]{2}$/).default('CN'),
      /** The stage in which deals of this file stand when they are created; absent: unknown. */
      startStage: text.optional(),
      /** Won or lost without a closing date: to the error file, or closed at the time of the import. */
      closedWithoutDate: z.enum(['reject', 'now']).optional(),
      /** Rows with more cells than columns. */
      tooManyCells: z.enum(['reject', 'accept']).default('reject'),
      /** Cells that mean "nothing": `Select`, `请选择`. */
      emptyWords: z.array(z.string().max(100)).max(50).default([]),
      /** Event logs: only events in these states count, where the log has such a column. */
      lifecycle: z.array(text).max(10).default(['complete']),
      /** Event logs: an activity of an earlier stage moves the deal back (and is counted), or changes nothing. */
      backwards: z.enum(['reenter', 'ignore']).default('reenter'),
      /** Event logs: mapped activities after the deal was closed may reopen it (rules at `caseHistory`), or never do. */
      afterClose: z.enum(['ignore', 'reopen']).default('reopen'),
      /** Event logs: an activity that the mapping does not name. */
      otherActivities: z.enum(['ignore', 'reject']).default('ignore'),
      defaultOwner: z.strictObject({ use: text }).optional(),
      tags: z.array(z.string().min(1).max(50)).max(20).default([]),
    })
    .prefault({}),
}).meta({ id: 'ImportMapping' })
export type Mapping = z.infer<typeof mappingSchema>
export type MappingInput = z.input<typeof mappingSchema>

export type MappingProblemCode =
  | 'mapping.malformed'
  | 'mapping.unknown_field'
  | 'mapping.field_twice'
  | 'mapping.field_missing'
  | 'mapping.stage_needed'
  | 'mapping.pipeline_needed'
  | 'mapping.column_missing'
  | 'mapping.stage_unknown'
  | 'mapping.pipeline_unknown'
  | 'mapping.name_unknown'
  | 'mapping.name_ambiguous'
  | 'mapping.time_zone_unknown'

export interface MappingProblem {
  code: MappingProblemCode
  /** Where in the mapping: `columns.close_date`, `stages.Won`. */
  path: string
  detail: string
}

/** A mapping cannot be used; every problem is named at once. */
export class MappingError extends Error {
  readonly problems: readonly MappingProblem[]
  constructor(problems: readonly MappingProblem[]) {
    super(problems.map((item) => `${item.code} at ${item.path === '' ? '(mapping)' : item.path}: ${item.detail}`).join('; '))
    this.name = 'MappingError'
    this.problems = problems
  }
}

/** Of each inner list at least one field must have a column. */
export const requiredFields: Record<Mapping['kind'], readonly (readonly string[])[]> = {
  deals: [['stage', 'outcome'], ['title', 'accountName', 'key']],
  leads: [['name', 'company', 'phone', 'email', 'key']],
  accounts: [['name']],
  contacts: [['name']],
  products: [['name']],
  events: [['caseKey'], ['activity'], ['at']],
}

/** Reads a mapping file; throws `MappingError` with all problems of shape and sense that need no look at the file or the database. */
export function parseMapping(json: unknown): Mapping {
  const parsed = mappingSchema.safeParse(json)
  if (!parsed.success) {
    throw new MappingError(
      parsed.error.issues.map((issue) => ({ code: 'mapping.malformed', path: issue.path.join('.'), detail: issue.message })),
    )
  }
  const mapping = parsed.data
  const problems: MappingProblem[] = []
  const seen = new Map<string, string>()
  for (const [column, given] of Object.entries(mapping.columns)) {
    const spec = specOf(given)
    const path = `columns.${column}`
    const field = fieldOf(mapping.kind, spec.field)
    if (field === undefined) {
      problems.push({ code: 'mapping.unknown_field', path, detail: `${mapping.kind} have no field ${spec.field}` })
      continue
    }
    const before = seen.get(spec.field)
    if (before !== undefined && field.many !== true) {
      problems.push({ code: 'mapping.field_twice', path, detail: `${spec.field} already comes from ${before}` })
    }
    seen.set(spec.field, column)
    if (spec.field === 'stageEnteredAt' && spec.stage === undefined) {
      problems.push({ code: 'mapping.stage_needed', path, detail: 'stageEnteredAt needs a stage' })
    }
  }
  for (const choice of requiredFields[mapping.kind]) {
    if (choice.some((field) => seen.has(field))) continue
    problems.push({ code: 'mapping.field_missing', path: 'columns', detail: `needs a column for ${choice.join(' or ')}` })
  }
  const deals = mapping.kind === 'deals' || mapping.kind === 'events'
  if (deals && mapping.pipeline === undefined && !seen.has('pipeline')) {
    problems.push({ code: 'mapping.pipeline_needed', path: 'pipeline', detail: 'name the pipeline of the deals' })
  }
  if (problems.length > 0) throw new MappingError(problems)
  return mapping
}

/** A column's entry in its long form. */
export function specOf(given: string | ColumnSpec): ColumnSpec {
  return typeof given === 'string' ? { field: given } : given
}
