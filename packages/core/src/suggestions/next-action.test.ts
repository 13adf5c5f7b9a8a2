import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usualCadence } from '../config/cadence.ts'
import { cycleOf, type WonDeal } from './cycle.ts'
import { cadence, suggest, suggestionKinds, type DealFacts } from './next-action.ts'
import { stageEffect } from './stage-effect.ts'

const day = 86_400_000
const now = Date.parse('2026-03-02T02:00:00Z')
const calls = (...daysAgo: number[]) => daysAgo.map((ago) => ({ at: now - ago * day, kind: 'call' as const, isEffective: true }))
const calm: DealFacts = {
  now, today: '2026-03-02', nextStep: '回访', stepLateDays: -2, createdAt: now - 20 * day, enteredAt: now - 3 * day,
  stage: { name: '方案', dwellDays: 10, layer: 'advance', hint: '', questions: [] },
  next: { to: 'x', name: '谈判', passes: false, asked: 0, lacking: [] }, contacts: calls(1), roles: ['decision_maker', 'coach'], cycle: null, effects: {}, limits: usualCadence,
}
const kinds = (over: Partial<DealFacts>) => suggest({ ...calm, ...over }).map(({ kind }) => kind)

test('a deal in order has nothing to suggest', () => {
  expect(suggest(calm)).toEqual([])
})

test('the step: none, late, due today', () => {
  expect(kinds({ nextStep: null, stepLateDays: null })).toEqual(['no_next_step'])
  expect(suggest({ ...calm, stepLateDays: 3 })).toMatchObject([{ kind: 'step_overdue', act: 'log', data: { days: 3, step: '回访' } }])
  expect(kinds({ stepLateDays: 0 })).toEqual([])
})

test('silence is measured by the own cadence, and by fourteen days without one', () => {
  expect(cadence(calls(20, 16, 12, 8), 14)).toEqual({ days: 8, usual: 4, n: 3 })
  expect(cadence(calls(20, 16, 12), 14)).toEqual({ days: 14, usual: null, n: 2 })
  expect(cadence(calls(3, 2.5, 2, 1.5), 14).days).toBe(3)
  expect(kinds({ contacts: calls(20, 16, 12, 8) })).toEqual([])
  expect(suggest({ ...calm, contacts: calls(21, 17, 13, 9) })).toMatchObject([{ kind: 'silence', data: { days: 9, usual: 4, limit: 8, n: 3 } }])
  expect(kinds({ contacts: calls(15) })).toEqual(['silence'])
  expect(kinds({ contacts: [] })).toEqual(['silence'])
  expect(kinds({ contacts: [], createdAt: now - 2 * day })).toEqual([])
})

test('four attempts in a week that nobody answered are too many; one answer makes them fine', () => {
  const tries = calls(1, 2, 3, 4).map((one) => ({ ...one, isEffective: false }))
  expect(suggest({ ...calm, contacts: tries })).toMatchObject([{ kind: 'too_much', act: 'contact', data: { n: 4 } }])
  expect(kinds({ contacts: tries.slice(1) })).toEqual([])
  expect(kinds({ contacts: [...tries, ...calls(5)] })).toEqual([])
})

test('what is too little and too much is a setting, by the layer of the stage', () => {
  const limits = { ...usualCadence, silentDays: { nurture: 30, advance: 5, sign: 3 }, tooMany: { contacts: 2, days: 3 } }
  expect(suggest({ ...calm, limits, contacts: calls(6) })).toMatchObject([{ kind: 'silence', data: { limit: 5 } }])
  expect(kinds({ limits, contacts: calls(6), stage: { ...calm.stage, layer: 'nurture' } })).toEqual([])
  const tries = calls(1, 2, 4).map((one) => ({ ...one, isEffective: false }))
  expect(suggest({ ...calm, limits, contacts: tries })).toMatchObject([{ kind: 'too_much', data: { n: 2, days: 3 } }])
  expect(kinds({ limits, contacts: tries.slice(1) })).toEqual([])
})

test('the way on: the first piece that is missing and how many more; or that it may go', () => {
  const lacking = [{ asks: '2 次电话', activity: 'call' as const, isContact: false }, { asks: '预算', activity: null, isContact: false }]
  expect(suggest({ ...calm, next: { to: 'x', name: '谈判', passes: false, asked: 3, lacking } })).toMatchObject([{ kind: 'evidence', act: 'log', activity: 'call', data: { asks: '2 次电话', more: 1 } }])
  expect(suggest({ ...calm, next: { to: 'x', name: '谈判', passes: false, asked: 3, lacking: lacking.slice(1) } })).toMatchObject([{ act: 'gate' }])
  expect(suggest({ ...calm, next: { to: 'x', name: '谈判', passes: true, asked: 3, lacking: [] } })).toMatchObject([{ kind: 'advance', act: 'move' }])
  expect(kinds({ next: { to: 'x', name: '谈判', passes: true, asked: 0, lacking: [] } })).toEqual([])
})

