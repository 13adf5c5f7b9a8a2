import { listPipelines, type Pipeline } from '@sluice/core/catalog/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { moveDeal, winDeal } from '@sluice/core/pipeline/contract'
import type { Company } from '@sluice/core/simulator/company'
import { demoParams } from '@sluice/core/simulator/demo-params'
import { scaleParams } from '@sluice/core/simulator/scale-params'
import { simulate } from '@sluice/core/simulator/simulate'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCompany } from '../features/demo/write-company.ts'
import { createTestApp, day, type TestApp, type TestOrg } from '../testing/app.ts'

/** What the replica answers, against SQL over `stay` and `deal_version` written here by hand from the definitions. */

let t: TestApp
let org: TestOrg
let company: Company
let pipeline: Pipeline
const zone = 'Asia/Shanghai'

beforeAll(async () => {
  t = await createTestApp()
  company = simulate(scaleParams(demoParams, 0.15), 7, t.clock.now().getTime())
  org = await t.org('模拟公司', company.pipelineKeys)
  await t.db.write(org.orgId, (tx) =>
    writeCompany(tx, { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }, company, { rootTeamId: org.rootTeamId, passwordHash: 'none' }))
  const found = (await org.admin.ok(listPipelines)).items.find((p) => p.templateKey === 'standard')
  if (found === undefined) throw new Error('arranged')
  pipeline = found
})
afterAll(() => t.close())

interface Plain {
  position: number; entered: number; reached_next: number; stock: number; stock_amount: number; dwell_n: number; median_minutes: number | null
}

/** Of each stage, as known at an instant; `among` says which deals. */
async function plain(asOf: string, among: RawBuilder<boolean>): Promise<{ steps: Plain[]; created: number; won: number; lost: number; open: number }> {
  return t.db.read(org.orgId, async (tx) => {
    const known = sql`
      with known as (
        select s.deal_id, s.n, g.position, s.entered_at, s.owner_id,
          case when s.left_known_at <= ${asOf} and s.left_at <= ${asOf} then s.left_at end as left_at,
          case when s.left_known_at <= ${asOf} and s.left_at <= ${asOf} then s.exit end as exit
        from stay s join stage g on g.org_id = s.org_id and g.id = s.stage_id join deal d on d.org_id = s.org_id and d.id = s.deal_id
        where s.org_id = ${org.orgId} and s.pipeline_id = ${pipeline.id} and s.entered_known_at <= ${asOf} and s.entered_at <= ${asOf} and ${among}),
      last as (select distinct on (deal_id) * from known order by deal_id, n desc),
      version as (select v.* from deal_version v where v.org_id = ${org.orgId} and v.known_from <= ${asOf} and (v.known_to is null or v.known_to > ${asOf})),
      furthest as (select k.deal_id, max(k.position) as position, bool_or(l.exit = 'won') as won from known k join last l using (deal_id) group by k.deal_id)`
    const steps = await sql<Plain>`${known},
      dwelt as (
        select k.deal_id, k.position, floor(sum(extract(epoch from coalesce(k.left_at, ${asOf}::timestamptz) - k.entered_at)) / 60)::bigint as minutes,
          (array_agg(k.left_at order by k.n desc))[1] is not null as ended
        from known k group by k.deal_id, k.position),
      curve as (
        select position, minutes, sum(ended::int) as ends, sum(count(*)) over (partition by position order by minutes desc) as at_risk from dwelt group by position, minutes),
      survival as (
        select position, minutes, case when bool_or(ends = at_risk) over w then 0 else exp(sum(ln(1 - ends::float8 / at_risk) ) filter (where ends < at_risk) over w) end as s
        from curve window w as (partition by position order by minutes))
      select g.position,
        (select count(*)::int from furthest f where f.position >= g.position or f.won) as entered,
        (select count(*)::int from furthest f where f.position > g.position or f.won) as reached_next,
        (select count(*)::int from last l join version v on v.deal_id = l.deal_id where l.left_at is null and l.position = g.position and not v.is_dormant) as stock,
        (select coalesce(sum(v.amount_minor), 0)::float8 from last l join version v on v.deal_id = l.deal_id where l.left_at is null and l.position = g.position and not v.is_dormant and v.currency = 'CNY') as stock_amount,
        (select count(*)::int from dwelt d where d.position = g.position and d.minutes > 0) as dwell_n,
        (select min(minutes)::float8 from survival c where c.position = g.position and c.s <= 0.5 + 1e-9) as median_minutes
      from stage g where g.org_id = ${org.orgId} and g.pipeline_id = ${pipeline.id} order by g.position`.execute(tx)
    const whole = await sql<{ created: number; won: number; lost: number; open: number }>`${known}
      select count(*)::int as created, count(*) filter (where l.exit = 'won')::int as won, count(*) filter (where l.exit = 'lost')::int as lost,
        count(*) filter (where l.left_at is null and not v.is_dormant)::int as open
      from last l join version v on v.deal_id = l.deal_id`.execute(tx)
    return { steps: steps.rows, ...(whole.rows[0] ?? { created: 0, won: 0, lost: 0, open: 0 }) }
  })
}

