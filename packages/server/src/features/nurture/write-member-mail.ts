import { addressKey, mailAddress } from '@sluice/core/nurture/address'
import { markupToHtml } from '@sluice/core/nurture/markup'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { selectMailSetting } from './mail-settings.queries.ts'
import { page } from './write-mail.ts'

/**
 * Puts mails to members into the outbox, in the transaction of what causes them; they leave as those of sequences do, but at any hour. The text is
 * ready: paragraphs and `- ` lists become HTML, braces that a value brought stay as they are. Members without a usable address are left out;
 * answers to whom it goes.
 */
export async function writeMemberMail(tx: Tx, act: Act, userIds: readonly string[], subject: string, text: string): Promise<string[]> {
  const setting = await selectMailSetting(tx, act.orgId)
  const [sender] = setting.senders
  if (sender === undefined || userIds.length === 0) return []
  const users = await tx.selectFrom('app_user').select(['id', 'email']).where('org_id', '=', act.orgId).where('id', 'in', [...userIds]).where('status', '=', 'active').orderBy('id').execute()
  const { name } = await tx.selectFrom('org').select('name').where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
  const footer = setting.footer === '' ? name : setting.footer
  const line = subject.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim().slice(0, 200)
  const mails = users.flatMap((user) => {
    const to = mailAddress(user.email)
    if (to === null) return []
    const id = newId()
    return [{
      user: user.id,
      row: {
        org_id: act.orgId, id, message_id: `<${id}.${randomBytes(6).toString('hex')}@${sender.address.split('@')[1] ?? 'localhost'}>`, to_address: to, address_key: addressKey(to), sender_id: sender.id, subject: line,
        html: page(markupToHtml(text), { preheader: '', footer, leave: null, pixel: null }), body_text: `${text}\n\n--\n\n${footer}`, queued_at: act.now, not_before: act.now,
      },
    }]
  })
  if (mails.length > 0) await tx.insertInto('outbox').values(mails.map((mail) => mail.row)).execute()
  return mails.map((mail) => mail.user)
}
