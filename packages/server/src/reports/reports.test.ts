import { listPipelines } from '@sluice/core/catalog/contract'
import { answerCustomFunnel, exportReport, getActivityMeasures, getChannels, getCoverage, getCube, getDecay, getIndicators, getLosses, getPeople, listCubeDeals, listLossDeals } from '@sluice/core/funnel/measure-contracts'
import { listMetrics } from '@sluice/core/metrics/contract'
import { METRICS } from '@sluice/core/metrics/registry'
import { getBreakdown, getComparison, getFrames, getHeatMap, getSeries, getWaterfall, listDimensions, listWaterfallDeals } from '@sluice/core/funnel/report-contracts'
import { demoParams } from '@sluice/core/simulator/demo-params'
import { scaleParams } from '@sluice/core/simulator/scale-params'
import { simulate } from '@sluice/core/simulator/simulate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCompany } from '../features/demo/write-company.ts'
import { createTestApp, type TestApp, type TestOrg } from '../testing/app.ts'

let t: TestApp
let org: TestOrg
let pipeline: string
let stages: string[]
const zone = 'Asia/Shanghai'
const rows = <T>(query: ReturnType<typeof sql<T>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows)

beforeAll(async () => {
  t = await createTestApp()
  const company = simulate(scaleParams(demoParams, 0.15), 21, t.clock.now().getTime())
  org = await t.org('报表公司', company.pipelineKeys)
  await t.db.write(org.orgId, (tx) =>
    writeCompany(tx, { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }, company, { rootTeamId: org.rootTeamId, passwordHash: 'none' }))
  const found = (await org.admin.ok(listPipelines)).items.find((p) => p.templateKey === 'standard')
  if (!found) throw new Error('arranged')
  pipeline = found.id
  stages = found.stages.map(({ id }) => id)
})
afterAll(() => t.close())

test('breakdown by source is what plain SQL counts', async () => {
  const answer = await org.admin.ok(getBreakdown, { query: { pipeline, by: 'source', from: '2025-06-01', to: '2026-01-01' } })
  const expected = await rows(sql<{ source: string; entered: number; won: number; lost: number }>`
    select f.source_id as source, count(*)::int as entered, count(*) filter (where d.status = 'won')::int as won, count(*) filter (where d.status = 'lost')::int as lost
    from stay f join deal d on d.org_id = f.org_id and d.id = f.deal_id
    where f.org_id = ${org.orgId} and f.pipeline_id = ${pipeline} and f.n = 1
      and f.entered_at >= '2025-06-01 00:00+08' and f.entered_at < '2026-01-01 00:00+08' group by 1`)
  expect(expected.length).toBeGreaterThan(4)
  const byValue = Object.fromEntries(answer.rows.map(({ values, entered, won, lost }) => [values[0], { entered, won, lost }]))
  expect(byValue).toEqual(Object.fromEntries(expected.map(({ source, ...counts }) => [source, counts])))
  expect(answer.total.entered).toBe(expected.reduce((sum, { entered }) => sum + entered, 0))
  const [row] = answer.rows
  expect(answer.names[`source:${row?.values[0]}`]).toBeTruthy()
  expect(answer.names[stages[0] ?? '']).toBeTruthy()
})

test('breakdown by two dimensions, one of the customer: each cell as SQL counts it', async () => {
  const answer = await org.admin.ok(getBreakdown, { query: { pipeline, by: 'size', by2: 'source', limit: 500 } })
  const expected = await rows(sql<{ size: string | null; source: string; n: number }>`
    select nullif(a.size, '') as size, f.source_id as source, count(*)::int as n from stay f
    join deal d on d.org_id = f.org_id and d.id = f.deal_id left join account a on a.org_id = d.org_id and a.id = d.account_id
    where f.org_id = ${org.orgId} and f.pipeline_id = ${pipeline} and f.n = 1 group by 1, 2`)
  expect(new Map(answer.rows.map((row) => [row.values.join(), row.entered]))).toEqual(new Map(expected.map((row) => [[row.size, row.source].join(), row.n])))
})

