import type { Role } from '../identity/role.ts'
import type { CustomField } from './contract.ts'
import type { Custom } from './custom.ts'

/** Whether a role sees the field at all. Who may not, finds it nowhere: not in records, lists, timelines or conditions. */
export function maySee({ settings }: Pick<CustomField, 'settings'>, role: Role): boolean {
  return settings.readRoles.length === 0 || settings.readRoles.includes(role)
}

/** Whether a role may write the field, on records it may write. */
export function mayWrite(field: Pick<CustomField, 'settings'>, role: Role): boolean {
  return maySee(field, role) && (field.settings.writeRoles.length === 0 || field.settings.writeRoles.includes(role))
}

/** What a role is shown of stored values: those of fields in use that it may see, in the order of the fields. */
export function maskCustom(fields: readonly CustomField[], role: Role, custom: unknown): Custom {
  if (typeof custom !== 'object' || custom === null) return {}
  const stored = new Map<string, unknown>(Object.entries(custom))
  return Object.fromEntries(fields.flatMap((field) => {
    const value = stored.get(field.key)
    return field.isArchived || value === undefined || value === null || !maySee(field, role) ? [] : [[field.key, value]]
  }))
}
