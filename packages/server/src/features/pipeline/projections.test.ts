import { getToday } from '@sluice/core/suggestions/contract'
import { createProduct } from '@sluice/core/catalog/contract'
import { changeAccount, createAccount, createContact, listAccounts } from '@sluice/core/customers/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import type { Contract } from '@sluice/core/lib/contract'
import { bulkChangeDeals, changeDeal, getBoard, getDeal, listDeals, loseDeal, moveDeal, reopenDeal, setDealCollaborators, winDeal } from '@sluice/core/pipeline/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, hour, type TestApp } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { accountTotals } from './account-totals.ts'
import { dealSearch } from './deal-search.ts'
import { newId } from '../../platform/ids.ts'
import { rebuildProjections } from './rebuild-projections.ts'
import { removeDeals } from './remove-deals.ts'
import { createSalesOrg, type SalesOrg } from './sales-org.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const projections = (org: SalesOrg) =>
  org.rows(sql<{ stays: unknown[]; versions: unknown[] }>`
    select (select jsonb_agg(s order by deal_id, n) from stay s) as stays, (select jsonb_agg(v order by deal_id, n) from deal_version v) as versions`)

/** Where the deal row and the end of its projections disagree; empty when all is well. */
const contradictions = (org: SalesOrg) =>
  org.rows(sql`
    select d.number from deal d
    join lateral (select * from deal_version v where v.org_id = d.org_id and v.deal_id = d.id order by n desc limit 1) v on true
    join lateral (select * from stay s where s.org_id = d.org_id and s.deal_id = d.id order by n desc limit 1) s on true
    where (d.pipeline_id, d.stage_id, d.status, d.amount_minor, d.owner_id, d.team_id, d.source_id, d.expected_close_on, d.closed_at, d.lost_reason_id, d.win_probability, d.stage_entered_at, null::timestamptz)
      is distinct from (v.pipeline_id, v.stage_id, v.status, v.amount_minor, v.owner_id, v.team_id, v.source_id, v.expected_close_on, v.closed_at, v.lost_reason_id, v.win_probability, s.entered_at, v.known_to)
      or (d.status = 'open') <> (s.left_at is null) or (d.status <> 'open' and s.exit <> d.status)`)

test('after a random walk of everything that can happen, a rebuild from the log gives the same rows', async () => {
  const org = await createSalesOrg(t)
  const rep = await org.user('rep')
  const places = [...org.stages, ...org.otherStages]
  const deals = await Promise.all(Array.from({ length: 12 }, (_, i) => org.deal(i % 3 === 0 ? rep : org.admin, `游走${i}`, { amountMinor: i * 100 })))
  const choice = fc.record({ deal: fc.nat(11), kind: fc.nat(9), n: fc.nat(1000), wait: fc.nat(3), back: fc.nat(2) })
  const accepted = new Map<string, number>()
  for (const { deal: i, kind, n, wait, back } of fc.sample(choice, { numRuns: 260, seed: 20260302 })) {
    const id = deals[i]?.id ?? ''
    t.clock.advance(wait * hour)
    const at = back === 1 ? { at: new Date(t.clock.now().getTime() - hour / 2).toISOString() } : {}
    const params = { id }
    const did = async (contract: Contract, body: unknown, version?: number) => {
      const answer = await org.admin.call(contract as typeof changeDeal, { params, body: body as object, ...(version !== undefined && { version }) })
      expect([200, 409, 422]).toContain(answer.status)
      if (answer.status === 200) accepted.set(contract.name, (accepted.get(contract.name) ?? 0) + 1)
    }
    if (kind < 4) await did(moveDeal, { stageId: places[n % places.length], ...at })
    else if (kind === 4) await did(winDeal, { ...(n % 2 === 0 && { amountMinor: n }), ...at })
    else if (kind === 5) await did(loseDeal, { reasonId: org.reason(), ...at })
    else if (kind < 8) await did(reopenDeal, {})
    else {
      const { version } = await org.admin.ok(getDeal, { params })
      const fields = [{ amountMinor: n }, { ownerId: n % 4 === 1 ? rep.userId : org.admin.userId }, { winProbability: (n % 11) / 10 }, { expectedCloseOn: `2026-0${1 + (n % 9)}-15` }, { title: `改名${n}` }]
      await did(changeDeal, { ...fields[n % 5], ...fields[(n + 2) % 5] }, version)
    }
  }
  await org.admin.ok(bulkChangeDeals, { body: { ids: deals.map((deal) => deal.id), stageId: org.stages[2], ownerId: rep.userId } })
  // The walk is worth something only if it really went everywhere.
  for (const contract of [moveDeal, winDeal, loseDeal, reopenDeal, changeDeal]) expect(accepted.get(contract.name), contract.name).toBeGreaterThan(4)

  const before = await projections(org)
  expect(before[0]?.stays.length).toBeGreaterThan(60)
  expect(await contradictions(org)).toEqual([])
  expect(await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))).toEqual({ deals: 12 })
  expect(await projections(org)).toEqual(before)
})

