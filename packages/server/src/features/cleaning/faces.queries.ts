import type { Face } from '@sluice/core/cleaning/likeness'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { fieldsFor, fieldsOf } from '../fields/fields.queries.ts'

/** The custom fields of leads or accounts that hold a social credit code; of those a role may see, or (null, the system) all in use. */
export async function codeFields(tx: Reader, orgId: string, object: 'lead' | 'account', role: Role | null): Promise<CustomField[]> {
  const fields = role === null ? (await fieldsOf(tx, orgId, object)).filter((field) => !field.isArchived) : await fieldsFor(tx, orgId, object, role)
  return fields.filter((field) => field.type === 'text' && field.settings.check === 'uscc')
}

/** The codes that custom values hold. */
export const codesOf = (fields: readonly CustomField[], custom: Readonly<Record<string, unknown>>): string[] =>
  fields.map((field) => custom[field.key]).filter((value) => typeof value === 'string')

export interface LeadFace extends Face {
  id: string
  name: string
  status: string
  createdAt: string
}

/** What leads are told apart by. Merged ones are in nobody's sight. */
export async function selectLeadFaces(tx: Reader, orgId: string, ids: readonly string[], role: Role | null = null): Promise<Map<string, LeadFace>> {
  const fields = await codeFields(tx, orgId, 'lead', role)
  const { rows } = await sql<Omit<LeadFace, 'uscc'> & { custom: Record<string, unknown> }>`
    select id, name, company, phone, email, wechat, status, created_at as "createdAt", custom from lead where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map(({ custom, ...row }) => [row.id, { ...row, uscc: codesOf(fields, custom) }]))
}
