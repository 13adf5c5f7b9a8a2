import { getTimeline } from '@sluice/core/activities/contract'
import { finishAction, listActions } from '@sluice/core/actions/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { getDraft } from '@sluice/core/designer/contract'
import { assignArm } from '@sluice/core/experiments/assign-arm'
import * as contracts from '@sluice/core/experiments/contract'
import { experimentDefinition } from '@sluice/core/experiments/definition'
import { definitionFrom, experimentTemplates } from '@sluice/core/experiments/templates'
import { listNotifications } from '@sluice/core/notifications/contract'
import { createDeal, moveDeal, winDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LogEvent } from '../../platform/consumers.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'
import { experimentEntries } from './enter-deals.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const [template] = experimentTemplates
if (template === undefined) throw new Error('there are templates')

async function arrange(client: TestClient, more: object = {}) {
  const [pipeline] = (await client.ok(listPipelines)).items
  if (pipeline === undefined) throw new Error('arranged')
  const definition = experimentDefinition.parse({ ...definitionFrom(template as NonNullable<typeof template>, { id: pipeline.id, stageIds: pipeline.stages.map((stage) => stage.id) }, 'zh'), ...more })
  return { pipeline, definition, made: await client.ok(contracts.createExperiment, { body: { name: '先见谁', definition } }) }
}

/** Until the log has been followed to its end, as far as it concerns experiments. */
async function settle(orgId: string): Promise<void> {
  await vi.waitFor(async () => {
    const left = await t.db.read(orgId, (tx) => sql`select from event e left join consumer_cursor c on c.org_id = e.org_id and c.consumer = 'experiments' where e.org_id = ${orgId} and e.type in ('deal.created', 'deal.moved') and (c.consumer is null or (e.xid, e.seq) > (c.xid, c.seq)) limit 1`.execute(tx))
    expect(left.rows).toEqual([])
  }, { timeout: 200_000, interval: 30 })
}

