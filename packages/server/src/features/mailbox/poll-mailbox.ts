import { createHash } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { sql } from 'kysely'
import type { IncomingMail } from '@sluice/core/mailbox/incoming-mail'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { storable } from './mail-words.ts'
import { passwordContext, selectMailbox, type MailboxRow } from './mailbox-row.ts'
import { asUnavailable, mailBytes, MailboxUnavailable, openFolder, openImap } from './open-imap.ts'
import { readMail } from './read-mail.ts'
import { takeMail } from './take-mail.ts'
import type { Taken } from './taken.ts'

/** What mailboxes of this process are read with. */
export interface Reading {
  secrets: Secrets
  onError(error: Error): void
  hooks?: PollHooks
}
/** Where a test stops the process. */
export interface PollHooks {
  fetched?(): Promise<void>
  taken?(): Promise<void>
}

const mailsAtOnce = 50
const bytesAtOnce = 60 * 1024 * 1024
/** A server that answers slowly holds nobody else up for longer: after so long no further mail is begun, and then the connection is cut. */
const beginMs = 40_000
const roundMs = 60_000
export const lockSpace = 7583247
/** A new folder, or one that was numbered anew, is read from so long before the last good round on: what was taken is known by its key. */
const overlapMs = 3 * 86_400_000
/** The server's clock may be behind ours, and knows whole seconds alone: what came in meanwhile is new all the same. */
const skewMs = 10 * 60_000
const backOffMs = (failures: number) => Math.min(60, 2 ** failures) * 60_000

/**
 * Takes what is new in a mailbox, each mail in a transaction of its own that also moves the cursor: killed at any point, none is lost and none
 * taken twice. What cannot be read is kept as refused and passed. Nothing on the server is deleted. Answers how many mails it dealt with.
 */
export async function pollMailbox(db: Db, orgId: string, id: string, now: () => Date, reading: Reading): Promise<number> {
  // The lock is the session's: it ends with the process, however that ends.
  const client = await db.pool.connect()
  let broken = true
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, $2)) as got', [id, lockSpace])
    let done = 0
    if (rows[0]?.got === true) {
      const mailbox = await db.read(orgId, (tx) => selectMailbox(tx, orgId, id))
      if (mailbox?.isOn === true) done = await round(db, orgId, mailbox, now, reading)
      await client.query('select pg_advisory_unlock(hashtextextended($1, $2))', [id, lockSpace])
    }
    broken = false
    return done
  } finally {
    // After a fault the connection is thrown away, and the lock with it.
    client.release(broken)
  }
}

async function round(db: Db, orgId: string, mailbox: MailboxRow, now: () => Date, reading: Reading): Promise<number> {
  let imap: ImapFlow | null = null
  let timer: NodeJS.Timeout | undefined
  try {
    imap = await connect(orgId, mailbox, reading)
    const open = imap
    timer = setTimeout(() => open.close(), roundMs).unref()
    const done = await takeNew(db, orgId, mailbox, imap, now, reading)
    await settle(db, orgId, mailbox, now(), null)
    return done
  } catch (error) {
    if (error instanceof OwnFault) throw error.cause
    await settle(db, orgId, mailbox, now(), asUnavailable(error))
    return 0
  } finally {
    clearTimeout(timer)
    await imap?.logout().catch(() => undefined)
    imap?.close()
  }
}

/** What the database or the code throws is no fault of the mailbox. */
class OwnFault extends Error {}
const ours = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => {
  throw new OwnFault('own', { cause: error })
})

async function connect(orgId: string, mailbox: MailboxRow, { secrets }: Reading): Promise<ImapFlow> {
  const password = mailbox.passwordSealed === null ? null : secrets.open(mailbox.passwordSealed, passwordContext(orgId, mailbox.id))
  if (password === null) throw new MailboxUnavailable('key', 'the password has to be entered again')
  return openImap({ ...mailbox, password })
}

async function takeNew(db: Db, orgId: string, mailbox: MailboxRow, imap: ImapFlow, now: () => Date, reading: Reading): Promise<number> {
  const folder = await openFolder(imap, mailbox.folder, !mailbox.marksSeen)
  const validity = folder.uidValidity.toString()
  const isSame = mailbox.uidValidity === validity
  const last = isSame ? mailbox.lastUid : 0
  const from = isSame || mailbox.polledAt === null ? Date.parse(mailbox.readFrom) : Math.max(Date.parse(mailbox.readFrom), Date.parse(mailbox.polledAt) - overlapMs)
  // SINCE knows days alone, and of the server's zone: a day more, and the instant is looked at below.
  const found = await imap.search({ uid: `${last + 1}:*`, since: new Date(from - 86_400_000) }, { uid: true })
  if (!Array.isArray(found)) throw new MailboxUnavailable('server', 'the server refused to search the folder')
  // `n:*` names the last mail also when it is older.
  const uids = found.filter((uid) => uid > last).sort((a, b) => a - b)
  if (!isSame) await ours(db.write(orgId, (tx) => sql`update mailbox set uid_validity = ${validity}::bigint, last_uid = 0, read_from = ${new Date(from).toISOString()}::timestamptz where org_id = ${orgId} and id = ${mailbox.id}`.execute(tx)))
  const until = performance.now() + beginMs
  let [done, bytes, isWhole] = [0, 0, uids.length <= mailsAtOnce]
  for (const uid of uids.slice(0, mailsAtOnce)) {
    if (bytes >= bytesAtOnce || performance.now() > until) {
      isWhole = false
      break
    }
    const message = await imap.fetchOne(String(uid), { uid: true, internalDate: true, source: { start: 0, maxLength: mailBytes } }, { uid: true })
    const received = message === false || message.internalDate === undefined ? now() : new Date(message.internalDate)
    const at = Number.isNaN(received.getTime()) || received > now() ? now() : received
    if (message === false || message.source === undefined || at.getTime() < from - skewMs) {
      await ours(db.write(orgId, (tx) => moveCursor(tx, orgId, mailbox.id, validity, uid)))
      continue
    }
    bytes += message.source.length
    await reading.hooks?.fetched?.()
    await ours(takeOne(db, orgId, mailbox, { uid, validity, source: message.source, at: at.toISOString() }, now, reading))
    await reading.hooks?.taken?.()
    if (mailbox.marksSeen) await imap.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    done++
  }
  // All that there is has been looked at: what the search passed over need not be asked for again.
  if (isWhole && folder.uidNext > 1) await ours(db.write(orgId, (tx) => moveCursor(tx, orgId, mailbox.id, validity, folder.uidNext - 1)))
  return done
}

