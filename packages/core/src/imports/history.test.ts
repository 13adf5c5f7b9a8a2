import { expect, test } from 'vitest'
import type { CaseEvent } from './event-history.ts'
import { caseHistory } from './event-history.ts'
import { rowHistory } from './history.ts'
import type { DealRow, EventMeaning } from './records.ts'

const stages = ['a', 'b', 'c'].map((key) => ({ key }))
const now = '2026-06-01T00:00:00.000Z'
const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`
const when = (n: number) => ({ at: day(n), dateOnly: true })
const row = (part: Partial<DealRow>): DealRow => ({
  kind: 'deals', line: 2, key: null, title: 't', accountName: null, contactName: null, phone: null, email: null, pipeline: { id: 'p' },
  outcome: 'open', stageKey: null, stageEntries: [], amountMinor: null, currency: 'CNY', createdAt: null, closedAt: null, expectedCloseOn: null,
  owner: null, source: null, product: null, lostReason: null, competitor: null, winProbability: null, nextStep: null, nextStepDue: null,
  note: null, tags: [], custom: {}, warnings: [], ...part,
})
const of = (part: Partial<DealRow>, startStage: string | null = null) => {
  const { transitions, riskFrom } = rowHistory(row(part), stages, startStage, now)
  return [...transitions.map((t) => `${t.kind}${'stageKey' in t ? `:${t.stageKey}` : ''}@${t.at === now ? 'now' : Number(t.at.slice(8, 10))}${'direction' in t && t.direction === 'back' ? ' back' : ''}`), riskFrom === null ? 'known' : riskFrom === now ? 'risk now' : `risk ${Number(riskFrom.slice(8, 10))}`]
}

test('an open deal in the first stage entered it when it was created', () => {
  expect(of({ stageKey: 'a', createdAt: when(3) })).toEqual(['created:a@3', 'known'])
})
test('an open deal further on entered its stage at an unknown time', () => {
  expect(of({ stageKey: 'b', createdAt: when(3) })).toEqual(['created:b@3', 'risk now'])
})
test('without any date it begins at the import', () => {
  expect(of({ stageKey: 'a' })).toEqual(['created:a@now', 'risk now'])
  expect(of({ stageKey: 'c' }, 'b')).toEqual(['created:c@now', 'risk now'])
})
test('a start stage says where deals begin; one that stands before it cannot have', () => {
  expect(of({ stageKey: 'b', createdAt: when(3) }, 'b')).toEqual(['created:b@3', 'known'])
  expect(of({ outcome: 'won', createdAt: when(3), closedAt: when(9) }, 'c')).toEqual(['created:c@3', 'won@9', 'known'])
  expect(of({ outcome: 'lost', createdAt: when(3), closedAt: when(9) }, 'b')).toEqual(['created:b@3', 'lost@9', 'known'])
  expect(of({ stageKey: 'a', createdAt: when(3) }, 'b')).toEqual(['created:a@3', 'known'])
})
test('closed without a known way: won from the last stage, lost from the first, never at risk', () => {
  expect(of({ outcome: 'won', createdAt: when(3), closedAt: when(9) })).toEqual(['created:c@3', 'won@9', 'risk 9'])
  expect(of({ outcome: 'lost', createdAt: when(3), closedAt: when(9) })).toEqual(['created:a@3', 'lost@9', 'risk 9'])
  expect(of({ outcome: 'lost', stageKey: 'b', createdAt: when(3), closedAt: when(9) })).toEqual(['created:b@3', 'lost@9', 'risk 9'])
  expect(of({ outcome: 'won', closedAt: when(9) })).toEqual(['created:c@9', 'won@9', 'risk 9'])
})
test('known entries make the stays; the first stage is filled in from the creation', () => {
  const stageEntries = [{ stageKey: 'b', at: day(4) }, { stageKey: 'c', at: day(6) }]
  expect(of({ outcome: 'won', createdAt: when(3), closedAt: when(9), stageEntries })).toEqual(['created:a@3', 'entered:b@4', 'entered:c@6', 'won@9', 'known'])
  expect(of({ stageKey: 'c', createdAt: when(3), stageEntries })).toEqual(['created:a@3', 'entered:b@4', 'entered:c@6', 'known'])
  expect(of({ stageKey: 'b', createdAt: when(3), stageEntries })).toEqual(['created:b@3', 'risk now'])
})
test('a day that closes before the hour of creation closes at that hour', () => {
  expect(of({ outcome: 'lost', createdAt: { at: '2026-01-03T09:00:00.000Z', dateOnly: false }, closedAt: when(3) }, 'a')).toEqual(['created:a@3', 'lost@3', 'known'])
})

const play = (events: [number, EventMeaning][], options: Partial<Parameters<typeof caseHistory>[2]> = {}) => {
  const list: CaseEvent[] = events.map(([n, meaning], i) => ({ line: i + 2, at: day(n), meaning }))
  const history = caseHistory(list, stages, { backwards: 'reenter', afterClose: 'reopen', ...options })
  return history === null ? null : [...history.transitions.map((t) => `${t.kind}${'stageKey' in t ? `:${t.stageKey}` : ''}@${Number(t.at.slice(8, 10))}${'direction' in t && t.direction === 'back' ? ' back' : ''}`), ...history.passed.map((p) => `passed ${p.line}`)]
}
const s = (stageKey: string): EventMeaning => ({ stageKey })
const lost: EventMeaning = { lost: null }

test('a log: repeats are no stays, an earlier stage is a re-entry', () => {
  expect(play([[1, s('a')], [2, s('b')], [3, s('b')], [4, s('c')], [5, s('b')], [6, 'won']])).toEqual(['created:a@1', 'entered:b@2', 'entered:c@4', 'entered:b@5 back', 'won@6'])
  expect(play([[1, s('a')], [2, s('c')], [3, s('b')]], { backwards: 'ignore' })).toEqual(['created:a@1', 'entered:c@2'])
})
test('at one instant stages follow the pipeline, and the close comes last', () => {
  expect(play([[1, 'won'], [1, s('c')], [1, s('a')], [1, s('b')]])).toEqual(['created:a@1', 'entered:b@1', 'entered:c@1', 'won@1'])
})
test('events out of order in the file are put in order of time', () => {
  expect(play([[3, 'won'], [1, s('a')], [2, s('b')]])).toEqual(['created:a@1', 'entered:b@2', 'won@3'])
})
test('after a win: paperwork passes by, a second close means that it was reopened', () => {
  expect(play([[1, s('a')], [2, 'won'], [3, s('c')]])).toEqual(['created:a@1', 'won@2', 'passed 4'])
  expect(play([[1, s('a')], [2, 'won'], [3, lost]])).toEqual(['created:a@1', 'won@2', 'passed 4'])
  expect(play([[1, s('a')], [2, 'won'], [3, s('b')], [4, lost]])).toEqual(['created:a@1', 'won@2', 'reopened:b@3', 'lost@4'])
})
test('after a loss: a stage reopens, a win turns it, ignored things do nothing', () => {
  expect(play([[1, s('a')], [2, lost], [3, 'ignore']])).toEqual(['created:a@1', 'lost@2'])
  expect(play([[1, s('a')], [2, lost], [3, s('b')]])).toEqual(['created:a@1', 'lost@2', 'reopened:b@3'])
  expect(play([[1, s('b')], [2, lost], [3, 'won']])).toEqual(['created:b@1', 'lost@2', 'reopened:b@3', 'won@3'])
  expect(play([[1, s('a')], [2, lost], [3, s('b')], [4, 'won']], { afterClose: 'ignore' })).toEqual(['created:a@1', 'lost@2', 'passed 4', 'passed 5'])
})
test('closed without a stage, and nothing at all', () => {
  expect(play([[2, 'won']])).toEqual(['created:c@2', 'won@2'])
  expect(play([[2, lost]])).toEqual(['created:a@2', 'lost@2'])
  expect(play([[2, 'ignore']])).toBe(null)
})
