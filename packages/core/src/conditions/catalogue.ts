import type { FieldType } from './field-type.ts'
import { ConditionError } from './errors.ts'

export interface Words {
  zh: string
  en: string
}

export interface FieldOption {
  value: string
  label: Words
}

/** Values in rows of a table of their own, one row a value and none for an empty one: a semi-join asks them. */
export interface FieldRows {
  table: string
  /** Ties a row (`own`) to the record (`alias`); both come quoted. Fixed text only. */
  on: (own: string, alias: string) => string
  /** The value of a row, of the field's type. */
  value: (own: string) => string
}

export interface FieldDefinition {
  type: FieldType
  label: Words
  /** The SQL column; or `sql` for anything else, such as a value inside a jsonb column. */
  column?: string
  /** An SQL expression of the field's type; `alias` comes quoted. Fixed text only, never outside input. */
  sql?: (alias: string) => string
  /** Instead of both, for values in rows of their own. */
  rows?: FieldRows
  /** Where a record in memory holds the value; by default the column's name in camelCase, or the field's key. */
  read?: (record: ConditionRecord) => unknown
  /** Closed set of a choice field; without it any text is accepted. */
  options?: readonly FieldOption[]
  /** What a reference or tags field points to: `stage`, `channel` … For pickers and for names in the text form. */
  of?: string
  /** SQL type of the ids of user, team, reference and tags fields: uuid unless said. */
  idType?: 'uuid' | 'text'
}

export interface Field extends FieldDefinition {
  key: string
  read: (record: ConditionRecord) => unknown
  sql: (alias: string) => string
}

export interface RelationDefinition {
  label: Words
  table: string
  /** Column of the related table → column of this object's table. `org_id` is always added. */
  on: Readonly<Record<string, string>>
  /** A fixed further condition on the related rows, e.g. that they are not deleted. Fixed text only. */
  filter?: (alias: string) => string
  /** The fields of the related rows. */
  target: ObjectCatalogue
}

export interface Relation extends RelationDefinition {
  key: string
}

/** A record in memory: field values by property, related records as arrays by the relation's key. */
export type ConditionRecord = Readonly<Record<string, unknown>>

export interface ObjectCatalogue {
  name: string
  label: Words
  fields: ReadonlyMap<string, Field>
  relations: ReadonlyMap<string, Relation>
}

const IDENTIFIER = /^[a-z_][a-z0-9_]*$/

/** Quotes an SQL identifier of the catalogue; throws on anything that is not a plain one. */
export function quoteIdentifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`not a plain SQL identifier: ${name}`)
  return `"${name}"`
}

const camelCase = (column: string) => column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

function makeField(key: string, definition: FieldDefinition): Field {
  const { column, rows } = definition
  if (column === undefined && definition.sql === undefined && rows === undefined) throw new Error(`field ${key} has neither column nor sql`)
  const quoted = column === undefined ? '' : quoteIdentifier(column)
  const property = column === undefined ? key : camelCase(column)
  const sql = definition.sql ?? (rows && ((alias: string) => `select ${rows.value('cv')} from ${quoteIdentifier(rows.table)} cv where ${rows.on('cv', alias)} limit 1`))
  return {
    ...definition,
    key,
    sql: sql ? (alias) => `(${sql(alias)})` : (alias) => `${alias}.${quoted}`,
    read: definition.read ?? ((record) => record[property]),
  }
}

/** Declares what conditions may be asked about one kind of record. Names are checked here, once, at start. */
export function defineObject(definition: {
  name: string
  label: Words
  fields: Readonly<Record<string, FieldDefinition>>
  relations?: Readonly<Record<string, RelationDefinition>>
}): ObjectCatalogue {
  const relations = Object.entries(definition.relations ?? {})
  for (const [, relation] of relations)
    [relation.table, ...Object.entries(relation.on).flat()].forEach((name) => quoteIdentifier(name))
  return {
    name: definition.name,
    label: definition.label,
    fields: new Map(Object.entries(definition.fields).map(([key, field]) => [key, makeField(key, field)])),
    relations: new Map(relations.map(([key, relation]) => [key, { ...relation, key }])),
  }
}

/** The same object with more fields, e.g. the organisation's custom ones. */
export function withFields(object: ObjectCatalogue, fields: Readonly<Record<string, FieldDefinition>>): ObjectCatalogue {
  return {
    ...object,
    fields: new Map([...object.fields, ...Object.entries(fields).map(([key, field]) => [key, makeField(key, field)] as const)]),
  }
}

/** The field of that key, or a coded refusal. */
export function fieldOf(object: ObjectCatalogue, key: string): Field {
  const field = object.fields.get(key)
  if (!field) throw new ConditionError('condition.unknown_field', { name: key })
  return field
}

/** The relation of that key, or a coded refusal. */
export function relationOf(object: ObjectCatalogue, key: string): Relation {
  const relation = object.relations.get(key)
  if (!relation) throw new ConditionError('condition.unknown_relation', { name: key })
  return relation
}
