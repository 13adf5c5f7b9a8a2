import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { hold, save } from './hold-project.ts'

type Item = { id: string; title: string; ownerId: string; assigneeId: string | null }
const told = (items: readonly Item[], what: 'dropped' | 'reopened') => items.map((item) => ({
  type: 'action.changed' as const, payload: { what, title: item.title, userId: item.assigneeId }, subjectType: 'action' as const, subjectId: item.id, ownerId: item.ownerId, teamId: null,
}))
const columns = sql`i.id, i.title, coalesce(i.assignee_id, i.created_by) as "ownerId", i.assignee_id as "assigneeId"`

/** Ends a project as done or given up. What is open is skipped; of a project that is done only when it is said so. */
export async function endProject(tx: Tx, act: Act, viewer: Viewer, id: string, state: 'done' | 'cancelled', { outcome, skipOpen }: { outcome: string; skipOpen: boolean }): Promise<void> {
  const project = await hold(tx, viewer, id)
  const { rows: open } = await sql<Item>`select ${columns} from action_item i where i.org_id = ${act.orgId} and i.project_id = ${id} and i.status = 'open' order by i.id for update`.execute(tx)
  if (open.length > 0 && !skipOpen) refuse('project.open_tasks', { n: open.length })
  const ids = sql`any(${sql.val(open.map((item) => item.id))}::uuid[])`
  await sql`update action_item set status = 'dropped', done_at = ${act.now}::timestamptz, done_by = ${act.actorId}, outcome = ${outcome}, version = version + 1 where org_id = ${act.orgId} and id = ${ids}`.execute(tx)
  await sql`update project_task set is_skipped_by_end = true where org_id = ${act.orgId} and item_id = ${ids}`.execute(tx)
  await append(tx, act, told(open, 'dropped'))
  await save(tx, act, project, { state, ended_at: act.now, ended_by: viewer.userId, outcome }, state)
}

/** Takes it up again, with the tasks that its end skipped. */
export async function reopenProject(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const project = await hold(tx, viewer, id, { anyState: true })
  if (project.state === 'running') refuse('project.not_ended')
  const { rows: back } = await sql<Item>`
    update action_item i set status = 'open', done_at = null, done_by = null, outcome = '', version = i.version + 1 from project_task t
    where i.org_id = ${act.orgId} and t.org_id = i.org_id and t.item_id = i.id and t.project_id = ${id} and t.is_skipped_by_end and i.status = 'dropped' returning ${columns}`.execute(tx)
  await sql`update project_task set is_skipped_by_end = false where org_id = ${act.orgId} and project_id = ${id} and is_skipped_by_end`.execute(tx)
  await append(tx, act, told(back, 'reopened'))
  await save(tx, act, project, { state: 'running', ended_at: null, ended_by: null, outcome: '' }, 'reopened')
}
