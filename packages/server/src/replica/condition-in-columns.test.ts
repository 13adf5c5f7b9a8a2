import type { Condition } from '@sluice/core/conditions/condition'
import { arbitraryCondition, type Pools } from '@sluice/core/conditions/arbitrary'
import { dealObject } from '@sluice/core/conditions/objects'
import { readId } from '@sluice/core/funnel/deal-ids'
import type { Viewer } from '@sluice/core/identity/policy'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withCustomFields } from '../features/fields/custom-catalogue.queries.ts'
import { understood } from '../platform/condition-filter.ts'
import { createTestApp, hour, type TestApp } from '../testing/app.ts'
import { askedParts, splitCondition } from './condition-in-columns.ts'
import type { Held } from './held.ts'
import { act, arrangeExtras, arrangeWorld, touch, type World } from './random-acts.fixture.ts'
import { caughtUp, freshly } from './replica.fixture.ts'
import { conditionMask } from './selection.ts'
import { inSnapshot } from './snapshot-tx.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

async function arrange() {
  const world = await arrangeWorld(t)
  return { ...world, ...(await arrangeExtras(world)) }
}
const viewerOf = (world: World): Viewer => ({ orgId: world.orgId, userId: world.admin.userId, role: 'admin', teamId: world.rootTeamId, teamIds: [world.rootTeamId] })

/** The ids that a condition lets pass, among the living deals held: as kept masks say, and as the database says. */
async function bothWays(held: Held, viewer: Viewer, condition: Condition, reach?: { most: number; few: number }): Promise<{ mask: string[]; database: string[] }> {
  const where = JSON.stringify(condition)
  const now = t.clock.now()
  return inSnapshot(t.db.pool, held.orgId, async (snapshot) => {
    const mask = await conditionMask(snapshot, held, { viewer, timeZone: 'Asia/Shanghai', now: now.getTime() }, where, reach)
    const { columns } = held.builder
    const living = [...columns.deal.alive.subarray(0, columns.size).keys()].filter((row) => columns.deal.alive[row] === 1)
    const object = await withCustomFields(snapshot.tx, held.orgId, viewer.role, dealObject)
    const { filter } = await understood(snapshot.tx, { viewer, timeZone: 'Asia/Shanghai', now }, object, 'd', where)
    const { rows } = await sql<{ id: string }>`select d.id from deal d where d.org_id = ${held.orgId} and ${filter}`.execute(snapshot.tx)
    const found = new Set(rows.map(({ id }) => id))
    const ids = living.map((row) => [row, readId(columns.deal.id, row)] as const)
    return { mask: ids.flatMap(([row, id]) => (mask[row] === 1 ? [id] : [])), database: ids.flatMap(([, id]) => (found.has(id) ? [id] : [])) }
  })
}

test('judged in memory, asked for, kept and followed: always what the database says', { timeout: 300_000 }, async () => {
  const world = await arrange()
  const viewer = viewerOf(world)
  const deals: string[] = []
  for (let i = 0; i < 20; i++) await act(t, world, deals, 0, i, i)
  let held = await freshly(t, world.orgId, world.pipelineId, ['c_grade'])
  const pools: Pools = {
    texts: ['abc', 'ABC', '商机 1', '张', 'decision_maker', 'call', 'CNY'], numbers: [0, 1, 2, 4, 100_000_00, 500_000_000_00], days: ['2026-03-02', '2026-03-05', '2026-05-15', '2026-08-15'],
    instants: [t.clock.now().toISOString(), new Date(t.clock.now().getTime() + 30 * hour).toISOString()],
    ids: [world.stages[0], world.stages[1], world.stages[2], world.other[0]?.id ?? '', world.people[0]?.userId ?? '', world.channels[1]?.id ?? '', world.accounts[0]?.id ?? '', world.tags[0]?.id ?? '', world.reason.id, world.products[0]?.id ?? '', world.contacts[0]?.id ?? '', world.pipelineId],
  }
  const object = await t.db.read(world.orgId, (tx) => withCustomFields(tx, world.orgId, 'admin', dealObject))
  const steps = fc.sample(fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.boolean()), { numRuns: 180, seed: 20260303 })
  const seen = { some: 0, kept: 0 }
  for (let round = 0; round < 9; round++) {
    // Each deal for itself; whole parts of conditions; whole conditions.
    const reach = [undefined, { most: 3, few: 3 }, { most: 0, few: 0 }][round % 3]
    const check = async (condition: Condition) => {
      const { mask, database } = await bothWays(held, viewer, condition, reach)
      expect({ round, condition, ids: mask }).toEqual({ round, condition, ids: database })
      return database.length
    }
    const conditions: Condition[] = []
    for (const condition of fc.sample(fc.oneof(arbitraryCondition(object, pools, 2), arbitraryCondition(object, pools, 0)), { numRuns: 24, seed: round })) {
      const found = await check(condition)
      // Such as divide the deals, and few enough that all of them stay kept while the world goes on.
      if (found > 0 && found < 15 && conditions.length < 6) conditions.push(condition)
    }
    seen.some += conditions.length
    for (let again = 0; again < 5; again++) {
      for (const condition of conditions) await check(condition)
      for (const [kind, a, b, isQuiet] of steps.splice(0, 3)) {
        t.clock.advance(hour)
        await (isQuiet ? touch(world, deals, kind, a, b) : act(t, world, deals, kind, a, b))
      }
      held = (await caughtUp(t, held, ['c_grade'])).held
      seen.kept += held.masks.size
    }
  }
  expect(seen.some).toBeGreaterThan(30)
  expect(seen.kept).toBeGreaterThan(60)
})

