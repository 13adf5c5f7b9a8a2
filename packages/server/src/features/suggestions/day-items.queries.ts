import type { CommentSubject } from '@sluice/core/activities/contract'
import { readsWholeFunnel, scopeOf } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import type { DayItem, DayReason } from '@sluice/core/suggestions/contract'
import type { DayFacts } from '@sluice/core/suggestions/order-day'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { selectCadence, silentDaysSql } from '../catalog/cadence.queries.ts'
import { overStageLimit } from '../hygiene/deal-troubles.queries.ts'
import { reach, type DayScope } from './day-scope.ts'

/** Of each kind at most so many are read, the most pressing first; whoever has more has enough for a day. */
const ofAKind = 100
const hotDays = 7
const dayMs = 86_400_000

/** What is in the day before it is put in order, with the one reason of its kind. */
export interface FoundItem extends DayFacts {
  shown: Omit<DayItem, 'reasons' | 'snoozedUntil' | 'suggestion'>
  reason: DayReason
}
type Shown = FoundItem['shown']
type Columns = Pick<Shown, 'title' | 'accountName' | 'stageName' | 'amountMinor' | 'currency' | 'phone' | 'owner' | 'canWrite' | 'version'> & { id: string; valueMinor: number | null }

interface Asked {
  tx: Reader
  asker: Asker
  date: string
  /** The organisation's: other currencies have no place in the order. */
  currency: string
  scope: DayScope
}

/** All of it, in no order. */
export async function selectDayItems(asked: Asked): Promise<FoundItem[]> {
  const kinds = [selectResponses, selectSteps, selectApprovals, selectTasks, selectHot, selectStalled, selectMentions]
  const found: FoundItem[] = []
  for (const kind of kinds) found.push(...(await kind(asked)))
  return found
}

const nothing = { accountName: null, stageName: null, amountMinor: null, currency: null, phone: null, owner: null, dueOn: null, approvalId: null, approvalTaskId: null, notificationId: null, mayAccept: false, path: null, what: null }
const reasonOf = (code: DayReason['code'], over: Partial<DayReason> = {}): DayReason => ({ code, dueAt: null, days: null, limitDays: null, words: null, ...over })
const ownerJson = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner`
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

/** A deal of alias `d` with its stage, account and owner. */
const dealColumns = ({ asker: { viewer }, currency }: Asked) => sql`
  d.id, d.title, a.name as "accountName", s.name as "stageName", d.amount_minor as "amountMinor", d.currency, ${ownerJson}, d.version, ${scopeFilter(viewer, 'deal', 'write', 'd')} as "canWrite",
  coalesce((select c.phone from deal_contact dc join contact c on c.org_id = dc.org_id and c.id = dc.contact_id
    where dc.org_id = d.org_id and dc.deal_id = d.id and c.phone is not null order by c.last_activity_at desc nulls last, c.id limit 1), a.phone) as phone,
  case when d.currency = ${currency} then round(d.amount_minor * coalesce(d.win_probability, s.win_probability))::bigint end as "valueMinor"`
const dealJoins = sql`join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id left join app_user u on u.org_id = d.org_id and u.id = d.owner_id`
const leadColumns = ({ asker: { viewer } }: Asked) => sql`
  l.id, l.name as title, l.company as "accountName", null as "stageName", null as "amountMinor", null as currency, ${ownerJson}, l.version, ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canWrite", l.phone, null as "valueMinor"`
const living = sql`l.status not in ('converted', 'invalid')`

function about(type: 'deal' | 'lead', { id, valueMinor: _, ...columns }: Columns): Shown & { subjectType: 'deal' | 'lead' } {
  return { ...nothing, ...columns, key: `${type}:${id}`, kind: 'step', subjectType: type, subjectId: id }
}

