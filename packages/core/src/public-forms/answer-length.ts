import type { FormField } from './definition.ts'

/** As long as what it fills may be. */
const longest: Readonly<Record<string, number>> = { name: 100, company: 200, title: 80, phone: 40, email: 254, wechat: 60, note: 5000 }
export function maxLength(field: Pick<FormField, 'type' | 'target'>): number {
  return longest[field.target ?? ''] ?? (field.type === 'long_text' ? 5000 : field.type === 'phone' ? 40 : field.type === 'mail' ? 254 : 500)
}
