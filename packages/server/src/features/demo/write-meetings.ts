import { type AgendaFacts, agendaFacts, meetingSections, sectionMinutes } from '@sluice/core/meetings/agenda'
import { nextMeeting } from '@sluice/core/meetings/cadence'
import { type MinutesFacts, minutesFacts } from '@sluice/core/meetings/minutes'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

const [dayMs, zone, currency, sectionLength] = [86_400_000, 'Asia/Shanghai', 'CNY', 15]

interface Person {
  id: string
  name: string
}

/** Tasks of the two past meetings: due so many days after it, done so many days after it. */
const promised = [
  [
    { title: '把停留超过 30 天的报价商机逐个约到决策人', due: 7, done: 5, outcome: '6 个里约到 4 个' },
    { title: '整理三个同行业案例发给在谈客户', due: 5, done: 4, outcome: '已发，两家回复' },
    { title: '给方案阶段补竞品对比表', due: 6, done: 11, outcome: '已上传到话术' },
    { title: '与售前约定两天内出方案的规则', due: 10, done: null, outcome: '' },
  ],
  [
    { title: '丢单客户回访，确认价格是否真是主因', due: 6, done: 6, outcome: '五家中三家说交期更重要' },
    { title: '大额卡住商机由经理陪访一次', due: 9, done: null, outcome: '' },
    { title: '补齐本季商机的预计成交日', due: 18, done: null, outcome: '' },
  ],
] as const
const notes = [
  { section: 'stuck', n: 0, body: '报价后没有下一步的最多。以后报价当天就约下次沟通。' },
  { section: 'losses', n: 1, body: '价格是说辞，交期和实施周期问得更多，先把实施计划放进方案。' },
  { section: 'changes', n: 2, body: '新增主要来自转介绍，展会线索进来慢。' },
] as const

/** Review meetings of the demo company: a series, two that were held with what became of their tasks, and the next one. Their facts are read from the history as it was known then. */
export async function writeMeetings(tx: Tx, act: Act): Promise<void> {
  const { orgId, now } = act
  const people = (await sql<Person & { role: string }>`
    select id, name, role from app_user where org_id = ${orgId} and status = 'active' and role in ('manager', 'rep') order by role, created_at, id limit 9`.execute(tx)).rows
  const leader = await tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', orgId).where('id', '=', act.actorId).executeTakeFirstOrThrow()
  const pipeline = (await sql<{ id: string }>`select pipeline_id as id from deal where org_id = ${orgId} group by 1 order by count(*) desc, 1 limit 1`.execute(tx)).rows[0]
  if (pipeline === undefined || people.length < 3) return
  const end = Date.parse(now)
  // Mondays at half past nine; the second one long enough ago that its tasks could be done.
  const rhythm = { cadence: 'biweekly' as const, firstOn: mondayBefore(dayOf(end - 22 * dayMs, zone)), atTime: '09:30' }
  const first = nextMeeting(rhythm, zone, Date.parse(rhythm.firstOn) - dayMs)
  const second = nextMeeting(rhythm, zone, first)
  const series = { id: newId(), ...rhythm, members: [leader, ...people] }
  await tx.insertInto('meeting_series').values({
    org_id: orgId, id: series.id, name: '漏斗例会', pipeline_id: pipeline.id, facilitator_id: leader.id, cadence: rhythm.cadence, first_on: rhythm.firstOn, at_time: rhythm.atTime, section_minutes: sectionLength,
    created_by: leader.id, created_at: new Date(first - dayMs).toISOString(),
  }).execute()
  await tx.insertInto('meeting_member').values(series.members.map(({ id }) => ({ org_id: orgId, series_id: series.id, user_id: id }))).execute()
  await append(tx, act, [{ type: 'meeting.series_changed', payload: { seriesId: series.id, what: 'created', name: '漏斗例会' }, subjectType: 'meeting', subjectId: series.id, ownerId: leader.id, teamId: null }])
  const reps = people.filter(({ role }) => role === 'rep')
  let earlier: AgendaFacts['commitments'] = []
  for (const [n, at] of [first, second].entries()) {
    const id = newId()
    const agenda = await agendaOf(tx, orgId, pipeline.id, new Date(at - 14 * dayMs).toISOString(), new Date(at).toISOString(), earlier)
    const tasks = (promised[n] ?? []).map((task, i) => ({ ...task, id: newId(), assignee: reps[i % reps.length] ?? leader, dueOn: dayOf(at + task.due * dayMs, zone) }))
    const minutes = minutesOf(agenda, at, series.members, tasks)
    await tx.insertInto('meeting').values({
      org_id: orgId, id, series_id: series.id, status: 'closed', planned_at: new Date(at).toISOString(), opened_at: new Date(at).toISOString(), closed_at: minutes.closedAt, agenda: JSON.stringify(agenda),
      minutes: JSON.stringify(minutes), presenter_id: leader.id, section: 'decisions', spent: JSON.stringify(Object.fromEntries(minutes.sections.map(({ section, seconds }) => [section, seconds]))),
    }).execute()
    await tx.insertInto('meeting_attendance').values(minutes.present.map((person) => ({ org_id: orgId, meeting_id: id, user_id: person.id, joined_at: minutes.openedAt }))).execute()
    await tx.insertInto('action_item').values(tasks.map((task) => ({
      org_id: orgId, id: task.id, kind: 'task', title: task.title, status: task.done === null ? 'open' : 'done', assignee_id: task.assignee.id, due_on: task.dueOn, pipeline_id: pipeline.id, created_by: leader.id,
      created_at: minutes.openedAt, done_at: task.done === null ? null : new Date(at + task.done * dayMs).toISOString(), done_by: task.done === null ? null : task.assignee.id, outcome: task.outcome, meeting_id: id,
    }))).execute()
    earlier = tasks.map((task) => ({
      id: task.id, title: task.title, assignee: { id: task.assignee.id, name: task.assignee.name }, dueOn: task.dueOn, outcome: task.outcome, meetingOn: dayOf(at, zone),
      doneOn: task.done === null ? null : dayOf(at + task.done * dayMs, zone), state: task.done === null ? 'missed' : task.done <= task.due ? 'kept' : 'late',
    }))
  }
  await tx.insertInto('meeting').values({ org_id: orgId, id: newId(), series_id: series.id, status: 'planned', planned_at: new Date(nextMeeting(rhythm, zone, end)).toISOString() }).execute()
  await tx.insertInto('action_item').values({
    org_id: orgId, id: newId(), kind: 'review_topic', title: '展会线索转商机越来越慢，要不要换展会', body: '上两次展会的线索平均 12 天才第一次拜访。', status: 'open', pipeline_id: pipeline.id, created_by: people[0]?.id ?? leader.id,
    created_at: new Date(end - 3 * dayMs).toISOString(),
  }).execute()
}

