import { listPipelines } from '@sluice/core/catalog/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { dealObject } from '@sluice/core/conditions/objects'
import { demoParams } from '@sluice/core/simulator/demo-params'
import { scaleParams } from '@sluice/core/simulator/scale-params'
import { simulate } from '@sluice/core/simulator/simulate'
import { readId } from '@sluice/core/funnel/deal-ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCompany } from '../features/demo/write-company.ts'
import { understood } from '../platform/condition-filter.ts'
import { createTestApp, type TestApp } from '../testing/app.ts'
import { isInColumns, maskInColumns } from './condition-in-columns.ts'
import { freshly } from './replica.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('judged in memory or by the database, a condition lets the same deals pass', async () => {
  const company = simulate(scaleParams(demoParams, 0.05), 3, t.clock.now().getTime())
  const org = await t.org('公司', company.pipelineKeys)
  const { orgId } = org
  await t.db.write(orgId, (tx) => writeCompany(tx, { orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }, company, { rootTeamId: org.rootTeamId, passwordHash: 'none' }))
  await t.db.write(orgId, (tx) => sql`update deal_version set amount_minor = null where org_id = ${orgId} and deal_id in (select id from deal where org_id = ${orgId} order by id limit 7)`.execute(tx))
  await t.db.write(orgId, (tx) => sql`update deal set amount_minor = null where org_id = ${orgId} and id in (select id from deal where org_id = ${orgId} order by id limit 7)`.execute(tx))
  const pipeline = (await org.admin.ok(listPipelines)).items.find((one) => one.templateKey === 'standard')
  const viewer: Viewer = { orgId, userId: org.admin.userId, role: 'admin', teamId: org.rootTeamId, teamIds: [org.rootTeamId] }
  const { rows: people } = await t.db.read(orgId, (tx) => sql<{ id: string; name: string; team: string }>`select u.id, u.name, u.team_id as team from app_user u where org_id = ${orgId} and role = 'rep' order by id limit 1`.execute(tx))
  const [person] = people
  const held = await freshly(t, orgId, pipeline?.id ?? '')
  const { columns } = held.builder
  /** Conditions that let some pass and some not. */
  let told = 0
  for (const where of [
    'amount >= 30万', 'amount < 30万', 'currency is CNY', `owner is "${person?.name}"`, JSON.stringify({ not: { field: 'owner', op: 'is', value: person?.id } }),
    JSON.stringify({ field: 'team', op: 'under', value: org.rootTeamId }), JSON.stringify({ field: 'amount', op: 'empty' }), JSON.stringify({ field: 'source', op: 'not_empty' }),
    JSON.stringify({ field: 'closed', op: 'empty' }), JSON.stringify({ field: 'expectedClose', op: 'lt', value: '2026-01-01' }), JSON.stringify({ field: 'created', op: 'gte', value: '2025-09-01' }),
    JSON.stringify({ field: 'created', op: 'within_last', value: 90 }), JSON.stringify({ and: [{ or: [{ field: 'closed', op: 'older_than', value: 100 }, { field: 'expectedClose', op: 'in', value: { relative: 'this_month' } }] }, { and: [] }] }),
  ]) {
    const found = await t.db.read(orgId, async (tx) => {
      const one = await understood(tx, { viewer, timeZone: 'Asia/Shanghai', now: t.clock.now() }, dealObject, 'd', where)
      expect([where, isInColumns(one.condition)]).toEqual([where, true])
      const mask = maskInColumns(columns, one.condition, one.context)
      const { rows } = await sql<{ id: string }>`select d.id from deal d where d.org_id = ${orgId} and ${one.filter}`.execute(tx)
      const wanted = new Set(rows.map((row) => row.id))
      for (let row = 0; row < columns.size; row++) expect([where, mask[row] === 1]).toEqual([where, wanted.has(readId(columns.deal.id, row))])
      return mask.reduce((sum, bit) => sum + bit, 0)
    })
    if (found > 0 && found < columns.size) told++
  }
  expect(told).toBeGreaterThan(7)
})

test('what columns do not say is left to the database', () => {
  expect(isInColumns({ field: 'title', op: 'contains', value: 'x' })).toBe(false)
  expect(isInColumns({ field: 'status', op: 'is', value: 'won' })).toBe(false)
  expect(isInColumns({ exists: 'activities' })).toBe(false)
  expect(isInColumns({ field: 'constructor', op: 'is', value: 'x' })).toBe(false)
  expect(isInColumns({ and: [{ field: 'amount', op: 'gt', value: 1 }, { not: { field: 'c_x', op: 'is', value: 1 } }] })).toBe(false)
})
