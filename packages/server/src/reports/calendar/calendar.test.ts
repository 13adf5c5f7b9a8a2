import { createAction } from '@sluice/core/actions/contract'
import { changeResponsePolicy, setCalendarDay } from '@sluice/core/answering/contract'
import { calendarDayItems, getCalendar, type Calendar } from '@sluice/core/calendar/contract'
import { listPipelines } from '@sluice/core/catalog/contract'
import { createLead } from '@sluice/core/leads/contract'
import { createMeetingSeries } from '@sluice/core/meetings/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { arrangeDeal } from '../../testing/deal.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const week = { from: '2026-03-02', to: '2026-03-09' }
const read = (who: TestClient, query: object = {}): Promise<Calendar> => who.ok(getCalendar, { query: { ...week, ...query } })
const titles = ({ items }: Calendar) => items.map((item) => [item.day, item.kind, item.title])

test('a week of one person: tasks, steps, meetings, first answers, closes; what is late or has no day stands apart', async () => {
  t.clock.set('2026-03-03T16:30:00.000Z') // 00:30 on Wednesday the 4th in Shanghai
  const org = await t.org()
  await org.admin.ok(changeResponsePolicy, { version: 0, body: { isOn: false } })
  const rep = await org.user('rep', '甲')
  const mine = { ownerId: rep.userId, teamId: rep.teamId }
  await arrangeDeal(t, org, { ...mine, title: '大单', nextStep: '回访', nextStepDue: '2026-03-05', expectedCloseOn: '2026-03-06', amountMinor: 500 })
  await arrangeDeal(t, org, { ...mine, title: '晚了', nextStep: '发报价', nextStepDue: '2026-03-02' })
  await arrangeDeal(t, org, { title: '别人的', nextStep: 'x', nextStepDue: '2026-03-05' })
  await rep.ok(createLead, { body: { name: '张伟', company: '云帆', nextStep: '首次电话', nextStepDue: '2026-03-08' } })
  const task = await rep.ok(createAction, { body: { title: '整理资料', assigneeId: rep.userId, dueOn: '2026-03-04' } })
  await rep.ok(createAction, { body: { title: '没有日期', assigneeId: rep.userId } })
  await rep.ok(createAction, { body: { title: '下周', assigneeId: rep.userId, dueOn: '2026-03-09' } })
  const lead = await rep.ok(createLead, { body: { name: '李娜' } })
  const pipelineId = (await rep.ok(listPipelines)).items[0]?.id ?? ''
  await org.admin.ok(createMeetingSeries, { body: { name: '周会', pipelineId, facilitatorId: org.admin.userId, memberIds: [rep.userId], cadence: 'weekly', firstOn: '2026-03-06', atTime: '09:30' } })
  await org.admin.ok(setCalendarDay, { params: { day: '2026-03-05' }, body: { kind: 'off', note: '公司年会' } })
  // After the day off: a changed calendar reckons clocks anew.
  await t.db.write(org.orgId, (tx) => tx.insertInto('response_clock').values({
    org_id: org.orgId, id: newId(), lead_id: lead.id, owner_id: rep.userId, n: 1, first_started_at: t.clock.now().toISOString(), started_at: t.clock.now().toISOString(), target_minutes: 30, due_at: '2026-03-06T16:30:00.000Z',
  }).execute())

  const answer = await read(rep)
  expect(answer.today).toBe('2026-03-04')
  expect(titles(answer)).toEqual([
    ['2026-03-02', 'step', '发报价'], ['2026-03-04', 'task', '整理资料'], ['2026-03-05', 'step', '回访'], ['2026-03-06', 'meeting', '周会'], ['2026-03-06', 'close', '大单'],
    ['2026-03-07', 'response', '李娜'], ['2026-03-08', 'step', '首次电话'],
  ])
  expect(answer.days.map(({ day, isWorkday, origin, load }) => [day, isWorkday, origin, load])).toEqual([
    ['2026-03-02', true, null, 1], ['2026-03-03', true, null, 0], ['2026-03-04', true, null, 1], ['2026-03-05', false, 'own', 1], ['2026-03-06', true, null, 1], ['2026-03-07', false, null, 1], ['2026-03-08', false, null, 1],
  ])
  expect(answer.days[3]?.note).toBe('公司年会')
  expect(answer.unplanned.map((item) => [item.day, item.title, item.isLate, item.canMove])).toEqual([['2026-03-02', '发报价', true, true], [null, '没有日期', false, true]])
  expect(answer.items.find((item) => item.kind === 'task')).toMatchObject({ subjectId: task.id, subjectType: 'action', version: 1, canMove: true, owner: { name: '甲' }, isLate: false })
  expect(answer.items.find((item) => item.kind === 'meeting')).toMatchObject({ at: '2026-03-06T01:30:00.000Z', isRepeating: true, isForeseen: false, isLate: false })
  expect(titles(await read(rep, { kinds: 'close' }))).toEqual([['2026-03-06', 'close', '大单']])
  // The next meeting by its rhythm.
  expect((await read(rep, { from: '2026-03-09', to: '2026-03-16', kinds: 'meeting' })).items).toMatchObject([{ day: '2026-03-13', title: '周会', isForeseen: true }])
})

