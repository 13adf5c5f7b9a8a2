import { readPasted } from '@sluice/core/leads/paste-text/read'
import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'
import { signatureOf } from '@sluice/core/mailbox/own-words'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { joinTouches } from '../touches/capture.ts'
import { recordTouch } from '../touches/record-touch.ts'
import { wordsOf } from './mail-words.ts'
import type { MailboxRow } from './mailbox-row.ts'

/** The lead that a stranger's mail makes: name and address are the sender's, the rest stands in the signature or not at all. Answers its id. */
export async function leadFromMail(tx: Tx, act: Act, mailbox: MailboxRow, mail: IncomingMail & { from: { name: string; address: string } }, at: string): Promise<string> {
  const { orgId } = act
  const { from } = mail
  const signed = readPasted(signatureOf(mail.text))
  const value = (field: 'company' | 'title' | 'phone' | 'wechat', max: number) => asField(signed[field]?.value ?? '', max)
  const name = asField(from.name, 100) ?? from.address.slice(0, 100)
  const owned = await selectOwner(tx, orgId, mailbox.ownerId)
  const lead = {
    id: newId(), name, company: value('company', 200), title: value('title', 80), phone: value('phone', 40), email: from.address, wechat: value('wechat', 60), note: wordsOf(mail, mail.text),
    sourceId: mailbox.channelId, sourceDetail: mailbox.name, ...owned, createdAt: act.now,
  }
  const touchId = newId()
  const utm = { source: null, medium: 'email', campaign: null, term: null, content: null }
  await recordTouch(tx, orgId, { id: touchId, at, kind: 'typed', campaignId: mailbox.campaignId, channelId: mailbox.channelId, arrival: { utm, clickIdKind: null, clickId: null, referrerHost: null, landingPage: null } })
  await loadLeads(tx, act, [lead])
  await joinTouches(tx, act, { id: lead.id, ...owned }, { touches: [{ id: touchId, visitorId: null, leadId: null, campaignId: mailbox.campaignId, channelId: mailbox.channelId, codeId: null, promoterId: null }] })
  await writeCustom(tx, act, null, { object: 'lead', id: lead.id, isNew: true, record: { ...lead, status: 'new' } }, {})
  return lead.id
}

/** As it was written, or nothing: a text that its field cannot hold is no name. */
function asField(text: string, max: number): string | null {
  const trimmed = text.trim()
  // eslint-disable-next-line no-control-regex
  return trimmed === '' || trimmed.length > max || /[\u0000-\u001f\u007f]/.test(trimmed) || !trimmed.isWellFormed() ? null : trimmed
}

/** Who has left meanwhile gets no more: the lead goes to whoever the rules say. */
async function selectOwner(tx: Reader, orgId: string, id: string | null): Promise<{ ownerId: string | null; teamId: string | null }> {
  if (id === null) return { ownerId: null, teamId: null }
  const { rows } = await sql<{ ownerId: string; teamId: string }>`select id as "ownerId", team_id as "teamId" from app_user where org_id = ${orgId} and id = ${id} and status = 'active'`.execute(tx)
  return rows[0] ?? { ownerId: null, teamId: null }
}
