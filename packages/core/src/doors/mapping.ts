import { z } from 'zod'

/** What a webhook may fill. `pageUrl` is the page's whole address: where the lead came from is read from it. */
export const mappedFields = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'note', 'sourceDetail', 'pageUrl', 'referrer'] as const
export type MappedField = (typeof mappedFields)[number]
const mostOf: Record<MappedField, number> = { name: 100, company: 200, title: 80, phone: 40, email: 254, wechat: 60, note: 20_000, sourceDetail: 200, pageUrl: 2000, referrer: 2000 }

/** `contact.name`, `answers[0].value`, `表单.姓名`: keys and places, from the outside in. */
const path = z.string().trim().min(1).max(200).regex(/^[^\s.[\]]+(?:\.[^\s.[\]]+|\[\d{1,3}\])*$/u, 'door.path_wrong')
/** Field of the lead, built in or `c_<key>`, → path. */
export const mappingSchema = z.partialRecord(z.union([z.enum(mappedFields), z.templateLiteral(['c_', z.string().max(40)])]), path)
export type Mapping = z.infer<typeof mappingSchema>

export interface MappedLead {
  fields: Partial<Record<MappedField, string>>
  /** Custom values, as they were sent. */
  custom: Record<string, unknown>
  problems: { path: string; code: 'too_long' | 'not_text' | 'control_characters' | 'nobody' }[]
}

/** What stands at a path; undefined where there is nothing. Only own properties are looked at. */
export function valueAt(payload: unknown, where: string): unknown {
  let value = payload
  for (const part of where.match(/[^.[\]]+/gu) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

/** The lead that a payload tells of. Texts are taken as they are (trimmed); what cannot be one, or is too long for its field, is a problem. */
export function mapPayload(mapping: Mapping, payload: unknown): MappedLead {
  const lead: MappedLead = { fields: {}, custom: {}, problems: [] }
  for (const [field, where] of Object.entries(mapping)) {
    const value = where === undefined ? undefined : valueAt(payload, where)
    if (value === undefined || value === null || value === '') continue
    if (field.startsWith('c_')) {
      Object.defineProperty(lead.custom, field.slice(2), { value, enumerable: true, configurable: true, writable: true })
      continue
    }
    const known = mappedFields.find((one) => one === field)
    if (known === undefined) continue
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      lead.problems.push({ path: known, code: 'not_text' })
      continue
    }
    const text = String(value).trim()
    if (text === '') continue
    if (text.length > mostOf[known]) lead.problems.push({ path: known, code: 'too_long' })
    // eslint-disable-next-line no-control-regex
    else if (text.includes('\u0000') || !text.isWellFormed() || (known !== 'note' && /[\u0000-\u001f\u007f]/.test(text))) lead.problems.push({ path: known, code: 'control_characters' })
    else lead.fields[known] = text
  }
  const { name, company, phone, email, wechat } = lead.fields
  const called = name ?? company ?? phone ?? email ?? wechat
  if (called === undefined) lead.problems.push({ path: 'name', code: 'nobody' })
  else lead.fields.name = [...called].slice(0, mostOf.name).join('')
  return lead
}
