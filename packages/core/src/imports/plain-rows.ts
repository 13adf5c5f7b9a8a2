import type { Compiled } from './compile.ts'
import { reason } from './reasons.ts'
import type { AccountRow, ContactRow, LeadRow, NameRef, ProductRow } from './records.ts'
import type { RowDraft } from './row-draft.ts'
import { refuseField } from './row-draft.ts'

const common = (draft: RowDraft) => ({
  line: draft.line,
  key: draft.lines.get('key') ?? null,
  note: draft.notes.length === 0 ? null : draft.notes.join('\n'),
  tags: draft.tags,
  custom: draft.custom,
  warnings: draft.warnings,
})
const text = (draft: RowDraft, field: string): string | null => draft.lines.get(field) ?? null
const ref = (draft: RowDraft, field: string): NameRef | null => draft.refs.get(field) ?? null

/** A lead needs something to call it by: a name, else its company, telephone, e-mail or key. */
export function leadRow(draft: RowDraft, compiled: Compiled): LeadRow | null {
  const phone = draft.phones.get('phone') ?? null
  const name = text(draft, 'name') ?? text(draft, 'company') ?? phone?.raw ?? text(draft, 'email') ?? text(draft, 'key')
  if (name === null) refuseField(draft, compiled, 'text.required', 'name')
  if (draft.refused.length > 0 || name === null) return null
  return {
    ...common(draft), kind: 'leads', name, phone,
    company: text(draft, 'company'), title: text(draft, 'title'), email: text(draft, 'email'), wechat: text(draft, 'wechat'),
    status: ref(draft, 'status'), source: ref(draft, 'source'), sourceDetail: text(draft, 'sourceDetail'),
    owner: ref(draft, 'owner') ?? compiled.defaultOwner, createdAt: draft.dates.get('createdAt') ?? null,
  }
}

export function accountRow(draft: RowDraft, compiled: Compiled): AccountRow | null {
  const name = text(draft, 'name')
  if (name === null) refuseField(draft, compiled, 'text.required', 'name')
  if (draft.refused.length > 0 || name === null) return null
  return {
    ...common(draft), kind: 'accounts', name,
    industry: text(draft, 'industry'), size: text(draft, 'size'), region: text(draft, 'region'), website: text(draft, 'website'),
    phone: draft.phones.get('phone') ?? null,
    owner: ref(draft, 'owner') ?? compiled.defaultOwner, source: ref(draft, 'source'), createdAt: draft.dates.get('createdAt') ?? null,
  }
}

export function contactRow(draft: RowDraft, compiled: Compiled): ContactRow | null {
  const name = text(draft, 'name')
  if (name === null) refuseField(draft, compiled, 'text.required', 'name')
  if (draft.refused.length > 0 || name === null) return null
  return {
    ...common(draft), kind: 'contacts', name,
    accountName: text(draft, 'accountName'), title: text(draft, 'title'), department: text(draft, 'department'),
    phone: draft.phones.get('phone') ?? null, email: text(draft, 'email'), wechat: text(draft, 'wechat'),
    owner: ref(draft, 'owner') ?? compiled.defaultOwner, createdAt: draft.dates.get('createdAt') ?? null,
  }
}

export function productRow(draft: RowDraft, compiled: Compiled): ProductRow | null {
  // `product` is the name here, not a reference to one.
  const name = text(draft, 'name') ?? draft.words.get('name')?.value ?? null
  const price = draft.money.get('price')
  if (name === null) refuseField(draft, compiled, 'text.required', 'name')
  if (price !== undefined && price.value.minor < 0) draft.refused.push(reason('amount.negative', price.column))
  if (draft.refused.length > 0 || name === null) return null
  return {
    ...common(draft), kind: 'products', name, family: text(draft, 'family'),
    priceMinor: price?.value.minor ?? null,
    currency: price?.value.currency ?? text(draft, 'currency') ?? compiled.currency,
  }
}