test('a slice is the row of the breakdown; new and existing customers are a slice', async () => {
  const all = await org.admin.ok(getBreakdown, { query: { pipeline, by: 'customer' } })
  const fresh = all.rows.find(({ values }) => values[0] === 'new')
  const sliced = await org.admin.ok(getBreakdown, { query: { pipeline, by: 'source', slice: 'customer:new' } })
  expect(sliced.total.entered).toBe(fresh?.entered)
  const firsts = await rows(sql<{ n: number }>`
    select count(*)::int as n from (select distinct on (account_id) id, account_id from deal where org_id = ${org.orgId} order by account_id, created_at, id) f
    where exists (select from stay s where s.org_id = ${org.orgId} and s.deal_id = f.id and s.pipeline_id = ${pipeline})`)
  expect(sliced.total.entered).toBe(firsts[0]?.n)
})

test('the heat map by week has the newcomers of each week, and by size those of each size', async () => {
  const map = await org.admin.ok(getHeatMap, { query: { pipeline, from: '2025-09-01', to: '2026-01-05', cohort: 'stage' } })
  const expected = await rows(sql<{ week: string; n: number }>`
    select to_char(at at time zone 'Asia/Shanghai', 'IYYY-"W"IW') as week, count(*)::int as n from (
      select min(s.entered_at) as at from stay s where s.org_id = ${org.orgId} and s.pipeline_id = ${pipeline} group by s.deal_id) f
    where at >= '2025-09-01 00:00+08' and at < '2026-01-05 00:00+08' group by 1`)
  const first = map.stages[0]
  const seen = Object.fromEntries(map.columns.flatMap((column, i) => (column.kind === 'week' && (first?.cells[i]?.entered ?? 0) > 0 ? [[column.name, first?.cells[i]?.entered]] : [])))
  expect(seen).toEqual(Object.fromEntries(expected.map(({ week, n }) => [week, n])))
  const bySize = await org.admin.ok(getHeatMap, { query: { pipeline, across: 'size' } })
  expect(bySize.columns.length).toBeGreaterThan(1)
  expect(bySize.stages.map(({ stageId }) => stageId)).toEqual(stages)
})

test('the heat map by month: the newcomers of each month; without a period the last twelve, or 26 weeks', async () => {
  const map = await org.admin.ok(getHeatMap, { query: { pipeline, across: 'month', from: '2025-08-15', to: '2026-01-05' } })
  const expected = await rows(sql<{ month: string; n: number }>`
    select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as n from (
      select min(s.entered_at) as at from stay s where s.org_id = ${org.orgId} and s.pipeline_id = ${pipeline} group by s.deal_id) f
    where at >= '2025-08-15 00:00+08' and at < '2026-01-05 00:00+08' group by 1 order by 1`)
  const first = map.stages[0]
  expect(map.columns.map((column, i) => [column.kind === 'month' ? column.name : null, first?.cells[i]?.entered])).toEqual(expected.map(({ month, n }) => [month, n]))
  expect(map.columns[0]).toMatchObject({ from: Date.parse('2025-08-15T00:00:00+08:00'), to: Date.parse('2025-09-01T00:00:00+08:00') })
  const usual = async (across: string) => {
    const { columns, period } = await org.admin.ok(getHeatMap, { query: { pipeline, across } })
    return [columns.length, new Date(period.from + 8 * 3_600_000).toISOString().slice(0, 10), period.to]
  }
  // It is Tuesday, 3 March 2026.
  expect([await usual('month'), await usual('week'), (await usual('size')).slice(1)]).toEqual([[12, '2025-04-01', null], [26, '2025-09-08', null], ['2025-04-01', null]])
})

test('week by week: entries, exits and stock of each stage are those of the stays', async () => {
  const answer = await org.admin.ok(getSeries, { query: { pipeline, from: '2025-11-03', to: '2026-02-02' } })
  expect(answer.steps).toHaveLength(13)
  const expected = await rows(sql<{ stage: string; inflow: number; outflow: number }>`
    select s.stage_id as stage, count(*) filter (where s.entered_at >= '2025-11-03 00:00+08' and s.entered_at < '2026-02-02 00:00+08')::int as inflow,
      count(*) filter (where s.left_at >= '2025-11-03 00:00+08' and s.left_at < '2026-02-02 00:00+08')::int as outflow
    from stay s where s.org_id = ${org.orgId} and s.pipeline_id = ${pipeline} group by 1`)
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  for (const stage of answer.stages) {
    const own = expected.find((row) => row.stage === stage.stageId)
    expect([stage.stageId, sum(stage.inflow), Object.values(stage.outflow).reduce((n, list) => n + sum(list), 0)]).toEqual([stage.stageId, own?.inflow, own?.outflow])
  }
  const standing = await rows(sql<{ n: number }>`
    select count(*)::int as n from stay s join deal_version v on v.org_id = s.org_id and v.deal_id = s.deal_id and v.known_from < '2026-02-02 00:00+08' and (v.known_to is null or v.known_to >= '2026-02-02 00:00+08')
    where s.org_id = ${org.orgId} and s.pipeline_id = ${pipeline} and s.entered_at < '2026-02-02 00:00+08' and (s.left_at is null or s.left_at >= '2026-02-02 00:00+08') and not v.is_dormant`)
  expect(answer.whole.stock.at(-1)).toBe(standing[0]?.n)
})

