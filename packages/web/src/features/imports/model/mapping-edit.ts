import { fieldOf } from '@sluice/core/imports/fields'
import { requiredFields, specOf } from '@sluice/core/imports/mapping'
import type { ColumnSpec, Mapping, Unmatched, ValueField } from '@sluice/core/imports/mapping'
import type { ValueAction } from '@sluice/core/imports/values'

/** Changes of a mapping, each a new mapping. Pure: the wizard saves what comes out. */

/** Where a column goes, in its long form; null: it is not imported. */
export function columnOf(mapping: Mapping, column: string): ColumnSpec | null {
  const given = mapping.columns[column]
  return given === undefined ? null : specOf(given)
}

/** The column that gives a field its values, or null. */
export function columnForField(mapping: Mapping, field: string): string | null {
  const found = Object.entries(mapping.columns).find(([, given]) => specOf(given).field === field)
  return found?.[0] ?? null
}

/** Sends a column to a field, or nowhere. A field that takes one column only is taken from the column that had it. */
export function setColumn(mapping: Mapping, column: string, spec: ColumnSpec | null): Mapping {
  const columns = { ...mapping.columns }
  delete columns[column]
  if (spec !== null) {
    if (fieldOf(mapping.kind, spec.field)?.many !== true) {
      for (const [other, given] of Object.entries(columns)) if (specOf(given).field === spec.field) delete columns[other]
    }
    const details = Object.entries(spec).filter(([, value]) => value !== undefined)
    columns[column] = details.length === 1 ? spec.field : (Object.fromEntries(details) as ColumnSpec)
  }
  return { ...mapping, columns }
}

/** The groups of fields of which one needs a column and none has it. */
export function missingFields(mapping: Mapping): (readonly string[])[] {
  const given = new Set(Object.values(mapping.columns).map((one) => specOf(one).field))
  return requiredFields[mapping.kind].filter((choice) => !choice.some((field) => given.has(field)))
}

/** Answers for some values of a field; null takes an answer back. */
export function setValues(mapping: Mapping, field: ValueField, answers: ReadonlyMap<string, ValueAction | null>): Mapping {
  const values = { ...mapping.values[field] }
  for (const [value, action] of answers) {
    if (action === null) delete values[value]
    else values[value] = action
  }
  return { ...mapping, values: { ...mapping.values, [field]: values } }
}

/** What happens with the values of a field that have no answer of their own and no namesake. */
export function setUnmatched(mapping: Mapping, field: ValueField, rule: Unmatched): Mapping {
  return { ...mapping, unmatched: { ...mapping.unmatched, [field]: rule } }
}

/** One option; undefined takes it back to its default. */
export function setOption<K extends keyof Mapping['options']>(mapping: Mapping, name: K, value: Mapping['options'][K] | undefined): Mapping {
  const options = { ...mapping.options }
  if (value === undefined) delete options[name]
  else options[name] = value
  return { ...mapping, options }
}
