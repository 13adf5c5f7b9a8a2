import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defineObject } from '../conditions/catalogue.ts'
import type { ConditionContext } from '../conditions/context.ts'
import { leadObject } from '../conditions/objects.ts'
import { both } from '../config/localized.ts'
import { addEvent, behaviourAt, type BehaviourState, countEvents, noBehaviour } from './behaviour.ts'
import { type BehaviourEvent, compileScoring } from './compile.ts'
import { defaultScoreRules } from './default-rules.ts'
import { periodWindows } from './period-window.ts'
import { gradeOf, type ScoreRules, scoreRulesSchema } from './rules.ts'
import { scoreAt } from './score.ts'
import { scoreLines } from './score-lines.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-03-11T04:00:00Z')
const context: ConditionContext = { now: new Date(NOW), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: (team) => [team] }
const eventObject = defineObject({ name: 'behaviour', label: both('行为', 'Behaviour'), fields: { page: { type: 'text', label: both('页面', 'Page'), column: 'page' } } })
const employees = { type: 'number' as const, label: both('人数', 'Employees'), column: 'employees' }
const lead = defineObject({ name: 'lead', label: both('线索', 'Lead'), fields: { title: { type: 'text', label: both('职务', 'Title'), column: 'title' }, industry: { type: 'text', label: both('行业', 'Industry'), column: 'industry' }, employees } })
const name = both('规则', 'Rule')

const rules: ScoreRules = scoreRulesSchema.parse({
  fit: [
    { key: 'chief', name, when: { field: 'title', op: 'contains', value: '总经理' }, points: 20 },
    { key: 'rival', name, when: { field: 'industry', op: 'is', value: '竞争对手' }, points: -60 },
  ],
  icp: {
    points: 30,
    criteria: [
      { key: 'size', name, weight: 2, otherwise: 0, levels: [{ when: { field: 'employees', op: 'empty' }, match: null }, { when: { field: 'employees', op: 'between', value: [200, 2000] }, match: 1 }, { when: { field: 'employees', op: 'gte', value: 50 }, match: 0.5 }] },
      { key: 'industry', name, weight: 1, otherwise: 0, levels: [{ when: { field: 'industry', op: 'empty' }, match: null }, { when: { field: 'industry', op: 'is', value: '制造' }, match: 1 }] },
    ],
  },
  behaviour: [
    { key: 'visit', name, event: 'page_view', when: null, points: 2, halfLifeDays: 7 },
    { key: 'pricing', name, event: 'page_view', when: { field: 'page', op: 'contains', value: 'pricing' }, points: 8, halfLifeDays: 14 },
    { key: 'download', name, event: 'download', when: null, points: 15, halfLifeDays: null },
    { key: 'left', name, event: 'unsubscribe', when: null, points: -30, halfLifeDays: null },
  ],
  caps: [{ event: 'page_view', period: 'day', points: 11 }, { event: 'page_view', period: 'week', points: 20 }, { event: 'unsubscribe', period: 'ever', points: 30 }],
  fitLimits: { min: -40, max: 50 }, behaviourLimits: { min: -50, max: 60 },
  grades: [{ key: 'A', from: 80 }, { key: 'B', from: 50 }, { key: 'C', from: 0 }],
  threshold: 80,
})
const scoring = compileScoring(rules, { lead, event: eventObject }, context)
const view = (id: string, daysBefore: number, page = '/'): BehaviourEvent => ({ id, at: NOW - daysBefore * DAY, kind: 'page_view', facts: { page } })
const event = (id: string, daysBefore: number, kind: string): BehaviourEvent => ({ id, at: NOW - daysBefore * DAY, kind, facts: {} })
const points = (events: readonly BehaviourEvent[], at = NOW) => behaviourAt(countEvents(events, scoring, at), scoring, at)

