import { createAlarmRule } from '@sluice/core/alarms/contract'
import { createAction, finishAction, listActions } from '@sluice/core/actions/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { changeMeetingSeries, closeMeeting, createMeetingSeries, getMeeting, getMeetingCalendar, getMeetingState, joinMeeting, listMeetings, listMeetingSeries, markAttendance, openMeeting, proposeMeetingSeries, skipMeeting, steerMeeting, writeMeetingNote } from '@sluice/core/meetings/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { changeDeal, createDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'
import { origin, plantDeals } from '../alarms/planted.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const minute = 60_000
const iso = (days: number) => new Date(origin + days * day).toISOString()

/** Three deals a day for 60 days, fifteen days each; one deal of the rep stands in the second stage for 12 days; a manager, a rep of theirs, a rep of another team. */
async function scene() {
  t.clock.set(iso(-12))
  const org = await t.org()
  const east = await org.team('华东')
  const manager = await org.user('manager', '王经理', east)
  const rep = await org.user('rep', '李雷', east)
  const outsider = await org.user('rep', '韩梅')
  const { pipelineId, stages } = await plantDeals(t, org, { blockedFrom: 900, blockedTo: 900, from: -60, to: 0 })
  await t.db.write(org.orgId, (tx) => sql`update stage set dwell_days = 10, win_probability = 0.4 where id = ${stages[1]}`.execute(tx))
  const stuck = await rep.ok(createDeal, { body: { title: '卡住的大单', pipelineId, stageId: stages[1], amountMinor: 1_000_000 } })
  t.clock.set(iso(0))
  const series = (by: typeof org.admin, body: object = {}) =>
    by.ok(createMeetingSeries, { body: { name: '漏斗周会', pipelineId, facilitatorId: manager.userId, memberIds: [rep.userId, outsider.userId], cadence: 'weekly', firstOn: '2026-03-02', atTime: '10:30', ...body } })
  return { org, east, manager, rep, outsider, pipelineId, stages, stuck, series }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** An open alarm of the second stage. */
async function giveAlarm({ org, pipelineId, stages }: Scene): Promise<void> {
  const rule = await org.admin.ok(createAlarmRule, { body: { name: '积压', definition: { kind: 'stock_growth', scope: { pipelineId } } } })
  const verdict = JSON.stringify({
    kind: 'stock_growth', pipelineId, stageId: stages[1], slice: null, day: '2026-03-01', value: 30, baseline: 20, threshold: 30, severity: 1, n: 30, evidence: {}, causes: ['stock_growth'],
    said: { key: 'alarm.stock_growth', params: { stage: stages[1] } },
  })
  await t.db.write(org.orgId, (tx) => tx.insertInto('alarm').values({
    org_id: org.orgId, id: newId(), rule_id: rule.id, pipeline_id: pipelineId, stage_id: stages[1], cause_key: 'one', severity: 'warn', status: 'open', verdict, worst: verdict, first_day: '2026-03-01', last_day: '2026-03-01',
    opened_at: iso(-1),
  }).execute())
}

/** Deals planted to begin in `(from, to]`, and to end in it: as many, and how many of them lost. */
function planted(from: number, to: number) {
  const count = { new: 0, won: 0, lost: 0 }
  for (let at = -60; at < 0; at++) {
    for (let i = 0; i < 3; i++) {
      const begin = at + i / 4
      if (begin > from && begin <= to) count.new++
      if (begin + 15 > from && begin + 15 <= to) count[(at + i) % 2 === 0 ? 'won' : 'lost']++
    }
  }
  return count
}

const started = async (s: Scene, body?: object) => {
  const series = await s.series(s.org.admin, body)
  return { series, meeting: await s.manager.ok(openMeeting, { params: { id: series.next?.id ?? '' } }) }
}

test('how often to meet follows from the measured cycle; a series is arranged for a team of one\'s own, and gives its invitation', async () => {
  const s = await scene()
  const proposal = await s.org.admin.ok(proposeMeetingSeries, { query: { pipeline: s.pipelineId } })
  expect(proposal).toMatchObject({ cadence: 'weekly', reason: 'short', cycleDays: { value: 15, enough: true } })
  expect((await s.manager.call(proposeMeetingSeries, { query: { pipeline: s.pipelineId } })).code).toBe('meeting.team_needed')
  expect(await s.manager.ok(proposeMeetingSeries, { query: { pipeline: s.pipelineId, team: s.east } })).toMatchObject({ cadence: 'weekly', reason: 'unknown', cycleDays: { n: 0 } })

  expect((await s.rep.call(createMeetingSeries, { body: { name: '会', pipelineId: s.pipelineId, facilitatorId: s.rep.userId, memberIds: [], cadence: 'weekly', firstOn: '2026-03-02', atTime: '10:00' } })).code).toBe('permission.denied')
  const series = await s.series(s.manager, { teamId: s.east, cadence: 'biweekly', atTime: '09:30', firstOn: '2026-03-03' })
  expect(series).toMatchObject({ team: { id: s.east }, canWrite: true, next: { plannedAt: '2026-03-03T01:30:00.000Z', status: 'planned' } })
  expect(series.members.map(({ name }) => name).toSorted()).toEqual(['李雷', '王经理', '韩梅'].toSorted())
  const file = await s.rep.call(getMeetingCalendar, { params: { id: series.id } })
  expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(file.text).toContain('DTSTART;TZID=Asia/Shanghai:20260303T093000\r\n')
  expect(file.text).toContain('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\r\n')

  const moved = await s.manager.ok(changeMeetingSeries, { params: { id: series.id }, version: 1, body: { atTime: '11:00', memberIds: [s.rep.userId] } })
  expect(moved).toMatchObject({ version: 2, next: { plannedAt: '2026-03-03T03:00:00.000Z' } })
  expect((await s.manager.call(changeMeetingSeries, { params: { id: series.id }, version: 1, body: { name: '改' } })).code).toBe('conflict.stale_version')
  expect((await s.rep.call(changeMeetingSeries, { params: { id: series.id }, version: 2, body: { name: '改' } })).code).toBe('permission.denied')
  expect((await s.outsider.call(getMeetingCalendar, { params: { id: series.id } })).code).toBe('record.not_found')
  const skipped = await s.manager.ok(skipMeeting, { params: { id: moved.next?.id ?? '' } })
  expect(skipped.status).toBe('skipped')
  expect((await s.rep.ok(listMeetings)).items.map(({ status, plannedAt }) => [status, plannedAt])).toEqual([['planned', '2026-03-17T03:00:00.000Z'], ['skipped', '2026-03-03T03:00:00.000Z']])
  const ended = await s.manager.ok(changeMeetingSeries, { params: { id: series.id }, version: 2, body: { isArchived: true } })
  expect(ended).toMatchObject({ isArchived: true, next: null })
  expect((await s.rep.ok(listMeetingSeries)).items).toEqual([])
})

test('an opened meeting freezes the truth of its period, and each reads of it what they may', async () => {
  const s = await scene()
  await s.rep.ok(createAction, { body: { kind: 'review_topic', title: '报价太慢', pipelineId: s.pipelineId } })
  await giveAlarm(s)
  // An hour later, so that nothing falls on the very instant.
  t.clock.advance(hour)
  const { meeting } = await started(s)
  const agenda = meeting.agenda
  if (agenda === null) throw new Error('opened')
  expect(agenda).toMatchObject({ from: iso(-7 + 1 / 24), to: iso(1 / 24), commitments: [], topics: [{ title: '报价太慢', by: { name: '李雷' } }] })
  const truth = planted(-7 + 1 / 24, 1 / 24)
  const bar = (name: string) => agenda.changes.parts.find((part) => part.bar === name)
  expect([bar('new')?.deals, bar('won')?.deals, bar('lost')?.deals]).toEqual([truth.new, truth.won, truth.lost])
  expect(agenda.changes.start.amountMinor + agenda.changes.parts.reduce((sum, part) => sum + part.sign * part.amountMinor, 0)).toBe(agenda.changes.end.amountMinor)
  expect(agenda.losses).toMatchObject({ total: truth.lost, amountMinor: truth.lost * 100_00 })
  expect(agenda.stuck).toMatchObject({ total: 1, expectedMinor: 400_000, hidden: 0 })
  expect(agenda.stuck.deals).toMatchObject([{ deal: { id: s.stuck.id, title: '卡住的大单' }, limitDays: 10, chance: 0.4, expectedMinor: 400_000 }])
  const closed = planted(-60, 1 / 24)
  expect((await s.org.admin.ok(getMeeting, { params: { id: meeting.id } })).agenda?.people.rows).toMatchObject([{ userId: s.org.admin.userId, n: closed.won + closed.lost, difference: 0 }])
  expect(agenda.completeness.owners.map(({ name }) => name)).toContain('李雷')
  expect(agenda.anomalies).toMatchObject([{ rule: '积压', stage: '方案', severity: 'warn', firstDay: '2026-03-01', cause: null }])
  expect(agenda.anomalies[0]?.text.zh).toContain('「方案」')
  expect(agenda.minutes).toMatchObject({ commitments: 0, changes: 15, stuck: 15, anomalies: 15, topics: 15, completeness: 5 })

  // The manager's deals are the team's; the planted ones are the administrator's, so they are only counted.
  expect((await s.manager.ok(getMeeting, { params: { id: meeting.id } })).agenda).toMatchObject({ stuck: { hidden: 0 }, losses: { total: truth.lost, hidden: truth.lost, deals: [] }, people: { n: closed.won + closed.lost, rows: [] } })
  const seen = (await s.outsider.ok(getMeeting, { params: { id: meeting.id } })).agenda
  expect(seen?.stuck).toMatchObject({ total: 1, hidden: 1, deals: [] })
  expect(JSON.stringify(seen)).not.toContain('卡住的大单')
  expect(seen?.completeness.owners).toEqual([])
  // Of alarms a rep sees those of stages in which they have open deals.
  expect(seen?.anomalies).toEqual([])
  expect((await s.rep.ok(getMeeting, { params: { id: meeting.id } })).agenda?.anomalies).toHaveLength(1)
  expect((await s.org.admin.ok(getMeeting, { params: { id: meeting.id } })).agenda?.losses.deals).toHaveLength(truth.lost)
  // It is frozen: what happens later changes no fact, though the deal is shown as it is.
  t.clock.advance(day)
  await s.rep.ok(changeDeal, { params: { id: s.stuck.id }, version: 1, body: { title: '改了名的大单', amountMinor: 5 } })
  expect((await s.rep.ok(getMeeting, { params: { id: meeting.id } })).agenda?.stuck.deals).toMatchObject([{ amountMinor: 1_000_000, deal: { title: '改了名的大单', amountMinor: 5 } }])

  const strangers = await t.org('另一家')
  for (const who of [strangers.admin, await s.org.user('manager', '别的经理'), await s.org.user('rep', '别的人')]) {
    expect((await who.call(getMeeting, { params: { id: meeting.id } })).code).toBe('record.not_found')
    expect((await who.ok(listMeetings)).items).toEqual([])
  }
})

test('sessions follow the presenter, time counts by section, the presenter hands over, and two who write lose nothing', async () => {
  const s = await scene()
  const { meeting } = await started(s)
  const at = { params: { id: meeting.id } }
  expect((await s.manager.call(openMeeting, at)).code).toBe('meeting.not_planned')
  expect(await s.rep.ok(joinMeeting, at)).toMatchObject({ section: 'changes', presenter: { name: '王经理' }, canSteer: false, canTakeOver: false })
  t.clock.advance(5 * minute)
  const steps = await s.manager.ok(steerMeeting, { ...at, body: { section: 'stuck' } })
  expect(steps).toMatchObject({ section: 'stuck', canSteer: true, runningSince: t.clock.now().toISOString() })
  expect(await s.rep.ok(getMeetingState, at)).toMatchObject({ section: 'stuck', now: t.clock.now().toISOString() })
  const seconds = async (section: string) => (await s.rep.ok(getMeetingState, at)).sections.find((one) => one.section === section)?.seconds
  expect(await seconds('changes')).toBe(300)
  t.clock.advance(minute)
  await s.manager.ok(steerMeeting, { ...at, body: { isPaused: true } })
  t.clock.advance(10 * minute)
  expect([await seconds('stuck'), (await s.rep.ok(getMeetingState, at)).runningSince]).toEqual([60, null])

  expect((await s.rep.call(steerMeeting, { ...at, body: { section: 'losses' } })).code).toBe('permission.denied')
  expect(await s.manager.ok(steerMeeting, { ...at, body: { presenterId: s.rep.userId } })).toMatchObject({ presenter: { name: '李雷' }, canSteer: false, canTakeOver: true, runningSince: null })
  expect((await s.manager.call(steerMeeting, { ...at, body: { section: 'losses' } })).code).toBe('meeting.not_presenter')
  expect(await s.rep.ok(steerMeeting, { ...at, body: { section: 'losses', isPaused: false } })).toMatchObject({ section: 'losses', canSteer: true })
  expect(await s.manager.ok(steerMeeting, { ...at, body: { presenterId: s.manager.userId } })).toMatchObject({ canSteer: true })
  expect((await s.manager.call(steerMeeting, { ...at, body: { presenterId: (await s.org.user('rep', '路人')).userId } })).code).toBe('meeting.unknown_person')

  const note = (who: typeof s.rep, body: string, version: number) => who.call(writeMeetingNote, { params: { id: meeting.id, section: 'stuck' }, body: { body, version } })
  const both = await Promise.all([note(s.rep, '李雷记', 0), note(s.manager, '经理记', 0)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect((await note(s.rep, '另一台设备', 0)).code).toBe('conflict.stale_version')
  await note(s.rep, '李雷又记', 1)
  expect((await s.outsider.ok(getMeetingState, at)).notes.map(({ by, body, isMine }) => [by.name, body, isMine])).toEqual([['李雷', '李雷又记', false], ['王经理', '经理记', false]])
  expect((await s.rep.call(markAttendance, { ...at, body: { userId: s.outsider.userId, isPresent: true } })).code).toBe('permission.denied')
  const here = await s.manager.ok(markAttendance, { ...at, body: { userId: s.outsider.userId, isPresent: true } })
  expect(here.members.filter(({ isPresent }) => isPresent)).toHaveLength(3)
})

test('closing makes minutes of what was decided and tells everybody; the next meeting begins with what was kept and missed', async () => {
  const s = await scene()
  const topic = await s.manager.ok(createAction, { body: { kind: 'review_topic', title: '竞品降价', pipelineId: s.pipelineId } })
  const { meeting, series } = await started(s)
  const at = { params: { id: meeting.id } }
  await s.rep.ok(joinMeeting, at)
  await s.manager.ok(finishAction, { params: { id: topic.id }, body: {} })
  expect((await s.rep.ok(getMeetingState, at)).doneTopics).toEqual([topic.id])
  const task = (title: string, dueOn: string) => s.manager.ok(createAction, { body: { title, assigneeId: s.rep.userId, dueOn, meetingId: meeting.id } })
  const kept = await task('约总监', '2026-03-05')
  const late = await task('发报价', '2026-03-03')
  await task('补方案', '2026-03-06')
  expect((await s.org.admin.call(createAction, { body: { title: '空', meetingId: s.org.orgId } })).code).toBe('action.unknown_place')
  t.clock.advance(minute)
  await s.manager.ok(moveDeal, { params: { id: s.stuck.id }, body: { stageId: s.stages[2] } })
  await s.manager.ok(changeDeal, { params: { id: s.stuck.id }, version: 2, body: { ownerId: s.manager.userId } })
  // Somebody who is not in the room moves another deal: that is none of the meeting's.
  const other = await s.outsider.ok(createDeal, { body: { title: '别人的', pipelineId: s.pipelineId } })
  await s.outsider.ok(moveDeal, { params: { id: other.id }, body: { stageId: s.stages[1] } })
  await s.rep.ok(writeMeetingNote, { params: { id: meeting.id, section: 'stuck' }, body: { body: '换经理来谈', version: 0 } })
  t.clock.advance(4 * minute)
  expect((await s.rep.call(closeMeeting, at)).code).toBe('permission.denied')
  const { nextOn } = await s.manager.ok(getMeeting, at)
  const closed = await s.manager.ok(closeMeeting, at)
  const [follows] = (await s.manager.ok(listMeetings, { query: { status: 'planned' } })).items
  expect(nextOn).toBe(dayOf(follows?.plannedAt ?? '', 'Asia/Shanghai'))
  expect(closed.minutes).toMatchObject({
    present: [{ name: '李雷' }, { name: '王经理' }], absent: [{ name: '韩梅' }], notes: [{ section: 'stuck', by: { name: '李雷' }, body: '换经理来谈' }],
    topics: [{ title: '竞品降价', isDone: true }], tasks: [{ title: '约总监', assignee: { name: '李雷' }, dueOn: '2026-03-05' }, { title: '发报价' }, { title: '补方案' }],
    moves: [{ what: 'stage', from: '方案', to: '签约', deal: { title: '卡住的大单' }, by: { name: '王经理' } }, { what: 'owner', from: '李雷', to: '王经理' }],
  })
  expect(closed.minutes?.sections.find(({ section }) => section === 'changes')?.seconds).toBe(300)
  expect((await s.manager.call(writeMeetingNote, { params: { id: meeting.id, section: 'stuck' }, body: { body: '晚了', version: 0 } })).code).toBe('meeting.not_open')
  // The deal went out of the other rep's sight, and so did what was done with it.
  expect((await s.outsider.ok(getMeeting, at)).minutes).toMatchObject({ moves: [], tasks: [{ title: '约总监' }, {}, {}] })
  for (const [who, mine] of [[s.rep, 3], [s.outsider, 0]] as const) {
    expect((await who.ok(listNotifications)).items.find(({ kind }) => kind === 'meeting_minutes')).toMatchObject({ subjectId: meeting.id, data: { name: '漏斗周会', tasks: 3, mine, moves: 2 } })
  }

  t.clock.set(iso(3))
  await s.rep.ok(finishAction, { params: { id: kept.id }, body: { outcome: '已约周五' } })
  await s.rep.ok(finishAction, { params: { id: late.id }, body: {} })
  t.clock.set(iso(7))
  const [next] = (await s.rep.ok(listMeetingSeries)).items
  expect(next?.next).toMatchObject({ plannedAt: '2026-03-09T02:30:00.000Z' })
  const second = await s.manager.ok(openMeeting, { params: { id: next?.next?.id ?? '' } })
  expect(second.agenda).toMatchObject({ from: iso(0), to: iso(7) })
  expect(second.agenda?.commitments.map(({ title, state, meetingOn, doneOn }) => [title, state, meetingOn, doneOn])).toEqual([
    ['补方案', 'missed', '2026-03-02', null], ['发报价', 'late', '2026-03-02', '2026-03-05'], ['约总监', 'kept', '2026-03-02', '2026-03-05'],
  ])
  await s.manager.ok(closeMeeting, { params: { id: second.id } })
  // What is still not done is brought up again, what was done is not.
  t.clock.set(iso(14))
  const third = await s.manager.ok(openMeeting, { params: { id: (await s.rep.ok(listMeetingSeries)).items[0]?.next?.id ?? '' } })
  expect(third.agenda?.commitments.map(({ title, state }) => [title, state])).toEqual([['补方案', 'missed']])
  expect((await s.rep.ok(listActions, { query: { status: 'open' } })).items.map(({ title, meetingId }) => [title, meetingId])).toEqual([['补方案', meeting.id]])
  expect((await s.rep.ok(listMeetings, { query: { series: series.id, status: 'closed' } })).items.map(({ tasks, done }) => [tasks, done])).toEqual([[0, 0], [3, 2]])
})
