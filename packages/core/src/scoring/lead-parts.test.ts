import { expect, test } from 'vitest'
import type { ConditionContext } from '../conditions/context.ts'
import { leadObject } from '../conditions/objects.ts'
import { noBehaviour } from './behaviour.ts'
import { behaviourObject, eventsOfDays, mostOfADay } from './behaviour-days.ts'
import { compileScoring } from './compile.ts'
import { defaultScoreRules } from './default-rules.ts'
import { columnsOf, valuesOf } from './fit-model/lead-columns.ts'
import { type PastRecord, sampleOf } from './fit-model/lead-sample.ts'
import { levelsOf, rankOf } from './learnt.ts'
import { readyNext } from './readiness.ts'
import { type LoggedChange, rewound } from './rewind.ts'
import { ruleProblems } from './rule-problems.ts'
import { scoreAt } from './score.ts'
import { asksTime, scoredObject } from './scored-object.ts'
import { wantsOf } from './wants.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-03-11T04:00:00Z')
const context: ConditionContext = { now: new Date(NOW), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: (team) => [team] }
const lead = scoredObject(leadObject)

test('days of behaviour are events at the beginning of their day, each with an id of its own; a robot costs no more than a hundred', () => {
  const events = eventsOfDays([{ day: '2026-03-01', kind: 'page_view', subject: '/a b', n: 2 }, { day: '2026-03-01', kind: 'download', subject: 'x', n: 5000 }], () => 7)
  expect(events.slice(0, 2)).toEqual([{ id: 'page_view /a b 000', at: 7, kind: 'page_view', facts: { subject: '/a b' } }, { id: 'page_view /a b 001', at: 7, kind: 'page_view', facts: { subject: '/a b' } }])
  expect(events).toHaveLength(2 + mostOfADay)
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
})

test('ready: at the threshold, and from then on down to four fifths of it', () => {
  const steps = [79, 80, 70, 64, 63, 70, 80].reduce<boolean[]>((all, score) => [...all, readyNext(all.at(-1) ?? false, score, { threshold: 80 })], [])
  expect(steps).toEqual([false, true, true, true, false, false, true])
})

test('a lead as it was: later changes taken back, what nobody logged not known yet', () => {
  const now = { title: '总裁', company: '新', status: 'converted', statusAt: '2026-03-10T00:00:00Z', convertedAt: '2026-03-10T00:00:00Z', lastActivityAt: '2026-03-05T00:00:00Z', custom: { size: 'large', region: 'east' } }
  const changes: LoggedChange[] = [
    { at: Date.parse('2026-03-04T00:00:00Z'), changes: { title: ['经理', '总监'], c_size: [null, 'large'] } },
    { at: Date.parse('2026-03-08T00:00:00Z'), changes: { title: ['总监', '总裁'], note: ['', 'x'] } },
  ]
  const at = (iso: string) => rewound(now, changes, Date.parse(iso))
  expect(at('2026-03-01T00:00:00Z')).toMatchObject({ title: '经理', company: '新', status: 'new', convertedAt: null, lastActivityAt: null, custom: { size: null, region: 'east' } })
  expect(at('2026-03-06T00:00:00Z')).toMatchObject({ title: '总监', lastActivityAt: now.lastActivityAt, custom: { size: 'large' } })
  expect(at('2026-03-11T00:00:00Z')).toEqual(now)
  expect(now.custom.size).toBe('large')
})

