import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gate, GATE_LIMITS, type Criterion, type GateGroup } from '../config/gate.ts'
import { evidenceAt, type Evidence } from './evidence.ts'
import { isMet, judge } from './judge.ts'
import { all, any, answered, bant, bigDeal, call, contact, context, evidence, file, milestone, tick, uuid, wants } from './testing/gate-world.ts'

const approval = (status: 'approved' | 'rejected' | 'waiting', requestedAt: string) => ({ flowId: bigDeal, status, stageId: null, requestedAt, endedAt: null })

test.each<[string, Record<string, unknown>, Partial<Evidence>, boolean]>([
  ['field, filled', { type: 'field', field: 'amount' }, {}, true],
  ['field, empty', { type: 'field', field: 'nextStep' }, {}, false],
  ['field, blank', { type: 'field', field: 'nextStep' }, { fields: { nextStep: '  ' } }, false],
  ['custom field, filled', { type: 'field', field: 'c_budget' }, { fields: { custom: { budget: 0 } } }, true],
  ['custom field, empty', { type: 'field', field: 'c_budget' }, {}, false],
  ['custom field that the catalogue does not know', { type: 'field', field: 'c_old' }, { fields: { custom: { old: false } } }, true],
  ['a key that every object inherits', { type: 'field', field: 'constructor' }, {}, false],
  ['the same of custom', { type: 'field', field: 'c_constructor' }, {}, false],
  ['the prototype', { type: 'field', field: '__proto__' }, {}, false],
  ['condition, true', { type: 'condition', condition: { field: 'amount', op: 'gte', value: 100 } }, {}, true],
  ['condition, false', { type: 'condition', condition: { field: 'amount', op: 'gt', value: 100 } }, {}, false],
  ['condition on a field that is gone', { type: 'condition', condition: { field: 'c_gone', op: 'not_empty' } }, {}, false],
  ['condition on relations', { type: 'condition', condition: { count: 'activities', op: 'gte', value: 1 } }, { activities: [call()] }, true],
  ['form, complete', { type: 'form', formId: bant }, { forms: [answered(true, null)] }, true],
  ['form, in part', { type: 'form', formId: bant }, { forms: [answered(false, 90)] }, false],
  ['form, enough points', { type: 'form', formId: bant, minScore: 60 }, { forms: [answered(true, 60)] }, true],
  ['form, too few', { type: 'form', formId: bant, minScore: 60 }, { forms: [answered(true, 59.5)] }, false],
  ['form without points where points are asked', { type: 'form', formId: bant, minScore: 0 }, { forms: [answered(true, null)] }, false],
  ['activity, effective', { type: 'activity', kinds: ['call', 'meeting'] }, { activities: [call()] }, true],
  ['activity, nobody answered', { type: 'activity', kinds: ['call'] }, { activities: [call({ outcome: 'no_answer' })] }, false],
  ['activity, the same outcome means another thing by mail', { type: 'activity' }, { activities: [call({ kind: 'mail', outcome: 'sent' })] }, false],
  ['activity, any will do', { type: 'activity', effective: false }, { activities: [call({ kind: 'note', outcome: '' })] }, true],
  ['activity, another kind', { type: 'activity', kinds: ['visit'] }, { activities: [call()] }, false],
  ['activity, outcome named', { type: 'activity', outcomes: ['no_answer'] }, { activities: [call({ outcome: 'no_answer' })] }, true],
  ['activity, one of two', { type: 'activity', count: 2 }, { activities: [call()] }, false],
  ['activity, just recent enough', { type: 'activity', withinDays: 5 }, { activities: [call({ at: '2026-03-05T02:00:00.000Z' })] }, true],
  ['activity, too long ago', { type: 'activity', withinDays: 5 }, { activities: [call({ at: '2026-03-05T01:59:59.999Z' })] }, false],
  ['activity, planned', { type: 'activity' }, { activities: [call({ at: '2026-03-11T00:00:00.000Z' })] }, false],
  ['activity, taken back', { type: 'activity' }, { activities: [call({ until: '2026-03-06T00:00:00.000Z' })] }, false],
  ['contact in the role', { type: 'contact', roles: ['decision_maker', 'economic_buyer'] }, { contacts: [contact('user'), contact('economic_buyer')] }, true],
  ['contact in another role', { type: 'contact', roles: ['decision_maker'] }, { contacts: [contact('other')] }, false],
  ['attachment of the kind', { type: 'attachment', kinds: ['contract'] }, { attachments: [file('contract')] }, true],
  ['attachment of another kind', { type: 'attachment', kinds: ['contract'] }, { attachments: [file('other')] }, false],
  ['milestone', { type: 'milestone', kinds: ['quote_sent', 'contract_sent'] }, { milestones: [milestone('contract_sent')] }, true],
  ['milestone, another', { type: 'milestone', kinds: ['quote_sent'] }, { milestones: [milestone('demo_held')] }, false],
  ['item ticked', { type: 'checklist' }, { ticks: [tick(1)] }, true],
  ['another item ticked', { type: 'checklist' }, { ticks: [tick(2)] }, false],
  ['approval granted', { type: 'approval', flowId: bigDeal }, { approvals: [approval('rejected', '2026-03-02T00:00:00.000Z'), approval('approved', '2026-03-03T00:00:00.000Z')] }, true],
  ['approval waiting', { type: 'approval', flowId: bigDeal }, { approvals: [approval('waiting', '2026-03-03T00:00:00.000Z')] }, false],
  ['approval of an earlier stay', { type: 'approval', flowId: bigDeal }, { approvals: [approval('approved', '2026-02-28T00:00:00.000Z')] }, false],
])('%s', (_, part, found, met) => {
  expect(isMet(wants(1, part), evidence(found), context)).toBe(met)
})

