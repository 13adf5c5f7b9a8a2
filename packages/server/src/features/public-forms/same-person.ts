import { e164Of } from '@sluice/core/lib/e164'
import type { LeadOfAnswers } from '@sluice/core/public-forms/lead-of-answers'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

export interface OpenLead {
  id: string
  version: number
  company: string | null
  title: string | null
  phone: string | null
  email: string | null
  wechat: string | null
  note: string
  ownerId: string | null
  teamId: string | null
}

/**
 * The open lead of the same person (same phone, mail address or WeChat), the newest of several. Whoever asks for the same person waits for
 * the others, so that two submissions at once do not make two leads. Leads given up or converted are not open.
 */
export async function lockSamePerson(tx: Tx, orgId: string, { fields }: LeadOfAnswers): Promise<OpenLead | undefined> {
  const [phone, email, wechat] = [e164Of(fields.phone), fields.email?.toLowerCase() || null, fields.wechat || null]
  const names = [phone, email, wechat].filter((one) => one !== null)
  if (names.length === 0) return undefined
  // In one order, so that two who share two of them do not wait for each other for ever.
  for (const name of names.toSorted()) await sql`select pg_advisory_xact_lock(hashtextextended(${`person ${orgId} ${name}`}, 0))`.execute(tx)
  const { rows } = await sql<OpenLead>`
    select l.id, l.version, l.company, l.title, l.phone, l.email, l.wechat, l.note, l.owner_id as "ownerId", l.team_id as "teamId" from lead l
    where l.org_id = ${orgId} and l.status not in ('converted', 'invalid')
      and l.id in (select id from lead where org_id = ${orgId} and phone_e164 = ${phone} union all select id from lead where org_id = ${orgId} and email_key = ${email}
        union all select id from lead where org_id = ${orgId} and wechat = ${wechat})
    order by l.created_at desc, l.id desc limit 1`.execute(tx)
  return rows[0]
}
