import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'

const objects = { deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject }
const usable = new Set(['text', 'number', 'money', 'date', 'instant', 'boolean', 'choice'])

/** The names a formula can use, with the words people know them by. Pure. */
export function formulaNames(object: FieldObject, others: readonly CustomField[], lang: 'zh' | 'en'): { name: string; label: string }[] {
  const own = object === 'activity' || object === 'product' ? [] : [...objects[object].fields.values()]
  return [
    ...own.filter((one) => usable.has(one.type)).map((one) => ({ name: one.key, label: one.label[lang] })),
    ...others.map((one) => ({ name: conditionKey(one.key), label: one.label })),
  ]
}

/** Functions of the formula language, with the caret's place after one is put in. */
export const formulaFunctions: readonly { word: string; caret: number }[] = [
  { word: 'a ? b : c', caret: 9 },
  { word: 'size()', caret: 5 },
]
