import { logActivity } from '@sluice/core/activities/contract'
import { bulkChangeLeads, changeLead, createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import { createTag, listChannels } from '@sluice/core/catalog/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { createTestApp, hour, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const eventsOf = (orgId: string, id: string) =>
  t.db.read(orgId, async (tx) => (await sql<{ type: string; payload: Record<string, unknown>; owner_id: string | null; team_id: string | null }>`
    select type, payload, owner_id, team_id from event where org_id = ${orgId} and subject_id = ${id} order by seq`.execute(tx)).rows)

test('a lead is created with the next number, belongs to its maker, and is found again', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  const channel = (await rep.ok(listChannels)).items[0]!
  const made = await rep.ok(createLead, { body: { name: ' 张伟 ', company: '纷享科技', phone: '138 0013 8000', sourceId: channel.id } })
  expect(made).toMatchObject({ number: 1001, name: '张伟', phone: '138 0013 8000', status: 'new', owner: { id: rep.userId, name: '李雷' }, teamId: rep.teamId, version: 1 })
  expect((await rep.ok(createLead, { body: { name: '王芳' } })).number).toBe(1002)
  expect((await rep.ok(getLead, { params: { id: made.id } })).canWrite).toBe(true)
  for (const q of ['纷享', 'fxkj', '张', '8000', '1001', '+86138']) {
    expect({ q, ids: (await rep.ok(listLeads, { query: { q } })).items.map((l) => l.id) }).toEqual({ q, ids: [made.id] })
  }
  expect((await rep.ok(listLeads, { query: { q: '！' } })).total).toBe(0)
  expect((await eventsOf(org.orgId, made.id))[0]).toMatchObject({ type: 'lead.created', owner_id: rep.userId, team_id: rep.teamId, payload: { number: 1001, sourceId: channel.id } })
})

test('only what changed is logged; the second of two editors is told; the search follows the name', async () => {
  const org = await t.org()
  const made = await org.admin.ok(createLead, { body: { name: '张伟', company: '甲公司' } })
  const at = { params: { id: made.id } }
  const same = await org.admin.ok(changeLead, { ...at, version: 1, body: { name: '张伟' } })
  expect(same.version).toBe(1)
  const changed = await org.admin.ok(changeLead, { ...at, version: 1, body: { name: '韩梅梅', nextStep: '回电', nextStepDue: '2026-03-05' } })
  expect(changed).toMatchObject({ version: 2, nextStepDue: '2026-03-05', company: '甲公司' })
  const stale = await org.admin.call(changeLead, { ...at, version: 1, body: { name: '李雷' } })
  expect([stale.status, stale.code]).toEqual([412, 'conflict.stale_version'])
  expect((await org.admin.call(changeLead, { ...at, body: { name: '李雷' } })).code).toBe('conflict.version_required')
  expect((await org.admin.ok(listLeads, { query: { q: 'hmm' } })).total).toBe(1)
  expect((await org.admin.ok(listLeads, { query: { q: '张伟' } })).total).toBe(0)
  const events = await eventsOf(org.orgId, made.id)
  expect(events.slice(1)).toMatchObject([{ type: 'lead.changed', payload: { changes: { name: ['张伟', '韩梅梅'], nextStep: [null, '回电'], nextStepDue: [null, '2026-03-05'] } } }])
})

test('two editors at the same moment: one wins, the other is told', async () => {
  const org = await t.org()
  const made = await org.admin.ok(createLead, { body: { name: '张伟' } })
  const answers = await Promise.all(['甲', '乙'].map((name) => org.admin.call(changeLead, { params: { id: made.id }, version: 1, body: { name } })))
  expect(answers.map((a) => a.status).sort()).toEqual([200, 412])
})

test('status: its time, the reason of invalid, and that converted is final', async () => {
  const org = await t.org()
  const made = await org.admin.ok(createLead, { body: { name: '张伟' } })
  const at = { params: { id: made.id } }
  expect((await org.admin.call(changeLead, { ...at, version: 1, body: { status: 'invalid' } })).code).toBe('lead.invalid_reason_required')
  t.clock.advance(hour)
  expect((await org.admin.call(changeLead, { ...at, version: 1, body: { status: 'invalid', invalidReason: '空号' } })).code).toBe('lead.effort_missing')
  await org.admin.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: made.id, outcome: 'wrong_number' } })
  const invalid = await org.admin.ok(changeLead, { ...at, version: 1, body: { status: 'invalid', invalidReason: '空号' } })
  expect(invalid).toMatchObject({ status: 'invalid', invalidReason: '空号', statusAt: t.clock.now().toISOString() })
  const back = await org.admin.ok(changeLead, { ...at, version: 2, body: { status: 'working' } })
  expect(back).toMatchObject({ status: 'working', invalidReason: null })
  await t.db.write(org.orgId, (tx) => tx.updateTable('lead').set({ status: 'converted' }).where('org_id', '=', org.orgId).where('id', '=', made.id).execute())
  expect((await org.admin.call(changeLead, { ...at, version: 3, body: { status: 'new' } })).code).toBe('lead.already_converted')
  expect((await org.admin.ok(changeLead, { ...at, version: 3, body: { title: '总监' } })).status).toBe('converted')
})