test('waterfall: both modes add up exactly to what SQL sums at both ends; each bar opens its deals', async () => {
  const at = (day: string) => rows(sql<{ amount: number; n: number }>`
    select coalesce(sum(v.amount_minor), 0)::float8 as amount, count(*)::int as n from deal_version v
    where v.org_id = ${org.orgId} and v.pipeline_id = ${pipeline} and v.status = 'open' and v.expected_close_on >= '2025-10-01' and v.expected_close_on < '2026-07-01'
      and v.known_from < (${day} || ' 00:00+08')::timestamptz and (v.known_to is null or v.known_to >= (${day} || ' 00:00+08')::timestamptz)`)
  const [start, end] = [(await at('2025-11-01'))[0], (await at('2026-02-01'))[0]]
  for (const mode of ['path', 'net'] as const) {
    const query = { pipeline, from: '2025-11-01', to: '2026-02-01', closeFrom: '2025-10-01', closeTo: '2026-07-01', mode }
    const answer = await org.admin.ok(getWaterfall, { query })
    expect([answer.start.amountMinor, answer.start.deals]).toEqual([start?.amount, start?.n])
    expect([answer.end.amountMinor, answer.end.deals]).toEqual([end?.amount, end?.n])
    expect(answer.start.amountMinor + answer.parts.reduce((sum, part) => sum + part.sign * part.amountMinor, 0)).toBe(answer.end.amountMinor)
    const bar = answer.parts.find((part) => part.bar === 'new')
    const list = await org.admin.ok(listWaterfallDeals, { query: { ...query, bar: 'new', limit: 200 } })
    expect(list.total).toBe(bar?.deals)
    expect(list.items.reduce((sum, deal) => sum + deal.share.amountMinor, 0)).toBe(bar?.amountMinor)
  }
})

test('losses by stage and reason are those of the log', async () => {
  const answer = await org.admin.ok(getLosses, { query: { pipeline, from: '2025-07-01', to: '2026-02-01' } })
  const expected = await rows(sql<{ stage: string; reason: string | null; competitor: string | null; n: number }>`
    select s.stage_id as stage, s.lost_reason_id as reason, nullif(d.competitor, '') as competitor, count(*)::int as n
    from deal d join stay s on s.org_id = d.org_id and s.deal_id = d.id and s.exit = 'lost' and s.left_at = d.closed_at
    where d.org_id = ${org.orgId} and d.pipeline_id = ${pipeline} and d.status = 'lost' and d.closed_at >= '2025-07-01 00:00+08' and d.closed_at < '2026-02-01 00:00+08' group by 1, 2, 3`)
  const key = (...parts: (string | null)[]) => parts.join('|')
  expect(new Map(answer.cells.map((cell) => [key(cell.stageId, cell.reasonId, cell.competitor), cell.deals]))).toEqual(new Map(expected.map((row) => [key(row.stage, row.reason, row.competitor), row.n])))
  expect(answer.total.deals).toBeGreaterThan(20)
})