const amount = (n: number, severity = 'block') => wants(n, { type: 'field', field: 'amount', severity })
const missing = (n: number, severity = 'block') => wants(n, { type: 'checklist', severity })

test('severities: block stops, warn never, a reason stands in where one is asked for', () => {
  const gate = all(amount(1), missing(2, 'warn'), missing(3, 'reason'), missing(4))
  const without = judge(gate, evidence(), context)
  expect([without.met, without.passes, without.lacking]).toEqual([false, false, 2])
  expect(without.criteria.map((one) => [one.status, one.stops])).toEqual([['met', false], ['missing', false], ['missing', true], ['missing', true]])
  const reasons = new Map([[uuid(3), '客户出差'], [uuid(4), '不管用']])
  const given = judge(gate, evidence(), context, { owed: new Set(), reasons })
  expect([given.passes, given.lacking, given.criteria.map((one) => one.reason)]).toEqual([false, 1, [null, null, '客户出差', null]])
  expect(judge(gate, evidence(), context, { owed: new Set([uuid(4)]), reasons })).toMatchObject({ passes: true, met: false, lacking: 0 })
})

test('any: one is enough, the others are not needed; none of them counts as one piece', () => {
  const gate = all(any(missing(1), missing(2), all(missing(3), missing(4))), missing(5))
  expect(judge(gate, evidence(), context)).toMatchObject({ lacking: 2, passes: false })
  const done = judge(gate, evidence({ ticks: [tick(3), tick(4), tick(5)] }), context)
  expect(done).toMatchObject({ met: true, passes: true, lacking: 0 })
  expect(done.criteria.map((one) => [one.status, one.group])).toEqual([
    ['not_needed', 'all/0.any'], ['not_needed', 'all/0.any'], ['met', 'all/0.any/2.all'], ['met', 'all/0.any/2.all'], ['met', 'all'],
  ])
})

test('an empty all is met, an empty any is not', () => {
  expect(judge(all(), evidence(), context)).toMatchObject({ met: true, passes: true })
  expect(judge(any(), evidence(), context)).toMatchObject({ met: false, passes: false, lacking: 1 })
})

test('an approval counts for the stay that it was asked in, also in the past', () => {
  const gate = all(wants(1, { type: 'approval', flowId: bigDeal }))
  const found = evidence({ approvals: [{ ...approval('approved', '2026-03-03T00:00:00.000Z'), endedAt: '2026-03-05T00:00:00.000Z' }] })
  expect(judge(gate, evidenceAt(found, '2026-03-04T00:00:00.000Z'), context).met).toBe(false)
  expect(judge(gate, evidenceAt(found, '2026-03-05T00:00:00.000Z'), context).met).toBe(true)
})

