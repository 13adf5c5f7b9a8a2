import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareBulk } from '../../platform/bulk.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { loadAccounts, loadContacts } from '../customers/load-customers.ts'
import { loadLeads, type NewLead } from '../leads/load-leads.ts'
import { loadActivities } from './load-activities.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const base = Date.parse('2025-06-02T01:00:00.000Z')
const at = (hours: number) => new Date(base + hours * 3_600_000).toISOString()

test('thousands of leads, customers and activities are loaded with their history', async () => {
  const org = await t.org()
  const act = { orgId: org.orgId, actorId: org.admin.userId, now: t.clock.now().toISOString() }
  const owned = { ownerId: org.admin.userId, teamId: org.rootTeamId }
  const count = Number(process.env.SLUICE_LOAD ?? 2500)
  const account = { id: newId(), name: '北京云帆科技有限公司', createdAt: at(0), ...owned }
  const contact = { id: newId(), accountId: account.id, name: '王芳', phone: '13800138000', createdAt: at(0), ...owned }
  const leads = Array.from({ length: count }, (_, i): NewLead => ({
    id: newId(), name: `张伟${i}`, company: `上海远景${i}智能装备有限公司`, phone: `1380013${1000 + i}`, createdAt: at(i), ...owned,
    ...(i % 4 === 1 && { status: 'invalid', statusAt: at(i + 5), invalidReason: '空号' }),
    ...(i % 4 === 2 && { status: 'converted', convertedAt: at(i + 9), convertedAccountId: account.id, convertedContactId: contact.id }),
    ...(i === 0 && { lastActivityAt: at(100_000) }),
  }))
  const activities = leads.flatMap((lead, i) => ['call', 'note'].map((kind, k) => ({
    id: newId(), kind: kind as 'call' | 'note', subjectType: 'lead' as const, subjectId: lead.id, at: at(i + 1 + k), body: '通话', authorId: org.admin.userId, teamId: org.rootTeamId,
  })))
  activities.push({ ...activities[0]!, id: newId(), subjectType: 'contact' as never, subjectId: contact.id, at: at(3) })
  const started = performance.now()
  await t.db.write(org.orgId, async (tx) => {
    await prepareBulk(tx)
    await loadAccounts(tx, act, [account], { imported: true })
    await loadContacts(tx, act, [contact], { imported: true })
    const made = await loadLeads(tx, act, leads, { imported: true })
    expect(made.map(({ number }) => number)).toEqual(leads.map((_, i) => 1001 + i))
    await loadActivities(tx, act, activities, { imported: true })
  })
  if (process.env.SLUICE_LOAD) console.log(`${count} leads, ${activities.length} activities: ${Math.round(performance.now() - started)} ms`)

  const events = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string; n: number; known: boolean }>`
    select type, count(*) as n, bool_and(known_at = at) as known from event where org_id = ${org.orgId} and type ~ '^(lead|activity|contact)' group by type order by type`.execute(tx)).rows)
  expect(events).toEqual([
    { type: 'activity.logged', n: activities.length, known: true },
    { type: 'contact.created', n: 1, known: true },
    { type: 'lead.changed', n: count / 4, known: true },
    { type: 'lead.converted', n: count / 4, known: true },
    { type: 'lead.created', n: count, known: true },
  ])
  const clocks = await t.db.read(org.orgId, async (tx) => ({
    leads: await tx.selectFrom('lead').select(['last_activity_at as at']).where('org_id', '=', org.orgId).orderBy('number').limit(2).execute(),
    account: await tx.selectFrom('account').select('last_activity_at as at').where('org_id', '=', org.orgId).executeTakeFirst(),
  }))
  // Calls move the clock, notes do not; a clock that is ahead stays.
  expect(clocks).toEqual({ leads: [{ at: at(100_000) }, { at: at(2) }], account: { at: at(3) } })
})