test('what repeats is foreseen; a day holds so many, the rest is counted', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const rep = await org.user('rep')
  await rep.ok(createAction, { body: { title: '每两天', assigneeId: rep.userId, dueOn: '2026-03-02', repeat: { every: { unit: 'day', n: 2 }, times: 3 } } })
  expect((await read(rep)).items.map((item) => [item.day, item.isForeseen, item.canMove])).toEqual([['2026-03-02', false, true], ['2026-03-04', true, false], ['2026-03-06', true, false]])
  // However many days there were before: with a number of times, and without.
  const dailies = await org.user('rep')
  const daily = { unit: 'day', n: 1 } as const
  await dailies.ok(createAction, { body: { title: '每天', assigneeId: dailies.userId, dueOn: '2026-03-02', repeat: { every: daily } } })
  await dailies.ok(createAction, { body: { title: '一百八十五次', assigneeId: dailies.userId, dueOn: '2026-03-02', repeat: { every: daily, times: 185 } } })
  expect(titles(await read(dailies, { from: '2026-08-31', to: '2026-09-04' })).map(([day, , title]) => [day, title])).toEqual([
    ['2026-08-31', '每天'], ['2026-08-31', '一百八十五次'], ['2026-09-01', '每天'], ['2026-09-01', '一百八十五次'], ['2026-09-02', '每天'], ['2026-09-02', '一百八十五次'], ['2026-09-03', '每天'],
  ])
  for (let n = 0; n < calendarDayItems + 3; n++) await rep.ok(createAction, { body: { title: `第 ${n} 件`, assigneeId: rep.userId, dueOn: '2026-03-03' } })
  const { items, days } = await read(rep)
  expect(items.filter(({ day }) => day === '2026-03-03')).toHaveLength(calendarDayItems)
  expect(days[1]).toMatchObject({ load: calendarDayItems + 3, hidden: 3 })
})

test('whose: a manager looks at people and teams of theirs, a rep at their own, nobody at another organisation', async () => {
  t.clock.set('2026-03-02T02:00:00.000Z')
  const org = await t.org()
  const boss = await org.user('manager', '经理')
  const rep = await org.user('rep', '甲', boss.teamId)
  const far = await org.user('rep', '远处')
  for (const who of [rep, far]) {
    await arrangeDeal(t, org, { ownerId: who.userId, teamId: who.teamId, title: who.userId, nextStep: '步', nextStepDue: '2026-03-03' })
    await who.ok(createAction, { body: { title: '任务', assigneeId: who.userId, dueOn: '2026-03-03' } })
  }
  const owners = async (who: TestClient, query: object) => [...new Set((await read(who, query)).items.map((item) => item.owner?.id))]
  expect(await owners(boss, {})).toEqual([])
  expect(await owners(boss, { scope: 'team' })).toEqual([rep.userId])
  expect(await owners(boss, { user: rep.userId })).toEqual([rep.userId])
  expect(await owners(boss, { team: boss.teamId })).toEqual([rep.userId])
  expect((await owners(org.admin, { scope: 'team' })).toSorted()).toEqual([rep.userId, far.userId].toSorted())
  expect(await owners(rep, { scope: 'team' })).toEqual([rep.userId])
  const stranger = (await t.org()).admin
  const code = async (who: TestClient, query: object) => (await who.call(getCalendar, { query: { ...week, ...query } })).code
  expect(await code(boss, { user: far.userId })).toBe('record.not_found')
  expect(await code(boss, { team: far.teamId })).toBe('record.not_found')
  expect(await code(rep, { user: boss.userId })).toBe('record.not_found')
  expect(await code(stranger, { user: rep.userId })).toBe('record.not_found')
  expect((await read(stranger, { scope: 'team' })).items).toEqual([])
  expect(await code(rep, { to: '2026-04-20' })).toBe('calendar.period')
  expect(await code(rep, { to: '2026-03-02' })).toBe('calendar.period')
  expect(await code(rep, { kinds: 'task,nothing' })).toBe('request.invalid')
})
