import type { ConditionRecord } from '../../conditions/catalogue.ts'
import type { CustomField } from '../../fields/contract.ts'
import type { FitColumn, FitSample, KnownValue } from './sample.ts'

/** What is looked at of every lead. Names and numbers of single people are not: they would be learnt by heart. */
export const leadColumns: readonly FitColumn[] = [
  { key: 'title', kind: 'category' }, { key: 'source', kind: 'category' }, { key: 'mail', kind: 'category' },
  { key: 'has_phone', kind: 'category' }, { key: 'has_company', kind: 'category' }, { key: 'has_wechat', kind: 'category' },
]

/** Types of custom fields whose values can be learnt from. */
const kinds: Readonly<Record<string, FitColumn['kind']>> = { select: 'category', boolean: 'category', number: 'number', percent: 'number', money: 'number' }

/** Columns of an organisation: those of every lead, and its own fields that hold choices or numbers. Computed fields know too much. */
export function columnsOf(fields: readonly Pick<CustomField, 'key' | 'type' | 'isArchived'>[]): FitColumn[] {
  const own = fields.flatMap(({ key, type, isArchived }) => {
    const kind = kinds[type]
    return kind === undefined || isArchived ? [] : [{ key: `c_${key}`, kind }]
  })
  return [...leadColumns, ...own]
}

const freeMail = /@(qq|163|126|sina|sohu|139|189|foxmail|yeah|gmail|hotmail|outlook|yahoo|icloud)\./i

/** Values of a lead in all columns, known at an instant. */
export function valuesOf(lead: ConditionRecord, knownAt: number): FitSample['values'] {
  const text = (key: string) => (typeof lead[key] === 'string' && lead[key].trim() !== '' ? lead[key] : null)
  const filled = (key: string) => (text(key) === null ? 'no' : 'yes')
  const mail = text('email')
  const values: Record<string, string | number | null> = {
    title: text('title'), source: text('sourceId'), mail: mail === null ? 'none' : freeMail.test(mail) ? 'free' : 'company',
    has_phone: filled('phone'), has_company: filled('company'), has_wechat: filled('wechat'),
  }
  for (const [key, value] of Object.entries((lead.custom ?? {}))) {
    if (typeof value === 'number' || typeof value === 'string') values[`c_${key}`] = value
    else if (typeof value === 'boolean') values[`c_${key}`] = value ? 'yes' : 'no'
  }
  return Object.fromEntries(Object.entries(values).map(([key, value]): [string, KnownValue] => [key, { value, knownAt }]))
}