describe('behaviour', () => {
  test('halves after each half-life, some of it never', () => {
    expect(points([view('a', 7)])).toBe(1)
    expect(points([view('a', 14)])).toBe(0.5)
    expect(points([view('a', 14, '/pricing')])).toBe(4.5)
    expect(points([event('d', 3650, 'download')])).toBe(15)
    expect(points([view('a', 7)], NOW - 8 * DAY)).toBe(0)
  })

  test('caps hold for all rules of a kind, by day and by week, before decay', () => {
    const same = Array.from({ length: 8 }, (_, i) => view(`v${i}`, 0))
    expect(points(same)).toBe(11)
    // 10 on Monday, 10 on Tuesday: the week is full on Wednesday.
    expect(points([view('m', 2, '/pricing'), view('t', 1, '/pricing'), view('w', 0, '/pricing')], NOW)).toBeCloseTo(2 * 2 ** (-2 / 7) + 8 * 2 ** (-2 / 14) + 2 * 2 ** (-1 / 7) + 8 * 2 ** (-1 / 14), 12)
    expect(points([event('u', 5, 'unsubscribe'), event('w', 1, 'unsubscribe')])).toBe(-30)
  })

  test('the day of a cap is the organisation’s: midnight in Shanghai is 16:00 UTC', () => {
    const at = (time: string, id: string): BehaviourEvent => ({ id, at: Date.parse(time), kind: 'page_view', facts: { page: '/pricing' } })
    const count = (a: string, b: string) => Object.values(countEvents([at(a, 'a'), at(b, 'b')], scoring).used).find(({ given }) => given > 11)?.given
    expect(count('2026-03-10T15:59:00Z', '2026-03-10T16:00:00Z')).toBe(20)
    expect(count('2026-03-10T16:00:00Z', '2026-03-11T15:59:00Z')).toBeUndefined()
  })

  test('an event that comes late asks for a recount; the same one again changes nothing', () => {
    const state = countEvents([view('b', 1)], scoring)
    expect(addEvent(state, view('a', 2), scoring)).toBeNull()
    expect(addEvent(state, view('a', 1), scoring)).toBeNull()
    expect(addEvent(state, view('b', 1), scoring)).toBe(state)
    expect(() => behaviourAt(state, scoring, NOW - 2 * DAY)).toThrow(RangeError)
    expect(countEvents([view('b', 1), view('b', 1)], scoring)).toEqual(state)
  })

  const drawn = fc.array(fc.record({
    id: fc.uuid(), at: fc.integer({ min: NOW - 60 * DAY, max: NOW }), kind: fc.constantFrom('page_view', 'download', 'unsubscribe', 'other'), facts: fc.constantFrom({ page: '/' }, { page: '/pricing' }, {}),
  }), { maxLength: 60 })

  test('event by event, read in between and stored as JSON, it is bit for bit a recount, at any instant', () => {
    fc.assert(fc.property(drawn, fc.nat(90), (events, later) => {
      let state: BehaviourState = noBehaviour
      const ordered = events.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      for (const one of ordered) {
        const next = addEvent(state, one, scoring)
        expect(next).not.toBeNull()
        state = JSON.parse(JSON.stringify(next)) as BehaviourState
        expect(behaviourAt(state, scoring, one.at)).toBe(points(events.filter(({ at, id }) => at < one.at || (at === one.at && id <= one.id)), one.at))
      }
      expect(state).toEqual(countEvents(events.toReversed(), scoring))
      expect(behaviourAt(state, scoring, NOW + later * DAY)).toBe(points(events, NOW + later * DAY))
    }), { numRuns: 60 })
  })

  test('no period ever gives more than its cap', () => {
    fc.assert(fc.property(drawn, (events) => {
      const windowOf = periodWindows('Asia/Shanghai')
      const lines = scoreLines(scoring, {}, events, NOW).filter((line) => line.part === 'behaviour')
      for (const { event: kind, period, points: most } of rules.caps) {
        const given = new Map<number, number>()
        for (const line of lines) if (rules.behaviour.find(({ key }) => key === line.ruleKey)?.event === kind) given.set(windowOf(line.at, period), (given.get(windowOf(line.at, period)) ?? 0) + Math.abs(line.granted))
        expect(Math.max(0, ...given.values())).toBeLessThanOrEqual(most)
      }
    }))
  })

  test('the lines add up to the score', () => {
    const person = fc.record({ title: fc.constantFrom('总经理', '工程师', null), industry: fc.constantFrom('制造', '竞争对手', null), employees: fc.constantFrom(null, 10, 100, 500) })
    fc.assert(fc.property(person, drawn, fc.nat(60), (who, events, daysBefore) => {
      const at = NOW - daysBefore * DAY
      const found = scoreAt(scoring, who, countEvents(events, scoring, at), at)
      const sum = scoreLines(scoring, who, events, at).reduce((all, { left }) => all + left, 0)
      expect(Math.abs(sum - found.score)).toBeLessThanOrEqual(0.5 + 1e-9)
      expect(found.score).toBeGreaterThanOrEqual(0)
      expect(found.score).toBeLessThanOrEqual(100)
    }))
  })
})