test('deals that are created enter once, by chance that can be repeated, with the tasks of their path; only those whom its owner reaches', async () => {
  const org = await t.org()
  const manager = await org.user('manager')
  const rep = await org.user('rep', '李雷', manager.teamId)
  const far = await org.user('manager', '外队')
  const { pipeline, definition, made } = await arrange(manager)
  expect(made).toMatchObject({ state: 'draft', problems: [], canWrite: true, canAdopt: false, plan: null })
  const before = await manager.ok(createDeal, { body: { title: '开始之前', pipelineId: pipeline.id } })
  t.clock.advance(60_000)
  const running = await manager.ok(contracts.startExperiment, { params: { id: made.id }, version: made.version })
  expect(running).toMatchObject({ state: 'running', plan: { n: 0, baseline: null, perWeek: 1 } })
  const deals = await Promise.all(['一', '二', '三', '四'].map(async (title) => (await rep.ok(createDeal, { body: { title, pipelineId: pipeline.id, amountMinor: 5_000_000 } })).id))
  const outside = (await far.ok(createDeal, { body: { title: '外队的', pipelineId: pipeline.id } })).id
  await settle(org.orgId)
  await settle(org.orgId)
  const { items } = await manager.ok(contracts.listExperimentDeals, { params: { id: made.id } })
  expect(items.map((one) => one.id).toSorted()).toEqual(deals.toSorted())
  expect(items.map((one) => one.id)).not.toContain(outside)
  expect(items.map((one) => one.id)).not.toContain(before.id)
  for (const one of items) expect(one).toMatchObject({ arm: assignArm(definition.arms, made.id, one.id).key, outcome: 'running', given: 2, done: 0 })
  const tasks = (await rep.ok(listActions)).items
  expect(tasks).toHaveLength(8)
  const [deal = ''] = deals
  const card = await rep.ok(contracts.listDealExperiments, { params: { id: deal } })
  expect(card).toMatchObject({ canOpen: false, items: [{ experiment: { id: made.id, name: '先见谁' }, tasks: [{ status: 'open' }, { status: 'open' }] }] })
  await rep.ok(finishAction, { params: { id: card.items[0]?.tasks[0]?.id ?? '' }, body: {} })
  expect((await manager.ok(contracts.getExperimentResult, { params: { id: made.id } })).arms.reduce((sum, arm) => sum + arm.done, 0)).toBe(1)
  expect((await rep.ok(getTimeline, { params: { subjectType: 'deal', id: deal } })).items.map((one) => one.type)).toContain('experiment.entered')

  // It stands from now on.
  expect((await manager.call(contracts.changeExperiment, { params: { id: made.id }, version: running.version, body: { definition } })).code).toBe('experiment.running')
  expect((await manager.call(contracts.startExperiment, { params: { id: made.id }, version: running.version })).code).toBe('experiment.not_draft')
  expect((await manager.call(contracts.removeExperiment, { params: { id: made.id } })).code).toBe('experiment.not_draft')
  await manager.ok(contracts.changeExperiment, { params: { id: made.id }, version: running.version, body: { name: '先见谁？' } })
  // Others look, and see what they may see; reps look at their deals alone.
  const seen = await far.ok(contracts.getExperimentResult, { params: { id: made.id } })
  expect(seen.arms.map((arm) => arm.entered)).toEqual([0, 0])
  expect(seen.isPart).toBe(true)
  expect((await far.call(contracts.stopExperiment, { params: { id: made.id }, version: running.version + 1, body: {} })).code).toBe('permission.denied')
  expect((await rep.call(contracts.listExperiments)).code).toBe('permission.denied')
  expect((await rep.call(contracts.createExperiment, { body: { name: '我的', definition } })).code).toBe('permission.denied')
  expect((await rep.call(contracts.listDealExperiments, { params: { id: outside } })).code).toBe('record.not_found')
  const stranger = await t.org()
  expect((await stranger.admin.call(contracts.getExperiment, { params: { id: made.id } })).code).toBe('record.not_found')
  expect((await stranger.admin.call(contracts.getExperimentResult, { params: { id: made.id } })).code).toBe('record.not_found')
  expect((await stranger.admin.ok(contracts.listExperiments)).items).toEqual([])
  // Ended, nothing enters any more.
  expect(await manager.ok(contracts.stopExperiment, { params: { id: made.id }, version: running.version + 1, body: { reason: '换了产品' } })).toMatchObject({ state: 'stopped', conclusion: { arm: null, reason: '换了产品' } })
  await rep.ok(createDeal, { body: { title: '之后', pipelineId: pipeline.id } })
  await settle(org.orgId)
  expect((await manager.ok(contracts.getExperiment, { params: { id: made.id } })).entered).toBe(4)
})

/** 32 days; whoever asks now and then stays signed in. */
async function passDays(...clients: TestClient[]): Promise<void> {
  for (let i = 0; i < 4; i++) {
    t.clock.advance(8 * 86_400_000)
    for (const client of clients) await client.ok(contracts.listExperiments)
  }
}

