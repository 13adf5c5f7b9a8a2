import type { KeptAlarm } from '@sluice/core/alarms/judge-day'
import type { Alarm } from '@sluice/core/diagnosis/alarms/alarm'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

interface Row {
  id: string; ruleId: string; causeKey: string; status: Alarm['status']; kind: AlarmVerdict['kind']; pipelineId: string; stageId: string | null
  verdict: AlarmVerdict; worst: AlarmVerdict; attached: AlarmVerdict[]; firstDay: string; lastDay: string; quietSince: string | null; resolvedOn: string | null
  resolution: 'ceased' | 'closed' | 'rule_off' | null; reopened: number
}

/** The alarms of a pipeline that are not resolved, locked, and the latest resolved one of each cause; latest first. */
export async function selectKeptAlarms(tx: Tx, orgId: string, pipelineId: string): Promise<KeptAlarm[]> {
  const columns = sql`a.id, a.rule_id as "ruleId", a.cause_key as "causeKey", a.status, a.stage_id as "stageId", a.pipeline_id as "pipelineId", a.verdict, a.worst, a.attached,
    a.first_day as "firstDay", a.last_day as "lastDay", a.quiet_since as "quietSince", a.resolved_on as "resolvedOn", a.resolution, a.reopened`
  const open = await sql<Row>`
    select ${columns} from alarm a where a.org_id = ${orgId} and a.pipeline_id = ${pipelineId} and a.status <> 'resolved' order by a.opened_at desc, a.id desc for update of a`.execute(tx)
  const resolved = await sql<Row>`
    select distinct on (a.cause_key) ${columns} from alarm a where a.org_id = ${orgId} and a.pipeline_id = ${pipelineId} and a.status = 'resolved'
    order by a.cause_key, a.resolved_on desc, a.opened_at desc, a.id desc`.execute(tx)
  return [...open.rows, ...resolved.rows].map((row) => ({
    id: row.id, ruleId: row.ruleId, causeKey: row.causeKey, attached: row.attached,
    // What opened it: the worst verdict is of the same symptom or of another one of its cause; the place is the alarm's own.
    identity: { kind: row.verdict.kind, pipelineId: row.pipelineId, stageId: row.stageId, slice: row.verdict.slice },
    state: {
      status: row.status, openedOn: row.firstDay, lastOn: row.lastDay, quietSince: row.quietSince, resolvedOn: row.resolvedOn,
      resolvedBy: row.resolution === null ? null : row.resolution === 'closed' ? 'person' : 'itself', reopened: row.reopened, latest: row.verdict, worst: row.worst,
    },
  }))
}