test('a sample knows what was there at creation; what came later carries its instant', () => {
  const createdAt = NOW - 100 * DAY
  const record = { title: '总监', email: 'a@qq.com', phone: null, company: '甲', sourceId: 's', custom: { size: 'large', budget: 5, vip: true }, status: 'converted', statusAt: new Date(createdAt + DAY).toISOString(), convertedAt: new Date(createdAt + DAY).toISOString() }
  const past: PastRecord = { id: 'x', lead: record, changes: [{ at: createdAt + DAY, changes: { c_size: [null, 'large'], title: [null, '总监'] } }], createdAt, convertedAt: createdAt + DAY, endedAt: null }
  const sample = sampleOf(past, 90, (asCreated) => (asCreated.title === null ? 1 : 2))
  expect(sample).toMatchObject({ converted: true, outcomeAt: createdAt + DAY, ruleScore: 1 })
  expect(sample.values).toMatchObject({
    title: { value: '总监', knownAt: createdAt + DAY }, c_size: { value: 'large', knownAt: createdAt + DAY }, c_budget: { value: 5, knownAt: createdAt }, c_vip: { value: 'yes', knownAt: createdAt },
    mail: { value: 'free', knownAt: createdAt }, has_phone: { value: 'no', knownAt: createdAt },
  })
  expect(sampleOf(past, 0, () => null).converted).toBe(false)
  expect(columnsOf([{ key: 'size', type: 'select', isArchived: false }, { key: 'gone', type: 'select', isArchived: true }, { key: 'sum', type: 'formula', isArchived: false }]).map(({ key }) => key).slice(-1)).toEqual(['c_size'])
  expect(valuesOf({}, 0)).toMatchObject({ title: { value: null }, mail: { value: 'none' } })
})

test('the rank of a chance among past leads, between levels by straight lines', () => {
  const levels = levelsOf(Array.from({ length: 101 }, (_, i) => i / 100))
  expect([levels.length, levels[0], levels[10], levels[20]]).toEqual([21, 0, 0.5, 1])
  expect([-1, 0.25, 0.5, 2].map((chance) => Number(rankOf(chance, levels).toFixed(6)))).toEqual([0, 0.25, 0.5, 1])
  expect(rankOf(0.3, levelsOf([0.3]))).toBe(1)
  expect(rankOf(0.2, levelsOf([0.3, 0.3]))).toBe(0)
})

test('rules ask neither what scoring writes nor what tells the outcome; whether they ask the calendar is known', () => {
  const asked = (when: object) => ruleProblems({ ...defaultScoreRules, fit: [{ key: 'x', name: { zh: 'x', en: 'x' }, points: 1, when: when as never }] }, { lead, event: behaviourObject })
  for (const field of ['score', 'grade', 'converted', 'lastActivity']) expect(asked({ field, op: 'not_empty' })).toEqual([{ path: 'fit.0.when', code: 'condition.unknown_field' }])
  expect(asked({ exists: 'activities' })).toEqual([{ path: 'fit.0.when', code: 'condition.unknown_relation' }])
  expect(asked({ field: 'title', op: 'not_empty' })).toEqual([])
  expect(asksTime({ and: [{ field: 'title', op: 'not_empty' }, { not: { field: 'created', op: 'within_last', value: 3 } }] }, lead)).toBe(true)
  expect(asksTime({ field: 'title', op: 'not_empty' }, lead)).toBe(false)
})

test('what would make a lead ready: rules that do not hold and things once more, after caps, the weightiest first', () => {
  const scoring = compileScoring({ ...defaultScoreRules, threshold: 45 }, { lead, event: behaviourObject }, context)
  const who = { title: '总经理', company: '', phone: null }
  const events = eventsOfDays([{ day: '2026-03-11', kind: 'pricing_view', subject: '/p', n: 2 }], () => NOW)
  const now = scoreAt(scoring, who, noBehaviour, NOW)
  expect(now.score).toBe(20)
  const wants = wantsOf(scoring, who, events, { ...now, score: 40, behaviour: 20 }, NOW)
  // Prices were looked at as often as counts today.
  expect(wants.map(({ ruleKey, points, isEnough }) => [ruleKey, points, isEnough]).slice(0, 4)).toEqual([['form_submit', 20, true], ['download', 10, true], ['company_known', 8, true], ['document_view', 5, true]])
  expect(wants.some(({ ruleKey }) => ruleKey === 'pricing_view')).toBe(false)
})