test('a stage is entered the first time only, by deals that meet the condition', async () => {
  const org = await t.org()
  const { pipeline } = await arrange(org.admin)
  const [first, second] = pipeline.stages
  if (first === undefined || second === undefined) throw new Error('arranged')
  const { made } = await arrange(org.admin, { entry: { kind: 'stage', stageId: second.id }, where: { field: 'amount', op: 'gte', value: 10_000 }, outcome: { kind: 'stage', stageId: pipeline.stages[2]?.id, days: 30 } })
  if (made.problems.length > 0) throw new Error(JSON.stringify(made.problems))
  const create = async (title: string, amountMinor: number) => (await org.admin.ok(createDeal, { body: { title, pipelineId: pipeline.id, amountMinor } })).id
  const [large, small, earlier] = [await create('大', 20_000_000), await create('小', 1000), await create('来过', 30_000_000)]
  const move = (id: string, stageId: string, at?: string) => org.admin.ok(moveDeal, { params: { id }, body: { stageId, reason: '试', ...(at !== undefined && { at }) } })
  await move(earlier, second.id)
  const [before, late] = [await create('开始前就到了', 20_000_000), await create('晚记的', 20_000_000)]
  t.clock.advance(60_000)
  const startedAt = t.clock.now().getTime()
  await org.admin.ok(contracts.startExperiment, { params: { id: made.id }, version: made.version })
  t.clock.advance(60_000)
  for (const id of [large, small]) await move(id, second.id)
  // Moves that are put on record later: of before the start, and of after it.
  await move(before, second.id, new Date(startedAt - 30_000).toISOString())
  await move(late, second.id, new Date(startedAt + 30_000).toISOString())
  await move(before, first.id)
  await move(before, second.id)
  await move(earlier, first.id)
  await move(earlier, second.id)
  await settle(org.orgId)
  expect((await org.admin.ok(contracts.listExperimentDeals, { params: { id: made.id } })).items.map((one) => [one.title, one.enteredAt]).toSorted()).toEqual([['大', new Date(startedAt + 60_000).toISOString()], ['晚记的', new Date(startedAt + 60_000).toISOString()]])
  // A later stage counts as having been reached.
  await move(large, pipeline.stages[3]?.id ?? '')
  await passDays(org.admin)
  const result = await org.admin.ok(contracts.getExperimentResult, { params: { id: made.id } })
  const sum = (of: 'mature' | 'hits') => result.arms.reduce((all, arm) => all + arm[of], 0)
  expect([sum('mature'), sum('hits')]).toEqual([2, 1])
})

test('an owner who manages no more gives no tasks, and a refusal leaves out one deal; the log goes on', async () => {
  const org = await t.org()
  const manager = await org.user('manager')
  const rep = await org.user('rep', '李雷', manager.teamId)
  const { pipeline, made } = await arrange(manager)
  await manager.ok(contracts.startExperiment, { params: { id: made.id }, version: made.version })
  const enteredTitles = async () => (await org.admin.ok(contracts.listExperimentDeals, { params: { id: made.id } })).items.map((one) => one.title)
  const changeRole = (role: string) => t.db.write(org.orgId, (tx) => sql`update app_user set role = ${role} where org_id = ${org.orgId} and id = ${manager.userId}`.execute(tx))
  await changeRole('rep')
  await manager.ok(createDeal, { body: { title: '无人管', pipelineId: pipeline.id } })
  await settle(org.orgId)
  expect(await enteredTitles()).toEqual([])
  // A follower of one's own, which is refused the task of one deal.
  await changeRole('manager')
  await t.db.write(org.orgId, (tx) => sql`update experiment set state = 'stopped' where org_id = ${org.orgId} and id = ${made.id}`.execute(tx))
  for (const title of ['甲', '乙', '丙']) await rep.ok(createDeal, { body: { title, pipelineId: pipeline.id } })
  await settle(org.orgId)
  await t.db.write(org.orgId, async (tx) => {
    await sql`update experiment set state = 'running' where org_id = ${org.orgId} and id = ${made.id}`.execute(tx)
    const { rows } = await sql<LogEvent>`select seq, xid::text as xid, type, at, known_at, actor_id, subject_type, subject_id, payload from event where org_id = ${org.orgId} and type = 'deal.created' order by seq`.execute(tx)
    const { rows: deals } = await sql<{ id: string; title: string }>`select id, title from deal where org_id = ${org.orgId}`.execute(tx)
    const wanted = new Set(deals.flatMap((deal) => (deal.title === '无人管' ? [] : [deal.id])))
    const refused = deals.find((deal) => deal.title === '乙')?.id ?? ''
    await experimentEntries(t.clock, async (_tx, _act, _viewer, _today, { body }) => (body.includes(refused) ? refuse('permission.denied') : newId())).handle(tx, org.orgId, rows.filter((event) => wanted.has(event.subject_id)))
  })
  expect((await enteredTitles()).toSorted()).toEqual(['丙', '甲'])
})