test('owner: only within reach; the team goes along; the neighbour and the other organisation see nothing', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const mate = await org.user('rep', '乙', rep.teamId)
  const neighbour = await org.user('rep', '丙')
  const manager = await org.user('manager', '丁', rep.teamId)
  const viewer = await org.user('viewer')
  const service = await org.user('service')
  const other = await t.org('另一家')
  const made = await rep.ok(createLead, { body: { name: '张伟' } })
  const at = { params: { id: made.id } }
  for (const stranger of [neighbour, other.admin, service, mate]) {
    expect((await stranger.call(getLead, at)).code).toBe('record.not_found')
    expect((await stranger.call(changeLead, { ...at, version: 1, body: { name: 'x' } })).code).toBe('record.not_found')
    expect((await stranger.ok(listLeads)).total).toBe(0)
  }
  expect((await viewer.ok(getLead, at)).canWrite).toBe(false)
  expect((await viewer.call(changeLead, { ...at, version: 1, body: { name: 'x' } })).code).toBe('permission.denied')
  expect((await viewer.call(createLead, { body: { name: 'x' } })).code).toBe('permission.denied')
  expect((await rep.call(createLead, { body: { name: 'x', ownerId: null } })).code).toBe('permission.denied')
  expect((await rep.call(changeLead, { ...at, version: 1, body: { ownerId: neighbour.userId } })).code).toBe('record.unknown_owner')
  expect((await rep.call(changeLead, { ...at, version: 1, body: { ownerId: other.admin.userId } })).code).toBe('record.unknown_owner')
  const given = await manager.ok(changeLead, { ...at, version: 1, body: { ownerId: mate.userId } })
  expect(given).toMatchObject({ owner: { name: '乙' }, teamId: rep.teamId })
  expect((await org.admin.ok(changeLead, { ...at, version: 2, body: { ownerId: neighbour.userId } })).teamId).toBe(neighbour.teamId)
  expect((await neighbour.ok(getLead, at)).canWrite).toBe(true)
  expect((await manager.call(getLead, at)).code).toBe('record.not_found')
})

test('references that do not exist are refused', async () => {
  const org = await t.org()
  const other = await t.org()
  const strange = (await other.admin.ok(listChannels)).items[0]!
  expect((await org.admin.call(createLead, { body: { name: 'x', sourceId: strange.id } })).code).toBe('record.unknown_tag')
  expect((await org.admin.call(createLead, { body: { name: 'x', tagIds: [strange.id] } })).code).toBe('record.unknown_tag')
})

test('bulk change tells for each lead whether and why not', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const tag = await org.admin.ok(createTag, { body: { name: '展会' } })
  const mine = await Promise.all(['一', '二', '三'].map((name) => rep.ok(createLead, { body: { name } })))
  const [first, second, third] = mine.map((lead) => lead.id) as [string, string, string]
  const hidden = await org.admin.ok(createLead, { body: { name: '别人的' } })
  await t.db.write(org.orgId, (tx) => tx.updateTable('lead').set({ status: 'converted' }).where('org_id', '=', org.orgId).where('id', '=', third).execute())
  const done = await rep.ok(bulkChangeLeads, { body: { ids: [first, second, third, hidden.id, first], status: 'working', addTagIds: [tag.id] } })
  expect(done.changed).toEqual([first, second])
  expect(done.refused).toEqual([{ id: third, code: 'lead.already_converted' }, { id: hidden.id, code: 'record.not_found' }])
  expect(await rep.ok(getLead, { params: { id: first } })).toMatchObject({ status: 'working', tagIds: [tag.id], version: 2 })
  await rep.ok(bulkChangeLeads, { body: { ids: [first, second], status: 'working', removeTagIds: [tag.id] } })
  expect((await eventsOf(org.orgId, first)).map((e) => e.payload.changes)).toEqual([
    undefined, { status: ['new', 'working'], tagIds: [[], [tag.id]] }, { tagIds: [[tag.id], []] },
  ])
})

