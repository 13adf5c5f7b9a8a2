import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'

/**
 * Tells of an alarm whom it concerns: managers of the teams (or of those above them) whose open deals stand in its stage, and its
 * assignee. Where no such manager is, the administrators.
 */
export async function tellOfAlarm(tx: Tx, act: Act, alarmId: string, kind: 'alarm_opened' | 'alarm_resolved'): Promise<void> {
  const { rows } = await sql<{ rule: string; place: string; stageId: string | null; pipelineId: string; assigneeId: string | null }>`
    select r.name as rule, concat_ws(' · ', p.name, s.name) as place, a.stage_id as "stageId", a.pipeline_id as "pipelineId", a.assignee_id as "assigneeId"
    from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id join pipeline p on p.org_id = a.org_id and p.id = a.pipeline_id
    left join stage s on s.org_id = a.org_id and s.id = a.stage_id where a.org_id = ${act.orgId} and a.id = ${alarmId}`.execute(tx)
  const [alarm] = rows
  if (alarm === undefined) return
  const managers = await sql<{ id: string }>`
    with concerned as (
      select distinct d.team_id from deal d where d.org_id = ${act.orgId} and d.pipeline_id = ${alarm.pipelineId} and d.status = 'open'
        and (${alarm.stageId}::uuid is null or d.stage_id = ${alarm.stageId}))
    select u.id from app_user u where u.org_id = ${act.orgId} and u.role = 'manager' and u.status = 'active'
      and exists (select from team t join concerned c on c.team_id = t.id where t.org_id = u.org_id and t.path @> array[u.team_id]) order by u.id`.execute(tx)
  const admins = managers.rows.length > 0 ? [] : await tx.selectFrom('app_user').select('id').where('org_id', '=', act.orgId).where('role', '=', 'admin').where('status', '=', 'active').orderBy('id').execute()
  const people = new Set([...managers.rows.map((row) => row.id), ...admins.map((row) => row.id), ...(alarm.assigneeId === null ? [] : [alarm.assigneeId])])
  await notify(tx, act, [...people].map((userId) => ({ userId, kind, data: { rule: alarm.rule, place: alarm.place }, subjectType: 'alarm' as const, subjectId: alarmId })))
}