/** Leads whose first answer is awaited. */
async function selectResponses(asked: Asked): Promise<FoundItem[]> {
  const { viewer, now } = asked.asker
  const { rows } = await sql<Columns & { dueAt: string }>`
    select ${leadColumns(asked)}, c.due_at as "dueAt"
    from response_clock c join lead l on l.org_id = c.org_id and l.id = c.lead_id left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
    where c.org_id = ${viewer.orgId} and c.ended_at is null and c.due_at is not null and l.owner_id = c.owner_id and ${reach(viewer, 'lead', 'l', asked.scope)} and ${scopeFilter(viewer, 'lead', 'read', 'l')} and ${living}
    order by c.due_at, l.id limit ${ofAKind}`.execute(asked.tx)
  return rows.map(({ dueAt, ...row }) => ({
    key: `response:${row.id}`, kind: 'response', record: `lead:${row.id}`, dueAt: Date.parse(dueAt), valueMinor: null,
    shown: { ...about('lead', row), kind: 'response' }, reason: reasonOf(dueAt < now.toISOString() ? 'response.late' : 'response.running', { dueAt }),
  }))
}

/** Steps due today or before, of open deals and living leads; due at the end of their day. */
async function selectSteps(asked: Asked): Promise<FoundItem[]> {
  const { date, scope, asker: { viewer, timeZone } } = asked
  const { rows: deals } = await sql<Columns & { what: string | null; due: string }>`
    select ${dealColumns(asked)}, d.next_step as what, d.next_step_due as due from deal d ${dealJoins}
    where d.org_id = ${viewer.orgId} and ${reach(viewer, 'deal', 'd', scope)} and d.status = 'open' and d.next_step_due <= ${date}::date
    order by d.next_step_due, d.amount_minor desc nulls last, d.id limit ${ofAKind}`.execute(asked.tx)
  const { rows: leads } = await sql<Columns & { what: string | null; due: string }>`
    select ${leadColumns(asked)}, l.next_step as what, l.next_step_due as due from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
    where l.org_id = ${viewer.orgId} and ${reach(viewer, 'lead', 'l', scope)} and ${scopeFilter(viewer, 'lead', 'read', 'l')} and ${living} and l.next_step_due <= ${date}::date
    order by l.next_step_due, l.id limit ${ofAKind}`.execute(asked.tx)
  const item = (type: 'deal' | 'lead') => ({ what, due, ...row }: (typeof deals)[number]): FoundItem => {
    const days = daysBetween(due, date)
    return {
      key: `step:${row.id}`, kind: 'step', record: `${type}:${row.id}`, dueAt: startOfDay(due, timeZone, 1), valueMinor: row.valueMinor,
      shown: { ...about(type, row), what, dueOn: due }, reason: days > 0 ? reasonOf('step.late', { days }) : reasonOf('step.today'),
    }
  }
  return [...deals.map(item('deal')), ...leads.map(item('lead'))]
}

/** Approvals that wait for the viewer, whoever's day is looked at. */
async function selectApprovals({ tx, asker: { viewer, now }, currency }: Asked): Promise<FoundItem[]> {
  const { rows } = await sql<{ taskId: string; approvalId: string; flowName: string; dealId: string; title: string; by: string; comment: string; amountMinor: number | null; currency: string; accountName: string | null; openedAt: string; dueAt: string | null; valueMinor: number | null }>`
    select distinct on (p.id) t.id as "taskId", p.id as "approvalId", p.flow_name as "flowName", d.id as "dealId", d.title, b.name as by, p.comment, d.amount_minor as "amountMinor", d.currency,
      a.name as "accountName", t.opened_at as "openedAt", t.due_at as "dueAt", case when d.currency = ${currency} then d.amount_minor end as "valueMinor"
    from approval_task t join approval p on p.org_id = t.org_id and p.id = t.approval_id join deal d on d.org_id = p.org_id and d.id = p.deal_id
    left join account a on a.org_id = d.org_id and a.id = d.account_id join app_user b on b.org_id = p.org_id and b.id = p.requested_by
    where t.org_id = ${viewer.orgId} and t.user_id = ${viewer.userId} and t.status = 'open' and p.status = 'waiting' order by p.id, t.opened_at limit ${ofAKind}`.execute(tx)
  return rows.map((row) => {
    const dueAt = row.dueAt ?? new Date(Date.parse(row.openedAt) + dayMs).toISOString()
    return {
      key: `approval:${row.taskId}`, kind: 'approval', record: null, dueAt: Date.parse(dueAt), valueMinor: row.valueMinor,
      shown: {
        ...nothing, key: `approval:${row.taskId}`, kind: 'approval', subjectType: 'deal', subjectId: row.dealId, what: row.flowName, title: row.title, accountName: row.accountName,
        amountMinor: row.amountMinor, currency: row.currency, canWrite: true, version: null, approvalId: row.approvalId, approvalTaskId: row.taskId,
      },
      reason: reasonOf(row.dueAt !== null && row.dueAt < now.toISOString() ? 'approval.late' : 'approval.waiting', { dueAt: row.dueAt, words: row.comment === '' ? row.by : `${row.by}：${row.comment}` }),
    }
  })
}

