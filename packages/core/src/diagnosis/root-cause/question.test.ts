import { expect, test } from 'vitest'
import type { ChangeCounts } from '../../funnel/measures/change-counts.ts'
import { startOfDay } from '../../lib/dates.ts'
import { alarmRuleSchema } from '../alarms/rule.ts'
import { dayNumber } from '../days.ts'
import type { SystemEvent } from './input.ts'
import { changeOfAlarm, pausesOf, questionOfAlarm, rootCauseInput } from './question.ts'

const rule = (kind: string) => alarmRuleSchema.parse({ kind, scope: { pipelineId: 'p' } })
const verdict = { kind: 'conversion_below_mean' as const, pipelineId: 'p', stageId: 'a' as string | null, day: '2026-03-31', value: 0.4, baseline: 0.6, evidence: { z: -3.2 } }

test('what an alarm says has changed, which way, and how old it may be', () => {
  expect(changeOfAlarm(verdict, rule('conversion_below_mean'), '2026-03-31')).toEqual({ stageId: 'a', what: 'conversion', direction: -1, day: '2026-03-31', maxDays: 42 })
  // Open for ten days already.
  expect(changeOfAlarm({ ...verdict, kind: 'inflow_drop' }, rule('inflow_drop'), '2026-03-21')).toMatchObject({ what: 'inflow', direction: -1, maxDays: 10 + 2 * 14 + 14 })
  expect(changeOfAlarm({ ...verdict, kind: 'stock_growth' }, rule('stock_growth'), '2026-03-31')).toMatchObject({ what: 'stock', direction: 1 })
  const swing = { ...verdict, kind: 'win_rate_swing' as const, stageId: null }
  expect(changeOfAlarm(swing, rule('win_rate_swing'), '2026-03-31')).toMatchObject({ stageId: null, what: 'conversion', direction: -1 })
  expect(changeOfAlarm({ ...swing, value: 0.8 }, null, '2026-03-31').direction).toBe(1)
})

test('it is asked of the days since the change began, against twelve weeks or twice as long before', () => {
  const asked = questionOfAlarm(verdict, rule('conversion_below_mean'), 'z', { stageId: 'a', day: '2026-03-11' })
  expect(asked).toMatchObject({ stageId: 'a', what: 'conversion', after: { from: '2026-03-11', to: '2026-04-01' }, before: { from: '2025-12-17', to: '2026-03-11' } })
  expect(asked.known).toMatchObject({ direction: -1 })
  expect(asked.known?.p).toBeCloseTo(0.00137, 4)
  const long = questionOfAlarm(verdict, rule('conversion_below_mean'), 'z', { stageId: 'a', day: '2026-01-01' })
  expect(dayNumber(long.before.to) - dayNumber(long.before.from)).toBe(180)
  // Not found: the rule's own days; of no stage: the last one, or where it shows most.
  expect(questionOfAlarm({ ...verdict, stageId: null }, rule('conversion_below_mean'), 'z', null)).toMatchObject({ stageId: 'z', after: { from: '2026-03-04', to: '2026-04-01' } })
  expect(questionOfAlarm({ ...verdict, stageId: null, evidence: {} }, null, 'z', { stageId: 'b', day: '2026-03-11' })).toMatchObject({ stageId: 'b', known: null })
})

test('the Spring Festival is a pause of the deals around it', () => {
  const day = (text: string) => startOfDay(text, 'Asia/Shanghai')
  expect(pausesOf('2026-03-01', '2026-04-01', 'Asia/Shanghai')).toEqual([{ from: day('2026-02-16'), to: day('2026-02-24') }])
  expect(pausesOf('2026-06-15', '2026-07-01', 'Asia/Shanghai')).toEqual([])
  expect(pausesOf('2026-03-01', '2026-04-01', 'Europe/Paris')).toEqual([])
})

test('a silent source carries as many missing entries as is its part of all leads, while it was silent', () => {
  const flow = (days: number, inflow: number) => ({ days, inflow, outflow: { advance: 0, back: 0, won: 0, lost: 0, transfer: 0 }, stockStart: 0, stockEnd: 0, meanDwell: null })
  const counts: ChangeCounts = {
    cuts: [], flow: { before: flow(80, 800), after: flow(20, 100) }, group: 'stuck', groupCuts: [], groupIds: [], restIds: [], groupSize: 0, restSize: 0, owners: [], around: [],
  }
  const day = (text: string) => startOfDay(text, 'UTC')
  const silence: SystemEvent = { id: 's', kind: 'integration_outage', label: 'x', at: day('2026-03-11'), until: null, carried: 300, usual: 1000, concernsStage: false, around: null }
  const question = { pipelineId: 'p', stageId: 'a', what: 'inflow' as const, before: { from: '2025-12-11', to: '2026-03-01' }, after: { from: '2026-03-01', to: '2026-03-21' } }
  const input = rootCauseInput(question, counts, { words: null, events: [silence, { ...silence, usual: undefined }], aroundOf: [null, null], work: null }, 'UTC')
  // 30 % of the 200 that were to come, for half of the days.
  expect(input.events.map(({ carried }) => carried)).toEqual([30, 300])
  expect(input.changeCount).toBe(100)
})