test('what a publication takes away, and deals that left, are known or asked for', { timeout: 180_000 }, async () => {
  const world = await arrange()
  const viewer = viewerOf(world)
  const [a, b, c] = world.stages
  const deals = await Promise.all([a, a, b, b, b, c].map((stage, i) => world.deal(`商机 ${i}`, stage)))
  const id = (n: number) => deals[n]?.id ?? ''
  const is = (field: string, value: string): Condition => ({ field, op: 'is', value })
  let held = await freshly(t, world.orgId, world.pipelineId)
  const tomorrow = new Date(t.clock.now().getTime() + 24 * hour).toISOString()
  const asked: Condition[] = [is('stage', a), is('stage', b), { not: is('stage', c) }, is('status', 'open'), is('status', 'won'), is('pipeline', world.pipelineId), { field: 'stageEntered', op: 'gte', value: tomorrow }]
  const check = async () => {
    held = (await caughtUp(t, held)).held
    return Promise.all(asked.map(async (condition) => {
      const { mask, database } = await bothWays(held, viewer, condition)
      expect([condition, mask]).toEqual([condition, database])
      return mask.length
    }))
  }
  expect(await check()).toEqual([2, 3, 5, 6, 0, 6, 0])
  t.clock.advance(48 * hour)
  await act(t, world, [id(2)], 4, 0, 0)
  await act(t, world, [id(0)], 7, 0, 0)
  await act(t, world, [id(1)], 2, 0, 1)
  expect(await check()).toEqual([0, 4, 5, 5, 1, 5, 2])
  // 乙 goes: those open become 丙, the one that is won stays recorded in 乙.
  await world.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }), [{ from: b, to: c }])
  const { publishedN } = await world.publish()
  await check()
  await world.undo(publishedN)
  await check()
})

test('what columns say is told from what they do not', async () => {
  const world = await arrange()
  const held = await freshly(t, world.orgId, world.pipelineId)
  const context = { now: t.clock.now(), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: () => [] }
  const partsOf = (condition: Condition) => askedParts(splitCondition(condition, dealObject, context, held.builder.columns, { pipelineId: world.pipelineId, successors: new Set(), hasLineage: false })).map((part) => part.condition)
  const title: Condition = { field: 'title', op: 'contains', value: 'x' }
  const amount: Condition = { field: 'amount', op: 'gt', value: 1 }
  expect(partsOf({ and: [amount, { or: [{ field: 'status', op: 'is', value: 'won' }, { field: 'expectedClose', op: 'empty' }] }] })).toEqual([])
  expect(partsOf({ and: [title, amount, { exists: 'activities' }] })).toEqual([{ and: [title, { exists: 'activities' }] }])
  expect(partsOf({ or: [amount, { not: { and: [title, { not: amount }] } }] })).toEqual([title])
  expect(partsOf({ not: title })).toEqual([{ not: title }])
})
