import type { createProject as createContract } from '@sluice/core/projects/contract'
import { dueAfter } from '@sluice/core/projects/plan'
import type { ProjectPerson, ProjectTemplateDefinition } from '@sluice/core/projects/template'
import { dayOf } from '@sluice/core/lib/dates'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectTiming } from '../nurture/timing.queries.ts'
import { findPeople } from './find-people.ts'
import { tellHandOver } from './hand-over.ts'
import { selectTemplates } from './templates.ts'

/** Without a template: no tasks, nothing to hand over. */
const bare: ProjectTemplateDefinition = { owner: { kind: 'deal_owner' }, phases: [{ name: '', tasks: [] }], handOver: null }

/**
 * Starts a project with the tasks of its template, each with who does it and when. By an automation once for a deal and template: a second
 * time answers the first one's id.
 */
export async function createProject(tx: Tx, act: Act, viewer: Viewer, body: Omit<BodyOf<typeof createContract>, 'ownerId'> & { ownerId?: string | undefined }, { isAutomatic = false } = {}): Promise<{ id: string; isNew: boolean; tasks: string[] }> {
  const { orgId } = act
  const place = await requirePlace(tx, viewer, body)
  const template = body.templateId === null ? null : ((await selectTemplates(tx, orgId, { id: body.templateId })).find((one) => !one.isArchived) ?? refuse('project.unknown_template'))
  const definition = template?.definition ?? bare
  const timing = await selectTiming(tx, orgId)
  const startsOn = body.startsOn ?? dayOf(place.wonAt ?? act.now, timing.timeZone)
  const find = findPeople(tx, orgId, place)
  const ownerId = body.ownerId ?? (await find(definition.owner)) ?? (await find({ kind: 'deal_owner' })) ?? (await find({ kind: 'account_owner' })) ?? viewer.userId
  if (body.ownerId !== undefined && (await find({ kind: 'user', userId: body.ownerId })) === null) refuse('project.unknown_person')
  const handOverTo = definition.handOver === null ? null : ((await find(definition.handOver.to)) ?? ownerId)
  const name = body.name ?? [...`${template === null ? '' : `${template.name} · `}${place.account}`].slice(0, 120).join('')
  const id = newId()
  const inserted = await tx
    .insertInto('project')
    .values({
      org_id: orgId, id, name, account_id: place.accountId, deal_id: body.dealId, template_id: template?.id ?? null, template_version: template?.version ?? null, template: template === null ? null : JSON.stringify(definition), state: 'running',
      owner_id: ownerId, starts_on: startsOn, checklist: JSON.stringify((definition.handOver?.checklist ?? []).map((text) => ({ text, isGiven: false }))), is_automatic: isAutomatic, created_by: viewer.userId, created_at: act.now,
      ...(handOverTo !== null && { hand_over_to: handOverTo, hand_over_by: ownerId, hand_over_status: 'open', handed_over_at: act.now }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id').executeTakeFirst()
  if (inserted === undefined) {
    const first = await tx.selectFrom('project').select('id').where('org_id', '=', orgId).where('deal_id', '=', body.dealId).where('template_id', '=', body.templateId).where('is_automatic', '=', true).executeTakeFirstOrThrow()
    return { id: first.id, isNew: false, tasks: [] }
  }
  const tasks: NewTask[] = []
  for (const phase of definition.phases) for (const { owner, title, body: text, days, unit } of phase.tasks) {
    const found = owner.kind === 'project_owner' ? ownerId : await find(owner)
    tasks.push({ id: newId(), title, body: text, phase: phase.name, assigneeId: found ?? ownerId, unfilled: found === null ? unfilledOf(owner) : null, days, unit, dueOn: dueAfter(startsOn, { days, unit }, timing.calendar) })
  }
  await insertTasks(tx, act, viewer, id, tasks, 0)
  await append(tx, act, [{
    type: 'project.created', payload: { projectId: id, name, accountId: place.accountId, dealId: body.dealId, templateId: template?.id ?? null, tasks: tasks.length }, subjectType: 'account', subjectId: place.accountId, ownerId: place.accountOwnerId, teamId: place.accountTeamId,
  }])
  const people = [...new Set([ownerId, ...tasks.map((task) => task.assigneeId)])]
  await notify(tx, act, people.map((userId) => ({ userId, kind: 'project_started' as const, data: { project: name, tasks: tasks.filter((task) => task.assigneeId === userId).length }, subjectType: 'project', subjectId: id })))
  if (handOverTo !== null) await tellHandOver(tx, act, { id, name, to: handOverTo, by: ownerId })
  return { id, isNew: true, tasks: tasks.map((task) => task.id) }
}

const unfilledOf = (who: ProjectPerson) => (who.kind === 'role' ? who.role : who.kind)

export interface NewTask {
  id: string
  title: string
  body: string
  phase: string
  assigneeId: string
  unfilled: string | null
  /** Null: by hand. */
  days: number | null
  unit: 'days' | 'work_days'
  dueOn: string | null
}

/** Tasks are action items with a place in the project. */
export async function insertTasks(tx: Tx, act: Act, viewer: Viewer, projectId: string, tasks: readonly NewTask[], position: number): Promise<void> {
  if (tasks.length === 0) return
  await tx.insertInto('action_item').values(tasks.map((task) => ({
    org_id: act.orgId, id: task.id, kind: 'task', title: task.title, body: task.body, status: 'open', assignee_id: task.assigneeId, due_on: task.dueOn, project_id: projectId, created_by: viewer.userId, created_at: act.now,
  }))).execute()
  await tx.insertInto('project_task').values(tasks.map((task, i) => ({
    org_id: act.orgId, item_id: task.id, project_id: projectId, phase: task.phase, position: position + i, days: task.days, unit: task.unit, planned_on: task.days === null ? null : task.dueOn, unfilled: task.unfilled,
  }))).execute()
  await append(tx, act, tasks.map((task) => ({
    type: 'action.created' as const, payload: { kind: 'task', title: task.title, alarmId: null, remedyKey: null, userId: task.assigneeId }, subjectType: 'action' as const, subjectId: task.id, ownerId: task.assigneeId, teamId: null,
  })))
}

interface Place {
  accountId: string
  account: string
  accountOwnerId: string | null
  accountTeamId: string | null
  dealOwnerId: string | null
  /** When its deal was won. */
  wonAt: string | null
}
type Owned = { ownerId: string | null; teamId: string | null }

/** The account, and the deal where one is named, of which the viewer sees what they name and may change either. */
async function requirePlace(tx: Reader, viewer: Viewer, { accountId, dealId }: { accountId: string | null; dealId: string | null }): Promise<Place> {
  const { orgId } = viewer
  if (accountId === null && dealId === null) refuse('project.no_record')
  const deal = dealId === null ? null : ((await sql<Owned & { accountId: string | null; wonAt: string | null; collaboratorIds: string[] }>`
    select d.owner_id as "ownerId", d.team_id as "teamId", d.account_id as "accountId", case when d.status = 'won' then d.closed_at end as "wonAt",
      array(select c.user_id from deal_collaborator c where c.org_id = d.org_id and c.deal_id = d.id) as "collaboratorIds"
    from deal d where d.org_id = ${orgId} and d.id = ${dealId}`.execute(tx)).rows[0] ?? refuse('record.not_found'))
  if (deal !== null && !allows(viewer, 'deal', 'read', deal)) refuse('record.not_found')
  const wanted = accountId ?? deal?.accountId ?? refuse('project.no_account')
  if (deal !== null && wanted !== deal.accountId) refuse('record.not_found')
  const account = (await sql<Owned & { name: string }>`select name, owner_id as "ownerId", team_id as "teamId" from account where org_id = ${orgId} and id = ${wanted}`.execute(tx)).rows[0] ?? refuse('record.not_found')
  if (deal === null && !allows(viewer, 'account', 'read', account)) refuse('record.not_found')
  if (!allows(viewer, 'account', 'write', account) && !(deal !== null && allows(viewer, 'deal', 'write', deal))) refuse('permission.denied')
  return { accountId: wanted, account: account.name, accountOwnerId: account.ownerId, accountTeamId: account.teamId, dealOwnerId: deal?.ownerId ?? null, wonAt: deal?.wonAt ?? null }
}
