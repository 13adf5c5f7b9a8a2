import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { nextSendingTime } from '@sluice/core/nurture/sending-time'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Db, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { goOn } from './advance.ts'
import { doorsOf } from './mail-links.ts'
import { passwordContext, selectMailSetting, type MailSetting } from './mail-settings.queries.ts'
import { openSmtp, SmtpUnavailable, type SmtpResult, type SmtpSession } from './smtp.ts'
import { suppress } from './suppress.ts'
import { selectTiming } from './timing.queries.ts'
import type { MailMaking } from './write-mail.ts'

/** Where a test stops the process. */
export interface SendHooks {
  claimed?(): Promise<void>
  answered?(): Promise<void>
}

interface Claimed {
  id: string
  enrolmentId: string | null
  stepId: string | null
  leadId: string | null
  /** A colleague it goes to. */
  userId: string | null
  sequenceId: string | null
  messageId: string
  to: string
  addressKey: string
  senderId: string | null
  subject: string
  html: string
  text: string
  attempts: number
}

const attemptsAtMost = 6
const retryAfterMs = (attempts: number) => Math.min(6 * 3_600_000, 5 * 60_000 * 2 ** attempts)
export const lockSpace = 7583246

/**
 * Sends what may go out now, one after the other (docs/decisions/0013, "Mail exactly once"): claim and commit, send, commit. Throttle,
 * hours and cap are asked at the claim. What a dead process had claimed is taken up first: what had not begun to leave is sent again,
 * the rest is marked unsure and left to people. Answers how many it dealt with.
 */
export async function sendDue(db: Db, orgId: string, now: () => Date, making: MailMaking, { limit = 100, hooks = {} }: { limit?: number; hooks?: SendHooks } = {}): Promise<number> {
  const { rows } = await db.read(orgId, (tx) => sql<{ some: boolean }>`
    select exists (select from outbox where org_id = ${orgId} and (state = 'claimed' or state = 'queued' and not_before <= ${now().toISOString()}::timestamptz)) as some`.execute(tx))
  if (rows[0]?.some !== true) return 0
  const runId = newId()
  // The lock is the session's: it ends with the process, however that ends, and so tells others whether this sender lives.
  const client = await db.pool.connect()
  let session: SmtpSession | null = null
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [runId, lockSpace])
    await recover(db, client, orgId, runId, now())
    let settled = 0
    while (settled < limit) {
      const claim = await db.write(orgId, (tx) => claimNext(tx, orgId, runId, now()))
      if (claim === null) break
      await hooks.claimed?.()
      try {
        session ??= await connect(orgId, claim.setting, making)
      } catch (error) {
        if (!(error instanceof SmtpUnavailable)) throw error
        await db.write(orgId, (tx) => standStill(tx, orgId, claim, error, now()))
        break
      }
      const result = await deliver(db, orgId, session, claim.mail, claim.setting, making, now)
      await hooks.answered?.()
      await db.write(orgId, (tx) => settle(tx, orgId, claim.mail, result, now()))
      settled++
      // A conversation that did not end well is not gone on with: the next mail opens a new one.
      if (result.kind !== 'sent') {
        session.close()
        session = null
      }
      if (result.kind === 'lost') break
    }
    return settled
  } finally {
    session?.close()
    client.release(true)
  }
}

async function connect(orgId: string, setting: MailSetting, { secrets }: MailMaking): Promise<SmtpSession> {
  const password = setting.passwordSealed === null ? null : secrets.open(setting.passwordSealed, passwordContext(orgId))
  if (setting.passwordSealed !== null && password === null) throw new SmtpUnavailable('EKEY', 'the password was sealed with another key; enter it again')
  return openSmtp({ host: setting.host ?? '', port: setting.port, security: setting.security, username: setting.username, password })
}