test('a rebuild touches no other organisation', async () => {
  const [one, two] = [await createSalesOrg(t), await createSalesOrg(t)]
  await one.deal(one.admin, '一')
  await two.deal(two.admin, '二')
  const before = await projections(two)
  expect(await t.db.write(one.orgId, (tx) => rebuildProjections(tx, one.orgId))).toEqual({ deals: 1 })
  expect(await projections(two)).toEqual(before)
})


test('accounts know their open and won deals, also of the account that a deal has left', async () => {
  const org = await createSalesOrg(t)
  const [a, b] = [await org.admin.ok(createAccount, { body: { name: '甲客户' } }), await org.admin.ok(createAccount, { body: { name: '乙客户' } })]
  const one = await org.deal(org.admin, '一', { accountId: a.id, amountMinor: 100 })
  const two = await org.deal(org.admin, '二', { accountId: a.id, amountMinor: 200 })
  await org.admin.ok(winDeal, { params: { id: one.id }, body: { amountMinor: 150 } })
  const totals = async () => {
    await followLog(t.db, accountTotals, org.orgId)
    const { items } = await org.admin.ok(listAccounts, { query: { sort: 'name', direction: 'asc' } })
    return Object.fromEntries(items.map((account) => [account.name, [account.openDeals, account.wonDeals, account.wonAmountMinor, account.version]]))
  }
  expect(await totals()).toEqual({ 甲客户: [1, 1, 150, 1], 乙客户: [0, 0, 0, 1] })
  await org.admin.ok(changeDeal, { params: { id: two.id }, version: 1, body: { accountId: b.id } })
  await org.admin.ok(reopenDeal, { params: { id: one.id }, body: {} })
  expect(await totals()).toEqual({ 甲客户: [1, 0, 0, 1], 乙客户: [1, 0, 0, 1] })
  await t.db.write(org.orgId, (tx) => removeDeals(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, [one.id, two.id], null))
  expect(await totals()).toEqual({ 甲客户: [0, 0, 0, 1], 乙客户: [0, 0, 0, 1] })
})

