import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface TestFolder {
  uidValidity: number
  uidNext: number
  messages: { uid: number; raw: Buffer; at: Date; flags: Set<string> }[]
}
export interface TestImap {
  port: number
  username: string
  password: string
  inbox: TestFolder
  /** Commands that came, in capitals, without their arguments. */
  commands: string[]
  /** A mail arrives; answers its UID. */
  deliver(raw: string | Buffer, at?: Date): number
  /** The folder is numbered anew, as after a move to another server. */
  renumber(): void
  /** Answers nothing more to FETCH when set. */
  isMute: boolean
  close(): Promise<void>
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
const imapDate = (at: Date) => `"${two(at.getUTCDate())}-${months[at.getUTCMonth()] ?? ''}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000"`

/** As much of an IMAP server (RFC 3501) as reading a mailbox asks of it, in the process, on a free port of the loopback. */
export async function startImap(now: () => Date): Promise<TestImap> {
  const inbox: TestFolder = { uidValidity: 1000, uidNext: 1, messages: [] }
  const sockets = new Set<Socket>()
  const test: TestImap = {
    port: 0, username: 'sales@sender.example', password: 'imap password', inbox, commands: [], isMute: false,
    deliver(raw, at = now()) {
      const uid = inbox.uidNext++
      inbox.messages.push({ uid, raw: typeof raw === 'string' ? Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')) : raw, at, flags: new Set() })
      return uid
    },
    renumber() {
      inbox.uidValidity++
      inbox.uidNext = 1
      for (const message of inbox.messages) message.uid = inbox.uidNext++
    },
    close: () => Promise.resolve(),
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that is killed in the middle breaks its connection.
    socket.on('error', () => undefined)
    converse(socket, test)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  test.port = (server.address() as AddressInfo).port
  test.close = () => new Promise<void>((resolve) => {
    for (const socket of sockets) socket.destroy()
    server.close(() => resolve())
  })
  return test
}

function converse(socket: Socket, test: TestImap): void {
  let buffer = Buffer.alloc(0)
  let isIn = false
  let selected = false
  /** Bytes of a literal that are still to come, and the line before it. */
  let literal: { head: string; length: number } | null = null
  let authenticating: string | null = null
  const say = (line: string | Buffer) => void socket.write(line)
  const ok = (tag: string, text: string) => say(`${tag} OK ${text}\r\n`)
  const signIn = (tag: string, user: string, password: string) => {
    isIn = user === test.username && password === test.password
    if (isIn) ok(tag, 'signed in')
    else say(`${tag} NO [AUTHENTICATIONFAILED] Login or password error\r\n`)
  }
  const plain = (text: string) => Buffer.from(text, 'base64').toString('utf8').split('\u0000')
  const run = (line: string) => {
    if (authenticating !== null) {
      const [, user = '', password = ''] = plain(line)
      signIn(authenticating, user, password)
      authenticating = null
      return
    }
    const [, tag = '', verb = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/is.exec(line) ?? []
    const command = verb.toUpperCase()
    test.commands.push(command)
    const words = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1]?.replaceAll(/\\(.)/g, '$1') ?? match[2] ?? '')
    switch (command) {
      case 'CAPABILITY':
        say('* CAPABILITY IMAP4rev1 AUTH=PLAIN ID\r\n')
        return ok(tag, 'done')
      case 'ID':
        say('* ID NIL\r\n')
        return ok(tag, 'done')
      case 'NOOP': return ok(tag, 'done')
      case 'LOGIN': return signIn(tag, words[0] ?? '', words[1] ?? '')
      case 'AUTHENTICATE':
        if (words[1] !== undefined) {
          const [, user = '', password = ''] = plain(words[1])
          return signIn(tag, user, password)
        }
        authenticating = tag
        return say('+ \r\n')
      case 'LOGOUT':
        say('* BYE\r\n')
        ok(tag, 'bye')
        return void socket.end()
      default:
    }
    if (!isIn) return say(`${tag} BAD not signed in\r\n`)
    switch (command) {
      case 'LIST':
      case 'LSUB':
        say('* LIST (\\HasNoChildren) "/" INBOX\r\n')
        return ok(tag, 'done')
      case 'SELECT':
      case 'EXAMINE':
        if (words[0]?.toUpperCase() !== 'INBOX') return say(`${tag} NO [NONEXISTENT] no such folder\r\n`)
        selected = true
        say(`* ${test.inbox.messages.length} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Deleted)\r\n* OK [PERMANENTFLAGS (\\Seen)] ok\r\n* OK [UIDVALIDITY ${test.inbox.uidValidity}] ok\r\n* OK [UIDNEXT ${test.inbox.uidNext}] ok\r\n`)
        return ok(tag, `[READ-${command === 'SELECT' ? 'WRITE' : 'ONLY'}] done`)
      case 'UID SEARCH': return selected ? search(tag, rest) : say(`${tag} BAD nothing selected\r\n`)
      case 'UID FETCH': return selected ? fetch(tag, rest) : say(`${tag} BAD nothing selected\r\n`)
      case 'UID STORE':
        test.inbox.messages.find((message) => message.uid === Number(words[0]))?.flags.add('\\Seen')
        return ok(tag, 'done')
      default: return say(`${tag} BAD unknown command\r\n`)
    }
  }
  const search = (tag: string, rest: string) => {
    const first = /UID (\d+):\*/i.exec(rest)?.[1]
    const since = /SINCE "?(\d{1,2})-(\w{3})-(\d{4})/i.exec(rest)
    const day = since === null ? 0 : Date.UTC(Number(since[3]), months.indexOf(since[2] ?? ''), Number(since[1]))
    const last = test.inbox.messages.at(-1)?.uid
    const found = test.inbox.messages.filter(({ uid, at }) => (first === undefined || uid >= Number(first) || uid === last) && at.getTime() >= day)
    say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n`)
    ok(tag, 'done')
  }
  const fetch = (tag: string, rest: string) => {
    if (test.isMute) return
    const message = test.inbox.messages.find(({ uid }) => uid === Number(/^\d+/.exec(rest)?.[0]))
    if (message !== undefined) {
      const partial = /BODY(?:\.PEEK)?\[\]<(\d+)\.(\d+)>/i.exec(rest)
      const bytes = partial === null ? message.raw : message.raw.subarray(Number(partial[1]), Number(partial[1]) + Number(partial[2]))
      say(`* ${test.inbox.messages.indexOf(message) + 1} FETCH (UID ${message.uid} INTERNALDATE ${imapDate(message.at)} BODY[]${partial === null ? '' : `<${partial[1] ?? '0'}>`} {${bytes.length}}\r\n`)
      say(bytes)
      say(')\r\n')
    }
    ok(tag, 'done')
  }
  socket.on('data', (piece: Buffer) => {
    buffer = Buffer.concat([buffer, piece])
    for (;;) {
      if (literal !== null) {
        if (buffer.length < literal.length) return
        const text = buffer.toString('utf8', 0, literal.length)
        buffer = Buffer.concat([Buffer.from(`${literal.head}"${text.replaceAll(/["\\]/g, '\\$&')}"`), buffer.subarray(literal.length)])
        literal = null
      }
      const end = buffer.indexOf('\r\n')
      if (end < 0) return
      const line = buffer.toString('utf8', 0, end)
      buffer = buffer.subarray(end + 2)
      const asks = /\{(\d+)\+?\}$/.exec(line)
      if (asks === null) run(line)
      else {
        literal = { head: line.slice(0, asks.index), length: Number(asks[1]) }
        if (!asks[0].includes('+')) say('+ go on\r\n')
      }
    }
  })
  say('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN ID] ready\r\n')
}