test('fit: rules, ideal customer by what is known of it, limits', () => {
  const fit = (who: object) => scoreAt(scoring, { title: null, industry: null, employees: null, ...who }, noBehaviour, NOW)
  expect(fit({})).toMatchObject({ score: 0, fit: 0, icp: null, grade: 'C', isReady: false })
  expect(fit({ employees: 500 })).toMatchObject({ fit: 30, icp: 1 })
  expect(fit({ employees: 500, industry: '金融' })).toMatchObject({ fit: 20, icp: 2 / 3 })
  expect(fit({ employees: 100, industry: '制造', title: '总经理' })).toMatchObject({ fit: 40, icp: 2 / 3 })
  expect(fit({ industry: '竞争对手' })).toMatchObject({ fit: -40, score: 0 })
})

test('a hot lead: ready, and every point has its line', () => {
  const events = [event('d1', 3, 'download'), event('d2', 2, 'download'), event('d3', 1, 'download')]
  const who = { title: '总经理', industry: '制造', employees: 500 }
  expect(scoreAt(scoring, who, countEvents(events, scoring), NOW)).toMatchObject({ score: 95, fit: 50, behaviour: 45, grade: 'A', isReady: true })
  expect(scoreLines(scoring, who, [...events, view('v', 7)], NOW)).toEqual([
    { part: 'fit', ruleKey: 'chief', name, left: 20 },
    { part: 'icp', ruleKey: 'size', name, match: 1, left: 20 },
    { part: 'icp', ruleKey: 'industry', name, match: 1, left: 10 },
    ...['d3', 'd2', 'd1'].map((eventId, i) => ({ part: 'behaviour', ruleKey: 'download', name, eventId, at: NOW - (i + 1) * DAY, points: 15, granted: 15, left: 15, cappedBy: null })),
    { part: 'behaviour', ruleKey: 'visit', name, eventId: 'v', at: NOW - 7 * DAY, points: 2, granted: 2, left: 1, cappedBy: null },
  ])
})

test('rules are refused that could not be scored or graded by', () => {
  const broken = (change: object) => scoreRulesSchema.safeParse({ ...rules, ...change }).error?.issues[0]?.message
  expect(broken({ grades: [{ key: 'A', from: 50 }, { key: 'B', from: 50 }] })).toBe('score.grades')
  expect(broken({ grades: [{ key: 'A', from: 50 }] })).toBe('score.grades')
  expect(broken({ fit: [rules.fit[0], rules.fit[0]] })).toBe('score.duplicate_key')
  expect(broken({ caps: [rules.caps[0], rules.caps[0]] })).toBe('score.duplicate_cap')
  expect(broken({ fitLimits: { min: 1, max: 0 } })).toBe('score.limits')
  expect(() => compileScoring({ ...rules, fit: [{ key: 'x', name, points: 1, when: { field: 'nothing', op: 'is', value: 'x' } }] }, { lead, event: eventObject }, context)).toThrow('condition.unknown_field')
})

test('the rules to begin with are good, and fit the leads there are', () => {
  expect(scoreRulesSchema.parse(defaultScoreRules)).toEqual(defaultScoreRules)
  const usual = compileScoring(defaultScoreRules, { lead: leadObject, event: eventObject }, context)
  expect(scoreAt(usual, { title: '采购总监', company: '甲公司', phone: '13800138000' }, noBehaviour, NOW)).toMatchObject({ score: 25, grade: 'D' })
  // 总经理 is no 经理 besides.
  expect(scoreAt(usual, { title: '总经理' }, noBehaviour, NOW).fit).toBe(20)
  expect([100, 80, 79, 60, 59, 35, 34, 0].map((score) => gradeOf(score, defaultScoreRules))).toEqual(['A', 'A', 'B', 'B', 'C', 'C', 'D', 'D'])
})
