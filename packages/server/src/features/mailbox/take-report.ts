import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'
import { readDeliveryStatus, readReportWords, reportedMessageId, type DeliveryReport } from '@sluice/core/mailbox/read-report'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { suppress } from '../nurture/suppress.ts'
import { storable } from './mail-words.ts'
import type { Taken } from './taken.ts'

/** A mail of ours. */
export interface SentMail {
  id: string
  leadId: string | null
  to: string
}

/** The mark that our return path carries: `bounce+<id>@…` (nurture/send-outbox). */
const mark = /\+([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})@/i

/** The mail of ours that one of these Message-IDs, or the mark in an address, names. */
export async function selectSent(tx: Reader, orgId: string, messageIds: readonly string[], addresses: readonly string[] = []): Promise<SentMail | undefined> {
  const marked = addresses.map((address) => mark.exec(address)?.slice(1).join('-').toLowerCase()).filter((id) => id !== undefined)
  if (messageIds.length === 0 && marked.length === 0) return undefined
  const { rows } = await sql<SentMail>`
    select id, lead_id as "leadId", to_address as "to" from outbox
    where org_id = ${orgId} and sending_at is not null and (id = any(${sql.val(marked)}::uuid[]) or message_id = any(${sql.val(messageIds.map(storable))}::text[])) order by sent_at desc nulls last limit 1`.execute(tx)
  return rows[0]
}

/**
 * A delivery report or a complaint, which count only when they are about a mail of ours: the address that gets no more is the one that we
 * wrote to, whatever the report names, so that nobody can have an address struck off that is not theirs.
 */
export async function takeReport(tx: Tx, act: Act, mail: IncomingMail, kind: 'report' | 'complaint'): Promise<Taken> {
  const about = mail.original === null ? null : reportedMessageId(mail.original)
  const sent = await selectSent(tx, act.orgId, [...(about === null ? [] : [about]), ...mail.answers], mail.recipients)
  if (sent === undefined) return { verdict: 'ignored', code: 'report_unknown', leadId: null }
  if (kind === 'complaint') {
    await suppress(tx, act, { address: sent.to, reason: 'complained' }, sent.id)
    return { verdict: 'bounce', code: null, leadId: sent.leadId }
  }
  const report = (mail.deliveryStatus === null ? null : readDeliveryStatus(mail.deliveryStatus)) ?? readReportWords(mail.text)
  if (report === null) return { verdict: 'ignored', code: 'report_unknown', leadId: sent.leadId }
  const { outcome } = report
  const said = storable(report.said)
  if (outcome === 'delivered' || outcome === 'delayed') {
    if (outcome === 'delayed') await sql`update outbox set said = ${said} where org_id = ${act.orgId} and id = ${sent.id} and state in ('sent', 'unsure')`.execute(tx)
    return { verdict: 'ignored', code: outcome, leadId: sent.leadId }
  }
  await markBounced(tx, act, sent, { outcome, said })
  return { verdict: 'bounce', code: null, leadId: sent.leadId }
}

/** The mail has come back. Only an address that takes none gets no more. */
async function markBounced(tx: Tx, act: Act, sent: SentMail, { outcome, said }: DeliveryReport): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update outbox set state = 'bounced', said = ${said}, settled_at = ${act.now}::timestamptz where org_id = ${act.orgId} and id = ${sent.id} and state in ('sent', 'unsure') returning id`.execute(tx)
  if (rows.length === 0) return
  if (outcome === 'gone') {
    await suppress(tx, act, { address: sent.to, reason: 'bounced', note: said }, sent.id)
    return
  }
  if (sent.leadId === null) return
  const lead = await tx.selectFrom('lead').select(['owner_id', 'team_id']).where('org_id', '=', act.orgId).where('id', '=', sent.leadId).executeTakeFirst()
  if (lead === undefined) return
  await append(tx, act, [{ type: 'lead.mail_bounced', payload: { mailId: sent.id, said, isForGood: false }, subjectType: 'lead', subjectId: sent.leadId, ownerId: lead.owner_id, teamId: lead.team_id }])
}
