import { expect, test } from 'vitest'
import type { AlarmVerdict } from '../diagnosis/alarms/verdict.ts'
import { causeKey } from './cause-key.ts'
import { type Finding, judgeDay, type JudgedAlarm, type KeptAlarm } from './judge-day.ts'

const times = () => ({ cooldownDays: 5, quietDays: 2 })
const stages = ['A', 'B', 'C']
const found = (kind: AlarmVerdict['kind'], stageId: string | null, day: string, extra: Partial<AlarmVerdict> = {}): Finding => ({
  ruleId: `rule ${kind}`,
  verdict: { kind, pipelineId: 'p', stageId, slice: null, day, value: 1, baseline: 2, threshold: 1.5, severity: 1, n: 50, evidence: {}, causes: ['low_conversion'], said: { key: 'x', params: {} }, ...extra },
})

/** Days in a row: what is kept after each, and what changed. */
function run(days: readonly (readonly [day: string, findings: readonly Finding[]])[], start: KeptAlarm[] = []) {
  let kept = start
  const changes: string[] = []
  for (const [day, findings] of days) {
    for (const one of judgeDay(findings, kept, stages, day, true, times)) {
      changes.push(`${day} ${one.change}`)
      kept = keep(kept, one)
    }
  }
  return { kept, changes }
}

function keep(kept: readonly KeptAlarm[], one: JudgedAlarm): KeptAlarm[] {
  if (one.change === 'opened') {
    const { kind, pipelineId, stageId, slice } = one.state.latest
    return [{ id: `${kept.length}`, ruleId: one.ruleId, causeKey: one.causeKey, identity: { kind, pipelineId, stageId, slice }, state: one.state, attached: one.attached }, ...kept]
  }
  return kept.map((alarm) => (alarm === one.kept ? { ...alarm, state: one.state, attached: one.attached } : alarm))
}

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}`

test('one alarm for all symptoms of a stage, slices of it, and the entries that the next stage lacks', () => {
  const slice = { dimension: 'source', value: 'web' }
  const { kept } = run([[day(1), [found('conversion_below_mean', 'B', day(1)), found('dwell_over', 'B', day(1)), found('conversion_below_mean', 'B', day(1), { slice }), found('inflow_drop', 'C', day(1))]]])
  expect(kept).toHaveLength(1)
  expect(kept[0]?.state.latest).toMatchObject({ kind: 'conversion_below_mean', stageId: 'B', slice: null })
  expect(kept[0]?.attached).toHaveLength(3)
})

test('another place is another cause', () => {
  expect(run([[day(1), [found('stock_growth', 'A', day(1)), found('stock_growth', 'C', day(1))]]]).kept.map((one) => one.causeKey)).toEqual(['p:C:blocked', 'p:A:blocked'])
})

test('a symptom that joins later is attached; the alarm goes on with it when the first one has ceased', () => {
  const { kept, changes } = run([
    [day(1), [found('stock_growth', 'B', day(1))]], [day(2), [found('stock_growth', 'B', day(2)), found('stage_days', 'B', day(2))]], [day(3), [found('stage_days', 'B', day(3))]], [day(4), []],
  ])
  expect(changes).toEqual(['2026-03-01 opened', '2026-03-02 continued', '2026-03-03 continued', '2026-03-04 quiet'])
  expect(kept).toHaveLength(1)
  expect(kept[0]?.state).toMatchObject({ openedOn: day(1), lastOn: day(3), quietSince: day(4), latest: { kind: 'stage_days' } })
})

test('a symptom that was attached stays so from day to day, also one that stands for itself', () => {
  const both = (n: number) => [day(n), [found('stock_growth', 'B', day(n)), found('stage_days', 'B', day(n))]] as const
  const { kept, changes } = run([1, 2, 3, 4].map(both))
  expect(changes).toEqual(['2026-03-01 opened', '2026-03-02 continued', '2026-03-03 continued', '2026-03-04 continued'])
  expect(kept.map((one) => one.attached.map(({ kind }) => kind))).toEqual([['stage_days']])
})

test('quiet for long enough it resolves itself; within the cool-down it comes back, later another one opens', () => {
  const own = (n: number) => [day(n), [found('stock_growth', 'B', day(n))]] as const
  const { kept, changes } = run([own(1), [day(2), []], [day(3), []], own(6), [day(7), []], [day(8), []], own(20)])
  expect(changes).toEqual(['2026-03-01 opened', '2026-03-02 quiet', '2026-03-03 resolved', '2026-03-06 reopened', '2026-03-07 quiet', '2026-03-08 resolved', '2026-03-20 opened'])
  expect(kept.map((one) => [one.state.status, one.state.reopened])).toEqual([['open', 0], ['resolved', 1]])
})

test('what a person closed is left in peace for the cool-down', () => {
  const { kept } = run([[day(1), [found('stock_growth', 'B', day(1))]]])
  const closed = kept.map((alarm): KeptAlarm => ({ ...alarm, state: { ...alarm.state, status: 'resolved', resolvedBy: 'person', resolvedOn: day(2) } }))
  const holds = (n: number) => [day(n), [found('stock_growth', 'B', day(n))]] as const
  expect(run([3, 4, 5, 6, 7].map(holds), closed).changes).toEqual([])
  expect(run([holds(8)], closed).changes).toEqual(['2026-03-08 opened'])
})

test('a day that is not over makes nothing quiet, and judged again it says the same', () => {
  const { kept } = run([[day(1), [found('stock_growth', 'B', day(1))]]])
  expect(judgeDay([], kept, stages, day(2), false, times)).toEqual([])
  const again = judgeDay([found('stock_growth', 'B', day(1))], kept, stages, day(1), true, times)
  expect(again).toMatchObject([{ change: 'continued', isNewSymptom: false, state: kept[0]?.state }])
})

test('a day that was judged already changes nothing when it comes again later', () => {
  const { kept } = run([[day(1), [found('stock_growth', 'B', day(1))]], [day(2), []]])
  expect(judgeDay([found('stock_growth', 'B', day(1))], kept, stages, day(1), true, times)).toEqual([])
})

test('the cause is the place and what happens there, not the rule', () => {
  const of = (kind: AlarmVerdict['kind'], stageId: string | null) => causeKey(found(kind, stageId, day(1)).verdict)
  expect(of('dwell_over', 'A')).toBe(of('conversion_below_mean', 'A'))
  expect(new Set([of('stage_days', 'A'), of('inflow_drop', 'A'), of('stage_days', 'B'), of('win_rate_swing', null)]).size).toBe(4)
})
