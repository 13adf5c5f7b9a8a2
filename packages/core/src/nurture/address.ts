/** What a mail may be sent to: one plain address of ASCII letters, no name, no quotes, nothing that could begin another header. */
const plain = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/

/** The address as typed but trimmed; null when no mail may go there. */
export function mailAddress(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed.length <= 254 && plain.test(trimmed) && !trimmed.includes('..') ? trimmed : null
}

/** By what one person's address is recognised again: refused mails, frequency caps. */
export const addressKey = (address: string): string => address.trim().toLowerCase()
