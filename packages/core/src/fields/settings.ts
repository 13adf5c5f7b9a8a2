import { defineObject, withFields, type ObjectCatalogue } from '../conditions/catalogue.ts'
import { check } from '../conditions/check.ts'
import type { Condition } from '../conditions/condition.ts'
import { ConditionError } from '../conditions/errors.ts'
import { accountObject, activityObject, contactObject, dealObject, leadObject } from '../conditions/objects.ts'
import { conditionKey, fieldDefinitions } from './conditions.ts'
import { fieldSettings, type CustomField, type FieldSettings } from './contract.ts'
import type { CustomFieldType, FieldObject } from './field-type.ts'
import { compilePattern } from './pattern.ts'
import { readValue, type FieldCode } from './value.ts'
import { isComputed } from './value-type.ts'

/** What is wrong with the settings of a field: where (a path inside them), and a code of fields or conditions. */
export interface SettingsProblem {
  path: string
  code: FieldCode | ConditionError['code']
}

const productObject = defineObject({
  name: 'product',
  label: { zh: '产品', en: 'Product' },
  fields: {
    name: { type: 'text', label: { zh: '产品名称', en: 'Name' }, column: 'name' },
    code: { type: 'text', label: { zh: '产品编码', en: 'Code' }, column: 'code' },
    family: { type: 'text', label: { zh: '产品系列', en: 'Family' }, column: 'family' },
    price: { type: 'money', label: { zh: '单价', en: 'Price' }, column: 'price_minor' },
  },
})

/** What conditions may ask of each object that has custom fields. */
export const FIELD_CATALOGUES: Readonly<Record<FieldObject, ObjectCatalogue>> = {
  deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject,
  activity: activityObject, product: productObject,
}

const TEXTS: ReadonlySet<CustomFieldType> = new Set(['text', 'long_text', 'phone', 'mail', 'url'])
const NUMBERS: ReadonlySet<CustomFieldType> = new Set(['number', 'money', 'percent'])
const CHOICES: ReadonlySet<CustomFieldType> = new Set(['select', 'multi_select'])
const UNIQUE: ReadonlySet<CustomFieldType> = new Set(['text', 'number', 'phone', 'mail', 'url'])
/** A default names no record: it could be gone or out of sight when it is used. */
const NO_DEFAULT: ReadonlySet<CustomFieldType> = new Set(['user', 'team', 'reference', 'file', 'formula', 'rollup'])

/** Settings with everything that does not concern the field's type at rest. */
export function settleSettings(object: FieldObject, type: CustomFieldType, input: Partial<FieldSettings>): FieldSettings {
  const given = fieldSettings.parse(input)
  const rest = fieldSettings.parse({})
  const when = <T>(applies: boolean, value: T, otherwise: T) => (applies ? value : otherwise)
  const isWritten = !isComputed({ type })
  return {
    ...given,
    required: isWritten && given.required,
    requiredFromStages: when(object === 'deal', [...new Set(given.requiredFromStages)], []),
    unique: UNIQUE.has(type) && given.unique,
    default: when(!NO_DEFAULT.has(type) && !given.unique, given.default, undefined),
    pattern: when(TEXTS.has(type) && given.pattern !== '', given.pattern, null),
    patternHint: when(TEXTS.has(type), given.patternHint, ''),
    min: when(NUMBERS.has(type), given.min, null), max: when(NUMBERS.has(type), given.max, null),
    check: when(TEXTS.has(type), given.check, rest.check),
    options: when(CHOICES.has(type), given.options, []), dependsOn: when(CHOICES.has(type), given.dependsOn, null),
    writeRoles: when(isWritten, given.writeRoles, []),
    of: when(type === 'reference', given.of, null),
    formula: when(type === 'formula', given.formula, null), rollup: when(type === 'rollup', given.rollup, null),
  }
}

/**
 * What is wrong with a field's settings (of `settleSettings`), given the other fields of its object. Formulas are judged
 * elsewhere: here only that there is one.
 */
