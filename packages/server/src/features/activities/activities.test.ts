import {
  addComment, changeActivity, getTimeline, listComments, logActivity, removeActivity, removeComment, restoreActivity,
} from '@sluice/core/activities/contract'
import { createAccount, createContact, getAccount, getContact } from '@sluice/core/customers/contract'
import { changeLead, createLead, getLead } from '@sluice/core/leads/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, hour, type TestApp } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const dealRow = (orgId: string, id: string) =>
  t.db.read(orgId, (tx) => tx.selectFrom('deal').select(['next_step', 'next_step_due', 'version', 'last_activity_at']).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirstOrThrow())

test('a call on a deal moves four clocks and sets the next step; a note moves none', async () => {
  const org = await t.org()
  const { admin } = org
  const account = await admin.ok(createAccount, { body: { name: '北京云帆科技有限公司' } })
  const contact = await admin.ok(createContact, { body: { name: '王芳', accountId: account.id } })
  const deal = await arrangeDeal(t, org, { accountId: account.id })
  const about = { subjectType: 'deal' as const, subjectId: deal.id }
  await admin.ok(logActivity, { body: { kind: 'note', ...about, body: '内部备注' } })
  expect((await dealRow(org.orgId, deal.id)).last_activity_at).toBeNull()

  t.clock.advance(hour)
  const now = t.clock.now().toISOString()
  const logged = await admin.ok(logActivity, {
    body: { kind: 'call', ...about, contactId: contact.id, outcome: 'connected', minutes: 12, body: '谈了预算', nextStep: '发报价', nextStepDue: '2026-03-05' },
  })
  expect(logged).toMatchObject({ kind: 'call', at: now, contact: { id: contact.id, name: '王芳' }, outcome: 'connected', author: { id: admin.userId }, version: 1 })
  expect(await dealRow(org.orgId, deal.id)).toEqual({ next_step: '发报价', next_step_due: '2026-03-05', version: 2, last_activity_at: now })
  expect((await admin.ok(getAccount, { params: { id: account.id } })).lastActivityAt).toBe(now)
  expect((await admin.ok(getContact, { params: { id: contact.id } })).lastActivityAt).toBe(now)

  // An earlier one does not turn the clock back.
  const earlier = await admin.ok(logActivity, { body: { kind: 'visit', ...about, at: '2026-02-20T02:00:00Z', outcome: 'met' } })
  expect((await dealRow(org.orgId, deal.id)).last_activity_at).toBe(now)

  const timeline = await admin.ok(getTimeline, { params: { subjectType: 'deal', id: deal.id } })
  expect(timeline.items.map((item) => item.type)).toEqual(['deal.changed', 'activity.logged', 'activity.logged', 'deal.created', 'activity.logged'])
  expect(timeline.items.at(-1)?.activity?.id).toBe(earlier.id)
  expect(timeline.items[0]?.payload).toEqual({ pipelineId: deal.pipelineId, changes: { nextStep: [null, '发报价'], nextStepDue: [null, '2026-03-05'] } })
  expect(timeline.names).toMatchObject({ [deal.pipelineId]: '标准销售流程', [deal.id]: '云帆年度采购', [account.id]: '北京云帆科技有限公司', [deal.stageId]: expect.any(String) })
  // The account sees what was done on its deal, not the deal's own events.
  const ofAccount = await admin.ok(getTimeline, { params: { subjectType: 'account', id: account.id } })
  expect(ofAccount.items.filter((item) => item.type === 'activity.logged')).toHaveLength(3)
  expect(ofAccount.items.some((item) => item.type === 'deal.created')).toBe(false)
})

test('what is refused: the future, an outcome of another kind, a next step of a contact, a strange contact', async () => {
  const org = await t.org()
  const other = await t.org()
  const lead = await org.admin.ok(createLead, { body: { name: '张伟' } })
  const contact = await org.admin.ok(createContact, { body: { name: '王芳' } })
  const strange = await other.admin.ok(createContact, { body: { name: '别家的' } })
  const call = async (body: object) => (await org.admin.call(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, ...body } })).code
  expect(await call({ at: new Date(t.clock.now().getTime() + hour).toISOString() })).toBe('activity.in_the_future')
  expect(await call({ outcome: 'met' })).toBe('activity.outcome_of_other_kind')
  expect(await call({ contactId: strange.id })).toBe('contact.unknown')
  expect(await call({ subjectId: strange.id })).toBe('record.not_found')
  expect(await call({ subjectType: 'contact', subjectId: contact.id, nextStep: 'x' })).toBe('request.invalid')
  const events = await t.db.read(org.orgId, async (tx) => (await sql`select 1 from event where org_id = ${org.orgId} and type like 'activity.%'`.execute(tx)).rows)
  expect(events).toEqual([])
})