test('each cell of losses and of the cube opens as many deals as it says, page by page; a rep only their own', async () => {
  const period = { pipeline, from: '2025-07-01', to: '2026-02-01' }
  const lost = await org.admin.ok(getLosses, { query: period })
  const orNone = (id: string | null) => id ?? 'none'
  const count = async (query: object) => (await org.admin.ok(listLossDeals, { query: { ...period, ...query, limit: 1 } })).total
  expect(await count({})).toBe(lost.total.deals)
  for (const cell of lost.cells.slice(0, 5)) expect(await count({ stage: orNone(cell.stageId), reason: orNone(cell.reasonId), competitor: cell.competitor ?? '' })).toBe(cell.deals)
  for (const row of lost.byReason.slice(0, 3)) expect(await count({ reason: orNone(row.reasonId) })).toBe(row.deals)
  const [most] = lost.byStage
  const query = { ...period, stage: orNone(most?.stageId ?? null), limit: 7 }
  const pages = await org.admin.ok(listLossDeals, { query })
  const next = await org.admin.ok(listLossDeals, { query: { ...query, cursor: pages.nextCursor ?? '' } })
  const both = [...pages.items, ...next.items]
  expect(both.map((deal) => [deal.status, deal.createdAt])).toEqual(both.map((deal) => ['lost', deal.createdAt]).toSorted((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1)))
  expect(new Set(both.map((deal) => deal.id)).size).toBe(Math.min(14, most?.deals ?? 0))

  for (const quality of ['size', 'amount']) {
    const cube = await org.admin.ok(getCube, { query: { pipeline, quality } })
    expect(cube.cells.length).toBeGreaterThan(5)
    for (const cell of cube.cells.slice(0, 6)) {
      const band = cube.qualityBands[cell.quality]
      const found = await org.admin.ok(listCubeDeals, { query: { pipeline, quality, stage: cell.stageId, band: band === undefined ? '' : (band.name ?? String(band.from)), decay: cell.decay, limit: 200 } })
      expect([found.total, found.items.reduce((sum, deal) => sum + (deal.currency === cube.currency ? (deal.amountMinor ?? 0) : 0), 0)]).toEqual([cell.deals, cell.amountMinor])
      expect(found.items.every((deal) => deal.status === 'open' && deal.stageId === cell.stageId)).toBe(true)
    }
    expect((await org.admin.ok(listCubeDeals, { query: { pipeline, quality, limit: 1 } })).total).toBe(cube.cells.reduce((sum, cell) => sum + cell.deals, 0))
  }
  const rep = await org.user('rep', '新来的')
  expect((await rep.ok(listLossDeals, { query: period })).total).toBe(0)
  expect((await rep.ok(listCubeDeals, { query: { pipeline } })).total).toBe(0)
  expect((await org.admin.call(listCubeDeals, { query: { pipeline, quality: 'nosuch' } })).code).toBe('request.invalid')
})

test('people: the plain rates are those of SQL, the adjusted ones lie within their intervals', async () => {
  const answer = await org.admin.ok(getPeople, { query: { pipeline } })
  const expected = await rows(sql<{ owner: string; won: number; n: number }>`
    select v.owner_id as owner, count(*) filter (where d.status = 'won')::int as won, count(*)::int as n from deal d
    join lateral (select w.owner_id from deal_version w where w.org_id = d.org_id and w.deal_id = d.id and w.closed_at = d.closed_at order by w.n limit 1) v on true
    where d.org_id = ${org.orgId} and d.pipeline_id = ${pipeline} and d.status <> 'open' group by 1`)
  expect(new Map(answer.rows.map((row) => [row.value, [row.raw.hits, row.raw.n]]))).toEqual(new Map(expected.map((row) => [row.owner, [row.won, row.n]])))
  for (const { adjusted } of answer.rows) if (adjusted.value !== null && adjusted.low !== null && adjusted.high !== null) expect(adjusted.low <= adjusted.value && adjusted.value <= adjusted.high).toBe(true)
})

test('KPI table: leads by SQL; under a slice of deals there are no leads', async () => {
  const answer = await org.admin.ok(getIndicators, { query: { pipeline, from: '2025-06-01', to: '2026-01-01' } })
  const leads = await rows(sql<{ created: number; converted: number }>`
    select count(*)::int as created, count(converted_deal_id)::int as converted from lead where org_id = ${org.orgId} and created_at >= '2025-06-01 00:00+08' and created_at < '2026-01-01 00:00+08'`)
  const lead = answer.values.find(({ indicator }) => indicator === 'lead_to_deal')
  expect([lead?.measured.hits, lead?.measured.n]).toEqual([leads[0]?.converted, leads[0]?.created])
  expect(answer.values.map(({ indicator }) => indicator)).toEqual(['lead_to_deal', 'deal_progress', 'proposal_win', 'win_rate', 'sales_cycle', 'pipeline_value'])
  expect(answer.proposalStage).not.toBeNull()
  const sliced = await org.admin.ok(getIndicators, { query: { pipeline, slice: 'customer:new' } })
  expect(sliced.values.find(({ indicator }) => indicator === 'lead_to_deal')?.measured.value).toBeNull()
})