async function answered(query: Record<string, string>, client = org.admin) {
  const view = await client.ok(getFunnel, { query: { pipeline: pipeline.id, ...query } })
  return {
    steps: view.steps.map((step): Plain => ({
      position: step.position, entered: step.entered.value ?? 0, reached_next: step.reachedNext.value ?? 0, stock: step.stock.value ?? 0, stock_amount: step.stockAmount.value ?? 0,
      dwell_n: step.dwellMedian.n, median_minutes: step.dwellMedian.value === null ? null : Math.round(step.dwellMedian.value * 1440),
    })),
    created: view.deals.created.value, won: view.deals.won.value, lost: view.deals.lost.value, open: view.deals.open.value,
  }
}

const endOf = (day: string) => new Date(startOfDay(day, zone, 1) - 1).toISOString()

test('entered, reached, won, lost, stock, its amount and median dwell, today and on other days', async () => {
  const now = await plain(t.clock.now().toISOString(), sql`true`)
  expect(now.created).toBeGreaterThan(150)
  expect(now.steps.filter((step) => step.median_minutes !== null).length).toBeGreaterThan(3)
  expect(await answered({})).toEqual(now)
  for (const asOf of ['2026-01-31', '2025-11-11', '2025-07-01', '2025-03-15', '2019-01-01']) expect([asOf, await answered({ asOf })]).toEqual([asOf, await plain(endOf(asOf), sql`true`)])
})

test('slices: of the account, by a condition, by products, several together', async () => {
  const instant = t.clock.now().toISOString()
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ industry: string; region: string; product: string }>`
    select (select industry from account where org_id = ${org.orgId} group by 1 order by count(*) desc limit 1) as industry,
      (select region from account where org_id = ${org.orgId} group by 1 order by count(*) desc limit 1) as region,
      (select product_id from deal_product where org_id = ${org.orgId} group by 1 order by count(*) desc limit 1) as product`.execute(tx))
  const { industry, region, product } = rows[0] ?? { industry: '', region: '', product: '' }
  const inIndustry = sql<boolean>`exists (select from account a where a.org_id = d.org_id and a.id = d.account_id and a.industry = ${industry})`
  const inRegion = sql<boolean>`exists (select from account a where a.org_id = d.org_id and a.id = d.account_id and a.region = ${region})`
  const withProduct = sql<boolean>`exists (select from deal_product p where p.org_id = d.org_id and p.deal_id = d.id and p.product_id = ${product})`
  const large = sql<boolean>`d.amount_minor >= 30000000`
  const first = sql<boolean>`d.id = (select f.id from deal f where f.org_id = d.org_id and f.account_id = d.account_id order by f.created_at, f.id limit 1)`
  for (const [query, among] of [
    [{ slice: `industry:${industry}` }, inIndustry],
    [{ where: 'amount >= 30万' }, large],
    [{ product }, withProduct],
    [{ slice: 'customer:new' }, first],
    [{ slice: `region:${region}` }, inRegion],
    [{ slice: `industry:${industry};customer:new`, where: 'amount >= 30万' }, sql<boolean>`(${inIndustry} and ${first} and ${large})`],
  ] as const) {
    const want = await plain(instant, among)
    expect(want.created).toBeGreaterThan(3)
    expect([query, await answered(query)]).toEqual([query, want])
  }
  const asOf = '2025-12-01'
  expect(await answered({ slice: `industry:${industry}`, asOf })).toEqual(await plain(endOf(asOf), inIndustry))
})

