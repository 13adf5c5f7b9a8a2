import { getRejections } from '@sluice/core/attribution/contract'
import { createCampaign } from '@sluice/core/campaigns/contract'
import { createLead } from '@sluice/core/leads/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('what sales gave back, by channel, campaign and reason, of all that it decided on', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const [sem, fair] = (await org.admin.ok(listChannels)).items
  const campaign = (await marketing.ok(createCampaign, { body: { name: '展会', kind: 'exhibition', fromOn: '2026-03-01' } })).id
  const at = t.clock.now().toISOString()
  const handOver = async (sourceId: string | undefined, status: string, reason: string | null, decidedAt: string | null = at) => {
    const lead = await org.admin.ok(createLead, { body: { name: '某人', company: newId(), sourceId: sourceId ?? null, ...(sourceId === fair?.id && { arrival: { campaignId: campaign } }) } })
    await t.db.write(org.orgId, (tx) => tx.insertInto('hand_over').values({ org_id: org.orgId, id: newId(), lead_id: lead.id, at, to_id: org.admin.userId, status, reason, decided_at: decidedAt }).execute())
  }
  await handOver(sem?.id, 'rejected', 'no_budget')
  await handOver(sem?.id, 'rejected', 'no_budget')
  await handOver(sem?.id, 'rejected', 'not_fit')
  await handOver(sem?.id, 'accepted', null)
  await handOver(fair?.id, 'accepted', null)
  await handOver(fair?.id, 'open', null, null)
  await handOver(fair?.id, 'withdrawn', null)
  await handOver(sem?.id, 'rejected', 'other', '2020-01-01T00:00:00.000Z')
  const answer = await marketing.ok(getRejections)
  expect(answer.total).toMatchObject({ decided: 5, rejected: 3, share: 0.6, enough: false, reasons: [{ reason: 'no_budget', n: 2 }, { reason: 'not_fit', n: 1 }] })
  expect(answer.rows.map(({ key, decided, rejected }) => [key, decided, rejected])).toEqual([[sem?.id, 4, 3], [fair?.id, 1, 0]])
  expect((await marketing.ok(getRejections, { query: { by: 'campaign' } })).rows.map(({ name, decided, rejected }) => [name, decided, rejected])).toEqual([[null, 4, 3], ['展会', 1, 0]])
  expect((await (await org.user('rep')).call(getRejections)).code).toBe('permission.denied')
  expect((await (await t.org('旁')).admin.ok(getRejections)).total.decided).toBe(0)
})
