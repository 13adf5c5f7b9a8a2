import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { role } from '../identity/role.ts'
import { contract } from '../lib/contract.ts'
import { id, line, params, ref, version } from '../lib/wire.ts'
import { CUSTOM_FIELD_TYPES, FIELD_OBJECTS } from './field-type.ts'

/** Custom fields: what an organisation adds to its records. Values travel as `custom: {<key>: value}`. */

export const fieldType = z.enum(CUSTOM_FIELD_TYPES)
export const fieldObject = z.enum(FIELD_OBJECTS)
export const fieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

export const fieldOption = z.object({
  value: z.string().regex(/^[a-z0-9_]{1,40}$/), label: line(60), color: z.string().regex(/^#[0-9a-f]{6}$/i).nullable().default(null),
  /** Offered only while the field named in `dependsOn` has one of these values; empty: always. */
  when: z.array(z.string().max(40)).max(100).default([]), isArchived: z.boolean().default(false),
})

/** How a field behaves; what does not concern its type is ignored. */
export const fieldSettings = z.object({
  help: z.string().trim().max(500).default(''),
  required: z.boolean().default(false),
  /** Recommended fields count for completeness without being required. */
  recommended: z.boolean().default(false),
  /** Deals only: required from these stages on, as (part of) their entry gate; one id a pipeline. */
  requiredFromStages: z.array(id).max(50).default([]),
  unique: z.boolean().default(false),
  /** A JSON value of the field's type. */
  default: z.unknown().optional(),
  /** A regular expression without nesting of repetition; matched whole, against at most 500 characters. */
  pattern: z.string().max(200).nullable().default(null), patternHint: z.string().max(200).default(''),
  min: z.number().nullable().default(null), max: z.number().nullable().default(null), decimals: z.number().int().min(0).max(6).default(2),
  /** Ready-made checks: a mainland mobile or landline number, a unified social credit code. */
  check: z.enum(['none', 'cn_mobile', 'cn_phone', 'uscc', 'company_name']).default('none'),
  options: z.array(fieldOption).max(500).default([]),
  /** Key of the select field on which the options depend. */
  dependsOn: fieldKey.nullable().default(null),
  visibleIf: conditionSchema.nullable().default(null),
  /** Who sees it and who may change it; empty: whoever sees or may change the record. */
  readRoles: z.array(role).max(7).default([]), writeRoles: z.array(role).max(7).default([]),
  /** What a reference points to. */
  of: z.enum(['account', 'contact', 'deal', 'product']).nullable().default(null),
  /** A formula (CEL over the record's fields), read-only. */
  formula: z.string().max(2000).nullable().default(null), formulaType: z.enum(['text', 'number', 'money', 'date', 'boolean']).default('number'),
  /** A roll-up over related records, read-only. */
  rollup: z.object({
    relation: z.enum(['deals', 'contacts', 'activities', 'products']), fn: z.enum(['count', 'sum', 'min', 'max', 'avg']),
    field: z.string().max(60).nullable().default(null), where: conditionSchema.nullable().default(null),
  }).nullable().default(null),
}).meta({ id: 'FieldSettings' })
export type FieldSettings = z.infer<typeof fieldSettings>

export const field = z.object({
  id, object: fieldObject, key: fieldKey, label: z.string(), type: fieldType, settings: fieldSettings, position: z.number().int(), isArchived: z.boolean(), version,
}).meta({ id: 'Field' })
export type CustomField = z.infer<typeof field>
/** A field as the viewer meets it: whether its values are shown to them, and whether they may set them on records they may write. */
export const fieldInUse = field.extend({ mayRead: z.boolean(), mayWrite: z.boolean() })
export type FieldInUse = z.infer<typeof fieldInUse>

export const listFields = contract({
  name: 'listFields', method: 'GET', path: '/fields', tag: 'field', query: z.object({ object: fieldObject.optional() }),
  summary: 'Custom fields in order, archived ones last. Fields that the viewer may not see are left out, unless they may configure.', response: z.object({ items: z.array(fieldInUse) }),
})
export const createField = contract({
  name: 'createField', method: 'POST', path: '/fields', tag: 'field', status: 201, summary: 'Adds a custom field. Its key is made from the label when none is given and never changes.',
  body: z.object({ object: fieldObject, key: fieldKey.optional(), label: line(60), type: fieldType, settings: fieldSettings.partial().default({}) }), response: fieldInUse,
})
export const changeField = contract({
  name: 'changeField', method: 'PATCH', path: '/fields/:id', tag: 'field', params, ifMatch: true,
  summary: 'Changes a field, archives it (its data stays) or brings it back. Its type stays.',
  body: z.object({ label: line(60), settings: fieldSettings.partial(), isArchived: z.boolean() }).partial(), response: fieldInUse,
})
export const orderFields = contract({
  name: 'orderFields', method: 'PUT', path: '/fields/order', tag: 'field', summary: 'Puts the fields of an object in this order.',
  body: z.object({ object: fieldObject, ids: z.array(id).max(500) }), response: z.object({ items: z.array(fieldInUse) }),
})
export const getFieldUsage = contract({
  name: 'getFieldUsage', method: 'GET', path: '/fields/:id/usage', tag: 'field', params, summary: 'How many records hold a value, and what refers to the field: asked before it is archived.',
  response: z.object({ records: z.number().int(), usedIn: z.array(z.object({ kind: z.enum(['gate', 'form', 'view', 'routing', 'formula', 'flow', 'visible_if']), name: z.string() })) }),
})
export const checkFormula = contract({
  name: 'checkFormula', method: 'POST', path: '/fields/check-formula', tag: 'field', summary: 'Type-checks a formula; answers its type or where it fails. Writes nothing.',
  body: z.object({ object: fieldObject, formula: z.string().max(2000), key: fieldKey.optional() }),
  response: z.object({ ok: z.boolean(), type: z.string().nullable(), code: z.string().nullable(), detail: z.string() }),
})

/** Near-duplicates of a company name among the accounts and leads that the viewer may see, nearest first. */
export const findSimilarCompanies = contract({
  name: 'findSimilarCompanies', method: 'GET', path: '/companies/similar', tag: 'field', query: z.object({ name: z.string().trim().min(2).max(200), not: id.optional() }),
  summary: 'Records with nearly the same company name, of those the viewer may see: for a warning while typing.',
  response: z.object({ items: z.array(z.object({ subjectType: z.enum(['account', 'lead']), id, name: z.string(), similarity: z.number(), owner: ref.nullable() })) }),
})

export const completeness = z.object({ filled: z.number().int(), asked: z.number().int(), score: z.number().nullable(), missing: z.array(z.object({ key: z.string(), label: z.string(), required: z.boolean() })) })
export const getCompleteness = contract({
  name: 'getCompleteness', method: 'GET', path: '/completeness/:object/:id', tag: 'field', params: params.extend({ object: z.enum(['lead', 'account', 'contact', 'deal']) }),
  summary: 'How much of what is required or recommended a record holds, and what it lacks.', response: completeness,
})
export const getCompletenessReport = contract({
  name: 'getCompletenessReport', method: 'GET', path: '/reports/completeness', tag: 'report', query: z.object({ object: z.enum(['lead', 'account', 'contact', 'deal']).default('deal'), pipeline: id.optional() }),
  summary: 'Completeness of open records by owner, by team and by field. `score` is the mean share of asked fields that are filled; null without records.',
  response: z.object({
    records: z.number().int(), score: z.number().nullable(),
    owners: z.array(z.object({ owner: ref.nullable(), records: z.number().int(), score: z.number() })),
    teams: z.array(z.object({ team: ref.nullable(), records: z.number().int(), score: z.number() })),
    fields: z.array(z.object({ key: z.string(), label: z.string(), filled: z.number().int(), asked: z.number().int() })),
  }),
})
