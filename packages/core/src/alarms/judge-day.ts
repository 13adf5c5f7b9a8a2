import type { Alarm } from '../diagnosis/alarms/alarm.ts'
import { type AlarmIdentity, groupByCause, sameAlarm } from '../diagnosis/alarms/causes.ts'
import { type AlarmTimes, stepAlarm } from '../diagnosis/alarms/machine.ts'
import type { AlarmVerdict } from '../diagnosis/alarms/verdict.ts'
import { dayNumber } from '../diagnosis/days.ts'
import type { DayText } from '../lib/dates.ts'
import { causeKey } from './cause-key.ts'

/** An alarm as it is kept: unresolved, or resolved not long ago. */
export type KeptAlarm = {
  id: string
  ruleId: string
  causeKey: string
  /** What opened it. */
  identity: AlarmIdentity
  state: Alarm
  attached: readonly AlarmVerdict[]
}

/** What a rule found. */
export type Finding = { ruleId: string; verdict: AlarmVerdict }

export type JudgedAlarm =
  | { change: 'opened'; ruleId: string; causeKey: string; state: Alarm; attached: AlarmVerdict[] }
  | { change: 'reopened' | 'continued' | 'resolved' | 'quiet'; kept: KeptAlarm; state: Alarm; attached: AlarmVerdict[]; isNewSymptom: boolean }

/**
 * What the findings of one day do to the alarms of a pipeline: one alarm a cause. Findings that go together (core/diagnosis/alarms/causes)
 * continue the unresolved alarm of their cause, else that alarm comes back which was resolved within the cool-down, else one opens.
 * A cause that a person has closed is left in peace for the cool-down. What found nothing more grows quiet and resolves itself; when the
 * day is not over (`isWhole` false) nothing grows quiet. Alarms about which nothing changes are left out.
 * `kept`: of this pipeline, latest first. `timesOf`: cool-down and quiet days by rule.
 */
export function judgeDay(
  findings: readonly Finding[],
  kept: readonly KeptAlarm[],
  stages: readonly string[],
  day: DayText,
  isWhole: boolean,
  timesOf: (ruleId: string) => AlarmTimes,
): JudgedAlarm[] {
  const unresolved = kept.filter(({ state }) => state.status !== 'resolved')
  const pipelineId = findings[0]?.verdict.pipelineId
  const open = unresolved.flatMap(({ identity, attached }) => [identity, ...attached])
  const groups = pipelineId === undefined ? [] : groupByCause(findings.map(({ verdict }) => verdict), { [pipelineId]: stages }, open)
  const ruleOf = new Map(findings.map(({ ruleId, verdict }) => [verdict, ruleId]))
  /** What continues an alarm, from all groups: one that stands for itself may be a symptom of an alarm too. */
  const going = new Map<KeptAlarm, AlarmVerdict[]>()
  const judged: JudgedAlarm[] = []

  for (const { root, attached } of groups) {
    const members = [root, ...attached]
    const keys = new Set(members.map(causeKey))
    const isOf = (alarm: KeptAlarm) => keys.has(alarm.causeKey) || members.some((one) => [alarm.identity, ...alarm.attached].some((known) => sameAlarm(known, one)))
    const alarms = unresolved.filter(isOf)
    for (const alarm of alarms) going.set(alarm, [...(going.get(alarm) ?? []), ...members])
    if (alarms.length > 0) continue

    const ruleId = ruleOf.get(root) ?? ''
    const before = kept.find((alarm) => alarm.state.status === 'resolved' && alarm.causeKey === causeKey(root))
    const times = timesOf(ruleId)
    if (before?.state.resolvedBy === 'person' && since(before.state, day) <= times.cooldownDays) continue
    const step = stepAlarm(before?.state ?? null, root, day, times)
    if (step.alarm === null) continue
    if (step.change === 'opened') judged.push({ change: 'opened', ruleId, causeKey: causeKey(root), state: step.alarm, attached })
    else if (step.change === 'reopened' && before !== undefined) judged.push({ change: 'reopened', kept: before, state: step.alarm, attached, isNewSymptom: false })
  }
  for (const [alarm, members] of going) judged.push(...onwards(alarm, members, day, timesOf(alarm.ruleId)))
  if (!isWhole) return judged
  for (const alarm of unresolved) {
    if (going.has(alarm)) continue
    const step = stepAlarm(alarm.state, null, day, timesOf(alarm.ruleId))
    if (step.alarm === null || step.alarm === alarm.state) continue
    judged.push({ change: step.change === 'resolved' ? 'resolved' : 'quiet', kept: alarm, state: step.alarm, attached: [...alarm.attached], isNewSymptom: false })
  }
  return judged
}

/** The alarm goes on with what it was opened for, or, when that alone has ceased, with another symptom of its cause. */
function onwards(alarm: KeptAlarm, members: readonly AlarmVerdict[], day: DayText, times: AlarmTimes): JudgedAlarm[] {
  const latest = members.find((one) => sameAlarm(one, alarm.identity)) ?? members.find((one) => sameAlarm(one, alarm.state.latest)) ?? members[0]
  if (latest === undefined) return []
  const step = stepAlarm(alarm.state, latest, day, times)
  if (step.alarm === null || step.change !== 'continued') return []
  const attached = members.filter((one) => one !== latest)
  const isKnown = (one: AlarmVerdict) => sameAlarm(one, alarm.identity) || alarm.attached.some((known) => sameAlarm(known, one))
  return [{ change: 'continued', kept: alarm, state: step.alarm, attached, isNewSymptom: attached.some((one) => !isKnown(one)) }]
}

const since = ({ resolvedOn, lastOn }: Alarm, day: DayText): number => dayNumber(day) - dayNumber(resolvedOn ?? lastOn)