/** Tasks due today or before, or without a day: one's own, or those of everybody whose records the viewer sees. */
async function selectTasks({ tx, date, scope, asker: { viewer, timeZone } }: Asked): Promise<FoundItem[]> {
  const mine = sql`(i.assignee_id = ${viewer.userId} or (i.assignee_id is null and i.created_by = ${viewer.userId}))`
  const inSight = scopeOf(viewer, 'deal', 'read') === 'all' ? sql`true` : sql`u.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])`
  const { rows } = await sql<{ id: string; title: string; body: string; dueOn: string | null; version: number; owner: DayItem['owner']; accountName: string | null }>`
    select i.id, i.title, i.body, i.due_on as "dueOn", i.version, ${ownerJson}, pa.name as "accountName" from action_item i left join app_user u on u.org_id = i.org_id and u.id = i.assignee_id
    left join project p on p.org_id = i.org_id and p.id = i.project_id left join account pa on pa.org_id = p.org_id and pa.id = p.account_id
    where i.org_id = ${viewer.orgId} and i.kind = 'task' and i.status = 'open' and (i.due_on is null or i.due_on <= ${date}::date)
      and ${scope === 'team' && readsWholeFunnel(viewer) ? sql`(${mine} or ${inSight})` : mine}
    order by i.due_on nulls last, i.id limit ${ofAKind}`.execute(tx)
  return rows.map(({ dueOn, ...row }) => {
    const days = dueOn === null ? 0 : daysBetween(dueOn, date)
    return {
      key: `task:${row.id}`, kind: 'task', record: null, dueAt: dueOn === null ? null : startOfDay(dueOn, timeZone, 1), valueMinor: null,
      shown: { ...nothing, key: `task:${row.id}`, kind: 'task', subjectType: 'action', subjectId: row.id, what: row.title, title: row.title, accountName: row.accountName, owner: row.owner, canWrite: true, version: row.version, dueOn },
      reason: dueOn === null ? reasonOf('task.open') : days > 0 ? reasonOf('task.late', { days }) : reasonOf('task.today'),
    }
  })
}

/** Leads that were handed over, became ready or gave a signal, and that nobody has spoken to since. */
async function selectHot(asked: Asked): Promise<FoundItem[]> {
  const { tx, scope, asker: { viewer, now } } = asked
  const since = new Date(now.getTime() - hotDays * dayMs).toISOString()
  const { rows } = await sql<Columns & { handedAt: string | null; readyAt: string | null; signalAt: string | null; signal: string | null; mayAccept: boolean }>`
    select * from (
      select ${leadColumns(asked)}, l.last_activity_at, h.at as "handedAt", case when l.mql_at >= ${since} then l.mql_at end as "readyAt", g.at as "signalAt", g.name as signal,
        coalesce(h.to_id = ${viewer.userId}, false) as "mayAccept"
      from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
      left join hand_over h on h.org_id = l.org_id and h.lead_id = l.id and h.status = 'open' and h.to_id = l.owner_id
      left join lateral (select s.at, s.name from signal_hit s where s.org_id = l.org_id and s.lead_id = l.id and s.at >= ${since} order by s.at desc limit 1) g on true
      where l.org_id = ${viewer.orgId} and ${reach(viewer, 'lead', 'l', scope)} and ${scopeFilter(viewer, 'lead', 'read', 'l')} and l.status in ('new', 'working', 'nurturing', 'qualified')
        and (h.id is not null or l.mql_at >= ${since} or g.at is not null)
    ) x where greatest("handedAt", "readyAt", "signalAt") > coalesce(last_activity_at, '-infinity') order by greatest("handedAt", "readyAt", "signalAt") desc, id limit ${ofAKind}`.execute(tx)
  return rows.map(({ handedAt, readyAt, signalAt, signal, mayAccept, ...row }) => {
    const [at, code] = [[handedAt, 'hot.handed'] as const, [signalAt, 'hot.signal'] as const, [readyAt, 'hot.ready'] as const].find(([one]) => one !== null) ?? [null, 'hot.ready' as const]
    return {
      key: `hot:${row.id}`, kind: 'hot', record: `lead:${row.id}`, dueAt: at === null ? null : Date.parse(at), valueMinor: null,
      shown: { ...about('lead', row), kind: 'hot', mayAccept }, reason: reasonOf(code, { dueAt: at, words: code === 'hot.signal' ? signal : null }),
    }
  })
}