/** The Monday of a day's week. */
function mondayBefore(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10)
}

function minutesOf(agenda: AgendaFacts, at: number, members: readonly Person[], tasks: readonly { id: string; title: string; assignee: Person; dueOn: string }[]): MinutesFacts {
  const ref = ({ id, name }: Person) => ({ id, name })
  const sections = meetingSections.map((section, i) => ({ section, minutes: agenda.minutes[section], seconds: Math.round(agenda.minutes[section] * 60 * (0.7 + (i % 3) * 0.2)) }))
  const seconds = sections.reduce((sum, one) => sum + one.seconds, 0)
  return minutesFacts.parse({
    openedAt: new Date(at).toISOString(), closedAt: new Date(at + seconds * 1000).toISOString(), present: members.slice(0, -1).map(ref), absent: members.slice(-1).map(ref), sections,
    notes: notes.map(({ section, n, body }) => ({ section, by: ref(members[n] ?? { id: '', name: '' }), body })), tasks: tasks.map(({ id, title, assignee, dueOn }) => ({ id, title, assignee: ref(assignee), dueOn })), topics: [], moves: [],
  })
}

/** What was known at the meeting: how the pipeline changed, who stood still, what was lost. */
async function agendaOf(tx: Tx, orgId: string, pipelineId: string, from: string, to: string, commitments: AgendaFacts['commitments']): Promise<AgendaFacts> {
  const changes = await changesOf(tx, orgId, pipelineId, from, to)
  const stuck = await stuckOf(tx, orgId, pipelineId, to)
  const losses = await lossesOf(tx, orgId, pipelineId, from, to)
  const nobody = { anomalies: [], topics: [], people: { whole: null, n: 0, responseHours: null, touches: null, rows: [] }, completeness: { records: 0, score: null, owners: [], fields: [] } }
  const minutes = sectionMinutes({ commitments: commitments.length, changes: 1, stuck: stuck.total, anomalies: 0, people: 0, losses: losses.total, topics: 0, completeness: 0 }, sectionLength)
  return agendaFacts.parse({ from, to, currency, minutes, commitments, changes, stuck, losses, ...nobody })
}

