import { nextOccurrence, recurrence } from '@sluice/core/actions/recurrence'
import { calendarDayItems, type CalendarItem, type CalendarKind } from '@sluice/core/calendar/contract'
import { managesFunnel } from '@sluice/core/identity/policy'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { WorkCalendar } from '@sluice/core/lib/work-calendar'
import { nextMeeting, type Rhythm } from '@sluice/core/meetings/cadence'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { seriesSeen } from '../../features/meetings/meetings.policy.ts'
import { meetingsOf, recordsOf, tasksOf, type Whose } from './whose.ts'

/** What is asked: days of the organisation's zone, `[from, to)`. */
export interface Asked {
  tx: Reader
  asker: Asker
  whose: Whose
  from: string
  to: string
  today: string
}

/** Items of one kind, and how many of them each day has in all. */
export interface Found {
  items: CalendarItem[]
  ofDay: Map<string, number>
}

type Row = Omit<CalendarItem, 'key' | 'kind' | 'isLate' | 'isForeseen'> & { ofDay: number }

const person = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner`
const none = sql`null::timestamptz as at, null::integer as minutes`
const noMoney = sql`null::bigint as "amountMinor", null::text as currency`
const isLiving = sql`l.status not in ('converted', 'invalid')`

const task = ({ asker: { viewer } }: Asked) => sql`
  i.id as "subjectId", 'action' as "subjectType", i.due_on as day, ${none}, i.title, null::text as about, ${person}, ${noMoney}, i.series_id is not null as "isRepeating",
  (${managesFunnel(viewer)}::boolean or i.assignee_id = ${viewer.userId} or i.created_by = ${viewer.userId}) as "canMove", i.version, 0 as rank
  from action_item i left join app_user u on u.org_id = i.org_id and u.id = i.assignee_id`
const isTask = ({ asker: { viewer }, whose }: Asked) => sql`i.org_id = ${viewer.orgId} and i.kind = 'task' and i.status = 'open' and ${tasksOf(viewer, whose)}`
const dealStep = ({ asker: { viewer } }: Asked) => sql`
  d.id as "subjectId", 'deal' as "subjectType", d.next_step_due as day, ${none}, coalesce(d.next_step, d.title) as title, d.title as about, ${person}, d.amount_minor as "amountMinor", d.currency, false as "isRepeating",
  ${scopeFilter(viewer, 'deal', 'write', 'd')} as "canMove", d.version, 1 as rank
  from deal d left join app_user u on u.org_id = d.org_id and u.id = d.owner_id`
const isDeal = ({ asker: { viewer }, whose }: Asked) => sql`d.org_id = ${viewer.orgId} and d.status = 'open' and ${recordsOf(viewer, whose, 'deal', 'd')}`
const leadStep = ({ asker: { viewer } }: Asked) => sql`
  l.id as "subjectId", 'lead' as "subjectType", l.next_step_due as day, ${none}, coalesce(l.next_step, l.name) as title, coalesce(l.company, l.name) as about, ${person}, ${noMoney}, false as "isRepeating",
  ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canMove", l.version, 2 as rank
  from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id`
const isLead = ({ asker: { viewer }, whose }: Asked) => sql`l.org_id = ${viewer.orgId} and ${isLiving} and ${recordsOf(viewer, whose, 'lead', 'l')}`

/** By kind: the rows that fall on the days asked for. Meetings and what repeats are reckoned apart. */
const ofKind: Record<Exclude<CalendarKind, 'meeting'>, (asked: Asked) => RawBuilder<unknown>> = {
  task: (asked) => sql`select ${task(asked)} where ${isTask(asked)} and i.due_on >= ${asked.from}::date and i.due_on < ${asked.to}::date`,
  step: (asked) => sql`
    select ${dealStep(asked)} where ${isDeal(asked)} and d.next_step_due >= ${asked.from}::date and d.next_step_due < ${asked.to}::date
    union all select ${leadStep(asked)} where ${isLead(asked)} and l.next_step_due >= ${asked.from}::date and l.next_step_due < ${asked.to}::date`,
  response: (asked) => sql`
    select l.id as "subjectId", 'lead' as "subjectType", (c.due_at at time zone ${asked.asker.timeZone})::date as day, c.due_at as at, null::integer as minutes, l.name as title, l.company as about, ${person}, ${noMoney},
      false as "isRepeating", false as "canMove", null::integer as version, 0 as rank
    from response_clock c join lead l on l.org_id = c.org_id and l.id = c.lead_id left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
    where ${isLead(asked)} and c.ended_at is null and l.owner_id = c.owner_id and c.due_at >= ${startOf(asked, asked.from)} and c.due_at < ${startOf(asked, asked.to)}`,
  // Whoever looks at others sees their own approvals still: those of others are no business of theirs.
  approval: (asked) => sql`
    select p.id as "subjectId", 'approval' as "subjectType", (t.due_at at time zone ${asked.asker.timeZone})::date as day, t.due_at as at, null::integer as minutes, p.flow_name as title, d.title as about,
      null::jsonb as owner, d.amount_minor as "amountMinor", d.currency, false as "isRepeating", false as "canMove", null::integer as version, 0 as rank
    from approval_task t join approval p on p.org_id = t.org_id and p.id = t.approval_id join deal d on d.org_id = p.org_id and d.id = p.deal_id
    where t.org_id = ${asked.asker.viewer.orgId} and t.user_id = ${asked.asker.viewer.userId} and ${isOwn(asked)}::boolean and t.status = 'open' and p.status = 'waiting'
      and t.due_at >= ${startOf(asked, asked.from)} and t.due_at < ${startOf(asked, asked.to)}`,
  close: (asked) => sql`
    select d.id as "subjectId", 'deal' as "subjectType", d.expected_close_on as day, ${none}, d.title, null::text as about, ${person}, d.amount_minor as "amountMinor", d.currency, false as "isRepeating",
      false as "canMove", null::integer as version, 0 as rank
    from deal d left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    where ${isDeal(asked)} and d.dormant_at is null and d.expected_close_on >= ${asked.from}::date and d.expected_close_on < ${asked.to}::date`,
}
const startOf = ({ asker: { timeZone } }: Asked, day: string) => new Date(startOfDay(day, timeZone)).toISOString()
const isOwn = ({ asker: { viewer }, whose }: Asked) => whose === 'sight' || ('user' in whose && whose.user === viewer.userId)

/** Items of a kind by day, each day cut after so many; the largest amounts of expected closes stay. */
export async function selectKind(asked: Asked, kind: Exclude<CalendarKind, 'meeting'>): Promise<Found> {
  const { rows } = await sql<Row>`
    select * from (select x.*, row_number() over (partition by day order by at nulls last, rank, "amountMinor" desc nulls last, "subjectId") as n, count(*) over (partition by day) as "ofDay" from (${ofKind[kind](asked)}) x) y
    where n <= ${calendarDayItems} order by day, n`.execute(asked.tx)
  return { items: rows.map((row) => shown(asked, kind, row)), ofDay: new Map(rows.map(({ day, ofDay }) => [day ?? '', ofDay])) }
}

function shown({ today, asker: { now } }: Asked, kind: CalendarKind, { subjectId, subjectType, day, at, minutes, title, about, owner, amountMinor, currency, isRepeating, canMove, version }: Omit<Row, 'ofDay'>): CalendarItem {
  const isLate = at === null ? day !== null && day < today : at < now.toISOString()
  return {
    key: `${kind}:${subjectType}:${subjectId}`, kind, subjectId, subjectType, day, at, minutes, title, about: about === title ? null : about, owner, amountMinor, currency, isRepeating,
    isLate: isLate && kind !== 'meeting', isForeseen: false, canMove, version,
  }
}

/** Tasks and steps before today, or without a day; and how many there are. */
export async function selectUnplanned(asked: Asked, kinds: readonly CalendarKind[], limit: number): Promise<{ items: CalendarItem[]; count: number }> {
  const parts = [
    ...(kinds.includes('task') ? [sql`select 'task' as kind, ${task(asked)} where ${isTask(asked)} and (i.due_on is null or i.due_on < ${asked.today}::date)`] : []),
    ...(kinds.includes('step') ? [
      sql`select 'step' as kind, ${dealStep(asked)} where ${isDeal(asked)} and (d.next_step_due < ${asked.today}::date or (d.next_step is not null and d.next_step_due is null))`,
      sql`select 'step' as kind, ${leadStep(asked)} where ${isLead(asked)} and (l.next_step_due < ${asked.today}::date or (l.next_step is not null and l.next_step_due is null))`,
    ] : []),
  ]
  if (parts.length === 0) return { items: [], count: 0 }
  const { rows } = await sql<Row & { kind: CalendarKind }>`
    select x.*, count(*) over () as "ofDay" from (${sql.join(parts, sql` union all `)}) x order by day nulls last, rank, "subjectId" limit ${limit}`.execute(asked.tx)
  return { items: rows.map((row) => shown(asked, row.kind, row)), count: rows[0]?.ofDay ?? 0 }
}

const foreseenAtMost = 60

/** Meetings that are planned or took place, and those that will follow by their rhythm. */
export async function selectMeetingItems(asked: Asked): Promise<Found> {
  const { tx, whose, from, to, asker: { viewer, timeZone } } = asked
  const { rows } = await sql<Row & Rhythm & { status: string }>`
    select m.id as "subjectId", 'meeting' as "subjectType", (m.planned_at at time zone ${timeZone})::date as day, m.planned_at as at, 4 * s.section_minutes as minutes, s.name as title, null::text as about,
      jsonb_build_object('id', u.id, 'name', u.name) as owner, ${noMoney}, s.archived_at is null as "isRepeating", false as "canMove", null::integer as version, m.status,
      s.cadence, s.first_on as "firstOn", s.at_time as "atTime"
    from meeting m join meeting_series s on s.org_id = m.org_id and s.id = m.series_id join app_user u on u.org_id = s.org_id and u.id = s.facilitator_id
    where m.org_id = ${viewer.orgId} and m.status <> 'skipped' and m.planned_at < ${startOf(asked, to)} and (m.planned_at >= ${startOf(asked, from)} or m.status = 'planned')
      and ${meetingsOf(viewer, whose)} and ${seriesSeen(viewer)} order by m.planned_at, m.id limit 500`.execute(tx)
  const items = rows.flatMap((row) => {
    const first = shown(asked, 'meeting', row)
    if (row.status !== 'planned' || !row.isRepeating || row.at === null) return [first]
    const later: CalendarItem[] = []
    for (let at = nextMeeting(row, timeZone, Date.parse(row.at)); dayOf(at, timeZone) < to && later.length < foreseenAtMost; at = nextMeeting(row, timeZone, at)) {
      const iso = new Date(at).toISOString()
      later.push({ ...first, key: `${first.key}:${iso}`, day: dayOf(at, timeZone), at: iso, isForeseen: true })
    }
    return [first, ...later]
  }).filter(({ day }) => day !== null && day >= from)
  return { items, ofDay: countByDay(items) }
}

/** Later days of tasks that repeat: they are made when the one before is done, or on their day. */
export async function selectForeseen(asked: Asked, calendar: WorkCalendar): Promise<Found> {
  const { tx, whose, from, to, asker: { viewer } } = asked
  const { rows } = await sql<{ id: string; itemId: string; rule: unknown; firstOn: string; nextOn: string; made: number; title: string; owner: CalendarItem['owner'] }>`
    select i.id, i.rule, i.first_on as "firstOn", i.next_on as "nextOn", i.made, i.title, ${person}, last.id as "itemId"
    from action_series i left join app_user u on u.org_id = i.org_id and u.id = i.assignee_id
    join lateral (select o.id from action_item o where o.org_id = i.org_id and o.series_id = i.id order by o.series_on desc limit 1) last on true
    where i.org_id = ${viewer.orgId} and i.next_on < ${to}::date and ${tasksOf(viewer, whose)} order by i.next_on, i.id limit 500`.execute(tx)
  const items = rows.flatMap(({ id, itemId, firstOn, nextOn, made, title, owner, ...row }) => {
    const rule = recurrence.parse(row.rule)
    const found: CalendarItem[] = []
    // Without a number of times nobody need count the days before those asked for.
    const first = rule.times === null && nextOn < from ? nextOccurrence(rule, firstOn, dayOf(Date.parse(from) - 1, 'UTC'), calendar) : nextOn
    for (let [day, n]: [string | null, number] = [first, made + 1]; day !== null && day < to && (rule.times === null || n <= rule.times) && found.length < foreseenAtMost; day = nextOccurrence(rule, firstOn, day, calendar), n++) {
      if (day >= from) found.push({
        key: `task:series:${id}:${day}`, kind: 'task', subjectId: itemId, subjectType: 'action', day, at: null, minutes: null, title, about: null, owner, amountMinor: null, currency: null, isRepeating: true,
        isLate: false, isForeseen: true, canMove: false, version: null,
      })
    }
    return found
  })
  return { items, ofDay: countByDay(items) }
}

function countByDay(items: readonly CalendarItem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { day } of items) counts.set(day ?? '', (counts.get(day ?? '') ?? 0) + 1)
  return counts
}
