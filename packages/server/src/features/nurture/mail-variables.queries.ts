import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { MailVariables } from './render-mail.ts'

/** What a template may say of a lead. Custom values that are not plain text are left out. Null: no such lead. */
export async function selectMailVariables(tx: Reader, orgId: string, leadId: string | null, senderName: string): Promise<MailVariables | null> {
  const org = await tx.selectFrom('org').select('name').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const { rows } = await sql<{ name: string; company: string | null; title: string | null; email: string | null; phone: string | null; custom: Record<string, unknown>; owner: string | null; ownerEmail: string | null }>`
    select l.name, l.company, l.title, l.email, l.phone, l.custom, u.name as owner, u.email as "ownerEmail"
    from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id where l.org_id = ${orgId} and l.id = ${leadId}`.execute(tx)
  const lead = rows[0]
  if (lead === undefined && leadId !== null) return null
  const fields = await tx.selectFrom('field').select('key').where('org_id', '=', orgId).where('object', '=', 'lead').execute()
  const custom = Object.fromEntries(fields.map(({ key }) => [`c_${key}`, textOf(lead?.custom[key])]))
  return {
    lead: { name: lead?.name ?? '', company: lead?.company ?? '', title: lead?.title ?? '', email: lead?.email ?? '', phone: lead?.phone ?? '', ...custom },
    owner: { name: lead?.owner ?? '', email: lead?.ownerEmail ?? '' }, org: { name: org.name }, sender: { name: senderName },
  }
}
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
