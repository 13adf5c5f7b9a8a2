import { listPipelines } from '@sluice/core/catalog/contract'
import { exportFunnel, getDwellCurve, getFunnel, listFigureDeals } from '@sluice/core/funnel/contract'
import { figuresOf, type Figure, type FunnelView } from '@sluice/core/funnel/overview'
import type { Journey } from '@sluice/core/funnel/journey'
import { ask } from '@sluice/core/funnel/testing/ask'
import { listUsers } from '@sluice/core/identity/contract'
import { startOfDay } from '@sluice/core/lib/dates'
import type { Company, Deal } from '@sluice/core/simulator/company'
import { demoParams } from '@sluice/core/simulator/demo-params'
import { funnelStages, journeysOf } from '@sluice/core/simulator/journeys'
import { scaleParams } from '@sluice/core/simulator/scale-params'
import { simulate } from '@sluice/core/simulator/simulate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCompany } from '../../features/demo/write-company.ts'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'

let t: TestApp
let org: TestOrg
let company: Company
let pipelineId: string
/** Stage ids by the template's keys. */
let stageIds: Map<string, string>
const pipelineKey = 'standard'
const zone = 'Asia/Shanghai'

beforeAll(async () => {
  t = await createTestApp()
  company = simulate(scaleParams(demoParams, 0.1), 11, t.clock.now().getTime())
  org = await t.org('模拟公司', company.pipelineKeys)
  await t.db.write(org.orgId, (tx) =>
    writeCompany(tx, { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }, company, { rootTeamId: org.rootTeamId, passwordHash: 'none' }))
  const pipeline = (await org.admin.ok(listPipelines)).items.find((p) => p.templateKey === pipelineKey)
  if (!pipeline) throw new Error('arranged')
  pipelineId = pipeline.id
  stageIds = new Map(pipeline.stages.map((stage) => [stage.key, stage.id]))
})
afterAll(() => t.close())

/** The same numbers, made from the simulator's own lists without any database. */
function oracle(options: { asOf: number; from?: number | null; to?: number | null; include?: (deal: Deal) => boolean }): FunnelView {
  const journeys = journeysOf(company, pipelineKey, options.include).map((journey) => amountAt(journey, options.asOf))
  const { asOf, from = null, to = null } = options
  return ask(journeys, funnelStages(pipelineKey), { from, to, asOf, zone, currency: 'CNY' }).view()
}

/** Amount and close date as known at the instant. */
function amountAt(journey: Journey, asOf: number): Journey {
  const deal = company.deals.find((d) => d.key === journey.dealId)
  if (!deal) throw new Error('arranged')
  return {
    ...journey,
    amountMinor: deal.amountChanges.findLast((c) => c.at <= asOf)?.amountMinor ?? deal.amountMinor,
    expectedCloseOn: deal.closeDateChanges.findLast((c) => c.at <= asOf)?.on ?? deal.expectedCloseOn,
  }
}

const nameOf = (figure: Figure, stage: (key: string) => string | undefined) =>
  `${figure.metric} ${figure.stageId === undefined ? '' : stage(figure.stageId)} ${figure.exit ?? ''} ${figure.window ?? ''}`
/** Loss reasons have other ids in the database; they are compared by their counts. */
const numbers = (view: FunnelView, stage: (key: string) => string | undefined) =>
  figuresOf(view)
    .filter((figure) => !figure.metric.startsWith('step.loss_reason'))
    .map((f) => ({ name: nameOf(f, stage), value: f.value, n: f.n, hits: f.hits, censored: f.censored, low: f.low, high: f.high }))

test('the funnel out of the database is the funnel of the simulated lists, now, then, and for a period', async () => {
  const now = t.clock.now().getTime()
  const asOfDay = '2025-12-15'
  for (const [query, options] of [
    [{}, { asOf: now }],
    [{ asOf: asOfDay }, { asOf: startOfDay(asOfDay, zone, 1) - 1 }],
    [{ from: '2025-09-01', to: '2026-01-01' }, { asOf: now, from: startOfDay('2025-09-01', zone), to: startOfDay('2026-01-01', zone) }],
  ] as const) {
    const view = await org.admin.ok(getFunnel, { query: { pipeline: pipelineId, ...query } })
    expect(numbers(view, (id) => id)).toEqual(numbers(oracle(options), (key) => stageIds.get(key)))
    expect(view.steps[0]?.entered.value).toBeGreaterThan(20)
  }
})