test('comparison, channels, activities, cube, decay, coverage and the time machine answer', async () => {
  const periods = await org.admin.ok(getComparison, { query: { pipeline, from: '2025-10-01', to: '2026-01-01', otherFrom: '2025-07-01', otherTo: '2025-10-01', withinDays: 45 } })
  expect(periods.entered.a).toBeGreaterThan(0)
  const segments = await org.admin.ok(getComparison, { query: { pipeline, slice: 'customer:new', otherSlice: 'customer:existing' } })
  expect(segments.entered.a + segments.entered.b).toBe((await org.admin.ok(getBreakdown, { query: { pipeline, by: 'customer' } })).total.entered)
  const channels = await org.admin.ok(getChannels, { query: { pipeline } })
  expect(channels.channels.length).toBeGreaterThan(4)
  const activities = await org.admin.ok(getActivityMeasures, { query: { pipeline } })
  expect(activities.response.median.n).toBeGreaterThan(100)
  expect(activities.stages).toHaveLength(stages.length)
  const cube = await org.admin.ok(getCube, { query: { pipeline } })
  const open = await rows(sql<{ n: number }>`select count(*)::int as n from deal where org_id = ${org.orgId} and pipeline_id = ${pipeline} and status = 'open' and dormant_at is null`)
  expect(cube.cells.reduce((sum, { deals }) => sum + deals, 0)).toBe(open[0]?.n)
  expect((await org.admin.ok(getDecay, { query: { pipeline } })).stages).toHaveLength(stages.length)
  const coverage = await org.admin.ok(getCoverage, { query: { pipeline, from: '2026-01-01', to: '2026-04-01', target: 5_000_000_000 } })
  expect(coverage.state).toBe('open')
  expect(coverage.remainingMinor).toBe(coverage.targetMinor - coverage.wonMinor)
  const frames = await org.admin.ok(getFrames, { query: { pipeline, frames: 10, every: 30 } })
  expect(frames.frames.map(({ day }) => day).at(-1)).toBe('2026-03-02')
  expect(frames.frames.at(-1)?.openCount).toBe(open[0]?.n)
  const past = frames.frames[5]
  const then = await rows(sql<{ n: number }>`
    select count(*)::int as n from deal_version v where v.org_id = ${org.orgId} and v.pipeline_id = ${pipeline} and v.status = 'open' and not v.is_dormant
      and v.known_from <= ${new Date(past?.asOf ?? 0).toISOString()} and (v.known_to is null or v.known_to > ${new Date(past?.asOf ?? 0).toISOString()})`)
  expect(past?.openCount).toBe(then[0]?.n)
})

test('a funnel of one’s own from lead to payment', async () => {
  const definition = {
    name: '线索到回款', order: 'linear', windowDays: null, where: null, visibility: 'private',
    steps: [
      { name: '线索', step: { kind: 'lead_created' } }, { name: '转商机', step: { kind: 'lead_converted' } },
      { name: '方案', step: { kind: 'stage_reached', pipelineId: pipeline, stageId: stages[2] } }, { name: '赢单', step: { kind: 'deal_won' } }, { name: '到款', step: { kind: 'payment_confirmed' } },
    ],
  }
  const answer = await org.admin.ok(answerCustomFunnel, { query: { definition: JSON.stringify(definition), owner: undefined } })
  const leads = await rows(sql<{ n: number }>`select count(*)::int as n from lead where org_id = ${org.orgId}`)
  // Who came without a lead passed that step over; linear counts it as reached by a later one.
  expect(answer.steps[0]?.reached).toBeGreaterThanOrEqual(leads[0]?.n ?? 0)
  expect(answer.steps[3]?.reached).toBeGreaterThan(0)
  expect(answer.steps.every((step, i) => i === 0 || step.reached <= (answer.steps[i - 1]?.reached ?? 0))).toBe(true)
  expect((await org.admin.call(answerCustomFunnel, { query: { definition: '{}' } })).code).toBe('request.invalid')
  expect((await org.admin.call(answerCustomFunnel, {})).code).toBe('request.invalid')
})

