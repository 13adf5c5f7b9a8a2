import { type AlarmFact, lifeEntry, type LifeEntry } from '@sluice/core/alarms/life'
import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { DayText } from '@sluice/core/lib/dates'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { alarmsSeen } from './alarms.policy.ts'

/** What a timeline starts from. */
export interface LifeOf {
  stageId: string | null
  firstDay: DayText
  lastDay: DayText
  quietSince: DayText | null
  resolvedOn: DayText | null
  note: string
  definition: AlarmRule
}

/** The alarm and its rule; undefined when the viewer does not see it. */
export async function selectLife(tx: Reader, viewer: Viewer, id: string): Promise<LifeOf | undefined> {
  const { rows } = await sql<LifeOf>`
    select a.stage_id as "stageId", a.first_day as "firstDay", a.last_day as "lastDay", a.quiet_since as "quietSince", a.resolved_on as "resolvedOn", a.note, r.definition
    from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id where a.org_id = ${viewer.orgId} and a.id = ${id} and ${alarmsSeen(viewer)}`.execute(tx)
  return rows[0]
}

/** What the log has of an alarm, in its order. */
export async function selectAlarmFacts(tx: Reader, orgId: string, id: string): Promise<AlarmFact[]> {
  const person = (column: string) => sql`(select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = e.org_id and u.id = ${sql.raw(column)})`
  const { rows } = await sql<AlarmFact>`
    select e.type, e.payload, e.at, ${person('e.actor_id')} as by, ${person("(e.payload ->> 'userId')::uuid")} as to
    from event e where e.org_id = ${orgId} and e.subject_type = 'alarm' and e.subject_id = ${id} and e.type like 'alarm.%' order by e.seq`.execute(tx)
  return rows
}

/** What people said of it and what they took on because of it, as far as the viewer may see: all, or what they made or are to do. */
export async function selectDeeds(tx: Reader, viewer: Viewer, id: string): Promise<LifeEntry[]> {
  const { orgId, userId } = viewer
  const opinions = await sql<{ by: Ref; isUseful: boolean; note: string; at: string }>`
    select jsonb_build_object('id', u.id, 'name', u.name) as by, f.is_useful as "isUseful", f.note, f.at
    from alarm_feedback f join app_user u on u.org_id = f.org_id and u.id = f.user_id where f.org_id = ${orgId} and f.alarm_id = ${id} order by f.at`.execute(tx)
  const actions = await sql<{ id: string; title: string; status: 'open' | 'done' | 'dropped'; by: Ref; to: Ref | null; at: string; doneBy: Ref | null; doneAt: string | null; outcome: string }>`
    select i.id, i.title, i.status, jsonb_build_object('id', c.id, 'name', c.name) as by, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as to,
      i.created_at as at, case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as "doneBy", i.done_at as "doneAt", i.outcome
    from action_item i join app_user c on c.org_id = i.org_id and c.id = i.created_by
    left join app_user u on u.org_id = i.org_id and u.id = i.assignee_id left join app_user d on d.org_id = i.org_id and d.id = i.done_by
    where i.org_id = ${orgId} and i.alarm_id = ${id} and (${readsWholeFunnel(viewer)}::boolean or i.assignee_id = ${userId} or i.created_by = ${userId})
    order by i.created_at, i.id limit 200`.execute(tx)
  return [
    ...opinions.rows.map((one) => lifeEntry(one.isUseful ? 'useful' : 'not_useful', one.at, { by: one.by, text: one.note === '' ? null : one.note })),
    ...actions.rows.flatMap((one) => {
      const about = { actionId: one.id, text: one.title }
      const made = lifeEntry('action', one.at, { ...about, by: one.by, to: one.to })
      if (one.doneAt === null || one.status === 'open') return [made]
      return [made, lifeEntry(one.status === 'done' ? 'action_done' : 'action_dropped', one.doneAt, { ...about, by: one.doneBy, text: one.outcome === '' ? one.title : `${one.title}：${one.outcome}` })]
    }),
  ]
}