test('people are missed from the second layer on; a budget holder decides too', () => {
  expect(kinds({ roles: [] })).toEqual(['decision_maker', 'champion'])
  expect(kinds({ roles: ['economic_buyer'] })).toEqual(['champion'])
  expect(kinds({ roles: [], stage: { ...calm.stage, layer: 'nurture' } })).toEqual([])
})

test('a stay beyond its days; on the day itself it is not', () => {
  expect(kinds({ enteredAt: now - 10 * day })).toEqual([])
  expect(suggest({ ...calm, enteredAt: now - 12 * day })).toMatchObject([{ kind: 'dwell', data: { days: 12, limit: 10 } }])
  expect(kinds({ enteredAt: now - 99 * day, stage: { ...calm.stage, dwellDays: null } })).toEqual([])
})

const won = (count: number, over: Partial<WonDeal> = {}) => Array.from({ length: count }, (_, i): WonDeal => ({ days: 40 + i, industry: '制造', amountMinor: 1000, counts: { visit: 3, call: 5 }, ...over }))

test('what is usual: of the same industry and amount, else amount, else pipeline; nothing below ten', () => {
  const deal = { amountMinor: 1000, industry: '制造' }
  expect(cycleOf(won(9), deal)).toBeNull()
  expect(cycleOf([], deal)).toBeNull()
  expect(cycleOf(won(11), deal)).toMatchObject({ n: 11, medianDays: 45, scope: 'amount_and_industry', industry: '制造', usual: [{ activity: 'call', median: 5 }, { activity: 'visit', median: 3 }] })
  expect(cycleOf([...won(9), ...won(5, { industry: '医疗' })], deal)).toMatchObject({ n: 14, scope: 'amount', industry: null })
  expect(cycleOf([...won(9), ...won(9, { amountMinor: 3001 })], deal)).toMatchObject({ n: 18, scope: 'pipeline' })
  expect(cycleOf(won(10), { amountMinor: null, industry: null })).toMatchObject({ scope: 'pipeline' })
})

test('what deals of its kind had and this one has not, and that it is older than they were', () => {
  const cycle = cycleOf(won(11), { amountMinor: 1000, industry: '制造' })
  const three = calls(1, 2, 3)
  expect(suggest({ ...calm, cycle, contacts: three })).toMatchObject([{ kind: 'cycle_activity', activity: 'visit', data: { usual: 3, own: 0, n: 11, days: 45 } }])
  expect(kinds({ cycle, contacts: [...calls(1, 2, 3, 4, 5), ...three.map((one) => ({ ...one, kind: 'visit' as const }))] })).toEqual([])
  expect(kinds({ cycle, contacts: three, createdAt: now - 80 * day })).toEqual(['cycle_activity', 'cycle_age'])
})

test('an effect has both sides with their n, says whether it is significant, and is refused below ten', () => {
  expect(stageEffect('visit', { hits: 8, n: 9 }, { hits: 1, n: 100 })).toBeNull()
  expect(stageEffect('visit', { hits: 80, n: 100 }, { hits: 1, n: 9 })).toBeNull()
  // Newcombe 1998, table II, method 10: 56/70 − 48/80.
  expect(stageEffect('visit', { hits: 56, n: 70 }, { hits: 48, n: 80 })).toMatchObject({ difference: expect.closeTo(0.2, 6), low: expect.closeTo(0.0524, 3), high: expect.closeTo(0.3339, 3), isSignificant: true })
  expect(stageEffect('call', { hits: 6, n: 12 }, { hits: 5, n: 12 })).toMatchObject({ isSignificant: false })
  const effect = stageEffect('call', { hits: 56, n: 70 }, { hits: 48, n: 80 })
  expect(suggest({ ...calm, contacts: calls(15), effects: effect === null ? {} : { call: effect } })[0]?.effect).toEqual(effect)
})

test('each kind comes once, in the order of the list of kinds but for the step', () => {
  const facts = fc.record({
    nextStep: fc.option(fc.constant('x')), stepLateDays: fc.option(fc.integer({ min: -5, max: 5 })), enteredAt: fc.integer({ min: 0, max: 50 }).map((ago) => now - ago * day),
    roles: fc.subarray(['decision_maker', 'coach', 'user']), contacts: fc.array(fc.integer({ min: 0, max: 60 })).map((ago) => calls(...ago)),
  })
  fc.assert(fc.property(facts, (over) => {
    const places = kinds(over).map((kind) => suggestionKinds.indexOf(kind))
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
  }))
})
