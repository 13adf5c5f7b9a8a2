import { mailAddress } from '@sluice/core/nurture/address'
import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import sanitizeHtml from 'sanitize-html'
import { plainText } from '../nurture/render-mail.ts'

/** More than anybody writes by hand; what comes after is cut. */
const textLength = 20_000
const htmlLength = 400_000
const listLength = 50

/** Reads the bytes of a mail. @throws when they are no mail that can be read. */
export async function readMail(source: Uint8Array): Promise<IncomingMail> {
  // A mail in a mail is a part of a report, or a file: never words of its sender.
  const mail = await PostalMime.parse(source, { forceRfc822Attachments: true, maxNestingDepth: 30, maxHeadersSize: 512 * 1024 })
  const headers = new Map<string, string>()
  for (const { key, value } of mail.headers) if (!headers.has(key)) headers.set(key, value)
  return {
    messageId: messageIds(mail.messageId ?? '')[0] ?? null,
    from: senderOf(mail),
    recipients: [...addressesOf(mail.to), ...addressesOf(mail.cc), ...['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].map((name) => headers.get(name)?.trim().replaceAll(/[<>]/g, '') ?? '')].filter((address) => address !== '').slice(0, listLength),
    answers: [...new Set([...messageIds(mail.inReplyTo ?? ''), ...messageIds(mail.references ?? '')])].slice(0, listLength),
    subject: mail.subject ?? '',
    text: textOf(mail),
    attachments: mail.attachments.filter((part) => part.disposition === 'attachment' && part.filename !== null).map((part) => part.filename ?? '').slice(0, 20),
    headers,
    deliveryStatus: partOf(mail.attachments, ['message/delivery-status', 'message/global-delivery-status']),
    feedback: partOf(mail.attachments, ['message/feedback-report']),
    original: partOf(mail.attachments, ['message/rfc822', 'message/rfc822-headers', 'text/rfc822-headers', 'message/global', 'message/global-headers']),
  }
}

const messageIds = (text: string): string[] => text.slice(0, 20_000).match(/<[^<>\s]{1,500}>/g) ?? []

const addressesOf = (list: readonly Address[] | undefined): string[] => (list ?? []).slice(0, listLength).flatMap((one) => (one.group === undefined ? [one.address] : one.group.map((member) => member.address)))

/** Null when there is no address that a mail may go to. */
function senderOf(mail: Email): IncomingMail['from'] {
  const from = mail.from?.group === undefined ? mail.from : mail.from.group[0]
  const address = mailAddress(from?.address)
  return address === null ? null : { name: from?.name ?? '', address }
}

function textOf({ text = '', html = '' }: Email): string {
  if (text.trim() !== '') return text.slice(0, textLength).replaceAll('\r\n', '\n').trim()
  const clean = sanitizeHtml(html.slice(0, htmlLength), { allowedTags: ['p', 'div', 'br', 'li', 'ul', 'ol', 'tr', 'table', 'h1', 'h2', 'h3', 'blockquote', 'pre', 'hr', 'a'], allowedAttributes: { a: ['href'] }, nestingLimit: 50 })
  return plainText(clean).slice(0, textLength)
}

function partOf(attachments: readonly Attachment[], types: readonly string[]): string | null {
  const part = attachments.find((one) => types.includes(one.mimeType))
  if (part === undefined) return null
  if (typeof part.content === 'string') return part.content.slice(0, 64_000)
  return new TextDecoder().decode(new Uint8Array(part.content instanceof ArrayBuffer ? part.content : part.content.slice().buffer).subarray(0, 64_000))
}
