import { expect, test } from 'vitest'
import { stageStays, standsFor } from './stage-stays.ts'

const now = Date.parse('2026-01-31T00:00:00.000Z')
const stay = (stageId: string, from: string, to: string | null) => ({
  stageId, enteredAt: `2026-01-${from}T00:00:00.000Z`, leftAt: to === null ? null : `2026-01-${to}T00:00:00.000Z`, exit: null,
})

const plain = { formerStages: [] }

test('stays of a stage that was entered twice add up; the running one counts up to now', () => {
  const stays = stageStays([stay('a', '01', '05'), stay('b', '05', '10'), stay('a', '10', '12'), stay('b', '12', null)], now, plain)
  expect(stays.get('a')).toEqual({ days: 6, entries: 2, isCurrent: false })
  expect(stays.get('b')).toEqual({ days: 24, entries: 2, isCurrent: true })
  expect(stays.get('c')).toBeUndefined()
})

test('a clock that runs behind gives no negative stay', () => {
  expect(stageStays([stay('a', '05', null)], Date.parse('2026-01-01T00:00:00.000Z'), plain).get('a')?.days).toBe(0)
})

test('a stage that is gone counts for the one that stands for it: going on there is no new entry, coming back is', () => {
  const pipeline = { formerStages: [{ id: 'old', name: '旧', color: '', successorId: 'b' }, { id: 'alone', name: '孤', color: '', successorId: null }] }
  const stays = stageStays([stay('old', '01', '05'), stay('b', '05', '10'), stay('a', '10', '12'), stay('old', '12', null)], now, pipeline)
  expect(stays.get('b')).toEqual({ days: now / 86_400_000 - Date.parse('2026-01-12T00:00:00.000Z') / 86_400_000 + 9, entries: 2, isCurrent: true })
  expect(stays.get('old')).toBeUndefined()
  expect([standsFor(pipeline, 'old'), standsFor(pipeline, 'alone'), standsFor(pipeline, 'a')]).toEqual(['b', 'alone', 'a'])
})
