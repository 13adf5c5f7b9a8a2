import { addressKey } from '@sluice/core/nurture/address'
import type { Sender } from '@sluice/core/nurture/contract'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { Reader, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { doorsOf } from './mail-links.ts'
import type { MailSetting } from './mail-settings.queries.ts'
import { plainText, renderMail, type MailVariables, type MailWords } from './render-mail.ts'

/** What mails of this process are made with. */
export interface MailMaking {
  secrets: Secrets
  /** SLUICE_URL, when it is set: the address people use. */
  origin: string | null
}

/** A mail to be put into the outbox. */
export interface NewMail {
  words: MailWords
  variables: MailVariables
  setting: MailSetting
  sender: Sender
  to: string
  leadId: string | null
  /** Null: a trial of a template, which nobody can be enrolled by. */
  from: { enrolmentId: string; stepId: string; variantId: string; sequenceId: string; versionNumber: number } | null
}

/** Writes the mail with its links and puts it into the outbox, in the transaction of what causes it. Answers its id. @throws TemplateProblem */
export async function writeMail(tx: Tx, orgId: string, now: Date, making: MailMaking, mail: NewMail): Promise<string> {
  const id = newId()
  const { setting } = mail
  const { slug, name } = await tx.selectFrom('org').select(['slug', 'name']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const door = doorsOf(making.secrets, orgId, making.origin ?? setting.origin ?? 'http://localhost', slug)
  const contents = await selectContentAddresses(tx, orgId, mail.words.body)
  const links: { id: string; url: string | null; contentId: string | null }[] = []
  const track = (address: string): string | null => {
    const contentId = contentIdOf(address)
    const content = contentId === null ? undefined : contents.get(contentId)
    if (contentId !== null && content === undefined) return null
    if (contentId === null && !isWebAddress(address)) return address.startsWith('mailto:') || address.startsWith('tel:') ? address : null
    const known = links.find((one) => (contentId === null ? one.url === address : one.contentId === contentId))
    const link = known ?? { id: newId(), url: contentId === null ? address : (content?.url ?? null), contentId }
    if (known === undefined) links.push(link)
    return door('l', link.id)
  }
  const rendered = renderMail(mail.words, mail.variables, track)
  const leave = mail.from === null ? null : door('u', id)
  await tx
    .insertInto('outbox')
    .values({
      org_id: orgId, id, enrolment_id: mail.from?.enrolmentId ?? null, step_id: mail.from?.stepId ?? null, variant_id: mail.from?.variantId ?? null, sequence_id: mail.from?.sequenceId ?? null,
      version_number: mail.from?.versionNumber ?? null, lead_id: mail.leadId,
      message_id: `<${id}.${randomBytes(6).toString('hex')}@${mail.sender.address.split('@')[1] ?? 'localhost'}>`,
      to_address: mail.to, address_key: addressKey(mail.to), sender_id: mail.sender.id, subject: rendered.subject,
      html: page(rendered.html, { preheader: rendered.preheader, footer: setting.footer === '' ? name : setting.footer, leave, pixel: mail.from === null ? null : `${door('o', id)}.gif` }),
      body_text: [plainText(rendered.html), '--', setting.footer === '' ? name : setting.footer, ...(leave === null ? [] : [`退订 / Unsubscribe: ${leave}`])].join('\n\n'),
      queued_at: now.toISOString(), not_before: now.toISOString(),
    })
    .execute()
  if (links.length > 0) {
    await tx.insertInto('tracked_link').values(links.map((link) => ({ org_id: orgId, id: link.id, url: link.url, content_id: link.contentId, mail_id: id, lead_id: mail.leadId, created_at: now.toISOString() }))).execute()
  }
  return id
}

const isWebAddress = (address: string) => URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)
const contentIdOf = (address: string) => /^content:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(address)?.[1] ?? null

/** Those pieces of the library that a template names, which are there and not archived. */
export async function selectContentAddresses(tx: Reader, orgId: string, body: string): Promise<ReadonlyMap<string, { url: string | null; title: string }>> {
  const ids = [...new Set([...body.matchAll(/content:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g)].map((match) => match[1] ?? ''))].slice(0, 50)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; url: string | null; title: string }>`
    select id, url, title from content_item where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[]) and archived_at is null and (url is not null or file_name is not null)`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The whole message: plain, narrow, readable with images off. */
export function page(body: string, { preheader, footer, leave, pixel }: { preheader: string; footer: string; leave: string | null; pixel: string | null }): string {
  return '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>'
    + '<body style="margin:0;padding:24px 16px;background:#f5f6f8;font:15px/1.7 \'PingFang SC\',\'Microsoft YaHei\',system-ui,sans-serif;color:#1f2329">'
    + (preheader === '' ? '' : `<div style="display:none;max-height:0;overflow:hidden">${escape(preheader)}</div>`)
    + `<div style="max-width:600px;margin:0 auto;background:#fff;border-radius:8px;padding:24px 28px">${body}</div>`
    + `<div style="max-width:600px;margin:12px auto 0;font-size:12px;color:#8a919f;white-space:pre-line">${escape(footer)}${leave === null ? '' : ` · <a href="${escape(leave)}" style="color:#8a919f">退订 / Unsubscribe</a>`}</div>`
    + (pixel === null ? '' : `<img src="${escape(pixel)}" width="1" height="1" alt="">`)
    + '</body></html>'
}
