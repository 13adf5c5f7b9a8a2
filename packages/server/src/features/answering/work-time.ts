import { usualAnswerRule, type AnswerRule } from '@sluice/core/answering/clock'
import { answerKinds, type ResponsePolicy } from '@sluice/core/answering/contract'
import { workCalendar, type WorkCalendar } from '@sluice/core/lib/work-calendar'
import { usualSpans, workHours, workSpansSchema, type WorkHours } from '@sluice/core/lib/work-hours'
import type { Reader } from '../../platform/db.ts'

/** An organisation's working time and what it asks of a first answer. */
export interface WorkTime {
  zone: string
  calendar: WorkCalendar
  hours: WorkHours
  policy: ResponsePolicy
  rule: AnswerRule
}

const minute = 60_000
const usual: ResponsePolicy = {
  isOn: true, spans: usualSpans, targetMinutes: usualAnswerRule.targetMs / minute, remindBeforeMinutes: (usualAnswerRule.remindBeforeMs ?? 0) / minute,
  escalateAfterMinutes: 0, reassignAfterMinutes: 120, kinds: [...answerKinds], version: 0,
}

/** What was set, else what is usual; version 0 is not set yet. */
export async function selectPolicy(tx: Reader, orgId: string): Promise<ResponsePolicy> {
  const row = await tx.selectFrom('response_policy').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  if (row === undefined) return usual
  return {
    isOn: row.is_on, spans: workSpansSchema.parse(row.spans), targetMinutes: row.target_minutes, remindBeforeMinutes: row.remind_before_minutes,
    escalateAfterMinutes: row.escalate_after_minutes, reassignAfterMinutes: row.reassign_after_minutes,
    kinds: answerKinds.filter((kind) => row.kinds.includes(kind)), version: row.version,
  }
}

export async function readWorkTime(tx: Reader, orgId: string): Promise<WorkTime> {
  const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const days = await tx.selectFrom('calendar_day').select(['day', 'kind']).where('org_id', '=', orgId).execute()
  const policy = await selectPolicy(tx, orgId)
  const calendar = workCalendar(org.time_zone, new Map(days.map(({ day, kind }) => [day, kind === 'off' ? 'off' : 'worked'])))
  const after = [policy.escalateAfterMinutes, policy.reassignAfterMinutes].flatMap((minutes) => (minutes === null ? [] : [minutes * minute]))
  return {
    zone: org.time_zone, calendar, hours: workHours(org.time_zone, calendar, policy.spans), policy,
    rule: { targetMs: policy.targetMinutes * minute, remindBeforeMs: policy.remindBeforeMinutes === null ? null : policy.remindBeforeMinutes * minute, escalateAfterMs: after },
  }
}

/** Working minutes between two instants, whole ones that have passed. */
export function workingMinutes({ hours }: Pick<WorkTime, 'hours'>, from: string, to: string): number {
  return Math.floor(hours.between(Date.parse(from), Date.parse(to)) / minute)
}