test('sums: one currency alone, and amounts that no number holds together fail neither a list nor the followers of the log', async () => {
  const org = await createSalesOrg(t)
  const account = await org.admin.ok(createAccount, { body: { name: '大客户' } })
  const won = async (amountMinor: number, currency: string) =>
    org.admin.ok(winDeal, { params: { id: (await org.deal(org.admin, '大单', { accountId: account.id, amountMinor, currency, expectedCloseOn: '2026-03-20' })).id }, body: {} })
  const wonAmount = async () => {
    await followLog(t.db, accountTotals, org.orgId)
    return (await org.admin.ok(listAccounts)).items[0]?.wonAmountMinor
  }
  await won(1_000, 'CNY')
  await won(500, 'USD')
  expect(await wonAmount()).toBe(1_000)
  // More than a contract lets through, as rows of old or of a careless import may hold it.
  const { id } = await org.deal(org.admin, '更大', { accountId: account.id, expectedCloseOn: '2026-03-20' })
  const again = await org.deal(org.admin, '更大', { accountId: account.id, expectedCloseOn: '2026-03-20' })
  await t.db.write(org.orgId, async (tx) => {
    await tx.updateTable('deal').set({ amount_minor: Number.MAX_SAFE_INTEGER }).where('org_id', '=', org.orgId).where('id', 'in', [id, again.id]).execute()
    await tx.updateTable('deal_version').set({ amount_minor: Number.MAX_SAFE_INTEGER }).where('org_id', '=', org.orgId).where('deal_id', 'in', [id, again.id]).execute()
  })
  const most = Number.MAX_SAFE_INTEGER
  expect((await org.admin.ok(listDeals)).amountMinor).toBe(most)
  expect((await org.admin.ok(getBoard, { params: { id: org.pipelineId } })).columns[0]?.amountMinor).toBe(most)
  expect((await org.admin.ok(getToday)).closingThisMonth.amountMinor).toBe(most)
  for (const one of [id, again.id]) await org.admin.ok(winDeal, { params: { id: one }, body: {} })
  expect(await wonAmount()).toBe(most)
  expect((await org.admin.ok(getFunnel, { query: { pipeline: org.pipelineId } })).wonAmount.value).toBe(most)
})

test('a removed deal leaves its log and nothing else; a rebuild does not bring it back', async () => {
  const org = await createSalesOrg(t)
  const helper = await org.user('rep')
  const contact = await org.admin.ok(createContact, { body: { name: '王总' } })
  const product = await org.admin.ok(createProduct, { body: { name: '机床' } })
  const gone = await org.deal(org.admin, '要撤销的', { contactIds: [{ id: contact.id }], products: [{ id: product.id }] })
  const kept = await org.deal(org.admin, '留下的')
  await org.admin.ok(setDealCollaborators, { params: { id: gone.id }, body: { userIds: [helper.userId] } })
  const importId = newId()
  await t.db.write(org.orgId, (tx) => removeDeals(tx, { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }, [gone.id, newId()], importId))
  expect((await org.admin.call(getDeal, { params: { id: gone.id } })).code).toBe('record.not_found')
  expect(await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))).toEqual({ deals: 1 })
  expect(await org.rows(sql`select distinct deal_id from stay`)).toEqual([{ deal_id: kept.id }])
  const log = await org.rows(sql<{ type: string; payload: unknown }>`select type, payload from event where subject_id = ${gone.id} order by seq`)
  expect(log.at(-1)).toEqual({ type: 'deal.removed', payload: { pipelineId: org.pipelineId, importId } })
  expect(log[0]?.type).toBe('deal.created')
})

test('a deal is found by its title, initials, number and account, also after the account is renamed', async () => {
  const org = await createSalesOrg(t)
  const account = await org.admin.ok(createAccount, { body: { name: '北方重工' } })
  const deal = await org.deal(org.admin, '数控机床采购', { accountId: account.id })
  await org.deal(org.admin, '别的')
  const found = async (q: string) => (await org.admin.ok(listDeals, { query: { q } })).items.map((one) => one.title)
  for (const q of ['机床', '床', 'skjc', 's', String(deal.number), '重工', 'bfzg', '數控']) expect(await found(q), q).toEqual(['数控机床采购'])
  expect(await found('%')).toEqual([])
  await org.admin.ok(changeAccount, { params: { id: account.id }, version: 1, body: { name: '南方电气' } })
  await followLog(t.db, dealSearch, org.orgId)
  expect(await found('电气')).toEqual(['数控机床采购'])
  expect(await found('重工')).toEqual([])
  await org.admin.ok(changeDeal, { params: { id: deal.id }, version: 1, body: { title: '激光切割' } })
  expect([await found('激光'), await found('机床'), await found('电气')]).toEqual([['激光切割'], [], ['激光切割']])
})
