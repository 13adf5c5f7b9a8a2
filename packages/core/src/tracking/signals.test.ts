import { expect, test } from 'vitest'
import { standardSignals, signalRule } from './signal-rule.ts'
import { signalsOf, type BehaviourDay } from './signals.ts'

const rules = Object.entries(standardSignals).map(([key, { zh: rule }]) => ({ key, rule }))
const now = { at: '2026-03-09T02:00:00.000Z', today: '2026-03-09' }
const doc = (day: string, n: number, subject = 'w/a.pdf', kind: BehaviourDay['kind'] = 'document_view'): BehaviourDay => ({ day, kind, subject, n })
const ask = (days: BehaviourDay[], fresh: Pick<BehaviourDay, 'kind' | 'subject'>[], hits: [string, string][] = []) => signalsOf(rules, days, fresh, new Map(hits), now)
const a = { kind: 'document_view', subject: 'w/a.pdf' } as const

test('the standard rules are rules', () => {
  for (const { zh, en } of Object.values(standardSignals)) expect([signalRule.safeParse(zh).success, signalRule.safeParse(en).success]).toEqual([true, true])
})
test('the same document three times within seven days, views and downloads together', () => {
  expect(ask([doc('2026-03-03', 1), doc('2026-03-09', 1), doc('2026-03-09', 1, 'w/a.pdf', 'download')], [a])).toMatchObject([{ key: 'same_document', subject: 'w/a.pdf', n: 3 }])
  expect(ask([doc('2026-03-02', 2), doc('2026-03-09', 1)], [a])).toEqual([])
  expect(ask([doc('2026-03-09', 2), doc('2026-03-09', 1, 'w/b.pdf')], [a])).toEqual([])
})
test('something old does not fire because something else happened', () => {
  expect(ask([doc('2026-03-08', 5)], [{ kind: 'page_view', subject: 'w/' }])).toEqual([])
  expect(ask([doc('2026-03-08', 5), doc('2026-03-09', 1, 'w/b.pdf')], [{ kind: 'document_view', subject: 'w/b.pdf' }])).toEqual([])
})
test('one look at the prices is enough; nothing before the cool-down is over', () => {
  const price = doc('2026-03-09', 1, 'w/pricing', 'pricing_view')
  const fresh = [{ kind: 'pricing_view', subject: 'w/pricing' } as const]
  expect(ask([price], fresh)).toMatchObject([{ key: 'pricing', n: 1 }])
  expect(ask([price], fresh, [['pricing', '2026-03-02T02:00:00.001Z']])).toEqual([])
  expect(ask([price], fresh, [['pricing', '2026-03-02T02:00:00.000Z']])).toHaveLength(1)
})
test('of several documents it tells of the most frequent', () => {
  expect(ask([doc('2026-03-09', 3), doc('2026-03-09', 9, 'w/b.pdf')], [a, { kind: 'document_view', subject: 'w/b.pdf' }])).toMatchObject([{ subject: 'w/b.pdf', n: 9 }])
})
