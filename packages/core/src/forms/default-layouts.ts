import { both, type Localized } from '../config/localized.ts'
import type { FieldObject } from '../fields/field-type.ts'
import type { Layout } from './contract.ts'
import type { FormLanguage } from './form-template.ts'

/** A custom field as a default layout needs to know it. */
interface OwnField {
  key: string
  settings: { required: boolean; recommended: boolean }
  isArchived: boolean
}

type Item = string | { field: string; width?: 1 | 2 | 3; required?: boolean }
interface Section {
  title: Localized
  items: readonly Item[]
}

const full = (field: string): Item => ({ field, width: 2 })
const must = (field: string, width: 1 | 2 = 1): Item => ({ field, width, required: true })

const page: Record<FieldObject, readonly Section[]> = {
  deal: [
    { title: both('商机信息', 'Deal'), items: [must('title'), 'account', 'account.industry', 'c_urgency', 'amount', 'expectedClose', full('contacts.role')] },
    { title: both('推进', 'Progress'), items: ['nextStep', 'nextStepDue', 'winProbability', 'forecastCategory'] },
    { title: both('归属', 'Belongs to'), items: ['owner', 'source', 'tags', 'collaborators'] },
    { title: both('产品与备注', 'Products and note'), items: [full('products'), full('note')] },
  ],
  lead: [
    { title: both('线索信息', 'Lead'), items: [must('name'), 'company', 'title', 'phone', 'email', 'wechat'] },
    { title: both('推进', 'Progress'), items: ['nextStep', 'nextStepDue'] },
    { title: both('归属', 'Belongs to'), items: ['owner', 'source', 'sourceDetail', 'tags'] },
    { title: both('备注', 'Note'), items: [full('note')] },
  ],
  account: [
    { title: both('客户信息', 'Account'), items: [must('name', 2), 'industry', 'size', 'region', 'phone', full('website')] },
    { title: both('归属', 'Belongs to'), items: ['owner', 'source', 'tags'] },
  ],
  contact: [
    { title: both('联系人信息', 'Contact'), items: [must('name'), 'account', 'title', 'department', 'phone', 'email', 'wechat'] },
    { title: both('归属', 'Belongs to'), items: ['owner', 'tags'] },
  ],
  activity: [{ title: both('跟进', 'Activity'), items: [must('kind'), 'at', 'outcome', 'minutes', full('contact'), full('body'), 'nextStep', 'nextStepDue'] }],
  product: [{ title: both('产品', 'Product'), items: [must('name'), 'code', 'family', 'price', 'currency'] }],
}
const create: Record<FieldObject, readonly Section[]> = {
  ...page,
  deal: [
    { title: both('商机信息', 'Deal'), items: [must('title', 2), 'account', 'account.industry', must('pipeline'), 'stage', 'amount', 'expectedClose', 'c_urgency', full('contacts.role')] },
    { title: both('推进', 'Progress'), items: ['nextStep', 'nextStepDue', 'owner', 'source'] },
  ],
  lead: [{ title: both('线索信息', 'Lead'), items: [must('name'), 'company', 'title', 'phone', 'email', 'wechat', 'source', 'owner', full('note')] }],
  account: [{ title: both('客户信息', 'Account'), items: [must('name', 2), 'industry', 'size', 'region', 'phone', full('website'), 'owner', 'source'] }],
  contact: [{ title: both('联系人信息', 'Contact'), items: [must('name'), 'account', 'title', 'department', 'phone', 'email', 'wechat', 'owner'] }],
}

const more = both('其他信息', 'More')

/**
 * The layout of an object for which the organisation has stored none. Custom fields that it does not name follow in a
 * section of their own: all of them on a page, the required and recommended ones in a creation dialog.
 */
export function defaultLayout(object: FieldObject, kind: 'page' | 'create', language: FormLanguage, custom: readonly OwnField[]): Layout {
  const inUse = custom.filter((field) => !field.isArchived)
  const known = new Set(inUse.map((field) => `c_${field.key}`))
  const sections = (kind === 'page' ? page : create)[object].map(({ title, items }) => ({
    title: title[language],
    items: items.map((item) => (typeof item === 'string' ? { field: item } : item)).filter(({ field }) => !field.startsWith('c_') || known.has(field)),
  }))
  const placed = new Set(sections.flatMap((section) => section.items.map((item) => item.field)))
  const rest = inUse
    .filter((field) => !placed.has(`c_${field.key}`) && (kind === 'page' || field.settings.required || field.settings.recommended))
    .map((field) => ({ field: `c_${field.key}`, required: field.settings.required }))
  return {
    sections: [...sections, ...(rest.length > 0 ? [{ title: more[language], items: rest }] : [])].map(({ title, items }, i) => ({
      id: `00000000-0000-7000-8000-0000000000${String(i + 1).padStart(2, '0')}`, title, columns: 2, isCollapsed: false, visibleIf: null,
      items: items.map((item) => ({ field: item.field, width: ('width' in item ? item.width : undefined) ?? 1, required: ('required' in item ? item.required : undefined) ?? false })),
    })),
  }
}
