import type { AlarmRuleRecord } from '@sluice/core/alarms/contract'
import { alarmRuleSchema } from '@sluice/core/diagnosis/alarms/rule'
import { precisionOf } from '@sluice/core/diagnosis/alarms/precision'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

type Row = Omit<AlarmRuleRecord, 'precision'> & { useful: number; judged: number }

/**
 * Rules with what came of them, in the order in which they were made. Precision: of the alarms of the rule that somebody judged, how
 * many a majority found useful (a tie is useful to somebody); with Wilson's interval.
 */
export async function selectRules(tx: Reader, orgId: string, filter: { id?: string; pipeline?: string | undefined }, now: string): Promise<AlarmRuleRecord[]> {
  const { rows } = await sql<Row>`
    select r.id, r.name, r.kind, r.definition, r.is_enabled as "isEnabled", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "createdBy",
      r.created_at as "createdAt", r.judged_to as "judgedTo", coalesce(c.open, 0) as open, coalesce(c.fired, 0) as "fired90", coalesce(j.useful, 0) as useful, coalesce(j.judged, 0) as judged, r.version
    from alarm_rule r left join app_user u on u.org_id = r.org_id and u.id = r.created_by
    left join lateral (
      select count(*) filter (where a.status <> 'resolved') as open, count(*) filter (where a.opened_at > ${now}::timestamptz - interval '90 days') as fired
      from alarm a where a.org_id = r.org_id and a.rule_id = r.id) c on true
    left join lateral (
      select count(*) as judged, count(*) filter (where one.yes * 2 >= one.n) as useful from (
        select count(*) as n, count(*) filter (where f.is_useful) as yes from alarm a join alarm_feedback f on f.org_id = a.org_id and f.alarm_id = a.id
        where a.org_id = r.org_id and a.rule_id = r.id group by a.id) one) j on true
    where r.org_id = ${orgId} and r.removed_at is null and (${filter.id ?? null}::uuid is null or r.id = ${filter.id ?? null}) and (${filter.pipeline ?? null}::uuid is null or r.pipeline_id = ${filter.pipeline ?? null})
    order by r.pipeline_id, r.created_at, r.id`.execute(tx)
  return rows.map(({ useful, judged, ...row }) => {
    const { value, low, high } = precisionOf({ useful, notUseful: judged - useful })
    return {
      ...row, definition: alarmRuleSchema.parse(row.definition),
      precision: { useful, judged, value, low, high },
    }
  })
}
