import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'

/** PostgreSQL holds neither NUL nor halves of surrogate pairs. */
export const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

/** Who wrote what, to be read by people: sender and subject, then the words, then what was attached. */
export function wordsOf({ from, subject, attachments }: IncomingMail, words: string): string {
  const head = [from === null ? '' : from.name === '' ? from.address : `${from.name} <${from.address}>`, subject].filter((line) => line !== '').join('\n')
  const files = attachments.length === 0 ? '' : `附件 / Attachments: ${attachments.join(', ')}`
  return storable([head.slice(0, 2000), words.slice(0, 8000), files.slice(0, 2000)].filter((part) => part !== '').join('\n\n'))
}
