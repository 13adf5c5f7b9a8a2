import { firstRules } from '@sluice/core/alarms/default-rules'
import { judgeDay, type Finding, type KeptAlarm } from '@sluice/core/alarms/judge-day'
import { pipelineSeries } from '@sluice/core/alarms/pipeline-series'
import { evaluateAll } from '@sluice/core/diagnosis/alarms/evaluate'
import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import { plusDays } from '@sluice/core/diagnosis/days'
import type { DealColumns } from '@sluice/core/funnel/columns'
import { type DayText, dayOf } from '@sluice/core/lib/dates'
import type { Scenario } from '@sluice/core/simulator/scenarios/scenario'
import { zone } from './scenario-cause.ts'

/** An alarm that the rules which every pipeline begins with would have opened, and when it ended; null: it had not. */
export interface RaisedAlarm {
  day: DayText
  resolvedOn: DayText | null
  rule: AlarmRule
  verdict: AlarmVerdict
  attached: readonly AlarmVerdict[]
  /** Its latest verdict at the end of a day. */
  on: (day: DayText) => AlarmVerdict
}

/** Every day since the company is in its steady state, judged as the product does it at night. */
export function scenarioAlarms({ company, truth, stageNames }: Scenario, columns: DealColumns): RaisedAlarm[] {
  const [from, to] = [dayOf(company.start, zone), dayOf(company.now, zone)]
  const series = pipelineSeries(columns, { mask: null, owners: null, teams: null, sources: null }, truth.pipelineKey, {
    from, to, asOf: company.now, zone, slice: null, dwell: 'weekly', ages: 'all',
  })
  const stages = columns.stages.map(({ id }) => id)
  const rules = firstRules(truth.pipelineKey, stages.map((id) => ({ id, name: stageNames[truth.pipelineKey]?.[id] ?? id, key: id, dwellDays: null })), 'zh').map(({ definition }, i) => ({ id: `r${i}`, definition }))
  const ruleOf = (id: string) => {
    const rule = rules.find((one) => one.id === id)
    if (rule === undefined) throw new Error(`no rule ${id}`)
    return rule.definition
  }
  const raised: (RaisedAlarm & { id: string; latestOn: AlarmVerdict[] })[] = []
  let kept: KeptAlarm[] = []
  for (let day = dayOf(truth.steadyFrom, zone); day < to; day = plusDays(day, 1)) {
    const findings = rules.flatMap(({ id, definition }) => evaluateAll(definition, series, day).map((verdict): Finding => ({ ruleId: id, verdict })))
    for (const judged of judgeDay(findings, kept, stages, day, true, ruleOf)) {
      const { state, attached } = judged
      if (judged.change === 'opened') {
        const { latest } = state
        const id = String(raised.length)
        kept = [{ id, ruleId: judged.ruleId, causeKey: judged.causeKey, identity: { kind: latest.kind, pipelineId: latest.pipelineId, stageId: latest.stageId, slice: latest.slice }, state, attached }, ...kept]
        const latestOn = [latest]
        raised.push({ id, day, resolvedOn: null, rule: ruleOf(judged.ruleId), verdict: latest, attached, latestOn, on: (end) => latestOn.findLast((one) => one.day <= end) ?? latest })
        continue
      }
      kept = kept.map((alarm) => (alarm.id === judged.kept.id ? { ...alarm, state, attached } : alarm))
      const own = raised.find(({ id }) => id === judged.kept.id)
      if (own === undefined) continue
      own.resolvedOn = state.resolvedOn
      if (own.latestOn.at(-1) !== state.latest) own.latestOn.push(state.latest)
    }
  }
  return raised.map(({ id: _, latestOn: __, ...alarm }) => alarm)
}