/** Rows of senders that live no more. */
async function recover(db: Db, client: PoolClient, orgId: string, runId: string, now: Date): Promise<void> {
  const { rows } = await db.read(orgId, (tx) => sql<{ by: string }>`select distinct claimed_by as by from outbox where org_id = ${orgId} and state = 'claimed' and claimed_by <> ${runId}::uuid`.execute(tx))
  for (const { by } of rows) {
    const free = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, $2)) as got', [by, lockSpace])
    if (free.rows[0]?.got !== true) continue
    await db.write(orgId, async (tx) => {
      const left = await sql<{ id: string; enrolmentId: string | null; stepId: string | null; began: boolean }>`
        select id, enrolment_id as "enrolmentId", step_id as "stepId", sending_at is not null as began from outbox where org_id = ${orgId} and state = 'claimed' and claimed_by = ${by}::uuid order by id for update`.execute(tx)
      for (const mail of left.rows) {
        if (mail.began) {
          await tx.updateTable('outbox').set({ state: 'unsure', settled_at: now.toISOString(), sent_at: sql<string>`sending_at`, said: 'interrupted' }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
          if (mail.enrolmentId !== null && mail.stepId !== null) await goOn(tx, orgId, mail.enrolmentId, mail.stepId, now, 'mailed')
        } else await tx.updateTable('outbox').set({ state: 'queued', claimed_at: null, claimed_by: null }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
      }
    })
    await client.query('select pg_advisory_unlock(hashtextextended($1, $2))', [by, lockSpace])
  }
}

