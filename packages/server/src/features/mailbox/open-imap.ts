import type { MailboxProblem } from '@sluice/core/mailbox/contract'
import { ImapFlow } from 'imapflow'

export interface ImapServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  username: string
  password: string
}

/** The server was not reached, does not let us in, or does not do what was asked. */
export class MailboxUnavailable extends Error {
  code: MailboxProblem
  constructor(code: MailboxProblem, message: string) {
    super(message)
    this.code = code
  }
}

/** No mail beyond this is read to its end; its words stand at its beginning. */
export const mailBytes = 10 * 1024 * 1024

/** Connects and signs in. @throws MailboxUnavailable */
export async function openImap({ host, port, security, username, password }: ImapServer): Promise<ImapFlow> {
  const client = new ImapFlow({
    host, port, secure: security === 'tls', ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }), auth: { user: username, pass: password }, clientInfo: { name: 'Sluice' }, logger: false, disableAutoIdle: true,
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, maxLineLength: 4 * 1024 * 1024, maxLiteralSize: mailBytes + 64 * 1024, maxResponseSize: mailBytes + 8 * 1024 * 1024, maxResponseTokens: 200_000,
  })
  // What breaks while nothing is awaited is seen at the next command.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    client.close()
    throw asUnavailable(error)
  }
  return client
}

/** Selects the folder. @throws MailboxUnavailable */
export async function openFolder(client: ImapFlow, folder: string, readOnly: boolean): Promise<{ uidValidity: bigint; uidNext: number; exists: number }> {
  try {
    return await client.mailboxOpen(folder, { readOnly })
  } catch (error) {
    const told = asUnavailable(error)
    throw told.code === 'server' ? new MailboxUnavailable('folder', told.message) : told
  }
}

interface ImapError extends Error {
  code?: string
  authenticationFailed?: boolean
  responseText?: string
}

/** Whatever a server, a net or a certificate says, as one of the few things that people can mend. */
export function asUnavailable(error: unknown): MailboxUnavailable {
  if (error instanceof MailboxUnavailable) return error
  const { code = '', authenticationFailed = false, responseText = '', message } = error as ImapError
  const said = (responseText === '' ? message : responseText).replaceAll(/\s+/g, ' ').slice(0, 300)
  return new MailboxUnavailable(authenticationFailed ? 'auth' : kindOf(code, said), said)
}

function kindOf(code: string, said: string): MailboxProblem {
  if (/^(?:ENOTFOUND|EAI_)/.test(code)) return 'dns'
  if (/TIMEOUT|ETIMEDOUT/i.test(code)) return 'timeout'
  if (/^(?:ECONN|EHOST|ENET|EPIPE|EConnectionClosed|NoConnection|ClosedAfterConnect)/.test(code)) return /TLS$/.test(code) ? 'tls' : 'unreachable'
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/i.test(code) || /starttls|certificate|ssl/i.test(said)) return 'tls'
  return 'server'
}
