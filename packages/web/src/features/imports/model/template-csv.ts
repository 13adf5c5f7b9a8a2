import { fields } from '@sluice/core/imports/fields'
import type { Field, ImportKind } from '@sluice/core/imports/fields'
import { csvRow } from '@sluice/core/lib/csv-field'

/** Columns that most teams fill in, in the order of a form; the others of a kind can be added by hand under any name. */
const columns = {
  deals: ['title', 'accountName', 'contactName', 'phone', 'stage', 'amount', 'owner', 'source', 'product', 'createdAt', 'expectedCloseOn', 'closedAt', 'lostReason', 'nextStep', 'nextStepDue', 'note', 'key'],
  leads: ['name', 'company', 'title', 'phone', 'email', 'wechat', 'source', 'sourceDetail', 'status', 'owner', 'createdAt', 'tags', 'note', 'key'],
  accounts: ['name', 'industry', 'size', 'region', 'website', 'phone', 'owner', 'source', 'createdAt', 'tags', 'note', 'key'],
  contacts: ['name', 'accountName', 'department', 'title', 'phone', 'email', 'wechat', 'owner', 'tags', 'note', 'key'],
  products: ['name', 'family', 'price', 'currency', 'note', 'key'],
  events: ['caseKey', 'activity', 'at', 'resource', 'amount', 'title', 'accountName', 'owner'],
} as const satisfies { [K in ImportKind]: readonly (keyof (typeof fields)[K])[] }

/** A file with heads only: UTF-8 with a byte-order mark, which spreadsheets need to read Chinese right. */
export function templateCsv(kind: ImportKind, language: 'zh-CN' | 'en'): string {
  const named: Record<string, Field> = fields[kind]
  const heads = columns[kind].map((name) => (language === 'en' ? named[name]?.en : named[name]?.zh) ?? name)
  return `\ufeff${csvRow(heads)}`
}