/** The next mail that may leave now, marked as ours; null when there is none. Whoever claims holds the row of the settings, so that two together keep the throttle. */
async function claimNext(tx: Tx, orgId: string, runId: string, now: Date): Promise<{ mail: Claimed; setting: MailSetting } | null> {
  const at = now.toISOString()
  const setting = await selectMailSetting(tx, orgId, { lock: true })
  if (!setting.isReady || (setting.pausedUntil !== null && setting.pausedUntil > at)) return null
  const timing = await selectTiming(tx, orgId)
  const dayStart = startOfDay(dayOf(now, timing.timeZone), timing.timeZone)
  const { rows: counts } = await sql<{ minute: number; day: number }>`
    select (select count(*)::integer from outbox where org_id = ${orgId} and (sent_at > ${new Date(now.getTime() - 60_000).toISOString()}::timestamptz or state = 'claimed')) as minute,
           (select count(*)::integer from outbox where org_id = ${orgId} and (sent_at >= ${new Date(dayStart).toISOString()}::timestamptz or state = 'claimed')) as day`.execute(tx)
  const { minute = 0, day = 0 } = counts[0] ?? {}
  if (minute >= setting.perMinute || day >= setting.perDay) {
    await sql`update outbox set waits_for = 'throttle' where org_id = ${orgId} and state = 'queued' and not_before <= ${at}::timestamptz and waits_for is distinct from 'throttle'`.execute(tx)
    return null
  }
  const open = nextSendingTime(now.getTime(), setting.hours, timing)
  if (open > now.getTime()) {
    await sql`update outbox set not_before = ${new Date(open).toISOString()}::timestamptz, waits_for = 'hours' where org_id = ${orgId} and state = 'queued' and enrolment_id is not null and not_before <= ${at}::timestamptz`.execute(tx)
  }
  // Each round of the loop settles one row or claims it, so it ends.
  for (;;) {
    const mail = await nextQueued(tx, orgId, at)
    if (mail === undefined) return null
    if (mail.enrolmentId !== null && (await turnsAway(tx, orgId, mail, setting, now))) continue
    await tx.updateTable('outbox').set({ state: 'claimed', claimed_at: at, claimed_by: runId, sending_at: null, waits_for: null, attempts: mail.attempts + 1 }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
    return { mail: { ...mail, attempts: mail.attempts + 1 }, setting }
  }
}

async function nextQueued(tx: Tx, orgId: string, at: string): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    select o.id, o.enrolment_id as "enrolmentId", o.step_id as "stepId", o.lead_id as "leadId", o.user_id as "userId", o.sequence_id as "sequenceId", o.message_id as "messageId", o.to_address as "to", o.address_key as "addressKey",
      o.sender_id as "senderId", o.subject, o.html, o.body_text as "text", o.attempts
    from outbox o left join enrolment e on e.org_id = o.org_id and e.id = o.enrolment_id left join sequence s on s.org_id = e.org_id and s.id = e.sequence_id
    where o.org_id = ${orgId} and o.state = 'queued' and o.not_before <= ${at}::timestamptz and (o.enrolment_id is null or o.waits_for = 'again' or (e.state = 'active' and s.paused_at is null and s.archived_at is null))
    order by o.not_before, o.id limit 1 for update of o skip locked`.execute(tx)
  return rows[0]
}

/** Asked at the last moment: the address may have left the list while the mail waited, or its person got others meanwhile. */
async function turnsAway(tx: Tx, orgId: string, mail: Claimed, setting: MailSetting, now: Date): Promise<boolean> {
  const refused = await tx.selectFrom('suppression').select('reason').where('org_id', '=', orgId).where('address_key', '=', mail.addressKey).executeTakeFirst()
  if (refused !== undefined) {
    await tx.updateTable('outbox').set({ state: 'cancelled', settled_at: now.toISOString(), said: refused.reason }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
    if (mail.enrolmentId !== null && mail.stepId !== null) await goOn(tx, orgId, mail.enrolmentId, mail.stepId, now, 'not_mailed')
    return true
  }
  const since = now.getTime() - setting.capDays * 86_400_000
  const { rows } = await sql<{ n: number; nth: string | null; sending: boolean }>`
    select count(*)::integer as n, (array_agg(sent_at order by sent_at desc))[${setting.capMails}::integer] as nth, bool_or(state = 'claimed') as sending
    from outbox where org_id = ${orgId} and address_key = ${mail.addressKey} and enrolment_id is not null and (sent_at > ${new Date(since).toISOString()}::timestamptz or state = 'claimed')`.execute(tx)
  const { n = 0, nth = null } = rows[0] ?? {}
  if (n < setting.capMails) return false
  const until = nth === null ? now.getTime() + 60_000 : new Date(nth).getTime() + setting.capDays * 86_400_000 + 1
  await tx.updateTable('outbox').set({ not_before: new Date(until).toISOString(), waits_for: 'cap' }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
  return true
}

async function deliver(db: Db, orgId: string, session: SmtpSession, mail: Claimed, setting: MailSetting, { secrets, origin }: MailMaking, now: () => Date): Promise<SmtpResult> {
  const { slug } = await db.read(orgId, (tx) => tx.selectFrom('org').select('slug').where('org_id', '=', orgId).executeTakeFirstOrThrow())
  const sender = setting.senders.find((one) => one.id === mail.senderId) ?? setting.senders[0]
  if (sender === undefined) return { kind: 'refused', permanent: true, ours: true, said: 'no sender' }
  const door = doorsOf(secrets, orgId, origin ?? setting.origin ?? 'http://localhost', slug)
  const [local, domain] = (setting.bounceAddress ?? '').split('@')
  return session.send({
    messageId: mail.messageId, from: { name: sender.name, address: sender.address }, replyTo: sender.replyTo, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text, at: now(),
    // A mark of its own, so that a report that quotes nothing still tells which mail it is about.
    returnPath: domain === undefined ? sender.address : `${local}+${mail.id.replaceAll('-', '')}@${domain}`,
    unsubscribe: mail.enrolmentId === null ? null : door('u', mail.id),
  }, () => db.write(orgId, async (tx) => {
    await tx.updateTable('outbox').set({ sending_at: now().toISOString() }).where('org_id', '=', orgId).where('id', '=', mail.id).where('state', '=', 'claimed').execute()
  }))
}

/** Writes down what became of a mail, and lets its enrolment go on. */
async function settle(tx: Tx, orgId: string, mail: Claimed, result: SmtpResult, now: Date): Promise<void> {
  const at = now.toISOString()
  const act: Act = { orgId, actorId: null, now: at, isAutomatic: true }
  // The enrolment first, then the mail: as whoever ends an enrolment locks them.
  if (mail.enrolmentId !== null) await tx.selectFrom('enrolment').select('id').where('org_id', '=', orgId).where('id', '=', mail.enrolmentId).forUpdate().execute()
  const set = (values: { state: string; settled_at?: string; sent_at?: string | null; not_before?: string; claimed_by?: null; sending_at?: null }) =>
    tx.updateTable('outbox').set({ ...values, said: result.said }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
  const again = () => set({ state: 'queued', not_before: new Date(now.getTime() + retryAfterMs(mail.attempts)).toISOString(), claimed_by: null, sending_at: null })
  const on = (outcome: 'mailed' | 'not_mailed') => (mail.enrolmentId === null || mail.stepId === null ? undefined : goOn(tx, orgId, mail.enrolmentId, mail.stepId, now, outcome))
  if (result.kind === 'sent') {
    await set({ state: 'sent', settled_at: at, sent_at: at })
    await tellMailed(tx, act, mail)
    await on('mailed')
  } else if (result.kind === 'unknown') {
    await set({ state: 'unsure', settled_at: at, sent_at: at })
    await on('mailed')
  } else if (result.kind === 'lost' || (!result.permanent && mail.attempts < attemptsAtMost)) await again()
  else if (!result.ours && result.permanent) {
    await set({ state: 'bounced', settled_at: at })
    // A colleague's address is not on the list of those who may be written to.
    if (mail.userId === null) await suppress(tx, act, { address: mail.to, reason: 'bounced', note: result.said })
    await on('not_mailed')
  } else {
    await set({ state: 'failed', settled_at: at })
    await on('not_mailed')
  }
  if (result.kind === 'sent') await tx.updateTable('mail_setting').set({ problem: null, paused_until: null }).where('org_id', '=', orgId).where('problem', 'is not', null).execute()
}

async function tellMailed(tx: Tx, act: Act, mail: Claimed): Promise<void> {
  if (mail.leadId === null || mail.enrolmentId === null) return
  const { rows } = await sql<{ ownerId: string | null; teamId: string | null; sequence: string | null }>`
    select l.owner_id as "ownerId", l.team_id as "teamId", s.name as sequence from lead l left join sequence s on s.org_id = l.org_id and s.id = ${mail.sequenceId}::uuid
    where l.org_id = ${act.orgId} and l.id = ${mail.leadId}`.execute(tx)
  const lead = rows[0]
  if (lead === undefined) return
  await append(tx, act, [{
    type: 'lead.mailed', payload: { mailId: mail.id, subject: mail.subject, sequenceId: mail.sequenceId, sequence: lead.sequence }, subjectType: 'lead', subjectId: mail.leadId, ownerId: lead.ownerId, teamId: lead.teamId,
  }])
}

/** Nothing leaves for a while, and people are told why. The mail goes back into the queue: it is not its fault. */
async function standStill(tx: Tx, orgId: string, { mail, setting }: { mail: Claimed; setting: MailSetting }, error: SmtpUnavailable, now: Date): Promise<void> {
  await tx.updateTable('outbox').set({ state: 'queued', claimed_by: null, attempts: mail.attempts - 1 }).where('org_id', '=', orgId).where('id', '=', mail.id).execute()
  await tx
    .updateTable('mail_setting')
    .set({ problem: JSON.stringify({ code: error.code, text: error.message, at: now.toISOString() }), paused_until: new Date(now.getTime() + 5 * 60_000).toISOString() })
    // Settings that were changed while we tried are tried anew.
    .where('org_id', '=', orgId).where('version', '=', setting.version).execute()
}
