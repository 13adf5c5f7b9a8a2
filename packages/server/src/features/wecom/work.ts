import { errcodeKind, notUnderstood, unreachable } from '@sluice/core/wecom/errcodes'
import { WecomError, type WecomAccount, type WecomGateway } from '@sluice/core/wecom/gateway'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { openWorkQueue, type WorkQueue } from '../../platform/work-queue.ts'
import { withdrawWays } from './contact-ways.ts'
import { settle, settleAdded, settleLeft, type Message } from './settle-message.ts'
import { accountOf, selectSetting } from './wecom.queries.ts'

const atOnce = 200
const mostAttempts = 10
const minuteMs = 60_000
/** Messages that are settled are kept so long, for people to look at. */
const keptDays = 30

/** Works on what WeCom told, and tells it what was withdrawn: soon after a callback, and on the beat. */
export function openWecomWork(db: Db, secrets: Secrets, gateway: WecomGateway, now: () => Date, onError: (error: Error) => void): WorkQueue {
  const once = async (orgId: string, isStopped: () => boolean) => {
    const setting = await db.read(orgId, (tx) => selectSetting(tx, secrets, orgId))
    const account = accountOf(setting)
    if (setting === null || account === null || !setting.isOn) return
    if (setting.problem?.pausedUntil != null && setting.problem.pausedUntil > now().toISOString()) return
    const goesOn = await workOff(orgId, account, isStopped)
    if (!goesOn || isStopped()) return
    const problem = await withdrawWays(db, orgId, gateway, account, now())
    if (problem !== null) await pause(db, orgId, problem, now())
  }
  /** Whether everything that is due was tried; false when all have to wait. */
  const workOff = async (orgId: string, account: WecomAccount, isStopped: () => boolean): Promise<boolean> => {
    for (let n = 0; n < atOnce && !isStopped(); n++) {
      const message = await claim(db, orgId, now())
      if (message === undefined) return true
      if (!(await workOn(orgId, account, message))) return false
    }
    return true
  }
  const workOn = async (orgId: string, account: WecomAccount, message: Message): Promise<boolean> => {
    const act = (): Act => ({ orgId, actorId: null, now: now().toISOString() })
    try {
      if (message.change === 'add_external_contact' || message.change === 'add_half_external_contact') {
        const contact = await gateway.contact(account, message.externalUserid)
        await clearProblem(db, orgId)
        await db.write(orgId, (tx) => settleAdded(tx, act(), message, contact))
      } else await db.write(orgId, (tx) => settleLeft(tx, act(), message))
      return true
    } catch (error) {
      if (!(error instanceof WecomError) && !(error instanceof Refusal)) onError(error as Error)
      const errcode = error instanceof WecomError ? error.errcode : notUnderstood
      const kind = errcodeKind(errcode)
      if (error instanceof WecomError && (kind === 'rate' || kind === 'setting' || errcode === unreachable)) {
        // It is not this customer's fault: the attempt does not count, and nobody is asked for a while.
        await db.write(orgId, (tx) => sql`update wecom_inbox set attempts = attempts - 1, not_before = ${now().toISOString()}, errcode = ${errcode} where org_id = ${orgId} and id = ${message.id} and state = 'waiting'`.execute(tx))
        await pause(db, orgId, errcode, now())
        return false
      }
      const isOver = error instanceof Refusal || (error instanceof WecomError && kind === 'final') || message.attempts >= mostAttempts
      await db.write(orgId, async (tx) => {
        if (isOver) return settle(tx, act(), message.id, { state: 'failed', leadId: null, errcode })
        const next = new Date(now().getTime() + Math.min(60, 2 ** (message.attempts - 1)) * minuteMs).toISOString()
        await sql`update wecom_inbox set not_before = ${next}, errcode = ${errcode} where org_id = ${orgId} and id = ${message.id} and state = 'waiting'`.execute(tx)
      })
      return true
    }
  }
  return openWorkQueue(once, { soonMs: 0, onError })
}

/** The slow beat: what is to be tried again, and what is kept no longer. */
export const wecomTask = (work: WorkQueue): PeriodicTask => ({
  name: 'wecom',
  everyMinutes: 1,
  async run(db, orgId, now) {
    await db.write(orgId, async (tx) => {
      await sql`delete from wecom_nonce where org_id = ${orgId} and expires_at < ${now.toISOString()}`.execute(tx)
      await sql`delete from wecom_inbox where org_id = ${orgId} and state <> 'waiting' and settled_at < ${new Date(now.getTime() - keptDays * 86_400_000).toISOString()}`.execute(tx)
    })
    await work.work(orgId)
  },
})

/**
 * The next message that is due, for two minutes nobody else's: should the process end, it is tried again then. Those of one customer are taken in the
 * order they came.
 */
async function claim(db: Db, orgId: string, now: Date): Promise<Message | undefined> {
  return db.write(orgId, async (tx) => {
    const { rows } = await sql<Message>`
      update wecom_inbox set attempts = attempts + 1, not_before = ${new Date(now.getTime() + 2 * minuteMs).toISOString()}
      where org_id = ${orgId} and id = (
        select i.id from wecom_inbox i where i.org_id = ${orgId} and i.state = 'waiting' and i.not_before <= ${now.toISOString()}
          and not exists (select from wecom_inbox e where e.org_id = i.org_id and e.state = 'waiting' and e.external_userid = i.external_userid and e.id < i.id)
        order by i.not_before, i.id limit 1 for update skip locked)
      returning id, change, userid, external_userid as "externalUserid", state_key as "stateKey", happened_at as "happenedAt", attempts`.execute(tx)
    return rows[0]
  })
}

/** Nobody is asked for as long as the problem has lasted already: a minute at least, an hour at most. */
async function pause(db: Db, orgId: string, errcode: number, now: Date): Promise<void> {
  await db.write(orgId, (tx) => sql`
    update wecom_setting set problem_at = case when problem_code = ${errcode} then problem_at else ${now.toISOString()}::timestamptz end, problem_code = ${errcode},
      paused_until = ${now.toISOString()}::timestamptz + least(interval '1 hour', greatest(interval '1 minute',
        case when problem_code = ${errcode} then ${now.toISOString()}::timestamptz - problem_at else interval '0' end))
    where org_id = ${orgId}`.execute(tx))
}

const clearProblem = (db: Db, orgId: string) =>
  db.write(orgId, (tx) => sql`update wecom_setting set problem_code = null, problem_at = null, paused_until = null where org_id = ${orgId} and problem_code is not null`.execute(tx))
