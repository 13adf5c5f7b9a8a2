import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { Readable } from 'node:stream'

export interface SmtpServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  username: string | null
  password: string | null
}
export interface OutgoingMail {
  messageId: string
  from: { name: string; address: string }
  replyTo: string | null
  to: string
  /** Where delivery reports go. */
  returnPath: string
  subject: string
  html: string
  text: string
  /** The address that takes somebody off the list with one POST. */
  unsubscribe: string | null
  at: Date
}

/** What became of a message; `unknown`: its bytes had begun to leave and no answer came. */
export type SmtpResult =
  | { kind: 'sent'; said: string }
  /** `ours`: not the recipient but the sender or the content is refused. */
  | { kind: 'refused'; permanent: boolean; ours: boolean; said: string }
  | { kind: 'unknown'; said: string }
  /** The connection broke before anything of the message left. */
  | { kind: 'lost'; said: string }

/** The server was not reached, or does not let us in. */
export class SmtpUnavailable extends Error {
  code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface SmtpSession {
  /** `beforeData` has to be done before the first byte of the message leaves: the server has said "go ahead" then, and knows nothing of the message yet. */
  send(mail: OutgoingMail, beforeData: () => Promise<void>): Promise<SmtpResult>
  close(): void
}

const saidOf = (error: { response?: unknown; message?: string }): string => (typeof error.response === 'string' ? error.response : (error.message ?? '')).replaceAll(/\s+/g, ' ').slice(0, 300)
const said = (error: Error): string => saidOf(error)

/** Connects and signs in. @throws SmtpUnavailable */
export async function openSmtp(server: SmtpServer): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host: server.host, port: server.port, secure: server.security === 'tls', requireTLS: server.security === 'starttls', ignoreTLS: server.security === 'none',
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000, dnsTimeout: 10_000,
  })
  // What breaks while nothing is awaited is seen at the next command.
  connection.on('error', () => undefined)
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.connect((error) => (error === undefined || error === null ? resolve() : reject(error)))
    })
    if (server.username !== null && server.username !== '') {
      const credentials = { user: server.username, pass: server.password ?? '' }
      await new Promise<void>((resolve, reject) => connection.login({ credentials, ...credentials }, (error) => (error === undefined || error === null ? resolve() : reject(error))))
    }
  } catch (error) {
    connection.close()
    throw new SmtpUnavailable((error as NodeJS.ErrnoException).code ?? 'ECONNECTION', said(error as Error))
  }
  return {
    send: (mail, beforeData) => sendOne(connection, mail, beforeData),
    close: () => connection.quit(),
  }
}

async function sendOne(connection: SMTPConnection, mail: OutgoingMail, beforeData: () => Promise<void>): Promise<SmtpResult> {
  const message = await build(mail)
  let began = false
  let refusedBefore: Error | null = null
  // SMTPConnection reads the message only after the server's answer to DATA; the first read is held until `beforeData` is done.
  const stream = new Readable({
    read() {
      if (began || refusedBefore !== null) return
      beforeData().then(() => {
        began = true
        this.push(message)
        this.push(null)
      }, (error: Error) => {
        refusedBefore = error
        this.destroy(error)
      })
    },
  })
  return new Promise((resolve, reject) => {
    connection.send({ from: mail.returnPath, to: [mail.to], size: message.length }, stream, (error, info) => {
      if (refusedBefore !== null) return reject(refusedBefore)
      if (error === null || error === undefined) return resolve({ kind: 'sent', said: info.response.slice(0, 300) })
      const { responseCode, command } = error as { responseCode?: number; command?: string }
      if (responseCode === undefined) return resolve({ kind: began ? 'unknown' : 'lost', said: said(error) })
      // 5.1 and 5.2 speak of the address and the mailbox; without such a code, what answers RCPT does.
      const aboutRecipient = command === 'RCPT TO' || / 5\.[12]\.\d/.test(` ${saidOf(error)}`)
      resolve({ kind: 'refused', permanent: responseCode >= 500, ours: !aboutRecipient, said: said(error) })
    })
  })
}

/** The message as it goes over the wire. Headers are encoded and folded by the library; none can be begun by a value. */
export function build(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    messageId: mail.messageId, from: mail.from, ...(mail.replyTo !== null && { replyTo: mail.replyTo }), to: { name: '', address: mail.to }, subject: mail.subject, html: mail.html, text: mail.text, date: mail.at,
    headers: { 'auto-submitted': 'auto-generated', ...(mail.unsubscribe !== null && { 'list-unsubscribe': `<${mail.unsubscribe}>`, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' }) },
    disableFileAccess: true, disableUrlAccess: true,
  }).compile().build()
}
