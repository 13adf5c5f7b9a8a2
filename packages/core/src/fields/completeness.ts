import { both, type Localized } from '../config/localized.ts'
import type { CustomField } from './contract.ts'

/** The objects whose records have an owner who is asked to complete them. */
export type CompleteObject = 'lead' | 'account' | 'contact' | 'deal'

/** A built-in field that is asked of every record. Keys are those of layouts. */
export interface AskedBuiltIn {
  key: string
  label: Localized
  required: boolean
}

const required = (key: string, zh: string, en: string): AskedBuiltIn => ({ key, label: both(zh, en), required: true })
const recommended = (key: string, zh: string, en: string): AskedBuiltIn => ({ key, label: both(zh, en), required: false })

/** What is asked unless a stored page layout says otherwise; names and titles are always there and not counted. */
const standard: Readonly<Record<CompleteObject, readonly AskedBuiltIn[]>> = {
  deal: [
    required('account', '客户', 'Account'), required('amount', '预计成交金额', 'Expected amount'), required('expectedClose', '预计成交日期', 'Expected close'),
    recommended('account.industry', '客户行业', 'Customer’s industry'), recommended('contacts.role', '决策链角色', 'Roles in the decision'), recommended('nextStep', '下一步', 'Next step'),
    recommended('source', '来源', 'Source'),
  ],
  lead: [required('company', '公司', 'Company'), required('phone', '电话', 'Phone'), recommended('source', '来源', 'Source'), recommended('title', '职务', 'Title'), recommended('nextStep', '下一步', 'Next step')],
  account: [required('industry', '行业', 'Industry'), recommended('region', '地区', 'Region'), recommended('size', '规模', 'Size'), recommended('phone', '电话', 'Phone')],
  contact: [required('account', '客户', 'Account'), required('phone', '电话', 'Phone'), recommended('title', '职务', 'Title'), recommended('email', '邮箱', 'Email')],
}

/** A field of a stored page layout. */
interface Placed {
  field: string
  required: boolean
}

/**
 * The built-in fields that count. Where a page layout is stored it decides: what it requires is required, what it leaves out
 * is not asked, and of the rest the standard ones are recommended. `labelOf` names fields that are not among them.
 */
export function askedBuiltIns(object: CompleteObject, placed: readonly Placed[] | null, labelOf: (key: string) => Localized | null): AskedBuiltIn[] {
  if (placed === null) return [...standard[object]]
  const usual = new Map(standard[object].map((field) => [field.key, field]))
  return placed.flatMap(({ field: key, required: isRequired }) => {
    const known = usual.get(key)
    const label = known?.label ?? labelOf(key)
    if (alwaysThere.has(key) || label === null || (known === undefined && !isRequired)) return []
    return [{ key, label, required: isRequired }]
  })
}
const alwaysThere = new Set(['title', 'name', 'pipeline', 'stage', 'currency', 'status', 'number', 'created', 'stageEntered'])

/** Whether a custom field counts at all: it is in use, people fill it, and it is required, recommended, or required from a stage on. */
export function isAskedCustom({ type, isArchived, settings }: Pick<CustomField, 'type' | 'isArchived' | 'settings'>): boolean {
  return !isArchived && type !== 'formula' && type !== 'rollup' && (settings.required || settings.recommended || settings.requiredFromStages.length > 0)
}

export interface Asked {
  key: string
  label: string
  required: boolean
  isFilled: boolean
}

/** Completeness of one record: filled ÷ asked, every field of equal weight; null when nothing is asked. What is missing: the required first. */
export function completenessOf(asked: readonly Asked[]) {
  const missing = asked.filter((field) => !field.isFilled)
  const filled = asked.length - missing.length
  return {
    filled, asked: asked.length, score: asked.length === 0 ? null : filled / asked.length,
    missing: [...missing.filter((field) => field.required), ...missing.filter((field) => !field.required)].map(({ key, label, required: isRequired }) => ({ key, label, required: isRequired })),
  }
}