test('only the author, or who oversees, corrects; removing turns the clock back, restoring forward again', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const mate = await org.user('manager', '经理', rep.teamId)
  const service = await org.user('service')
  const lead = await rep.ok(createLead, { body: { name: '张伟' } })
  const first = await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, at: '2026-02-20T02:00:00Z' } })
  const second = await rep.ok(logActivity, { body: { kind: 'call', subjectType: 'lead', subjectId: lead.id, body: '第二次' } })
  const at = { params: { id: second.id } }
  const clock = async () => (await rep.ok(getLead, { params: { id: lead.id } })).lastActivityAt

  expect((await service.call(changeActivity, { ...at, version: 1, body: { body: 'x' } })).code).toBe('record.not_found')
  const changed = await rep.ok(changeActivity, { ...at, version: 1, body: { at: '2026-02-25T02:00:00Z', body: '改过' } })
  expect(changed).toMatchObject({ body: '改过', version: 2 })
  expect(await clock()).toBe('2026-02-25T02:00:00.000Z')
  expect((await rep.call(changeActivity, { ...at, version: 1, body: { body: 'x' } })).code).toBe('conflict.stale_version')
  expect((await mate.ok(changeActivity, { ...at, version: 2, body: { minutes: 5 } })).minutes).toBe(5)

  await rep.ok(removeActivity, at)
  await rep.ok(removeActivity, at)
  expect(await clock()).toBe(first.at)
  expect((await rep.call(changeActivity, { ...at, version: 4, body: { body: 'x' } })).code).toBe('record.not_found')
  const timeline = (await rep.ok(getTimeline, { params: { subjectType: 'lead', id: lead.id }, query: { kind: 'activity' } })).items
  expect(timeline.map((item) => item.type).toSorted()).toEqual(['activity.changed', 'activity.changed', 'activity.logged', 'activity.logged', 'activity.removed'])
  const removed = timeline.find((item) => item.type === 'activity.logged' && item.payload.activityId === second.id)
  expect(removed).toMatchObject({ activity: null, payload: { body: '', isRemoved: true } })

  expect((await rep.ok(restoreActivity, at)).body).toBe('改过')
  expect(await clock()).toBe('2026-02-25T02:00:00.000Z')

  // Given away: the author does not see the lead any more, so nothing that hangs on it either.
  await mate.ok(changeLead, { params: { id: lead.id }, version: 1, body: { ownerId: mate.userId } })
  expect((await rep.call(removeActivity, at)).code).toBe('record.not_found')
})

test('a timeline pages without gaps, shows the lead of a deal and the deal of a lead, and hides what may not be seen', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const viewer = await org.user('viewer')
  const lead = await rep.ok(createLead, { body: { name: '张伟' } })
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId, leadId: lead.id })
  await t.db.write(org.orgId, (tx) => tx.updateTable('lead').set({ converted_deal_id: deal.id, status: 'converted' }).where('org_id', '=', org.orgId).where('id', '=', lead.id).execute())
  for (let i = 0; i < 7; i++) await rep.ok(logActivity, { body: { kind: 'wechat', subjectType: 'deal', subjectId: deal.id, outcome: 'replied', body: `第${i}次` } })
  await rep.ok(addComment, { params: { subjectType: 'deal', id: deal.id }, body: { body: '要抓紧' } })
  for (const [subjectType, id] of [['deal', deal.id], ['lead', lead.id]] as const) {
    const seqs: number[] = []
    let cursor: string | undefined
    do {
      const page = await rep.ok(getTimeline, { params: { subjectType, id }, query: { limit: 3, ...(cursor && { cursor }) } })
      seqs.push(...page.items.map((item) => item.seq))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seqs).size).toBe(10)
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
  }
  const of = async (kind: 'stage' | 'comment' | 'file' | 'change') => (await viewer.ok(getTimeline, { params: { subjectType: 'deal', id: deal.id }, query: { kind } })).items.map((item) => item.type)
  expect(await of('stage')).toEqual(['deal.created', 'lead.created'])
  expect(await of('comment')).toEqual(['comment.added'])
  expect(await of('change')).toEqual([])
  expect((await neighbour.call(getTimeline, { params: { subjectType: 'deal', id: deal.id } })).code).toBe('record.not_found')
  expect((await rep.call(getTimeline, { params: { subjectType: 'lead', id: deal.id } })).code).toBe('record.not_found')
})

test('comments: seen with the record, removed by their author, never by an onlooker', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const finance = await org.user('finance', '财务')
  const viewer = await org.user('viewer')
  const deal = await arrangeDeal(t, org, { ownerId: rep.userId, teamId: rep.teamId })
  const at = { params: { subjectType: 'deal' as const, id: deal.id } }
  const comment = await finance.ok(addComment, { ...at, body: { body: '发票已开' } })
  expect((await rep.ok(listComments, at)).items).toMatchObject([{ id: comment.id, author: { name: '财务' }, body: '发票已开', mentions: [] }])
  expect((await viewer.call(addComment, { ...at, body: { body: 'x' } })).code).toBe('permission.denied')
  expect((await rep.call(addComment, { ...at, body: { body: '  ' } })).code).toBe('request.invalid')
  expect((await rep.call(removeComment, { params: { id: comment.id } })).code).toBe('activity.not_author')
  await finance.ok(removeComment, { params: { id: comment.id } })
  expect((await rep.ok(listComments, at)).items).toEqual([])
  const told = (await rep.ok(getTimeline, { ...at, query: { kind: 'comment' } })).items
  expect(told.map((item) => [item.type, item.payload.body])).toEqual([['comment.removed', undefined], ['comment.added', '']])
})
