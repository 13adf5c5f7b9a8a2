import { expect, test } from 'vitest'
import { evidenceAt } from './evidence.ts'
import { answered, call, contact, evidence, file, tick } from './testing/gate-world.ts'

const [before, then, after] = ['2026-03-02T00:00:00.000Z', '2026-03-04T00:00:00.000Z', '2026-03-06T00:00:00.000Z']

test('an earlier moment knows what was known then, and what was taken back since', () => {
  const found = evidence({
    activities: [call({ since: before }), call({ since: after })], contacts: [contact('user', { since: before, until: after }), contact('coach', { since: before, until: then })],
    attachments: [file('contract', { since: then })], ticks: [tick(1, { since: after })], forms: [answered(false, 1, { since: before, until: then }), answered(true, 2, { since: then })],
    approvals: [{ flowId: 'f', status: 'approved', stageId: null, requestedAt: before, endedAt: after }, { flowId: 'f', status: 'waiting', stageId: null, requestedAt: after, endedAt: null }],
  })
  const at = evidenceAt(found, then)
  expect([at.activities.length, at.contacts, at.attachments.length, at.ticks.length, at.forms.map((form) => form.score)]).toEqual([1, [contact('user', { since: before })], 1, 0, [2]])
  expect(at.approvals).toEqual([{ flowId: 'f', status: 'waiting', stageId: null, requestedAt: before, endedAt: null }])
})

test('fields are read back change by change, custom ones too, whatever they are called', () => {
  const found = evidence({
    fields: { amountMinor: 300, nextStep: '签约', custom: { budget: 9, kept: 1 } },
    changes: [
      { field: 'amountMinor', before: 100, at: before }, { field: 'amountMinor', before: 200, at: after }, { field: 'nextStep', before: null, at: '2026-03-05T00:00:00.000Z' },
      { field: 'c_budget', before: 5, at: after }, { field: 'custom.__proto__', before: { polluted: true }, at: after }, { field: '__proto__', before: { polluted: true }, at: after },
    ],
  })
  const { fields } = evidenceAt(found, then)
  expect([fields.amountMinor, fields.nextStep, (fields.custom as Record<string, unknown>).budget, (fields.custom as Record<string, unknown>).kept]).toEqual([200, null, 5, 1])
  expect([Object.getPrototypeOf(fields), ({} as Record<string, unknown>).polluted]).toEqual([Object.prototype, undefined])
  expect(evidenceAt(found, before).fields.amountMinor).toBe(200)
  expect(evidenceAt(found, '2026-03-01T00:00:00.000Z').fields.amountMinor).toBe(100)
  expect(evidenceAt(found, after).fields).toBe(found.fields)
})