// ------------------------------------------------------------------------------------------------------ laws
const criteria: fc.Arbitrary<Criterion> = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('block', 'warn', 'reason'), fc.constantFrom<Record<string, unknown>>(
  { type: 'checklist' }, { type: 'contact', roles: ['decision_maker', 'user'] }, { type: 'attachment', kinds: ['contract', 'minutes'] },
  { type: 'milestone', kinds: ['quote_sent'] }, { type: 'activity', kinds: ['call'], withinDays: 5 }, { type: 'activity', count: 2, effective: false },
  { type: 'form', formId: bant, minScore: 50 }, { type: 'field', field: 'nextStep' }, { type: 'approval', flowId: bigDeal },
)).map(([n, severity, part]) => wants(n, { ...part, severity }))
const { group } = fc.letrec<{ group: GateGroup; item: Criterion | GateGroup }>((tie) => ({
  group: fc.record({ op: fc.constantFrom('all' as const, 'any' as const), items: fc.array(tie('item'), { maxLength: 4 }) }),
  item: fc.oneof({ maxDepth: 3, withCrossShrink: true }, criteria, tie('group')),
}))
const pieces = {
  activities: fc.array(fc.record({ at: fc.constantFrom('2026-03-01T00:00:00.000Z', '2026-03-09T00:00:00.000Z'), outcome: fc.constantFrom('connected', 'no_answer') }).map(call), { maxLength: 3 }),
  contacts: fc.array(fc.constantFrom('decision_maker', 'coach').map((role) => contact(role)), { maxLength: 2 }),
  attachments: fc.array(fc.constantFrom('contract', 'other').map((kind) => file(kind)), { maxLength: 2 }),
  milestones: fc.array(fc.constantFrom('quote_sent', 'demo_held').map((kind) => milestone(kind)), { maxLength: 2 }),
  ticks: fc.array(fc.integer({ min: 1, max: 6 }).map((n) => tick(n)), { maxLength: 3 }),
  forms: fc.array(fc.tuple(fc.boolean(), fc.constantFrom(40, 60)).map(([done, score]) => answered(done, score)), { maxLength: 2 }),
  approvals: fc.array(fc.constantFrom('approved' as const, 'waiting' as const).map((status) => approval(status, '2026-03-04T00:00:00.000Z')), { maxLength: 2 }),
}
const found = fc.record(pieces).map((part) => evidence(part))
const joined = (a: Evidence, b: Evidence): Evidence => ({
  ...a, activities: [...a.activities, ...b.activities], contacts: [...a.contacts, ...b.contacts], attachments: [...a.attachments, ...b.attachments],
  milestones: [...a.milestones, ...b.milestones], ticks: [...a.ticks, ...b.ticks], forms: [...a.forms, ...b.forms], approvals: [...a.approvals, ...b.approvals],
})

test('more evidence never closes a gate, nor makes more of it missing', () => {
  fc.assert(fc.property(group, found, found, (gate, less, more) => {
    const [before, after] = [judge(gate, less, context), judge(gate, joined(less, more), context)]
    expect(!before.met || after.met).toBe(true)
    expect(!before.passes || after.passes).toBe(true)
    expect(after.lacking).toBeLessThanOrEqual(before.lacking)
  }))
})

test('all is and, any is or; what is met passes; what passes lacks nothing, and nothing of it stops', () => {
  fc.assert(fc.property(fc.array(group, { maxLength: 3 }), found, (groups, at) => {
    const parts = groups.map((one) => judge(one, at, context))
    const [every, some] = [judge(all(...groups), at, context), judge(any(...groups), at, context)]
    expect([every.met, every.passes]).toEqual([parts.every((one) => one.met), parts.every((one) => one.passes)])
    expect([some.met, some.passes]).toEqual([parts.some((one) => one.met), parts.some((one) => one.passes)])
    for (const one of [...parts, every, some]) {
      expect(!one.met || one.passes).toBe(true)
      expect(one.lacking === 0).toBe(one.passes)
      if (one.passes) expect(one.criteria.filter((each) => each.stops)).toEqual([])
    }
  }))
})

test('letting through what stops opens the gate', () => {
  fc.assert(fc.property(group, found, (gate, at) => {
    const stopped = judge(gate, at, context).criteria.filter((one) => one.stops)
    const owed = new Set(stopped.map((one) => one.criterion.id))
    const after = judge(gate, at, context, { owed, reasons: new Map() })
    // But a group without items, of which there is nothing to owe.
    if (!hasEmptyAny(gate)) expect(after.passes).toBe(true)
  }))
})
const hasEmptyAny = (gate: GateGroup): boolean => (gate.op === 'any' && gate.items.length === 0) || gate.items.some((item) => 'op' in item && hasEmptyAny(item))

// --------------------------------------------------------------------------------------------------- hostile
test('a thousand nested groups are refused before they are read, as are too many criteria', () => {
  let nested: unknown = { op: 'all', items: [] }
  for (let i = 0; i < 1000; i++) nested = { op: 'all', items: [nested] }
  const tooMany = { op: 'all', items: Array.from({ length: GATE_LIMITS.nodes }, (_, i) => ({ id: uuid(i), type: 'checklist' })) }
  for (const input of [nested, tooMany]) {
    const parsed = gate.safeParse(input)
    expect(parsed.success || parsed.error.issues.map((issue) => issue.message)).toEqual(['gate.too_large'])
  }
})

test('a definition pollutes nothing, and keys of objects are only names', () => {
  const input: unknown = JSON.parse(`{"op":"all","__proto__":{"polluted":true},"items":[{"id":"${uuid(1)}","type":"field","field":"__proto__","constructor":{"prototype":{"polluted":true}}}]}`)
  const parsed = gate.parse(input)
  expect(parsed).toEqual({ op: 'all', items: [{ id: uuid(1), type: 'field', field: '__proto__', severity: 'block', label: '', help: '' }] })
  expect(judge(parsed, evidence(), context)).toMatchObject({ met: false, lacking: 1 })
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  for (const bad of [null, 1, 'all', [], { op: 'none', items: [] }, { op: 'all', items: { length: 1e9 } }, { op: 'all', items: [{ type: 'eval', id: uuid(1) }] }]) {
    expect(gate.safeParse(bad).success, JSON.stringify(bad)).toBe(false)
  }
})
