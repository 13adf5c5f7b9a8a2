import type { MailCode, MailVerdict } from '@sluice/core/mailbox/contract'

/** What became of a mail. */
export interface Taken {
  verdict: MailVerdict
  code: MailCode | null
  leadId: string | null
}
