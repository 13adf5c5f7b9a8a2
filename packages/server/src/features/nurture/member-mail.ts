import { addressKey, mailAddress } from '@sluice/core/nurture/address'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { selectMailSetting } from './mail-settings.queries.ts'
import { oneLine, plainText } from './render-mail.ts'
import { page } from './write-mail.ts'

/** A mail to a colleague. `html` is ours: whatever people wrote is escaped in it already. */
export interface MemberMail {
  userId: string
  to: string
  subject: string
  html: string
  /** ISO UTC. */
  notBefore: string
  footer: string
}

/**
 * Puts a mail to a member into the outbox, in the transaction of what causes it; it leaves as every mail does, once, within the throttle, but is no
 * sequence's and asks neither for caps nor for the hours of sequences. Answers its id; null while no mail can leave, or the address takes none.
 */
export async function mailMember(tx: Tx, orgId: string, now: Date, mail: MemberMail): Promise<string | null> {
  const setting = await selectMailSetting(tx, orgId)
  const [sender] = setting.senders
  const to = mailAddress(mail.to)
  if (!setting.isReady || sender === undefined || to === null) return null
  const id = newId()
  await tx.insertInto('outbox').values({
    org_id: orgId, id, user_id: mail.userId, message_id: `<${id}.${randomBytes(6).toString('hex')}@${sender.address.split('@')[1] ?? 'localhost'}>`, to_address: to, address_key: addressKey(to), sender_id: sender.id,
    subject: oneLine(mail.subject, 200), html: page(mail.html, { preheader: '', footer: mail.footer, leave: null, pixel: null }), body_text: `${plainText(mail.html)}\n\n--\n\n${mail.footer}`,
    queued_at: now.toISOString(), not_before: mail.notBefore,
  }).execute()
  return id
}