const moveCursor = (tx: Tx, orgId: string, id: string, validity: string, uid: number) =>
  sql`update mailbox set last_uid = ${uid} where org_id = ${orgId} and id = ${id} and uid_validity = ${validity}::bigint and last_uid < ${uid}`.execute(tx)

interface Fetched { uid: number; validity: string; source: Buffer; at: string }

async function takeOne(db: Db, orgId: string, mailbox: MailboxRow, fetched: Fetched, now: () => Date, reading: Reading): Promise<void> {
  const act: Act = { orgId, actorId: null, now: now().toISOString(), isAutomatic: true }
  let mail: IncomingMail | null = null
  try {
    mail = await readMail(fetched.source)
  } catch (error) {
    reading.onError(error as Error)
  }
  const key = keyOf(mail, fetched.source)
  const write = (verdict: (tx: Tx) => Promise<Taken & { refusal?: string }>) => db.write(orgId, async (tx) => {
    const row = await selectMailbox(tx, orgId, mailbox.id, { lock: true })
    // Somebody else was faster, or the mailbox is another one by now.
    if (row === undefined || row.uidValidity !== fetched.validity || row.lastUid >= fetched.uid) return
    if (!(await isKnown(tx, orgId, mailbox.id, key))) await note(tx, act, mailbox.id, key, mail, await verdict(tx))
    await moveCursor(tx, orgId, mailbox.id, fetched.validity, fetched.uid)
  })
  const refused = (refusal: string) => write(() => Promise.resolve({ verdict: 'refused', code: null, leadId: null, refusal }))
  if (mail === null) return refused('unreadable')
  const readable = mail
  try {
    await write((tx) => takeMail(tx, act, mailbox, readable, fetched.at))
  } catch (error) {
    // One that fails for a reason of its own stops none of the others; a database that is away stops the round.
    if (error instanceof Refusal) return refused(error.code)
    if (isPassing(error)) throw error
    reading.onError(error as Error)
    await refused('failed')
  }
}

const isPassing = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(?:40001|40P01|55P03|57|08|53|25P03|ECONN|EPIPE|ETIMEDOUT)/.test(code) || /connection|timeout exceeded/i.test(message)
}

const keyOf = (mail: IncomingMail | null, source: Buffer): string => {
  const hash = createHash('sha256')
  if (mail === null || mail.messageId === null) return hash.update(source).digest('base64url')
  return hash.update(`${mail.messageId}\n${mail.from?.address.toLowerCase() ?? ''}`).digest('base64url')
}

/** This mailbox has looked at it before, or another one has made something of it. */
async function isKnown(tx: Tx, orgId: string, mailboxId: string, key: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${orgId} ${key}`}, 0))`.execute(tx)
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from mailbox_mail where org_id = ${orgId} and mail_key = ${key} and (mailbox_id = ${mailboxId} or verdict in ('lead', 'activity', 'answer', 'bounce'))) as some`.execute(tx)
  return rows[0]?.some === true
}

async function note(tx: Tx, act: Act, mailboxId: string, key: string, mail: IncomingMail | null, { verdict, code, refusal, leadId }: Taken & { refusal?: string }): Promise<void> {
  await tx.insertInto('mailbox_mail').values({
    org_id: act.orgId, id: newId(), mailbox_id: mailboxId, mail_key: key, at: act.now, verdict, code: refusal ?? code, sender: mail?.from?.address ?? null, lead_id: leadId,
    subject: mail === null || mail.subject === '' ? null : storable(mail.subject.slice(0, 300)),
  }).execute()
}

async function settle(db: Db, orgId: string, { id, failures }: MailboxRow, now: Date, problem: MailboxUnavailable | null): Promise<void> {
  const next = new Date(now.getTime() + (problem === null ? 50_000 : backOffMs(failures))).toISOString()
  await db.write(orgId, (tx) => problem === null
    ? sql`update mailbox set polled_at = ${now.toISOString()}::timestamptz, problem = null, failures = 0, next_poll_at = ${next}::timestamptz where org_id = ${orgId} and id = ${id}`.execute(tx)
    : sql`update mailbox set problem = ${JSON.stringify({ code: problem.code, text: storable(problem.message), at: now.toISOString() })}::jsonb, failures = failures + 1, next_poll_at = ${next}::timestamptz where org_id = ${orgId} and id = ${id}`.execute(tx))
}
