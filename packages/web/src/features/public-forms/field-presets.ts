import type { CustomField } from '@sluice/core/fields/contract'
import { answerTypes, leadTargets } from '@sluice/core/public-forms/definition'
import type { AnswerType, FormField, LeadTarget } from '@sluice/core/public-forms/definition'

const typesOfTargets: Record<LeadTarget, AnswerType> = { name: 'text', company: 'text', title: 'text', phone: 'phone', email: 'mail', wechat: 'text', note: 'long_text' }
const wordsOfTargets: Record<LeadTarget, { zh: string; en: string }> = {
  name: { zh: '姓名', en: 'Name' }, company: { zh: '公司', en: 'Company' }, title: { zh: '职位', en: 'Position' }, phone: { zh: '手机', en: 'Mobile' },
  email: { zh: '邮箱', en: 'E-mail' }, wechat: { zh: '微信', en: 'WeChat' }, note: { zh: '想了解什么', en: 'What would you like to know?' },
}
/** Custom fields whose values a stranger can give. */
const typesOfCustom: Partial<Record<CustomField['type'], AnswerType>> = {
  text: 'text', long_text: 'long_text', number: 'number', date: 'date', select: 'select', multi_select: 'multi_select', boolean: 'boolean', phone: 'phone', mail: 'mail', url: 'text',
}

const plain = { help: { zh: '', en: '' }, required: false, options: [], param: '', value: '' }

/** Fields of the lead that the form does not ask for yet. */
export const freeTargets = (fields: readonly FormField[]) => leadTargets.filter((target) => !fields.some((field) => field.target === target))
export const freeCustom = (fields: readonly FormField[], custom: readonly CustomField[]) =>
  custom.filter((one) => typesOfCustom[one.type] !== undefined && !fields.some((field) => field.target === `c_${one.key}`))
export const otherTypes = answerTypes.filter((type) => type !== 'phone' && type !== 'mail')

/** A key that no field of the form has. */
function freeKey(fields: readonly FormField[], wanted: string): string {
  const taken = new Set(fields.map((field) => field.key))
  if (!taken.has(wanted)) return wanted
  for (let n = 2; ; n++) if (!taken.has(`${wanted}_${n}`)) return `${wanted}_${n}`
}

export function fieldOfTarget(fields: readonly FormField[], target: LeadTarget): FormField {
  return { ...plain, key: freeKey(fields, target), type: typesOfTargets[target], target, label: wordsOfTargets[target], required: target === 'name' || target === 'phone' }
}
export function fieldOfCustom(fields: readonly FormField[], custom: CustomField): FormField {
  return {
    ...plain, key: freeKey(fields, custom.key.slice(0, 36)), type: typesOfCustom[custom.type] ?? 'text', target: `c_${custom.key}`, label: { zh: custom.label, en: custom.label },
    options: custom.settings.options.filter((option) => !option.isArchived).slice(0, 50).map((option) => ({ value: option.value, label: { zh: option.label, en: option.label } })),
  }
}
export function fieldOfType(fields: readonly FormField[], type: AnswerType): FormField {
  const choices = type === 'select' || type === 'multi_select'
  return { ...plain, key: freeKey(fields, type === 'hidden' ? 'hidden' : 'question'), type, target: null, label: { zh: '', en: '' }, options: choices ? [option([]), option([option([])])] : [] }
}

/** The next choice of a field. */
export function option(options: readonly FormField['options'][number][]): FormField['options'][number] {
  let n = options.length + 1
  while (options.some((one) => one.value === `o${n}`)) n++
  return { value: `o${n}`, label: { zh: `选项 ${n}`, en: `Choice ${n}` } }
}
