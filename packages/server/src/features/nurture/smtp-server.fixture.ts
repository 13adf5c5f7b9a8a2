import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { AddressInfo } from 'node:net'

export interface Received {
  from: string
  to: string
  mail: Email
  raw: string
}
export interface TestSmtp {
  port: number
  received: Received[]
  /** Called with the whole message before it is answered. */
  onMessage: ((received: Received) => Promise<void> | void) | null
  close(): Promise<void>
}

/** A real SMTP server in the process, on a free port of the loopback. Recipients at `gone.example` are refused with 550. */
export async function startSmtp(more: SMTPServerOptions = {}): Promise<TestSmtp> {
  const received: Received[] = []
  const test: TestSmtp = { port: 0, received, onMessage: null, close: () => Promise.resolve() }
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
    onRcptTo({ address }, _session, callback) {
      if (address.endsWith('@gone.example')) return callback(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }))
      if (address.endsWith('@later.example')) return callback(Object.assign(new Error('4.2.1 try again later'), { responseCode: 450 }))
      callback()
    },
    onData(stream, session, reply) {
      const answer = async (): Promise<Error | undefined> => {
        const pieces: Buffer[] = []
        for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece)
        const raw = Buffer.concat(pieces)
        const one: Received = { from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address, to: session.envelope.rcptTo[0]?.address ?? '', mail: await PostalMime.parse(raw), raw: raw.toString('utf8') }
        received.push(one)
        await test.onMessage?.(one)
        return undefined
      }
      void answer().then(reply, reply)
    },
    ...more,
  })
  // A client that is killed in the middle breaks its connection.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  test.port = (server.server.address() as AddressInfo).port
  test.close = () => new Promise<void>((resolve) =>  server.close(() => resolve()))
  return test
}