export function vetSettings(field: CustomField, others: readonly CustomField[]): SettingsProblem[] {
  const { type, settings, object } = field
  const problems: SettingsProblem[] = []
  const bad = (path: string, code: SettingsProblem['code'] = 'field.bad_settings') => problems.push({ path, code })

  if (settings.pattern !== null && compilePattern(settings.pattern) === null) bad('pattern', 'field.bad_pattern')
  if (settings.min !== null && settings.max !== null && settings.min > settings.max) bad('max')
  if (type === 'money' && [settings.min, settings.max].some((bound) => bound !== null && !Number.isSafeInteger(bound))) bad('min')
  if (type === 'reference' && settings.of === null) bad('of')
  if (type === 'file' && (object === 'activity' || object === 'product')) bad('type')
  if (type === 'formula' && (settings.formula ?? '').trim() === '') bad('formula', 'field.bad_formula')
  if (type === 'rollup' && (settings.rollup === null || (settings.rollup.fn !== 'count' && settings.rollup.field === null))) bad('rollup')
  if (settings.readRoles.length > 0 && settings.writeRoles.some((role) => !settings.readRoles.includes(role))) bad('writeRoles')
  if (CHOICES.has(type)) vetOptions(field, others, bad)
  if (settings.visibleIf !== null) vetVisibleIf(field, settings.visibleIf, others, bad)
  if (settings.default !== undefined && settings.default !== null) {
    const value = readValue(field, settings.default)
    if ('refused' in value) bad('default', value.refused)
  }
  return problems
}

type Bad = (path: string, code?: SettingsProblem['code']) => void

function vetOptions({ key, settings }: CustomField, others: readonly CustomField[], bad: Bad): void {
  const { options, dependsOn } = settings
  if (new Set(options.map((option) => option.value)).size < options.length) bad('options')
  const offered = options.filter((option) => !option.isArchived)
  if (offered.length === 0) bad('options')
  if (new Set(offered.map((option) => option.label)).size < offered.length) bad('options')
  if (dependsOn === null) {
    if (options.some((option) => option.when.length > 0)) bad('dependsOn')
    return
  }
  const byKey = new Map(others.map((other) => [other.key, other]))
  const parent = byKey.get(dependsOn)
  if (dependsOn === key || parent === undefined || parent.isArchived || !CHOICES.has(parent.type)) return bad('dependsOn')
  const values = new Set(parent.settings.options.map((option) => option.value))
  if (options.some((option) => option.when.some((value) => !values.has(value)))) bad('options')
  const seen = new Set([key])
  for (let at: string | null = dependsOn; at !== null; at = byKey.get(at)?.settings.dependsOn ?? null) {
    if (seen.has(at)) return bad('dependsOn')
    seen.add(at)
  }
}

function vetVisibleIf({ key, object }: CustomField, condition: Condition, others: readonly CustomField[], bad: Bad): void {
  // Related records are not at hand when a record is written.
  if (asksRelations(condition)) return bad('visibleIf')
  if (fieldsOf(condition).has(conditionKey(key))) return bad('visibleIf')
  try {
    check(condition, withFields(FIELD_CATALOGUES[object], fieldDefinitions(others)))
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    bad('visibleIf', error.code)
  }
}

function asksRelations(condition: Condition): boolean {
  if ('and' in condition) return condition.and.some(asksRelations)
  if ('or' in condition) return condition.or.some(asksRelations)
  if ('not' in condition) return asksRelations(condition.not)
  return !('field' in condition)
}

/** The keys of all fields that a condition asks, of the object itself. */
export function fieldsOf(condition: Condition): Set<string> {
  if ('and' in condition) return new Set(condition.and.flatMap((part) => [...fieldsOf(part)]))
  if ('or' in condition) return new Set(condition.or.flatMap((part) => [...fieldsOf(part)]))
  if ('not' in condition) return fieldsOf(condition.not)
  return 'field' in condition ? new Set([condition.field]) : new Set()
}
