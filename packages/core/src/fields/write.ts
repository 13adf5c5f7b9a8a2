import { withFields, type ConditionRecord, type ObjectCatalogue } from '../conditions/catalogue.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { ConditionError } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import type { Changes } from '../events/deal-events.ts'
import type { Role } from '../identity/role.ts'
import { conditionKey, fieldDefinitions } from './conditions.ts'
import type { CustomField } from './contract.ts'
import type { Custom } from './custom.ts'
import { maySee, mayWrite } from './read.ts'
import { FIELD_CATALOGUES } from './settings.ts'
import { readValue, type FieldCode } from './value.ts'
import { isComputed } from './value-type.ts'

/** What is to be written, and on what. */
export interface CustomWrite {
  /** All fields of the record's object. */
  fields: readonly CustomField[]
  /** The record's other fields as they will be, by property; what `visibleIf` asks besides custom fields. */
  record: ConditionRecord
  before: Custom
  /** As sent; null empties, what is left out stays. */
  sent: Custom
  isNew: boolean
  /** Null: the system itself, which may write every field and is asked for none. */
  role: Role | null
  context: ConditionContext
}

export interface WrittenCustom {
  custom: Custom
  /** `c_<key>: [before, after]`, as the log has it; null for empty. */
  changes: Changes
  /** Keys of the fields whose values differ now. */
  changed: string[]
  errors: { key: string; label: string; code: FieldCode }[]
}

/**
 * The custom values of a record after a change, or what is wrong with it, field by field. A field that is not visible keeps
 * its value, whatever is sent, and is not required. On a record that exists a required field is asked for when it is
 * emptied or comes into sight; what was missing before stands in nobody's way. Values of archived fields stay.
 */
export function writeCustom(write: CustomWrite): WrittenCustom {
  const { fields, role } = write
  const inUse = fields.filter((field) => !field.isArchived)
  const byKey = new Map(inUse.map((field) => [field.key, field]))
  const errors: WrittenCustom['errors'] = []
  const before = new Map(Object.entries(write.before))
  const wanted = new Map<string, unknown>()

  for (const [key, raw] of Object.entries(write.sent)) {
    const field = byKey.get(key)
    // Who may not see a field does not learn that it is there.
    if (field === undefined || (role !== null && !maySee(field, role))) {
      errors.push({ key, label: key, code: 'field.unknown' })
      continue
    }
    const refused = (code: FieldCode) => errors.push({ key, label: field.label, code })
    // Sent back as it was: no change, whoever sends it and however the field was set since.
    if (isSame(raw, before.get(key))) continue
    if (isComputed(field) || (role !== null && !mayWrite(field, role))) {
      refused('field.read_only')
      continue
    }
    const read = readValue(field, raw)
    if ('refused' in read) refused(read.refused)
    else wanted.set(key, read.value)
  }
  if (write.isNew) {
    for (const field of inUse) {
      if (isComputed(field) || Object.hasOwn(write.sent, field.key) || before.has(field.key) || field.settings.default === undefined) continue
      const read = readValue(field, field.settings.default)
      if ('value' in read && read.value !== null) wanted.set(field.key, read.value)
    }
  }

  const visibleBefore = visibility(inUse, write)(Object.fromEntries(before))
  const { after, visible } = settle(before, wanted, inUse, write)
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !isSame(before.get(key), after.get(key)))
  for (const field of inUse) {
    const { key } = field
    if (errors.some((error) => error.key === key)) continue
    const touched = changed.includes(key)
    if (touched || (field.settings.dependsOn !== null && changed.includes(field.settings.dependsOn))) {
      if (!mayChoose(field, after, before.get(key))) errors.push({ key, label: field.label, code: 'field.bad_option' })
    }
    const isAsked = write.isNew || (touched && !after.has(key)) || !visibleBefore.has(key)
    if (role !== null && field.settings.required && isAsked && visible.has(key) && !after.has(key) && !isComputed(field) && mayWrite(field, role)) {
      errors.push({ key, label: field.label, code: 'field.required' })
    }
  }
  const changes: Changes = Object.fromEntries(changed.map((key) => [conditionKey(key), [before.get(key) ?? null, after.get(key) ?? null]]))
  return { custom: Object.fromEntries(after), changes, changed, errors }
}

/** The fields of `inUse` that show, given custom values. A condition that cannot be judged any more hides nothing. */
function visibility(inUse: readonly CustomField[], { record, context }: CustomWrite): (custom: Custom) => Set<string> {
  const conditional = inUse.filter((field) => field.settings.visibleIf !== null)
  const object = inUse[0]?.object
  const catalogue: ObjectCatalogue | null = conditional.length === 0 || object === undefined ? null : withFields(FIELD_CATALOGUES[object], fieldDefinitions(inUse))
  const verdicts = new Map(conditional.flatMap((field) => {
    if (catalogue === null || field.settings.visibleIf === null) return []
    try {
      return [[field.key, compile(field.settings.visibleIf, catalogue, context)] as const]
    } catch (error) {
      if (error instanceof ConditionError) return []
      throw error
    }
  }))
  return (custom) => new Set(inUse.filter((field) => verdicts.get(field.key)?.({ ...record, custom }) ?? true).map((field) => field.key))
}

/** Puts the wanted values in, but for fields that do not show then; which may hide others in turn. */
function settle(before: ReadonlyMap<string, unknown>, wanted: ReadonlyMap<string, unknown>, inUse: readonly CustomField[], write: CustomWrite) {
  const visibleIn = visibility(inUse, write)
  const taken = new Map(wanted)
  for (;;) {
    const after = new Map(before)
    for (const [key, value] of taken) {
      if (value === null) after.delete(key)
      else after.set(key, value)
    }
    const visible = visibleIn(Object.fromEntries(after))
    const hidden = [...taken.keys()].filter((key) => !visible.has(key))
    // Each round takes at least one away, so it ends.
    if (hidden.length === 0) return { after, visible }
    for (const key of hidden) taken.delete(key)
  }
}

/** Whether the options held may be held: not archived unless held before, and offered under the value of the field they depend on. */
function mayChoose(field: CustomField, after: ReadonlyMap<string, unknown>, before: unknown): boolean {
  if (field.type !== 'select' && field.type !== 'multi_select') return true
  const held = listOf(after.get(field.key))
  const kept = new Set(listOf(before))
  const { options, dependsOn } = field.settings
  const above = new Set(dependsOn === null ? [] : listOf(after.get(dependsOn)))
  return held.every((value) => {
    const option = options.find((one) => one.value === value)
    if (option === undefined || (option.isArchived && !kept.has(value))) return false
    return dependsOn === null || option.when.length === 0 || option.when.some((parent) => above.has(parent))
  })
}
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])

/** Whether two stored values are the same; the order of an object's keys does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}
function canonical(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (Array.isArray(value)) return JSON.stringify(value.map(canonical))
  if (typeof value !== 'object') return JSON.stringify(value)
  return JSON.stringify(Object.entries(value).map(([key, part]) => [key, canonical(part)] as const).sort(([x], [y]) => (x < y ? -1 : 1)))
}
