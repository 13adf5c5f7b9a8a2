/** A mail as it was read: texts decoded, nothing believed yet. */
export interface IncomingMail {
  messageId: string | null
  from: { name: string; address: string } | null
  /** Everybody whom it names as reached, envelope headers among them. */
  recipients: readonly string[]
  /** Message-IDs that it answers, `<…>` each. */
  answers: readonly string[]
  subject: string
  text: string
  /** Names of attached files. */
  attachments: readonly string[]
  /** The first value of each header, by its name in lower case. */
  headers: ReadonlyMap<string, string>
  /** The machine's part of a delivery report (RFC 3464). */
  deliveryStatus: string | null
  /** The machine's part of a complaint (RFC 5965). */
  feedback: string | null
  /** The beginning of the mail that a report is about. */
  original: string | null
}
