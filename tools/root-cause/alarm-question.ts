import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import { alarmOnset } from '@sluice/core/diagnosis/root-cause/alarm-onset'
import { changeOfAlarm, type ChangeQuestion, questionOfAlarm } from '@sluice/core/diagnosis/root-cause/question'
import type { DealColumns } from '@sluice/core/funnel/columns'
import type { DayText } from '@sluice/core/lib/dates'
import { zone } from './scenario-cause.ts'

const all = { mask: null, owners: null, teams: null, sources: null }

/** What the product asks about an alarm at an instant. */
export function alarmQuestion(columns: DealColumns, verdict: AlarmVerdict, rule: AlarmRule, firstDay: DayText, asOf: number): ChangeQuestion {
  const onset = alarmOnset(columns, all, all, { ...changeOfAlarm(verdict, rule, firstDay), zone, asOf })
  return questionOfAlarm(verdict, rule, columns.stages.at(-1)?.id ?? '', onset)
}
