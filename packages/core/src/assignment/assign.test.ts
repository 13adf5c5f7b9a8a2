import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { workHours } from '../lib/work-hours.ts'
import { assign, type AssignmentInput } from './assign.ts'
import { whyMe } from './explain.ts'
import { type Assignee, type AssignmentRule, choices, type Turns } from './model.ts'

const at = (text: string) => Date.parse(`${text}:00+08:00`)
const NOW = at('2026-03-04T10:00')
const hours = workHours('Asia/Shanghai', workCalendar('Asia/Shanghai'))
const person = (id: string, more: Partial<Assignee> = {}): Assignee =>
  ({ id, isActive: true, weight: 1, dailyQuota: null, assignedToday: 0, handQuota: null, inHand: 0, absences: [], hours: null, ...more })
const pool = (memberIds: string[], choice: (typeof choices)[number] = 'round_robin'): AssignmentRule => ({ key: 'all', by: 'pool', fits: true, memberIds, choice })
const ask = (rules: AssignmentRule[], people: Assignee[], more: Partial<AssignmentInput> = {}) => assign({ rules, people, turns: {}, afterHours: 'hold', now: NOW, ...more })

test('the owner of the account comes first, then the named account, the territory, the pool', () => {
  const rules = (owner: string | null, named: string | null, fits: boolean): AssignmentRule[] => [
    { key: 'owner', by: 'account_owner', userId: owner },
    { key: 'named', by: 'named_account', userId: named },
    { key: 'east', by: 'territory', fits, memberIds: ['c'], choice: 'round_robin' },
    pool(['d']),
  ]
  const people = ['a', 'b', 'c', 'd'].map((id) => person(id))
  expect([rules('a', 'b', true), rules(null, 'b', true), rules(null, null, true), rules(null, null, false)].map((chain) => ask(chain, people).to)).toEqual(['a', 'b', 'c', 'd'])
  expect(ask(rules(null, null, false), people)).toMatchObject({ ruleKey: 'all', trace: [{ outcome: 'not_applicable' }, { outcome: 'not_applicable' }, { outcome: 'not_applicable' }, { outcome: 'decided' }] })
})

test('an owner on leave is passed over, and the answer says so', () => {
  const found = ask([{ key: 'owner', by: 'account_owner', userId: 'a' }, pool(['b', 'c', 'd', 'gone'], 'weighted')], [
    person('a', { absences: [{ from: NOW - 1, to: NOW + 1 }] }), person('b', { weight: 0 }), person('c', { dailyQuota: 3, assignedToday: 3 }), person('d', { weight: 2 }),
  ])
  expect(found).toMatchObject({
    to: 'd', by: 'pool', choice: 'weighted',
    trace: [
      { key: 'owner', outcome: 'nobody_free', passed: [{ userId: 'a', reason: 'absent' }] },
      { key: 'all', outcome: 'decided', passed: [{ userId: 'b', reason: 'no_weight' }, { userId: 'c', reason: 'daily_quota' }, { userId: 'gone', reason: 'unknown' }] },
    ],
  })
  expect(whyMe(found, 'zh')).toBe('您在分配名单中，按权重轮到您（1 人不在岗，1 人权重为 0，1 人今日已满，1 人已不在组织中）。')
  expect(whyMe(found, 'en')).toBe('You are in the pool, it was your turn by weight (1 away, 1 without weight, 1 at the limit of the day, 1 no longer here).')
})

test('after hours the lead waits for the first who is at work again, or is given at once', () => {
  const now = at('2026-02-14T19:00')
  const people = [
    person('a', { hours, absences: [{ from: at('2026-02-24T00:00'), to: at('2026-02-25T00:00') }] }),
    person('b', { hours, inHand: 5, handQuota: 5 }),
    person('c', { hours }),
  ]
  expect(ask([pool(['a', 'b'])], people, { now })).toMatchObject({ to: null, code: 'assignment.held', until: at('2026-02-25T09:00') })
  expect(ask([pool(['a', 'b', 'c'])], people, { now })).toMatchObject({ to: null, code: 'assignment.held', until: at('2026-02-24T09:00') })
  const given = ask([pool(['a', 'b', 'c'])], people, { now, afterHours: 'assign' })
  expect(given).toMatchObject({ to: 'a', isAfterHours: true })
  expect(whyMe(given, 'zh')).toBe('您在分配名单中，按顺序轮到您，当时无人在班（1 人手上已满，1 人排在后面）。')
  // One who is at work is preferred although an earlier rule names another.
  expect(ask([{ key: 'owner', by: 'account_owner', userId: 'a' }, pool(['d'])], [...people, person('d')], { now, afterHours: 'assign' })).toMatchObject({ to: 'd', isAfterHours: false })
})

test('nobody at all is an answer, not a fault', () => {
  expect(ask([], [])).toEqual({ to: null, code: 'assignment.nobody', until: null, trace: [] })
  expect(ask([pool(['a'])], [person('a', { isActive: false })], { afterHours: 'assign' })).toMatchObject({ to: null, code: 'assignment.nobody', trace: [{ outcome: 'nobody_free', passed: [{ reason: 'inactive' }] }] })
  expect(whyMe(ask([], []), 'zh')).toBe('')
})

test('least loaded: for the weight, not by the bare number', () => {
  const people = [person('a', { inHand: 4, weight: 1 }), person('b', { inHand: 6, weight: 2 }), person('c', { inHand: 3, weight: 1, assignedToday: 1 })]
  expect(ask([pool(['a', 'b', 'c'], 'least_loaded')], people)).toMatchObject({ to: 'b', turns: null })
})

const crowd = fc.array(fc.record({
  weight: fc.integer({ min: 0, max: 5 }), dailyQuota: fc.option(fc.nat(6)), handQuota: fc.option(fc.nat(6)), inHand: fc.nat(3), isActive: fc.boolean(), isAway: fc.boolean(),
}), { minLength: 1, maxLength: 6 })

test('over a whole day nobody ever gets past a quota, and nobody is left without while another could take', () => {
  fc.assert(fc.property(crowd, fc.constantFrom(...choices), fc.nat(40), (drawn, choice, leads) => {
    let people = drawn.map(({ isAway, ...more }, i) => person(`p${i}`, { ...more, absences: isAway ? [{ from: 0, to: Infinity }] : [] }))
    let turns: Record<string, Turns> = {}
    for (let n = 0; n < leads; n++) {
      const found = ask([pool(people.map(({ id }) => id), choice)], people, { turns })
      const able = people.filter((one) => one.isActive && one.weight > 0 && one.absences.length === 0 && one.inHand < (one.handQuota ?? Infinity) && one.assignedToday < (one.dailyQuota ?? Infinity))
      expect(found.to === null).toBe(able.length === 0)
      if (found.to === null) break
      expect(able.map(({ id }) => id)).toContain(found.to)
      // The same state gives the same answer, whatever the order of the rows.
      expect(ask([pool(people.map(({ id }) => id).reverse(), choice)], people.toReversed(), { turns }).to).toBe(found.to)
      if (found.turns !== null) turns = { ...turns, [found.ruleKey]: found.turns }
      people = people.map((one) => (one.id === found.to ? { ...one, inHand: one.inHand + 1, assignedToday: one.assignedToday + 1 } : one))
    }
  }))
})
