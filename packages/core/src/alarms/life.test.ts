import { expect, test } from 'vitest'
import { type AlarmFact, alarmLife, latestFirst, lifeEntry } from './life.ts'

const place = { pipelineId: 'p', stageId: 's' }
const li = { id: 'u1', name: '李' }
const wang = { id: 'u2', name: '王' }
const measured = { value: 72, threshold: 60, n: 72 }
const opened: AlarmFact = { type: 'alarm.opened', at: '2026-03-01T15:59:59.999Z', by: null, to: null, payload: { ...place, ruleId: 'r', kind: 'stock_growth', causeKey: 'k', severity: 'warn', day: '2026-03-01', measured } }
const acknowledged = (at: string): AlarmFact => ({ type: 'alarm.acknowledged', at, by: li, to: null, payload: place })
const reopened = (at: string, by: 'itself' | 'person'): AlarmFact => ({ type: 'alarm.reopened', at, by: by === 'person' ? li : null, to: null, payload: { ...place, by, day: at.slice(0, 10) } })
const resolved = (at: string, resolution: 'ceased' | 'closed'): AlarmFact => ({ type: 'alarm.resolved', at, by: resolution === 'closed' ? li : null, to: null, payload: { ...place, resolution, day: at.slice(0, 10) } })

test('opened, worse, seen to, given away, closed by itself, and back', () => {
  const life = alarmLife([
    opened,
    { type: 'alarm.changed', at: '2026-03-02T00:00:00.000Z', by: null, to: null, payload: { ...place, what: 'worsened', measured: { ...measured, value: 90 } } },
    { type: 'alarm.changed', at: '2026-03-02T00:00:01.000Z', by: li, to: null, payload: { ...place, what: 'feedback' } },
    acknowledged('2026-03-02T01:00:00.000Z'),
    { type: 'alarm.assigned', at: '2026-03-02T02:00:00.000Z', by: li, to: wang, payload: { ...place, userId: 'u2' } },
    { type: 'alarm.assigned', at: '2026-03-02T03:00:00.000Z', by: wang, to: null, payload: { ...place, userId: null } },
    resolved('2026-03-09T15:59:59.999Z', 'ceased'),
    reopened('2026-03-11T15:59:59.999Z', 'itself'),
  ])
  expect(life.map(({ what }) => what)).toEqual(['opened', 'worsened', 'acknowledged', 'assigned', 'unassigned', 'resolved', 'came_back'])
  expect(life[0]).toMatchObject({ day: '2026-03-01', measured, by: null })
  expect(life[1]?.measured?.value).toBe(90)
  expect(life[3]).toMatchObject({ by: li, to: wang })
  expect(life[5]).toMatchObject({ resolution: 'ceased', by: null, day: '2026-03-09' })
})

test('opening again by hand: a resolved one reopens, an acknowledged one is only handed back', () => {
  const whats = (...facts: AlarmFact[]) => alarmLife([opened, ...facts]).slice(1).map(({ what }) => what)
  expect(whats(acknowledged('2026-03-02T01:00:00.000Z'), reopened('2026-03-02T02:00:00.000Z', 'person'))).toEqual(['acknowledged', 'returned'])
  expect(whats(resolved('2026-03-02T01:00:00.000Z', 'closed'), reopened('2026-03-02T02:00:00.000Z', 'person'), reopened('2026-03-02T03:00:00.000Z', 'person'))).toEqual(['resolved', 'reopened', 'returned'])
})

test('a cause that was looked for after the end is no moment of its life', () => {
  const explained = (at: string): AlarmFact => ({ type: 'alarm.changed', at, by: null, to: null, payload: { ...place, what: 'explained' } })
  const whats = (...facts: AlarmFact[]) => alarmLife([opened, ...facts]).map(({ what }) => what)
  expect(whats(explained('2026-03-02T00:00:00.000Z'), resolved('2026-03-09T15:59:59.999Z', 'ceased'))).toEqual(['opened', 'explained', 'resolved'])
  expect(whats(explained('2026-05-01T00:00:00.000Z'), resolved('2026-03-09T15:59:59.999Z', 'ceased'))).toEqual(['opened', 'resolved'])
  expect(whats(explained('2026-05-01T00:00:00.000Z'))).toEqual(['opened', 'explained'])
})

test('the latest first; at one instant what was told later', () => {
  const entries = [lifeEntry('opened', '2026-03-01'), lifeEntry('attached', '2026-03-02'), lifeEntry('worsened', '2026-03-02')]
  expect(latestFirst(entries).map(({ what }) => what)).toEqual(['worsened', 'attached', 'opened'])
})
