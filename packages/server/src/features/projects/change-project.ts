import type { addProjectTask, changeProject as changeContract } from '@sluice/core/projects/contract'
import { moved } from '@sluice/core/projects/plan'
import { projectLimits } from '@sluice/core/projects/template'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectTiming } from '../nurture/timing.queries.ts'
import { insertTasks } from './create-project.ts'
import { requireActive } from './hand-over.ts'
import { hold, save } from './hold-project.ts'

export async function changeProject(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContract>): Promise<void> {
  const project = await hold(tx, viewer, id)
  if (project.version !== version) refuse('conflict.stale_version')
  const ownerId = body.ownerId === undefined || body.ownerId === project.owner_id ? null : body.ownerId
  if (ownerId !== null) {
    await requireActive(tx, act.orgId, ownerId)
    await notify(tx, act, [{ userId: ownerId, kind: 'project_started', data: { project: body.name ?? project.name, tasks: 0 }, subjectType: 'project', subjectId: id }])
  }
  if (body.startsOn !== undefined && body.startsOn !== project.starts_on) await moveTasks(tx, act, id, project.starts_on, body.startsOn)
  await save(tx, act, project, {
    ...(body.name !== undefined && { name: body.name }), ...(ownerId !== null && { owner_id: ownerId }), ...(body.startsOn !== undefined && { starts_on: body.startsOn }), ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.checklist !== undefined && { checklist: JSON.stringify(body.checklist) }),
  }, 'changed')
}

/** Tasks that are not done move with the start. */
async function moveTasks(tx: Tx, act: Act, projectId: string, from: string, to: string): Promise<void> {
  const { calendar } = await selectTiming(tx, act.orgId)
  const { rows } = await sql<{ id: string; title: string; assigneeId: string | null; dueOn: string | null; plannedOn: string | null; days: number | null; unit: 'days' | 'work_days'; createdBy: string }>`
    select i.id, i.title, i.assignee_id as "assigneeId", i.due_on as "dueOn", t.planned_on as "plannedOn", t.days, t.unit, i.created_by as "createdBy"
    from project_task t join action_item i on i.org_id = t.org_id and i.id = t.item_id where t.org_id = ${act.orgId} and t.project_id = ${projectId} and i.status = 'open' order by i.id for update of i`.execute(tx)
  const after = rows.map((row) => ({ id: row.id, ...moved(row, from, to, calendar) }))
  await sql`
    with m as (select * from jsonb_to_recordset(${JSON.stringify(after)}::jsonb) as m(id uuid, "dueOn" date, "plannedOn" date)),
      planned as (update project_task t set planned_on = m."plannedOn" from m where t.org_id = ${act.orgId} and t.item_id = m.id)
    update action_item i set due_on = m."dueOn", version = i.version + 1 from m where i.org_id = ${act.orgId} and i.id = m.id`.execute(tx)
  await append(tx, act, rows.map((row) => ({
    type: 'action.changed' as const, payload: { what: 'changed' as const, title: row.title, userId: row.assigneeId }, subjectType: 'action' as const, subjectId: row.id, ownerId: row.assigneeId ?? row.createdBy, teamId: null,
  })))
}

export async function addTask(tx: Tx, act: Act, viewer: Viewer, id: string, body: BodyOf<typeof addProjectTask>): Promise<void> {
  const project = await hold(tx, viewer, id)
  await requireActive(tx, act.orgId, body.assigneeId)
  const { rows } = await sql<{ n: number; phase: number | null; last: number }>`
    select count(*) as n, max(position) filter (where phase = ${body.phase}) as phase, coalesce(max(position), -1) as last from project_task where org_id = ${act.orgId} and project_id = ${id}`.execute(tx)
  const { n = 0, phase = null, last = -1 } = rows[0] ?? {}
  if (n >= projectLimits.tasks * 2) refuse('project.too_many_tasks', { most: projectLimits.tasks * 2 })
  const position = (phase ?? last) + 1
  await sql`update project_task set position = position + 1 where org_id = ${act.orgId} and project_id = ${id} and position >= ${position}`.execute(tx)
  const task = { id: newId(), title: body.title, body: body.body, phase: body.phase, assigneeId: body.assigneeId, unfilled: null, days: null, unit: 'days' as const, dueOn: body.dueOn }
  await insertTasks(tx, act, viewer, id, [task], position)
  await notify(tx, act, [{ userId: body.assigneeId, kind: 'action_assigned', data: { title: body.title, dueOn: body.dueOn }, subjectType: 'action', subjectId: task.id }])
  await save(tx, act, project, {}, 'task_added')
}
