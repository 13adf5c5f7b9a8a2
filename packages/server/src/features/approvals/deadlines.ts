import { passDeadlines, replaceGone } from '@sluice/core/approvals/machine'
import type { TaskState } from '@sluice/core/approvals/state'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { approvalMoment } from './approval-moment.ts'
import { lockApproval } from './approvals.queries.ts'
import { aboutApproval, saveApproval } from './save-approval.ts'

/** Reminds of what is overdue, asks others besides, and takes tasks from people who have left. */
export const approvalDeadlines: PeriodicTask = {
  name: 'approval_deadlines', everyMinutes: 5,
  async run(db, orgId, now) {
    const act: Act = { orgId, actorId: null, now: now.toISOString() }
    for (const id of await selectDue(db, act)) await db.write(orgId, (tx) => pass(tx, act, id))
  },
}

/** Approvals in which something is to be done; a task that was reminded and has nobody to escalate to is not looked at again. */
async function selectDue(db: Db, act: Act): Promise<string[]> {
  return db.read(act.orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select distinct t.approval_id as id from approval_task t join app_user u on u.org_id = t.org_id and u.id = t.user_id
      where t.org_id = ${act.orgId} and t.status = 'open' and (u.status <> 'active' or (t.due_at <= ${act.now} and t.reminded_at is null)) limit 1000`.execute(tx)
    return rows.map((row) => row.id)
  })
}

async function pass(tx: Tx, act: Act, id: string): Promise<void> {
  const approval = await lockApproval(tx, act.orgId, id)
  if (approval === undefined) return
  const moment = await approvalMoment(tx, act, approval)
  const isActive = new Map(moment.directory.people.map((person) => [person.id, person.isActive]))
  const replaced = replaceGone(approval.definition, approval.state, (userId) => isActive.get(userId) !== true, moment)
  if (!replaced.ok) return
  const passed = passDeadlines(approval.definition, replaced.state, moment)
  if (!passed.ok) return
  const effects = { ...passed.effects, opened: replaced.effects.opened }
  const told = (what: 'replaced' | 'reminded' | 'escalated', tasks: readonly TaskState[]) =>
    tasks.map((task) => ({ type: 'approval.changed' as const, payload: { ...aboutApproval(approval), what, userId: task.userId, comment: '' } }))
  const events = [...told('replaced', effects.opened), ...told('reminded', effects.reminded), ...told('escalated', effects.escalated)]
  if (events.length > 0) await saveApproval(tx, act, approval, { state: passed.state, effects }, events)
}