test('owner, team and source count as they were at the event', async () => {
  const now = t.clock.now().getTime()
  const users = (await org.admin.ok(listUsers)).items
  const handed = company.deals.find((d) => d.pipelineKey === pipelineKey && d.ownerChanges.length > 0)
  if (!handed) throw new Error('the company has a deal that changed hands')
  const emailOf = new Map(company.users.map((u) => [u.key, u.email]))
  const idOf = (key: string) => users.find((u) => u.email === emailOf.get(key))?.id
  const first = handed.ownerKey
  const view = await org.admin.ok(getFunnel, { query: { pipeline: pipelineId, owner: idOf(first) } })
  const atEntry = oracle({ asOf: now, include: (d) => d.ownerKey === first })
  expect(view.cohortCounts.entered.value).toBe(atEntry.cohortCounts.entered.value)
  const standing = oracle({ asOf: now, include: (d) => (d.ownerChanges.at(-1)?.ownerKey ?? d.ownerKey) === first })
  expect(view.deals.open.value).toBe(standing.deals.open.value)
  const atClose = oracle({
    asOf: now,
    include: (d) => {
      const closed = d.transitions.findLast((x) => x.kind === 'won' || x.kind === 'lost')
      return closed !== undefined && (d.ownerChanges.findLast((c) => c.at <= closed.at)?.ownerKey ?? d.ownerKey) === first
    },
  })
  expect(view.deals.won.value).toBe(atClose.deals.won.value)
  expect(view.deals.lost.value).toBe(atClose.deals.lost.value)
})

test('a filter that lets everybody pass changes no figure: the velocity keeps its open deals', async () => {
  const users = (await org.admin.ok(listUsers)).items
  const query = { pipeline: pipelineId }
  const plain = await org.admin.ok(getFunnel, { query })
  const filtered = await org.admin.ok(getFunnel, { query: { ...query, owner: users.map((user) => user.id).join(',') } })
  expect(plain.velocity.expected.value).toBeGreaterThan(0)
  expect(filtered.velocity).toEqual(plain.velocity)
})

test('every figure opens exactly the deals it counted', async () => {
  const query = { pipeline: pipelineId, from: '2025-06-01' }
  const view = await org.admin.ok(getFunnel, { query })
  const wanted = new Set(['step.entered', 'step.lost', 'step.stock', 'cohort.overall', 'win.closed_count', 'step.dwell_median', 'step.loss_reason', 'weighted.pipeline'])
  for (const figure of figuresOf(view).filter((f) => wanted.has(f.metric))) {
    const name = {
      metric: figure.metric, stage: figure.stageId, exit: figure.exit, window: figure.window,
      reason: figure.reasonId === undefined ? undefined : (figure.reasonId ?? ('none' as const)),
    }
    for (const [part, count] of [['population', figure.n], ['hits', figure.hits], ['censored', figure.censored]] as const) {
      if (count === null) continue
      const seen = new Set<string>()
      let cursor: string | undefined
      do {
        const page = await org.admin.ok(listFigureDeals, { query: { ...query, ...name, part, limit: 200, cursor } })
        expect([figure.metric, part, page.total]).toEqual([figure.metric, part, count])
        for (const deal of page.items) seen.add(deal.id)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen.size).toBe(count)
    }
  }
})

test('filters by condition, dwell curve, export, and coded refusals', async () => {
  const query = { pipeline: pipelineId }
  const all = await org.admin.ok(getFunnel, { query })
  const big = await org.admin.ok(getFunnel, { query: { ...query, where: 'amount >= 30万' } })
  expect(big.deals.created.value).toBeGreaterThan(0)
  expect(big.deals.created.value).toBeLessThan(all.deals.created.value ?? 0)

  const stage = stageIds.get('solution_demo') ?? ''
  const curve = await org.admin.ok(getDwellCurve, { query: { ...query, stage } })
  expect(curve.n).toBe(all.steps[2]?.dwellMedian.n)
  const end = curve.points.at(-1)
  const gone = Object.values(end?.exits ?? {}).reduce((sum, f) => sum + f, 0)
  expect(gone + (end?.survival ?? 0)).toBeCloseTo(1, 9)

  const csv = await org.admin.call(exportFunnel, { query })
  expect(csv.text.startsWith('\ufeff指标代码,指标,阶段')).toBe(true)
  expect(csv.text.trim().split('\r\n')).toHaveLength(figuresOf(all).length + 1)

  expect((await org.admin.call(getFunnel, { query: { ...query, where: 'amount >>> 3' } })).status).toBe(400)
  expect((await org.admin.call(getFunnel, { query: { pipeline: org.orgId } })).code).toBe('record.not_found')
  expect((await org.admin.call(listFigureDeals, { query: { ...query, metric: 'step.lost' } })).code).toBe('request.invalid')
})