test('dimensions with their values; the registry of all numbers', async () => {
  const { items } = await org.admin.ok(listDimensions, { query: { pipeline } })
  expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining(['owner', 'team', 'source', 'size', 'industry', 'region', 'product', 'campaign', 'customer', 'amount']))
  const customer = items.find(({ key }) => key === 'customer')
  expect(customer?.values.map(({ label }) => label)).toEqual(expect.arrayContaining(['新客户']))
  expect(items.find(({ key }) => key === 'source')?.values[0]?.label).toBeTruthy()
  const metrics = await org.admin.ok(listMetrics)
  expect(metrics.items.map(({ key }) => key)).toEqual(Object.keys(METRICS))
  expect(metrics.items.find(({ key }) => key === 'health.score')).toMatchObject({ topic: 'health', unit: 'points', dateField: 'as_of', drillDown: { opens: null } })
})

test('every report comes as CSV with the figures that the screen shows, named by the registry', async () => {
  const answer = await org.admin.ok(getBreakdown, { query: { pipeline, by: 'source' } })
  const csv = await org.admin.call(exportReport, { params: { report: 'breakdown' }, query: { pipeline, by: 'source', locale: 'zh-CN' } })
  const [row] = answer.rows
  const name = answer.names[`source:${row?.values[0]}`]
  expect(csv.text.startsWith('\ufeff指标代码,指标,字段,对象,数值,单位,')).toBe(true)
  expect(csv.text).toContain(`breakdown.entered,`)
  expect(csv.text.split('\r\n').find((line) => line.startsWith('breakdown.entered,') && line.includes(`,rows.entered,${name},`))).toContain(`,${row?.entered},count,`)
  const steps = csv.text.split('\r\n').find((line) => line.includes(',rows.steps.entered,'))
  expect(steps?.split(',')[0]).toBe('step.entered')
  const amounts = await org.admin.call(exportReport, { params: { report: 'waterfall' }, query: { pipeline, from: '2026-01-01' } })
  expect(amounts.text).toMatch(/waterfall\.start,[^\r]*,start\.amountMinor,[^\r]*,CNY minor,/)
  expect(amounts.text).toMatch(/waterfall\.start,[^\r]*,start\.deals,[^\r]*,count,/)
  for (const [report, query] of [['indicators', {}], ['losses', {}], ['heat-map', {}], ['series', {}], ['waterfall', { from: '2026-01-01' }], ['people', {}], ['channels', {}], ['activities', {}], ['frames', { frames: '3' }]] as const) {
    const file = await org.admin.call(exportReport, { params: { report }, query: { pipeline, ...query } })
    expect([report, file.status, file.text.split('\r\n').length > 5]).toEqual([report, 200, true])
  }
  expect((await org.admin.call(exportReport, { params: { report: 'breakdown' }, query: { pipeline, by: 'nosuch' } })).code).toBe('request.invalid')
})

test('who sees little is told little, and other organisations nothing', async () => {
  const rep = await org.user('rep', '新人')
  const mine = await rep.ok(getBreakdown, { query: { pipeline, by: 'source' } })
  expect(mine.total.entered).toBe(0)
  expect((await rep.ok(getLosses, { query: { pipeline } })).total.deals).toBe(0)
  expect((await rep.ok(getActivityMeasures, { query: { pipeline } })).response.median.n).toBe(0)
  const other = await t.org('别家')
  for (const contract of [getBreakdown, getHeatMap, getSeries, getLosses, getPeople, getIndicators, getChannels] as const)
    expect((await other.admin.call(contract, { query: { pipeline, by: 'source' } })).code, contract.name).toBe('record.not_found')
})

test('hostile slices and dimensions are refused by name', async () => {
  const refused = async (query: Record<string, string>) => (await org.admin.call(getBreakdown, { query: { pipeline, by: 'source', ...query } })).code
  for (const slice of ["size');drop table deal;--", '__proto__:x', 'size', 'nosuch:1', 'size:%00', `size:${'a'.repeat(300)}`]) expect(await refused({ slice }), slice).toBe('request.invalid')
  for (const by of ['nosuch', '__proto__', 'c_unknown', 'size;size']) expect(await refused({ by }), by).toBe('request.invalid')
  expect(await refused({ where: 'amount >= ' })).toMatch(/^condition\./)
  expect((await org.admin.call(getHeatMap, { query: { pipeline, across: 'nosuch' } })).code).toBe('request.invalid')
  expect((await org.admin.call(getWaterfall, { query: { pipeline, from: '2026-02-01', to: '2025-02-01' } })).code).toBe('request.invalid')
  expect((await org.admin.call(getIndicators, { query: { pipeline, proposalStage: pipeline } })).code).toBe('request.invalid')
  expect(zone).toBe('Asia/Shanghai')
})
