import { logActivity } from '@sluice/core/activities/contract'
import { usualCadence } from '@sluice/core/config/cadence'
import { listHygiene } from '@sluice/core/hygiene/contract'
import { createLead } from '@sluice/core/leads/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { changeCadence, getCadence, getSuggestions, getToday } from '@sluice/core/suggestions/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('what is too little and too much contact is set once, and day, suggestions, lists and hygiene say so', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const rep = await org.user('rep')
  await t.db.write(org.orgId, (tx) => sql`update stage set dwell_days = 300 where org_id = ${org.orgId}`.execute(tx))
  const ago = (days: number) => new Date(t.clock.now().getTime() - days * day).toISOString()
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '安静', nextStep: '等', nextStepDue: '2026-03-20', at: ago(10) })
  await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, title: '没有约定', at: ago(10) })
  const lead = await rep.ok(createLead, { body: { name: '张伟', phone: '13800138000' } })
  await t.db.write(org.orgId, (tx) => sql`update lead set created_at = ${ago(10)} where org_id = ${org.orgId} and id = ${lead.id}`.execute(tx))
  const said = async () => ({
    today: (await rep.ok(getToday)).items.flatMap((item) => item.reasons.filter(({ code }) => code === 'stalled.silent').map((reason) => [item.title, reason.days, reason.limitDays])),
    advice: (await rep.ok(getSuggestions, { params: { id: deal.id } })).items.map(({ kind }) => kind).filter((kind) => kind === 'silence' || kind === 'too_much'),
    stale: (await rep.ok(listDeals, { query: { quick: 'stale' } })).items.map(({ title }) => title).toSorted(),
    idle: (await rep.ok(listHygiene, { params: { issue: 'idle_lead' } })).items.map(({ title }) => title),
  })
  expect(await rep.ok(getCadence)).toEqual({ ...usualCadence, version: 0 })
  expect(await said()).toEqual({ today: [], advice: [], stale: [], idle: [] })

  const limits = { silentDays: { nurture: 7, advance: 7, sign: 7 }, idleLeadDays: 9, tooMany: { contacts: 2, days: 2 } }
  expect((await rep.call(changeCadence, { version: 0, body: limits })).code).toBe('permission.denied')
  expect(await org.admin.ok(changeCadence, { version: 0, body: limits })).toEqual({ ...limits, version: 1 })
  expect((await org.admin.call(changeCadence, { version: 0, body: limits })).code).toBe('conflict.stale_version')
  expect((await org.admin.call(changeCadence, { version: 1, body: { ...limits, idleLeadDays: 0 } })).code).toBe('request.invalid')
  expect(await said()).toEqual({ today: [['没有约定', 10, 7]], advice: ['silence'], stale: ['安静', '没有约定'], idle: ['张伟'] })

  // Two calls in two days that nobody answered.
  for (const at of [ago(1), ago(0.5)]) await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deal.id, outcome: 'no_answer', at } })
  expect((await said()).advice).toEqual(['too_much'])
  // Another organisation keeps its own.
  expect((await (await t.org()).admin.ok(getCadence)).version).toBe(0)
})