test('nobody counts what the policy does not show: own, team, and what is shared with one', async () => {
  const { rows } = await t.db.read(org.orgId, (tx) => sql<{ id: string; team_id: string }>`
    select u.id, u.team_id from app_user u where u.org_id = ${org.orgId} and u.role = 'rep'
    order by (select count(*) from deal d where d.org_id = u.org_id and d.owner_id = u.id and d.pipeline_id = ${pipeline.id}) desc limit 1`.execute(tx))
  const busiest = rows[0]
  if (busiest === undefined) throw new Error('arranged')
  const rep = await org.user('rep', '新来的', busiest.team_id)
  const manager = await org.user('manager', '队长', busiest.team_id)
  const instant = t.clock.now().toISOString()
  expect((await answered({}, rep)).created).toBe(0)
  // Half of somebody's deals become the new one's, and some are shared.
  const mine = await t.db.write(org.orgId, async (tx) => {
    const { rows: deals } = await sql<{ deal_id: string }>`insert into deal_collaborator (org_id, deal_id, user_id)
      select org_id, id, ${rep.userId} from deal where org_id = ${org.orgId} and owner_id = ${busiest.id} order by id limit 9 returning deal_id`.execute(tx)
    return deals.length
  })
  expect(mine).toBe(9)
  const shared = sql<boolean>`exists (select from deal_collaborator c where c.org_id = d.org_id and c.deal_id = d.id and c.user_id = ${rep.userId})`
  expect(await answered({}, rep)).toEqual(await plain(instant, shared))
  const team = await plain(instant, sql<boolean>`(d.owner_id is null or d.team_id in (select id from team where org_id = ${org.orgId} and path @> array[${busiest.team_id}::uuid]))`)
  expect(team.created).toBeGreaterThan(5)
  expect(await answered({}, manager)).toEqual(team)

  const neighbour = await t.org('邻居', ['standard'])
  const own = (await neighbour.admin.ok(listPipelines)).items[0]
  const view = await neighbour.admin.ok(getFunnel, { query: { pipeline: own?.id ?? '' } })
  expect(view.deals.created.value).toBe(0)
  expect((await neighbour.admin.call(getFunnel, { query: { pipeline: pipeline.id } })).code).toBe('record.not_found')
})

test('what was recorded later than it was true is not in the pictures of before it was recorded', async () => {
  const { rows: open } = await t.db.read(org.orgId, (tx) => sql<{ id: string; stage_id: string }>`
    select id, stage_id from deal where org_id = ${org.orgId} and pipeline_id = ${pipeline.id} and status = 'open' and dormant_at is null and stage_entered_at < ${t.clock.now().toISOString()} order by id limit 12`.execute(tx))
  expect(open.length).toBe(12)
  const start = t.clock.now().getTime()
  t.clock.advance(10 * day)
  const said = new Date(start + 4 * day).toISOString()
  const last = pipeline.stages.at(-1)?.id ?? ''
  for (const [i, deal] of open.entries()) {
    const params = { id: deal.id }
    if (i % 3 === 0) await org.admin.ok(winDeal, { params, body: { at: said } })
    else if (deal.stage_id !== last) await org.admin.ok(moveDeal, { params, body: { stageId: last, at: said } })
  }
  t.clock.advance(day)
  const days = [2, 5, 9, 10].map((n) => dayOf(new Date(start + n * day), zone))
  const pictures = []
  for (const asOf of days) {
    const picture = await plain(endOf(asOf), sql`true`)
    expect([asOf, await answered({ asOf })]).toEqual([asOf, picture])
    pictures.push(picture.won)
  }
  expect(pictures[1]).toBe(pictures[0])
  expect(pictures[3]).toBe((pictures[0] ?? 0) + 4)
  expect(await answered({})).toEqual(await plain(t.clock.now().toISOString(), sql`true`))
})
