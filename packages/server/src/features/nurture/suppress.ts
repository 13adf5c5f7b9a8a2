import { addressKey } from '@sluice/core/nurture/address'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { leaveFor } from './leave.ts'

export type SuppressionReason = 'unsubscribed' | 'bounced' | 'complained' | 'by_hand'

/** No more mails to this address. The recipient's own word stands above any other reason. Leads with it leave their sequences when they asked for it. */
export async function suppress(tx: Tx, act: Act, { address, reason, note = '' }: { address: string; reason: SuppressionReason; note?: string }, mailId: string | null = null): Promise<string> {
  const key = addressKey(address)
  const { rows } = await sql<{ id: string }>`
    insert into suppression as s (org_id, address_key, id, reason, note, at, created_by) values (${act.orgId}, ${key}, ${newId()}, ${reason}, ${note.slice(0, 300)}, ${act.now}, ${act.actorId})
    on conflict (org_id, address_key) do update set reason = case when s.reason in ('unsubscribed', 'complained') then s.reason else excluded.reason end,
      note = case when s.reason in ('unsubscribed', 'complained') then s.note else excluded.note end
    returning id`.execute(tx)
  const asked = reason === 'unsubscribed' || reason === 'complained'
  const leads = await sql<{ id: string; ownerId: string | null; teamId: string | null }>`
    select id, owner_id as "ownerId", team_id as "teamId" from lead where org_id = ${act.orgId} and lower(trim(email)) = ${key} order by id limit 200`.execute(tx)
  if (asked) await leaveFor(tx, act, leads.rows.map((lead) => ({ leadId: lead.id, at: act.now, reason: 'unsubscribed' })))
  if (reason !== 'by_hand') {
    await append(tx, act, leads.rows.map((lead) => ({
      ...(asked ? { type: 'lead.unsubscribed' as const, payload: { mailId } } : { type: 'lead.mail_bounced' as const, payload: { mailId: mailId ?? rows[0]?.id ?? act.orgId, said: note } }),
      subjectType: 'lead' as const, subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId,
    })))
  }
  return rows[0]?.id ?? ''
}
