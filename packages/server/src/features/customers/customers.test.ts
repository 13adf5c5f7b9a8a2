import { changeAccount, changeContact, createAccount, createContact, getAccount, getContact, listAccounts, listContacts } from '@sluice/core/customers/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('an account with its contacts: made, found, changed, logged', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  const account = await rep.ok(createAccount, { body: { name: '深圳市纷享科技有限公司', industry: '软件', phone: '0755-8888 8888' } })
  const contact = await rep.ok(createContact, { body: { name: '王芳', phone: '138 0013 8000', email: 'wang@example.com', accountId: account.id } })
  expect(contact).toMatchObject({ phone: '138 0013 8000', account: { id: account.id, name: '深圳市纷享科技有限公司' }, owner: { name: '李雷' } })
  const got = await rep.ok(getAccount, { params: { id: account.id } })
  expect(got).toMatchObject({ canWrite: true, openDeals: 0, contacts: [{ id: contact.id }] })
  const row = await t.db.read(org.orgId, (tx) => tx.selectFrom('account').innerJoin('contact', 'contact.account_id', 'account.id').select(['name_core', 'phone_e164']).where('account.org_id', '=', org.orgId).executeTakeFirst())
  expect(row).toEqual({ name_core: '纷享科技', phone_e164: '+8613800138000' })

  for (const q of ['纷享', 'fxkj', '88888', '科技']) expect((await rep.ok(listAccounts, { query: { q } })).total).toBe(1)
  for (const q of ['wf', '8000', 'wang@example.com']) expect((await rep.ok(listContacts, { query: { q } })).total).toBe(1)
  expect((await rep.ok(listContacts, { query: { account: account.id } })).total).toBe(1)

  const changed = await rep.ok(changeAccount, { params: { id: account.id }, version: 1, body: { name: '云帆', phone: null, industry: '软件' } })
  expect(changed).toMatchObject({ name: '云帆', phone: null, version: 2 })
  const stale = await rep.call(changeAccount, { params: { id: account.id }, version: 1, body: { name: 'x' } })
  expect([stale.status, stale.code]).toEqual([412, 'conflict.stale_version'])
  expect((await rep.ok(changeContact, { params: { id: contact.id }, version: 1, body: { accountId: null, phone: '13900139000' } })).account).toBeNull()
  expect((await rep.ok(listContacts, { query: { q: '9000' } })).total).toBe(1)
  const events = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string; payload: unknown }>`
    select type, payload from event where org_id = ${org.orgId} and type ~ 'account|contact' order by seq`.execute(tx)).rows)
  expect(events.map((event) => event.type)).toEqual(['account.created', 'contact.created', 'account.changed', 'contact.changed'])
  expect(events[2]?.payload).toEqual({ changes: { name: ['深圳市纷享科技有限公司', '云帆'], phone: ['0755-8888 8888', null] } })
})

test('the neighbour, the other organisation and roles without a claim see or change nothing', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const manager = await org.user('manager', '经理', org.rootTeamId)
  const finance = await org.user('finance')
  const other = await t.org('另一家')
  const account = await rep.ok(createAccount, { body: { name: '云帆' } })
  const contact = await rep.ok(createContact, { body: { name: '王芳', accountId: account.id } })
  for (const stranger of [neighbour, other.admin]) {
    expect((await stranger.call(getAccount, { params: { id: account.id } })).code).toBe('record.not_found')
    expect((await stranger.call(getContact, { params: { id: contact.id } })).code).toBe('record.not_found')
    expect((await stranger.call(changeAccount, { params: { id: account.id }, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
    expect((await stranger.call(changeContact, { params: { id: contact.id }, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
    expect((await stranger.ok(listAccounts)).total).toBe(0)
    expect((await stranger.ok(listContacts, { query: { account: account.id } })).items).toEqual([])
    expect((await stranger.call(createContact, { body: { name: '李娜', accountId: account.id } })).code).toBe('account.unknown')
  }
  expect((await finance.ok(getContact, { params: { id: contact.id } })).canWrite).toBe(false)
  expect((await finance.call(changeContact, { params: { id: contact.id }, version: 1, body: { name: 'x' } })).code).toBe('permission.denied')
  expect((await manager.ok(getAccount, { params: { id: account.id } })).canWrite).toBe(true)
  // Given away: who gave it is answered once more, then it is gone for them.
  const given = await org.admin.ok(changeAccount, { params: { id: account.id }, version: 1, body: { ownerId: neighbour.userId } })
  expect(given).toMatchObject({ owner: { name: '乙' }, teamId: neighbour.teamId })
  expect((await rep.call(getAccount, { params: { id: account.id } })).code).toBe('record.not_found')
})

test('pages, quick filters, teams with those below them, and conditions', async () => {
  const org = await t.org()
  const upper = await org.team('华东')
  const lower = await org.team('上海', upper)
  const rep = await org.user('rep', '甲', lower)
  for (let i = 0; i < 9; i++) await rep.ok(createAccount, { body: { name: `客户${i}`, ...(i % 2 === 0 && { industry: '制造' }) } })
  await org.admin.ok(createAccount, { body: { name: '总部客户' } })
  const names = async (query: object) => (await org.admin.ok(listAccounts, { query })).items.map((a) => a.name)
  expect(await names({ team: upper, sort: 'name', direction: 'asc' })).toEqual(Array.from({ length: 9 }, (_, i) => `客户${i}`))
  expect(await names({ quick: 'mine' })).toEqual(['总部客户'])
  expect((await names({ where: 'industry = 制造' })).length).toBe(5)
  for (const sort of ['created', 'name', 'activity', 'won'] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await org.admin.ok(listAccounts, { query: { sort, limit: 4, ...(cursor && { cursor }) } })
      seen.push(...page.items.map((a) => a.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(10)
    expect(seen).toHaveLength(10)
  }
})
