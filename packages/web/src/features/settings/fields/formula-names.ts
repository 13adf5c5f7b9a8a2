import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'

const objects = { deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject }
const usable = new Set(['text', 'number', 'money', 'date', 'instant', 'boolean', 'choice', 'tags'])

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
  { word: 'IF(, , )', caret: 3 },
  { word: 'round(, 2)', caret: 6 },
  { word: 'days_between(, )', caret: 13 },
  { word: 'today()', caret: 7 },
  { word: 'coalesce(, 0)', caret: 9 },
  { word: 'min(, )', caret: 4 },
  { word: 'max(, )', caret: 4 },
  { word: 'concat(, )', caret: 7 },
  { word: 'contains(, "")', caret: 9 },
  { word: 'is_blank()', caret: 9 },
]
