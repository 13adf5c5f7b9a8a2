import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { managersOf } from '../identity/managers.queries.ts'
import { readWorkTime } from './work-time.ts'
import { lockClock, nextOf, selectDue, type Clock } from './clocks.ts'

const batch = 200

/** Gives a lead that was not answered to another, under the locks that assigning needs and the lead's. `later`: nobody is at work now. */
export interface Reassign {
  lock(tx: Tx, orgId: string): Promise<void>
  reassign(tx: Tx, act: Act, leadId: string, fromId: string): Promise<'given' | 'later' | 'nobody'>
}

/** Reminds, says what is late, tells managers, gives to another: each once, in the transaction that notes it as done. */
export const responseDeadlines = (assigning: Reassign): PeriodicTask => ({
  name: 'response_deadlines',
  everyMinutes: 1,
  async run(db, orgId, now) {
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const errors: unknown[] = []
    for (let ids = await due(db, act); ids.length > 0; ids = ids.length < batch || errors.length > 0 ? [] : await due(db, act)) {
      // One after the other: a lead that fails does not keep the next ones waiting.
      for (const id of ids) await db.write(orgId, (tx) => pass(tx, act, assigning, id)).catch((error: unknown) => errors.push(error))
    }
    if (errors.length > 0) throw errors[0]
  },
})

const due = (db: Db, act: Act) => db.read(act.orgId, (tx) => selectDue(tx, act.orgId, act.now, batch))

async function pass(tx: Tx, act: Act, assigning: Reassign, leadId: string): Promise<void> {
  const { orgId, now } = act
  // What assigning locks comes before the lead, the lead before its clock.
  await assigning.lock(tx, orgId)
  const { rows } = await sql<{ name: string; company: string | null }>`select name, company from lead where org_id = ${orgId} and id = ${leadId} for update`.execute(tx)
  const clock = await lockClock(tx, orgId, leadId)
  const [lead] = rows
  if (lead === undefined || clock === undefined) return
  const passed = (at: string | null) => at !== null && at <= now
  const done = { ...clock }
  const data = { name: lead.name, company: lead.company, dueAt: clock.dueAt, targetMinutes: clock.targetMinutes }
  const about = { subjectType: 'lead', subjectId: leadId } as const
  if (clock.remindedAt === null && passed(clock.remindAt)) {
    done.remindedAt = now
    if (!passed(clock.dueAt)) await notify(tx, act, [{ userId: clock.ownerId, kind: 'response_due_soon', data, ...about }])
  }
  if (clock.breachedAt === null && passed(clock.dueAt)) {
    done.breachedAt = clock.dueAt
    await tell(tx, act, clock, 'breached')
    await notify(tx, act, [{ userId: clock.ownerId, kind: 'response_overdue', data, ...about }])
  }
  if (clock.escalatedAt === null && passed(clock.escalateAt)) {
    done.escalatedAt = now
    await tell(tx, act, clock, 'escalated')
    const owner = await tx.selectFrom('app_user').select('name').where('org_id', '=', orgId).where('id', '=', clock.ownerId).executeTakeFirst()
    const managers = await managersOf(tx, orgId, { userId: clock.ownerId, teamId: clock.teamId })
    await notify(tx, act, managers.map((userId) => ({ userId, kind: 'response_escalated' as const, data: { ...data, owner: owner?.name ?? '' }, ...about })))
  }
  const isToGo = clock.reassignedAt === null && passed(clock.reassignAt)
  const went = isToGo ? await assigning.reassign(tx, act, leadId, clock.ownerId) : null
  if (went === 'later') {
    const { hours } = await readWorkTime(tx, orgId)
    const next = hours.nextOpen(Date.parse(now) + 60_000)
    done.reassignAt = next === null ? null : new Date(next).toISOString()
  } else if (isToGo) done.reassignedAt = now
  await tx
    .updateTable('response_clock')
    .set({ reassign_at: done.reassignAt, reminded_at: done.remindedAt, breached_at: done.breachedAt, escalated_at: done.escalatedAt, reassigned_at: done.reassignedAt, next_at: went === 'given' ? null : nextOf(done) })
    .where('org_id', '=', orgId)
    .where('id', '=', clock.id)
    .execute()
  if (went === 'given') {
    await tell(tx, act, clock, 'reassigned')
    await notify(tx, act, [{ userId: clock.ownerId, kind: 'lead_taken_back', data, ...about }])
  }
}

async function tell(tx: Tx, act: Act, clock: Clock, step: 'breached' | 'escalated' | 'reassigned'): Promise<void> {
  await append(tx, act, [{
    type: 'response.breached', payload: { userId: clock.ownerId, dueAt: clock.dueAt ?? act.now, targetMinutes: clock.targetMinutes, step }, ...(step === 'breached' && clock.dueAt !== null && { at: clock.dueAt }),
    subjectType: 'lead', subjectId: clock.leadId, ownerId: clock.ownerId, teamId: clock.teamId,
  }])
}
