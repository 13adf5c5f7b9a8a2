import type { AssigneeOut, changeAssignee } from '@sluice/core/assignment/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockAssigning } from './assign-lead.ts'
import { inHandStatuses } from './world.ts'

/** Active people who sell, with what they can take and have; `id`: one of them. Absences that are over are left out. */
export async function selectAssignees(tx: Reader, orgId: string, timeZone: string, now: Date, id?: string): Promise<AssigneeOut[]> {
  const { rows } = await sql<AssigneeOut>`
    select jsonb_build_object('id', u.id, 'name', u.name) as user, u.role, jsonb_build_object('id', t.id, 'name', t.name) as team, coalesce(a.weight, 1) as weight,
      a.day_limit as "dayLimit", a.hand_limit as "handLimit", coalesce(a.version, 0) as version, coalesce(q.taken, 0) as today,
      (select count(*) from lead l where l.org_id = u.org_id and l.owner_id = u.id and l.status = any(${sql.val([...inHandStatuses])}::text[])) as "inHand",
      (select coalesce(jsonb_agg(jsonb_build_object('from', to_char(b.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', to_char(b.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'note', b.note) order by b.from_at), '[]')
        from absence b where b.org_id = u.org_id and b.user_id = u.id and b.to_at > ${now.toISOString()}) as absences
    from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id left join assignee a on a.org_id = u.org_id and a.user_id = u.id
    left join assignee_quota q on q.org_id = u.org_id and q.user_id = u.id and q.day = ${dayOf(now, timeZone)}::date
    where u.org_id = ${orgId} and u.status = 'active' and u.role in ('rep', 'manager', 'admin') and ${id === undefined ? sql`true` : sql`u.id = ${id}`}
    order by t.name, u.name, u.id`.execute(tx)
  return rows
}

/** Weight and limits are set by administrators and the managers of the person's team; absences by the person too. */
export async function saveAssignee(tx: Tx, act: Act, viewer: Viewer, id: string, body: BodyOf<typeof changeAssignee>): Promise<void> {
  const person = await tx.selectFrom('app_user').select(['id', 'name', 'team_id']).where('org_id', '=', act.orgId).where('id', '=', id).executeTakeFirst()
  if (person === undefined) refuse('record.not_found')
  const manages = viewer.role === 'admin' || (viewer.role === 'manager' && viewer.teamIds.includes(person.team_id))
  const { absences, ...limits } = body
  const setsLimits = Object.values(limits).some((value) => value !== undefined)
  if (!manages && (setsLimits || id !== viewer.userId)) refuse('permission.denied')
  await lockAssigning(tx, act.orgId)
  if (setsLimits) {
    const set = { ...(limits.weight !== undefined && { weight: limits.weight }), ...(limits.dayLimit !== undefined && { day_limit: limits.dayLimit }), ...(limits.handLimit !== undefined && { hand_limit: limits.handLimit }) }
    await tx
      .insertInto('assignee')
      .values({ org_id: act.orgId, user_id: id, ...set })
      .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet({ ...set, version: sql`assignee.version + 1` }))
      .execute()
  }
  if (absences !== undefined) {
    if (absences.some(({ from, to }) => to <= from)) refuse('assignment.absence', {}, [{ path: 'absences', code: 'assignment.absence' }])
    await tx.deleteFrom('absence').where('org_id', '=', act.orgId).where('user_id', '=', id).where('to_at', '>', act.now).execute()
    for (const { from, to, note } of absences) {
      await tx.insertInto('absence').values({ org_id: act.orgId, id: newId(), user_id: id, from_at: from, to_at: to, note: note ?? '', created_by: act.actorId, created_at: act.now }).execute()
    }
  }
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'assignee', name: person.name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