test('the plan counts deals by their first entry, over the weeks since the first of all', async () => {
  const org = await t.org()
  const { pipeline, definition } = await arrange(org.admin)
  const [first, second] = pipeline.stages
  if (first === undefined || second === undefined) throw new Error('arranged')
  const stage = { ...definition, entry: { kind: 'stage' as const, stageId: second.id }, outcome: { kind: 'won' as const, days: 30 } }
  const ids: string[] = []
  for (const title of ['老客', '新客']) {
    const { id } = await org.admin.ok(createDeal, { body: { title, pipelineId: pipeline.id } })
    t.clock.advance(60_000)
    await org.admin.ok(moveDeal, { params: { id }, body: { stageId: second.id, reason: '试' } })
    ids.push(id)
  }
  // Just come: at least a week is counted with.
  expect(await org.admin.ok(contracts.planExperiment, { body: stage })).toMatchObject({ n: 0, perWeek: 2 })
  // One had come first long ago, before the window, and comes again now.
  await org.admin.ok(moveDeal, { params: { id: ids[0] ?? '' }, body: { stageId: first.id, reason: '试' } })
  t.clock.advance(60_000)
  await org.admin.ok(moveDeal, { params: { id: ids[0] ?? '' }, body: { stageId: second.id, reason: '试' } })
  const longAgo = new Date(t.clock.now().getTime() - 500 * 86_400_000).toISOString()
  await t.db.write(org.orgId, (tx) => sql`update stay set entered_at = ${longAgo}::timestamptz where org_id = ${org.orgId} and deal_id = ${ids[0] ?? ''} and n = 2`.execute(tx))
  expect(await org.admin.ok(contracts.planExperiment, { body: stage })).toMatchObject({ n: 0, perWeek: 0 })
})

test('what stands in the way is named, and nothing starts with it', async () => {
  const org = await t.org()
  const other = await t.org()
  const [foreign] = (await other.admin.ok(listPipelines)).items
  const { definition, pipeline } = await arrange(org.admin)
  const problemsOf = async (more: object) => {
    const made = await org.admin.ok(contracts.createExperiment, { body: { name: '空', definition: { ...definition, ...more } } })
    if (made.problems.length > 0) expect((await org.admin.call(contracts.startExperiment, { params: { id: made.id }, version: made.version })).code).toBe('experiment.has_problems')
    return made.problems
  }
  expect(await problemsOf({ pipelineId: null })).toEqual(['no_pipeline'])
  expect(await problemsOf({ pipelineId: foreign?.id })).toEqual(['unknown_pipeline'])
  expect(await problemsOf({ entry: { kind: 'stage', stageId: foreign?.stages[0]?.id } })).toEqual(['unknown_stage'])
  expect(await problemsOf({ outcome: { kind: 'stage', stageId: pipeline.stages[0]?.id, days: 10 } })).toEqual(['outcome_before_entry'])
  expect(await problemsOf({ where: { field: 'no_such', op: 'is', value: 1 } })).toEqual(['condition'])
  expect(await problemsOf({ arms: [{ key: 'a', name: '甲' }, { key: 'b', name: '甲' }] })).toEqual(['no_path', 'same_name'])
  expect((await org.admin.call(contracts.createExperiment, { body: { name: '空', definition: { ...definition, arms: [{ key: 'a', name: '甲' }, { key: 'a', name: '乙' }] } } })).code).toBe('request.invalid')
})

