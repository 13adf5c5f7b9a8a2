import type { MailCode } from '@sluice/core/mailbox/contract'
import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'
import { kindOfMail } from '@sluice/core/mailbox/kind-of-mail'
import { ownWords } from '@sluice/core/mailbox/own-words'
import { addressKey } from '@sluice/core/nurture/address'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { loadActivities } from '../activities/load-activities.ts'
import { leadFromMail } from './lead-from-mail.ts'
import { storable, wordsOf } from './mail-words.ts'
import type { MailboxRow } from './mailbox-row.ts'
import { selectSent, takeReport } from './take-report.ts'
import type { Taken } from './taken.ts'

const ignored = (code: MailCode): Taken => ({ verdict: 'ignored', code, leadId: null })

/** Does what a mail asks for. `at`: when the server received it, ISO. @throws Refusal of what stands in the way of a lead */
export async function takeMail(tx: Tx, act: Act, mailbox: MailboxRow, mail: IncomingMail, at: string): Promise<Taken> {
  const own = await selectOwnAddresses(tx, act.orgId, mailbox)
  const kind = kindOfMail(mail, (address) => own.has(addressKey(address)))
  if (kind === 'report' || kind === 'complaint') return mailbox.takesAnswers ? takeReport(tx, act, mail, kind) : ignored('automatic')
  // One of ours that came round again.
  const isOurs = mail.messageId !== null && (await selectSent(tx, act.orgId, [mail.messageId])) !== undefined
  if (isOurs || kind === 'own') return ignored('own')
  if (kind !== 'person') return ignored(kind)
  if (mail.from === null) return { verdict: 'refused', code: 'no_sender', leadId: null }
  // Two mails of one stranger at once, in two mailboxes: the second waits here for the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail from ${act.orgId} ${addressKey(mail.from.address)}`}, 0))`.execute(tx)
  const answered = await selectSent(tx, act.orgId, mail.answers, mail.recipients)
  const to = answered?.leadId === undefined || answered.leadId === null ? undefined : await selectLead(tx, act.orgId, answered.leadId)
  if (to !== undefined && mailbox.takesAnswers) return log(tx, act, to, mail, at, 'answer')
  if (!mailbox.takesLeads) return ignored('not_an_answer')
  const known = await selectKnown(tx, act.orgId, addressKey(mail.from.address))
  if (known !== undefined) return log(tx, act, known, mail, at, 'activity')
  return { verdict: 'lead', code: null, leadId: await leadFromMail(tx, act, mailbox, { ...mail, from: mail.from }, at) }
}

interface Known {
  type: 'lead' | 'contact'
  id: string
  leadId: string | null
  name: string
  ownerId: string | null
  teamId: string | null
}

/** The addresses by which the organisation itself writes: what comes from them is nobody's enquiry. */
async function selectOwnAddresses(tx: Reader, orgId: string, { username }: MailboxRow): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ address: string }>`
    select lower(s->>'address') as address from mail_setting m, jsonb_array_elements(m.senders) s where m.org_id = ${orgId}
    union select lower(s->>'replyTo') from mail_setting m, jsonb_array_elements(m.senders) s where m.org_id = ${orgId} and s->>'replyTo' is not null
    union select lower(bounce_address) from mail_setting where org_id = ${orgId} and bounce_address is not null
    union select lower(username) from mailbox where org_id = ${orgId}
    union select lower(email) from app_user where org_id = ${orgId}`.execute(tx)
  return new Set([username.toLowerCase(), ...rows.map((row) => row.address)])
}

/** Somebody with this address: the latest open lead, else the contact that there is, else whom a lead has become. An invalid lead that writes again is a new one. */
async function selectKnown(tx: Reader, orgId: string, key: string): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    (select 'lead' as type, id, id as "leadId", name, owner_id as "ownerId", team_id as "teamId" from lead where org_id = ${orgId} and email_key = ${key} and status not in ('converted', 'invalid') order by created_at desc, id desc limit 1)
    union all
    (select 'contact', id, null, name, owner_id, team_id from contact where org_id = ${orgId} and email_key = ${key} order by created_at desc, id desc limit 1)
    union all
    (select 'lead', id, id, name, owner_id, team_id from lead where org_id = ${orgId} and email_key = ${key} and status = 'converted' order by created_at desc, id desc limit 1)
    limit 1`.execute(tx)
  return rows[0]
}

async function selectLead(tx: Reader, orgId: string, id: string): Promise<Known | undefined> {
  const { rows } = await sql<Known>`select 'lead' as type, id, id as "leadId", name, owner_id as "ownerId", team_id as "teamId" from lead where org_id = ${orgId} and id = ${id}`.execute(tx)
  return rows[0]
}

/** An activity of nobody of ours: the customer wrote. Sequences that ask for it are left (nurture/triggers). */
async function log(tx: Tx, act: Act, known: Known, mail: IncomingMail, at: string, verdict: 'activity' | 'answer'): Promise<Taken> {
  await loadActivities(tx, act, [{
    id: newId(), kind: 'mail', outcome: 'replied', subjectType: known.type, subjectId: known.id, ...(known.type === 'contact' && { contactId: known.id }), at, body: wordsOf(mail, ownWords(mail.text)), authorId: null, teamId: null,
    subjectOwnerId: known.ownerId, subjectTeamId: known.teamId,
  }])
  if (known.ownerId !== null) {
    await notify(tx, act, [{ userId: known.ownerId, kind: 'mail_came', data: { name: known.name, subject: storable(mail.subject.slice(0, 200)) }, subjectType: known.type, subjectId: known.id }])
  }
  return { verdict, code: null, leadId: known.leadId }
}
