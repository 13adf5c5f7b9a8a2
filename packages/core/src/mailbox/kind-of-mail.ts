import type { IncomingMail } from './incoming-mail.ts'

export type MailKind = 'report' | 'complaint' | 'own' | 'list' | 'automatic' | 'person'

const machine = /^(?:mailer-daemon|postmaster|no-?_?reply|do-?_?not-?_?reply|bounces?|auto-?_?(?:reply|confirm))(?:[+._-].*)?$/i
/** Mail programs in China answer for people on holiday without any header that says so. */
const absent = /^\s*(?:自动回复|自动答复|自動回覆|automatic reply|auto[- ]?(?:reply|response)|out of (?:the )?office)/i

/** Who wrote it, as far as its headers tell (RFC 3834): only what a person wrote makes anything. */
export function kindOfMail({ from, headers, subject, deliveryStatus, feedback }: IncomingMail, isOwn: (address: string) => boolean): MailKind {
  const header = (name: string) => headers.get(name)?.trim().toLowerCase() ?? ''
  if (feedback !== null) return 'complaint'
  const local = from?.address.split('@')[0] ?? ''
  if (deliveryStatus !== null || /^(?:mailer-daemon|postmaster)$/i.test(local)) return 'report'
  if (from !== null && isOwn(from.address)) return 'own'
  const precedence = header('precedence')
  if (headers.has('list-id') || headers.has('list-post') || headers.has('list-unsubscribe') || precedence === 'list' || precedence === 'bulk') return 'list'
  const submitted = header('auto-submitted')
  const answers = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'].some((name) => headers.has(name) && header(name) !== 'no')
  const isAutomatic = (submitted !== '' && !/^no\b/.test(submitted)) || answers || ['junk', 'auto_reply'].includes(precedence) || header('return-path') === '<>' || headers.has('x-loop') || machine.test(local) || absent.test(subject)
  return isAutomatic ? 'automatic' : 'person'
}