/** The two ends compared, deal by deal. */
async function changesOf(tx: Tx, orgId: string, pipelineId: string, from: string, to: string): Promise<AgendaFacts['changes']> {
  const open = (at: string) => sql`select v.deal_id, coalesce(v.amount_minor, 0) as amount from deal_version v
    where v.org_id = ${orgId} and v.pipeline_id = ${pipelineId} and v.status = 'open' and v.currency = ${currency} and v.known_from <= ${at}::timestamptz and (v.known_to is null or v.known_to > ${at}::timestamptz)`
  const { rows } = await sql<{ dealId: string; bar: AgendaFacts['changes']['parts'][number]['bar']; before: number; after: number }>`
    with a as (${open(from)}), b as (${open(to)})
    select deal_id as "dealId", coalesce(a.amount, 0) as before, coalesce(b.amount, 0) as after,
      case when a.deal_id is null then case when d.created_at > ${from}::timestamptz then 'new' else 'reopened' end
        when b.deal_id is null then case when d.status in ('won', 'lost') then d.status else 'transferred_out' end
        when b.amount > a.amount then 'increased' when b.amount < a.amount then 'decreased' end as bar
    from a full join b using (deal_id) join deal d on d.org_id = ${orgId} and d.id = deal_id`.execute(tx)
  const heap = (deals: readonly number[]) => ({ deals: deals.length, amountMinor: deals.reduce((sum, amount) => sum + amount, 0) })
  const moved = rows.flatMap(({ dealId, bar, before, after }) => (bar === null ? [] : [{ dealId, bar, amountMinor: Math.abs(after - before) }]))
  return {
    start: heap(rows.filter(({ bar }) => bar !== 'new' && bar !== 'reopened').map(({ before }) => before)),
    end: heap(rows.filter(({ bar }) => bar !== 'won' && bar !== 'lost' && bar !== 'transferred_out').map(({ after }) => after)),
    parts: (['new', 'reopened', 'increased', 'decreased', 'lost', 'won', 'transferred_out'] as const).map((bar) => ({
      bar, sign: bar === 'new' || bar === 'reopened' || bar === 'increased' ? 1 : -1, ...heap(moved.filter((one) => one.bar === bar).map(({ amountMinor }) => amountMinor)),
    })),
    deals: moved.filter(({ bar }) => bar === 'won' || bar === 'lost' || bar === 'new').toSorted((x, y) => y.amountMinor - x.amountMinor).slice(0, 8),
  }
}

async function stuckOf(tx: Tx, orgId: string, pipelineId: string, at: string): Promise<AgendaFacts['stuck']> {
  const { rows } = await sql<AgendaFacts['stuck']['deals'][number]>`
    select v.deal_id as "dealId", s.name as stage, extract(epoch from ${at}::timestamptz - y.entered_at)::float8 / 86400 as days, s.dwell_days::float8 as "limitDays", v.amount_minor as "amountMinor", v.currency,
      coalesce(v.win_probability, s.win_probability)::float8 as chance, round(v.amount_minor * coalesce(v.win_probability, s.win_probability))::bigint as "expectedMinor"
    from deal_version v join stage s on s.org_id = v.org_id and s.id = v.stage_id
    join lateral (select max(y.entered_at) as entered_at from stay y where y.org_id = v.org_id and y.deal_id = v.deal_id and y.stage_id = v.stage_id and y.entered_at <= ${at}::timestamptz) y on true
    where v.org_id = ${orgId} and v.pipeline_id = ${pipelineId} and v.status = 'open' and not v.is_dormant and v.known_from <= ${at}::timestamptz and (v.known_to is null or v.known_to > ${at}::timestamptz)
      and y.entered_at < ${at}::timestamptz - s.dwell_days * interval '1 day' order by "expectedMinor" desc nulls last, v.deal_id`.execute(tx)
  return { total: rows.length, expectedMinor: rows.reduce((sum, { expectedMinor }) => sum + (expectedMinor ?? 0), 0), deals: rows.slice(0, 12) }
}

async function lossesOf(tx: Tx, orgId: string, pipelineId: string, from: string, to: string): Promise<AgendaFacts['losses']> {
  const { rows } = await sql<AgendaFacts['losses']['deals'][number]>`
    select d.id as "dealId", s.name as stage, r.name as reason, d.competitor, d.lost_note as note, d.amount_minor as "amountMinor", d.currency
    from deal d left join stage s on s.org_id = d.org_id and s.id = d.stage_id left join loss_reason r on r.org_id = d.org_id and r.id = d.lost_reason_id
    where d.org_id = ${orgId} and d.pipeline_id = ${pipelineId} and d.status = 'lost' and d.closed_at >= ${from}::timestamptz and d.closed_at < ${to}::timestamptz order by d.amount_minor desc nulls last, d.id`.execute(tx)
  const sum = (of: readonly { amountMinor: number | null }[]) => of.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0)
  const groups = <K>(key: (row: (typeof rows)[number]) => K) => [...Map.groupBy(rows, key)].toSorted(([, a], [, b]) => b.length - a.length)
  return {
    total: rows.length, amountMinor: sum(rows), deals: rows.slice(0, 12), reasons: groups(({ reason }) => reason).slice(0, 8).map(([name, of]) => ({ name, deals: of.length, amountMinor: sum(of) })),
    competitors: groups(({ competitor }) => competitor).flatMap(([name, of]) => (name === null ? [] : [{ name, deals: of.length }])).slice(0, 5),
  }
}
