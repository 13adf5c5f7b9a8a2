import { nextOccurrence, type Recurrence } from '@sluice/core/actions/recurrence'
import { dayOf } from '@sluice/core/lib/dates'
import { workCalendar } from '@sluice/core/lib/work-calendar'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

const [dayMs, zone] = [86_400_000, 'Asia/Shanghai']

const plain = { until: null, times: null, onWorkdays: true }
/** What people do again and again; the last of each is open, the earlier ones were done or missed. */
const repeating: readonly { title: string; body: string; rule: Recurrence; missed: number }[] = [
  { title: '发本周商机进展周报', body: '在手金额变化、赢单丢单、下周要推进的三单。', rule: { every: { unit: 'week', n: 1, on: [5] }, ...plain }, missed: 0 },
  { title: '给重点客户打关怀电话', body: '每次两家，记下对方提到的项目和预算。', rule: { every: { unit: 'week', n: 1, on: [2, 4] }, ...plain }, missed: 1 },
  { title: '核对在途合同与回款', body: '', rule: { every: { unit: 'month', n: 1, on: 'last_workday' }, ...plain }, missed: 0 },
]
/** Tasks of the present days: so many days from today; null: without a day. */
const single: readonly { title: string; in: number | null }[] = [
  { title: '补齐三个重点商机的决策链', in: -3 }, { title: '与交付确认实施排期', in: 0 }, { title: '整理本月丢单原因', in: 1 }, { title: '准备样板客户参观路线', in: 3 },
  { title: '更新竞品价格表', in: null }, { title: '联系两位老客户要转介绍', in: null },
]

/** The calendar of the demo company's administrator and of two reps: tasks of these days, some without one, and some that repeat. */
export async function writeCalendar(tx: Tx, act: Act): Promise<void> {
  const { orgId, now } = act
  const today = dayOf(now, zone)
  const calendar = workCalendar(zone)
  const { rows: reps } = await sql<{ id: string }>`select id from app_user where org_id = ${orgId} and status = 'active' and role = 'rep' order by created_at, id limit 2`.execute(tx)
  const admin = act.actorId ?? ''
  const on = (days: number) => dayOf(Date.parse(now) + days * dayMs, zone)
  const made = new Date(Date.parse(now) - 30 * dayMs).toISOString()
  const common = { org_id: orgId, kind: 'task', created_by: admin, alarm_id: null, remedy_key: null }
  const items = [admin, ...reps.map(({ id }) => id)].flatMap((assignee, n) =>
    single.filter((_, i) => n === 0 || i % 2 === n - 1).map((task) => ({
      ...common, id: newId(), title: task.title, body: '', status: 'open', assignee_id: assignee, due_on: task.in === null ? null : on(task.in), created_at: made,
    })))
  await tx.insertInto('action_item').values(items).execute()
  for (const [n, { title, body, rule, missed }] of repeating.entries()) {
    const assignee = n === 1 ? (reps[0]?.id ?? admin) : admin
    const days: string[] = []
    // Four months, so that what is done once a month has a past too.
    for (let day = nextOccurrence(rule, on(-120), on(-120), calendar); day !== null && day < today; day = nextOccurrence(rule, on(-120), day, calendar)) days.push(day)
    const past = days.slice(-4)
    const current = nextOccurrence(rule, on(-120), on(-1), calendar)
    if (current === null || past[0] === undefined) continue
    const id = newId()
    await tx.insertInto('action_series').values({
      org_id: orgId, id, rule: JSON.stringify(rule), first_on: past[0], title, body, assignee_id: assignee, next_on: nextOccurrence(rule, past[0], current, calendar), made: past.length + 1, missed, created_by: admin, created_at: made,
    }).execute()
    await tx.insertInto('action_item').values([
      ...past.map((day, i) => {
        const isMissed = i < missed
        return { ...common, id: newId(), title, body, status: isMissed ? 'dropped' : 'done', is_missed: isMissed, assignee_id: assignee, due_on: day, done_at: new Date(Date.parse(`${day}T09:00:00Z`)).toISOString(), done_by: isMissed ? null : assignee, created_at: made, series_id: id, series_on: day }
      }),
      { ...common, id: newId(), title, body, status: 'open', is_missed: false, assignee_id: assignee, due_on: current, done_at: null, done_by: null, created_at: made, series_id: id, series_on: current },
    ]).execute()
  }
}