test('the stopping rule is told once; the path goes into the playbook as a draft, by who may configure', async () => {
  const org = await t.org()
  const manager = await org.user('manager')
  const { pipeline, definition, made } = await arrange(manager, { outcome: { kind: 'won', days: 30 } })
  await manager.ok(contracts.startExperiment, { params: { id: made.id }, version: made.version })
  // Forty of each path: of eighty by chance, now and then so few would be of one that nothing could be read off.
  const byArm: Record<string, string[]> = { a: [], b: [] }
  while (Object.values(byArm).some((of) => of.length < 40)) {
    const id = newId()
    const of = byArm[assignArm(definition.arms, made.id, id).key]
    if (of !== undefined && of.length < 40) of.push(id)
  }
  const ids = Object.values(byArm).flat()
  await Promise.all(ids.map((id, i) => arrangeDeal(t, org, { id, title: `商机${i}`, ownerId: manager.userId, teamId: manager.teamId, amountMinor: 1_000_000 + i })))
  await settle(org.orgId)
  const counts = { a: 0, b: 0 }
  for (const id of ids) {
    const arm = assignArm(definition.arms, made.id, id).key as 'a' | 'b'
    // One in five of the first path is won, four in five of the second.
    if (counts[arm]++ % 5 < (arm === 'a' ? 1 : 4)) await manager.ok(winDeal, { params: { id }, body: {} })
  }
  await t.app.schedule.round(['experiments'])
  // Before their days have passed nobody counts.
  expect((await manager.ok(contracts.getExperiment, { params: { id: made.id } })).verdict).toMatchObject({ code: 'too_few' })
  await passDays(manager, org.admin)
  await t.app.schedule.round(['experiments'])
  await t.app.schedule.round(['experiments'])
  const page = await manager.ok(contracts.getExperiment, { params: { id: made.id } })
  expect(page).toMatchObject({ entered: 80, mature: 80, verdict: { code: 'winner', arm: 'b' } })
  const notices = (await manager.ok(listNotifications)).items.filter((one) => one.kind === 'experiment_ready')
  expect(notices).toHaveLength(1)
  expect(JSON.stringify(notices[0]?.data)).toContain('先决策者')
  const result = await manager.ok(contracts.getExperimentResult, { params: { id: made.id } })
  expect(result).toMatchObject({ verdict: 'winner', arm: 'b', isPart: false })
  expect(result.arms.map((arm) => arm.mature)).toEqual([counts.a, counts.b])
  expect(result.comparisons[0]?.course.length).toBeGreaterThan(10)
  expect((await manager.ok(contracts.listExperimentDeals, { params: { id: made.id }, query: { arm: 'b', outcome: 'miss', limit: 200 } })).items).toHaveLength((result.arms[1]?.mature ?? 0) - (result.arms[1]?.hits ?? 0))

  const body = { arm: 'b', reason: '赢单率明显更高', adoptStageId: pipeline.stages[0]?.id ?? null }
  const conclude = (client: TestClient, more: object = {}) => client.call(contracts.concludeExperiment, { params: { id: made.id }, version: page.version, body: { ...body, ...more } })
  expect((await conclude(manager)).code).toBe('permission.denied')
  expect((await conclude(org.admin, { arm: 'x' })).code).toBe('experiment.unknown_arm')
  expect((await conclude(org.admin, { reason: ' ' })).code).toBe('request.invalid')
  expect(await org.admin.ok(contracts.concludeExperiment, { params: { id: made.id }, version: page.version, body })).toMatchObject({ state: 'concluded', conclusion: { arm: 'b', by: { id: org.admin.userId }, adoptedStageId: pipeline.stages[0]?.id } })
  const draft = await org.admin.ok(getDraft, { params: { id: pipeline.id } })
  expect(draft.isDraft).toBe(true)
  expect(draft.definition.stages[0]?.playbook.scripts).toContain('【先见谁】先决策者')
  expect((await conclude(org.admin)).code).toBe('conflict.stale_version')
  // What was learnt from the past: the plan of the next experiment knows the rate.
  const plan = await org.admin.ok(contracts.planExperiment, { body: definition })
  expect(plan).toMatchObject({ n: 80, hits: result.arms.reduce((sum, arm) => sum + arm.hits, 0) })
  expect(plan.weeks).toBeGreaterThan(0)
  // They all came 32 days ago: by the week, that is over these days and not over half a year.
  expect(plan.perWeek).toBe(Math.round((80 / (32 / 7)) * 10) / 10)
}, 300_000)