/** Deals that stand beyond their stage's days or were left alone too long, and for which nothing is agreed ahead; the largest expected money first. */
async function selectStalled(asked: Asked): Promise<FoundItem[]> {
  const { tx, date, scope, asker: { viewer, now } } = asked
  const silentDays = silentDaysSql(await selectCadence(tx, viewer.orgId), 's')
  const { rows } = await sql<Columns & { enteredAt: string; activityAt: string; limitDays: number | null; silentDays: number }>`
    select ${dealColumns(asked)}, d.stage_entered_at as "enteredAt", coalesce(d.last_activity_at, d.created_at) as "activityAt", s.dwell_days as "limitDays", ${silentDays} as "silentDays" from deal d ${dealJoins}
    where d.org_id = ${viewer.orgId} and ${reach(viewer, 'deal', 'd', scope)} and d.status = 'open' and d.dormant_at is null and (d.next_step_due is null or d.next_step_due <= ${date}::date)
      and (${overStageLimit(now)}
        or coalesce(d.last_activity_at, d.created_at) < ${now.toISOString()}::timestamptz - make_interval(days => ${silentDays}))
    order by "valueMinor" desc nulls last, d.id limit ${ofAKind}`.execute(tx)
  const daysSince = (at: string) => Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / dayMs))
  return rows.map(({ enteredAt, activityAt, limitDays, silentDays: silent, ...row }) => {
    const over = limitDays === null ? -1 : (now.getTime() - Date.parse(enteredAt)) / dayMs - limitDays
    const reason = over > 0 ? reasonOf('stalled.stage', { days: daysSince(enteredAt), limitDays }) : reasonOf('stalled.silent', { days: daysSince(activityAt), limitDays: silent })
    return {
      key: `stalled:${row.id}`, kind: 'stalled', record: `deal:${row.id}`, dueAt: over > 0 ? now.getTime() - over * dayMs : Date.parse(activityAt) + silent * dayMs, valueMinor: row.valueMinor,
      shown: { ...about('deal', row), kind: 'stalled' }, reason,
    }
  })
}

/** Comments that ask the viewer for something and were not read. */
async function selectMentions({ tx, asker: { viewer } }: Asked): Promise<FoundItem[]> {
  const { rows } = await sql<{ id: string; subjectType: Extract<Shown['subjectType'], CommentSubject>; subjectId: string; data: { title?: string; titleEn?: string; by?: string; comment?: string; path?: string }; createdAt: string }>`
    select n.id, n.subject_type as "subjectType", n.subject_id as "subjectId", n.data, n.created_at as "createdAt"
    from notification n where n.org_id = ${viewer.orgId} and n.user_id = ${viewer.userId} and n.kind = 'mention' and n.read_at is null and n.subject_id is not null
    order by n.created_at desc, n.id limit ${ofAKind}`.execute(tx)
  return rows.map(({ id, data, createdAt, ...subject }) => ({
    key: `mention:${id}`, kind: 'mention', record: null, dueAt: Date.parse(createdAt), valueMinor: null,
    shown: { ...nothing, ...subject, key: `mention:${id}`, kind: 'mention', what: data.comment ?? '', title: (viewer.language === 'en' ? data.titleEn : undefined) ?? data.title ?? '', canWrite: true, version: null, notificationId: id, path: data.path ?? null },
    reason: reasonOf('mention.said', { dueAt: createdAt, words: data.by ?? null }),
  }))
}
