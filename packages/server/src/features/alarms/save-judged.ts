import type { JudgedAlarm } from '@sluice/core/alarms/judge-day'
import { severityOf } from '@sluice/core/alarms/severity'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import type { DayText } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { tellOfAlarm } from './tell-of-alarm.ts'

type Explain = (tx: Tx, orgId: string, alarmId: string) => Promise<void>
/** `at`: when it was so, which may be long before it is recorded; `isRecent`: people are told; `isWhole`: the day is over. */
export type JudgingAct = Act & { at: string; day: DayText; pipelineId: string; isRecent: boolean; isWhole: boolean }

/** Writes what a day did to the alarms of a pipeline. Repeated, it writes the same and tells nothing. */
export async function saveJudged(tx: Tx, act: JudgingAct, judged: readonly JudgedAlarm[], explain: Explain): Promise<void> {
  for (const one of judged) {
    if (one.change === 'opened') await open(tx, act, one, explain)
    else await goOn(tx, act, one, explain)
  }
}

async function open(tx: Tx, act: JudgingAct, one: Extract<JudgedAlarm, { change: 'opened' }>, explain: Explain): Promise<void> {
  const { orgId, pipelineId } = act
  const { latest } = one.state
  const id = newId()
  const severity = severityOf(latest.severity)
  const { rows } = await sql<{ id: string }>`
    insert into alarm (org_id, id, rule_id, pipeline_id, stage_id, cause_key, severity, status, verdict, worst, attached, first_day, last_day, opened_at)
    values (${orgId}, ${id}, ${one.ruleId}, ${pipelineId}, ${latest.stageId}, ${one.causeKey}, ${severity}, 'open', ${JSON.stringify(latest)}, ${JSON.stringify(one.state.worst)},
      ${JSON.stringify(one.attached)}, ${one.state.openedOn}, ${one.state.lastOn}, ${act.at})
    on conflict (org_id, cause_key) where status <> 'resolved' do nothing returning id`.execute(tx)
  if (rows.length === 0) return
  await append(tx, act, [{
    type: 'alarm.opened', payload: { ruleId: one.ruleId, pipelineId, stageId: latest.stageId, kind: latest.kind, causeKey: one.causeKey, severity, day: act.day, measured: figuresOf(latest) },
    subjectType: 'alarm', subjectId: id, ownerId: null, teamId: null, at: act.at,
  }])
  if (act.isRecent) await tellOfAlarm(tx, act, id, 'alarm_opened')
  await explain(tx, orgId, id)
}

async function goOn(tx: Tx, act: JudgingAct, one: Exclude<JudgedAlarm, { change: 'opened' }>, explain: Explain): Promise<void> {
  const { orgId, pipelineId } = act
  const { state, kept } = one
  const { stageId } = kept.identity
  const severity = severityOf(state.worst.severity)
  const isWorse = severity !== severityOf(kept.state.worst.severity)
  const isResolved = one.change === 'resolved'
  const isReopened = one.change === 'reopened'
  await sql`
    update alarm set status = ${state.status}, verdict = ${JSON.stringify(state.latest)}, worst = ${JSON.stringify(state.worst)}, attached = ${JSON.stringify(one.attached)},
      severity = ${severity}, last_day = ${state.lastOn}, quiet_since = ${state.quietSince}, reopened = ${state.reopened}, resolved_on = ${state.resolvedOn},
      resolved_at = case when ${isResolved}::boolean then ${act.at}::timestamptz when ${isReopened}::boolean then null else resolved_at end,
      resolution = case when ${isResolved}::boolean then 'ceased' when ${isReopened}::boolean then null else resolution end,
      resolved_by = case when ${isReopened}::boolean then null else resolved_by end,
      acknowledged_at = case when ${isReopened}::boolean then null else acknowledged_at end, acknowledged_by = case when ${isReopened}::boolean then null else acknowledged_by end,
      version = version + ${isResolved || isReopened ? 1 : 0}
    where org_id = ${orgId} and id = ${kept.id}`.execute(tx)
  const alarm = await tx.selectFrom('alarm').select('assignee_id').where('org_id', '=', orgId).where('id', '=', kept.id).executeTakeFirstOrThrow()
  const about = { subjectType: 'alarm', subjectId: kept.id, ownerId: alarm.assignee_id, teamId: null, at: act.at } as const
  if (isResolved) {
    await append(tx, act, [{ type: 'alarm.resolved', payload: { pipelineId, stageId, resolution: 'ceased', day: act.day }, ...about }])
    if (act.isRecent) await tellOfAlarm(tx, act, kept.id, 'alarm_resolved')
  } else if (isReopened) await append(tx, act, [{ type: 'alarm.reopened', payload: { pipelineId, stageId, by: 'itself', day: act.day, measured: figuresOf(state.latest) }, ...about }])
  else if (one.isNewSymptom || isWorse) await append(tx, act, [{ type: 'alarm.changed', payload: { pipelineId, stageId, what: one.isNewSymptom ? 'attached' : 'worsened', measured: figuresOf(state.latest) }, ...about }])
  // A change says more of its cause every day that it lasts: asked again at the end of each on which it holds.
  if (one.change === 'continued' && act.isRecent && act.isWhole) await explain(tx, orgId, kept.id)
}

const figuresOf = ({ value, threshold, n }: AlarmVerdict) => ({ value, threshold, n })