test('pages neither repeat nor miss a lead in any order, with empty keys, while others are added', async () => {
  const org = await t.org()
  const ids: string[] = []
  for (let i = 0; i < 23; i++) {
    t.clock.advance(i % 3 === 0 ? 1000 : 0)
    const lead = await org.admin.ok(createLead, { body: { name: ['张', '王', '李'][i % 3]!, ...(i % 4 > 0 && { nextStep: '回电', nextStepDue: `2026-03-${10 + (i % 5)}` }) } })
    ids.push(lead.id)
  }
  for (const sort of ['created', 'activity', 'score', 'name', 'next_step'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const seen: string[] = []
      const keys: (string | null)[] = []
      let cursor: string | undefined
      do {
        const page = await org.admin.ok(listLeads, { query: { sort, direction, limit: 5, ...(cursor && { cursor }) } })
        seen.push(...page.items.map((l) => l.id))
        keys.push(...page.items.map((l) => (sort === 'next_step' ? l.nextStepDue : sort === 'created' ? l.createdAt : null)))
        expect(page.total).toBe(23)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect({ sort, direction, ids: seen.toSorted() }).toEqual({ sort, direction, ids: ids.toSorted() })
      const filled = keys.filter((key) => key !== null)
      expect(filled).toEqual(direction === 'asc' ? filled.toSorted() : filled.toSorted().reverse())
      expect(keys.slice(filled.length).every((key) => key === null)).toBe(true)
    }
  }
  // Names as a Chinese reader sorts them: 李 (l), 王 (w), 张 (z), which is not the order of their code points.
  const byName = (await org.admin.ok(listLeads, { query: { sort: 'name', direction: 'asc', limit: 200 } })).items.map((l) => l.name)
  expect([...new Set(byName)]).toEqual(['李', '王', '张'])
  const first = await org.admin.ok(listLeads, { query: { limit: 10 } })
  const added = await org.admin.ok(createLead, { body: { name: '新来的' } })
  const second = await org.admin.ok(listLeads, { query: { limit: 200, cursor: first.nextCursor! } })
  expect([...first.items, ...second.items].map((l) => l.id).toSorted()).toEqual(ids.toSorted())
  expect(second.items.some((l) => l.id === added.id)).toBe(false)
  for (const cursor of ['x', first.nextCursor!.slice(0, -4), Buffer.from(JSON.stringify(['created.desc', "'; drop", ids[0]])).toString('base64url')]) {
    expect((await org.admin.call(listLeads, { query: { cursor } })).code).toBe('cursor.invalid')
  }
  expect((await org.admin.call(listLeads, { query: { cursor: first.nextCursor!, sort: 'name' } })).code).toBe('cursor.invalid')
})

test('filters: status, quick, condition as text with names and as JSON; a wrong one says where', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '李雷')
  await org.admin.ok(createLead, { body: { name: '甲', ownerId: rep.userId, nextStep: '回电', nextStepDue: '2026-03-01' } })
  const b = await org.admin.ok(createLead, { body: { name: '乙', ownerId: null } })
  await org.admin.ok(changeLead, { params: { id: b.id }, version: 1, body: { status: 'nurturing' } })
  const found = async (query: object) => (await org.admin.ok(listLeads, { query })).items.map((l) => l.name).toSorted()
  expect(await found({ status: 'new,working' })).toEqual(['甲'])
  expect(await found({ status: 'nonsense' })).toEqual([])
  expect(await found({ quick: 'unassigned' })).toEqual(['乙'])
  expect(await found({ quick: 'overdue' })).toEqual(['甲'])
  expect(await found({ quick: 'new_today' })).toEqual(['乙', '甲'].toSorted())
  expect(await found({ owner: rep.userId })).toEqual(['甲'])
  expect(await found({ where: 'owner is "李雷" and status is 新建' })).toEqual(['甲'])
  expect(await found({ where: JSON.stringify({ field: 'name', op: 'is', value: '乙' }) })).toEqual(['乙'])
  const wrong = await org.admin.call(listLeads, { query: { where: 'owner is "没有的人"' } })
  expect([wrong.code, JSON.parse(wrong.text).data]).toEqual(['condition.unknown_name', { position: 9, field: 'owner', name: '没有的人' }])
  expect((await org.admin.call(listLeads, { query: { where: 'nothing = 1' } })).code).toBe('condition.unknown_field')
})

test('of two that wait for each other the request is done again, and succeeds', async () => {
  const org = await t.org()
  const [low = '', high = ''] = [await org.admin.ok(createLead, { body: { name: '甲' } }), await org.admin.ok(createLead, { body: { name: '乙' } })].map(({ id }) => id).sort()
  let asked: Promise<unknown> = Promise.resolve()
  const lock = (tx: Parameters<Parameters<typeof t.db.write>[1]>[0], id: string) => sql`select id from lead where org_id = ${org.orgId} and id = ${id} for update skip locked`.execute(tx)
  await t.db.write(org.orgId, async (tx) => {
    await lock(tx, high)
    asked = org.admin.ok(bulkChangeLeads, { body: { ids: [low, high], status: 'working' } })
    // It has the one and waits for the other; now the other waits, too.
    await vi.waitFor(async () => expect(await t.db.write(org.orgId, async (third) => (await lock(third, low)).rows.length)).toBe(0), { timeout: 30_000, interval: 20 })
    await sql`select id from lead where org_id = ${org.orgId} and id = ${low} for update`.execute(tx)
  }).catch((error: { code?: string }) => expect(error.code).toBe('40P01'))
  expect(await asked).toMatchObject({ changed: [low, high], refused: [] })
})
