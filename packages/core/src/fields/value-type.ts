import type { CustomField } from './contract.ts'
import type { CustomFieldType } from './field-type.ts'

/** The types of stored values. */
export type ValueType = Exclude<CustomFieldType, 'formula' | 'rollup'>

const MONEY = /(amount|price|minor)$/i
const DAYS: ReadonlySet<string> = new Set(['expectedClose', 'nextStepDue'])
const INSTANTS: ReadonlySet<string> = new Set(['at', 'created', 'closed', 'stageEntered', 'lastActivity'])

/** The type of the values that a field holds: its own, or that of what a computed one computes. */
export function valueTypeOf({ type, settings }: Pick<CustomField, 'type' | 'settings'>): ValueType {
  if (type === 'formula') return settings.formulaType
  if (type !== 'rollup') return type
  const { fn = 'count', field = null } = settings.rollup ?? {}
  if (fn === 'count' || field === null) return 'number'
  if (MONEY.test(field)) return 'money'
  if (fn === 'sum' || fn === 'avg') return 'number'
  return DAYS.has(field) ? 'date' : INSTANTS.has(field) ? 'time' : 'number'
}

/** Whether people cannot write it because it is computed. */
export const isComputed = ({ type }: Pick<CustomField, 'type'>): boolean => type === 'formula' || type === 'rollup'
