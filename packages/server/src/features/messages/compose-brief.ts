import { waysOf, type MessagePreferences } from '@sluice/core/messages/preferences'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader as Db } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { escapeHtml, htmlOf, type Reader, type Said } from './notice-words.ts'

const most = 12
const words = {
  zh: { subject: (day: string, n: number) => `${day} 晨报：${n} 件事`, nothing: '今天没有到期的下一步，也没有新线索和预警。', due: '今天到期与逾期', tasks: '待办', leads: '新线索', alarms: '未解除的预警', notices: '未读通知', more: (n: number) => `还有 ${n} 条`, late: '已逾期', open: '打开今日' },
  en: { subject: (day: string, n: number) => `Your morning, ${day}: ${n} to do`, nothing: 'No next step is due today, and there are no new leads or alarms.', due: 'Due today and overdue', tasks: 'Tasks', leads: 'New leads', alarms: 'Alarms that are open', notices: 'Unread notices', more: (n: number) => `${n} more`, late: 'overdue', open: 'Open Today' },
}

export interface Brief { subject: string; html: string }

/** The morning brief of one person: what is due, what came in since `since`, what is wrong with the funnel. `day` is today in the organisation's zone. */
export async function composeBrief(tx: Db, viewer: Viewer, preferences: MessagePreferences, { now, day, since, reader }: { now: string; day: string; since: string; reader: Reader }): Promise<Brief> {
  const { orgId, userId } = viewer
  const say = words[reader.language]
  const due = await sql<{ object: 'deal' | 'lead'; id: string; name: string; step: string | null; due: string }>`
    select 'deal' as object, d.id, d.title as name, d.next_step as step, d.next_step_due::text as due from deal d where d.org_id = ${orgId} and d.owner_id = ${userId} and d.status = 'open' and d.dormant_at is null and d.next_step_due <= ${day}::date
    union all select 'lead', l.id, concat_ws(' · ', l.name, l.company), l.next_step, l.next_step_due::text from lead l
      where l.org_id = ${orgId} and l.owner_id = ${userId} and l.status not in ('converted', 'invalid') and l.next_step_due <= ${day}::date
    order by due desc, name`.execute(tx)
  const tasks = await sql<{ title: string; due: string | null }>`
    select title, due_on::text as due from action_item where org_id = ${orgId} and assignee_id = ${userId} and status = 'open' and due_on <= ${day}::date order by due_on desc, title`.execute(tx)
  const leads = await sql<{ id: string; name: string }>`
    select id, concat_ws(' · ', name, company) as name from lead where org_id = ${orgId} and owner_id = ${userId} and status not in ('converted', 'invalid') and coalesce(owned_at, created_at) >= ${since}::timestamptz order by coalesce(owned_at, created_at) desc`.execute(tx)
  const alarms = readsWholeFunnel(viewer)
    ? await sql<{ id: string; name: string }>`
      select a.id, concat_ws(' · ', r.name, p.name, s.name) as name from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id join pipeline p on p.org_id = a.org_id and p.id = a.pipeline_id
      left join stage s on s.org_id = a.org_id and s.id = a.stage_id where a.org_id = ${orgId} and a.status <> 'resolved' order by a.opened_at desc`.execute(tx)
    : { rows: [] }
  const { rows: all } = await sql<Said>`
    select kind, data, subject_type as "subjectType", subject_id as "subjectId" from notification
    where org_id = ${orgId} and user_id = ${userId} and read_at is null and done_at is null and (snoozed_until is null or snoozed_until <= ${now}::timestamptz) and created_at >= ${since}::timestamptz order by created_at desc`.execute(tx)
  const notices = all.filter((notice) => waysOf(preferences, notice.kind).mail === 'brief')
  const to = (path: string, text: string) => (reader.origin === null ? escapeHtml(text) : `<a href="${escapeHtml(new URL(path, reader.origin).href)}" style="color:#1677ff;text-decoration:none">${escapeHtml(text)}</a>`)
  const late = (on: string | null) => (on !== null && on < day ? ` <span style="color:#cf1322">${say.late} ${on.slice(5)}</span>` : '')
  const parts = [
    section(say.due, due.rows.map((one) => `${to(`/${one.object}s/${one.id}`, one.name)}${one.step === null ? '' : ` — ${escapeHtml(one.step)}`}${late(one.due)}`), say.more),
    section(say.tasks, tasks.rows.map((one) => `${to('/actions', one.title)}${late(one.due)}`), say.more),
    section(say.leads, leads.rows.map((one) => to(`/leads/${one.id}`, one.name)), say.more),
    section(say.alarms, alarms.rows.map((one) => to(`/alarms/${one.id}`, one.name)), say.more),
    section(say.notices, notices.map((one) => htmlOf(one, reader)), say.more),
  ].filter((part) => part !== '')
  const n = due.rows.length + tasks.rows.length + leads.rows.length + alarms.rows.length + notices.length
  return { subject: say.subject(day, n), html: (parts.length === 0 ? `<p>${say.nothing}</p>` : parts.join('')) + `<p style="margin:20px 0 0">${to('/', say.open)}</p>` }
}

function section(title: string, lines: readonly string[], more: (n: number) => string): string {
  if (lines.length === 0) return ''
  const items = lines.slice(0, most).map((line) => `<li style="margin:6px 0">${line}</li>`).join('')
  const rest = lines.length > most ? `<div style="color:#8a919f">${more(lines.length - most)}</div>` : ''
  return `<h3 style="margin:18px 0 6px;font-size:15px">${escapeHtml(title)} <span style="color:#8a919f;font-weight:normal">${lines.length}</span></h3><ul style="margin:0;padding-left:18px">${items}</ul>${rest}`
}

/** Deals of a stage, as the weekly report shows them. */
interface StageRow { pipeline: string; stage: string; n: number; amount: number; entered: number; stuck: number }

const weekWords = {
  zh: { subject: (day: string) => `漏斗周报 ${day}`, made: '新增商机', won: '赢单', lost: '输单', before: '前一周', stage: '阶段', open: '在途', amount: (unit: string) => `金额（${unit}）`, entered: '本周进入', stuck: '超时停留', unit: (currency: string) => (currency === 'CNY' ? '万元' : `万 ${currency}`), see: '查看漏斗' },
  en: { subject: (day: string) => `Funnel of the week, ${day}`, made: 'New deals', won: 'Won', lost: 'Lost', before: 'week before', stage: 'Stage', open: 'Open', amount: (unit: string) => `Amount (${unit})`, entered: 'Entered this week', stuck: 'Overdue', unit: (currency: string) => `10k ${currency}`, see: 'Open the funnel' },
}

/** A bar in the middle, so that the stages below each other have the funnel's shape. Cells with a background: mail clients that know no widths of blocks show them too. */
function funnelBar(width: number): string {
  const side = Math.floor((140 - width) / 2)
  const cell = (px: number, color: string) => (px <= 0 ? '' : `<td width="${px}" height="12"${color === '' ? '' : ` bgcolor="${color}"`} style="width:${px}px;height:12px;font-size:0;line-height:0">&nbsp;</td>`)
  return `<table role="presentation" cellpadding="0" cellspacing="0" width="140"><tr>${cell(side, '')}${cell(Math.max(width, 1), '#1677ff')}${cell(140 - side - Math.max(width, 1), '')}</tr></table>`
}

/** The funnel's week as a mail: counts against the week before, and a bar for each stage. Deals in the reader's sight; amounts in the organisation's currency alone. */
export async function composeWeekly(tx: Db, viewer: Viewer, { from, to, day, currency, reader }: { from: string; to: string; day: string; currency: string; reader: Reader }): Promise<Brief> {
  const { orgId } = viewer
  const say = weekWords[reader.language]
  const mine = scopeFilter(viewer, 'deal', 'read', 'd')
  const before = new Date(2 * Date.parse(from) - Date.parse(to)).toISOString()
  const { rows: counts } = await sql<{ made: number; madeBefore: number; won: number; wonBefore: number; wonAmount: number; lost: number; lostBefore: number }>`
    select count(*) filter (where d.created_at >= ${from}::timestamptz)::integer as made, count(*) filter (where d.created_at >= ${before}::timestamptz and d.created_at < ${from}::timestamptz)::integer as "madeBefore",
      count(*) filter (where d.status = 'won' and d.closed_at >= ${from}::timestamptz)::integer as won, count(*) filter (where d.status = 'won' and d.closed_at >= ${before}::timestamptz and d.closed_at < ${from}::timestamptz)::integer as "wonBefore",
      coalesce(sum(d.amount_minor) filter (where d.status = 'won' and d.closed_at >= ${from}::timestamptz and d.currency = ${currency}), 0)::bigint as "wonAmount",
      count(*) filter (where d.status = 'lost' and d.closed_at >= ${from}::timestamptz)::integer as lost, count(*) filter (where d.status = 'lost' and d.closed_at >= ${before}::timestamptz and d.closed_at < ${from}::timestamptz)::integer as "lostBefore"
    from deal d where d.org_id = ${orgId} and (d.created_at >= ${before}::timestamptz and d.created_at < ${to}::timestamptz or d.closed_at >= ${before}::timestamptz and d.closed_at < ${to}::timestamptz) and ${mine}`.execute(tx)
  const { rows: stages } = await sql<StageRow>`
    select p.name as pipeline, s.name as stage, count(d.id)::integer as n, coalesce(sum(d.amount_minor) filter (where d.currency = ${currency}), 0)::bigint as amount,
      count(d.id) filter (where d.stage_entered_at >= ${from}::timestamptz and d.stage_entered_at < ${to}::timestamptz)::integer as entered,
      count(d.id) filter (where d.stage_entered_at < ${to}::timestamptz - make_interval(days => s.dwell_days))::integer as stuck
    from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null
    left join deal d on d.org_id = s.org_id and d.stage_id = s.id and d.status = 'open' and d.dormant_at is null and ${mine}
    where p.org_id = ${orgId} and p.archived_at is null group by p.id, p.name, s.id, s.name, s.position order by p.name, p.id, s.position`.execute(tx)
  const c = counts[0] ?? { made: 0, madeBefore: 0, won: 0, wonBefore: 0, wonAmount: 0, lost: 0, lostBefore: 0 }
  const tile = (label: string, now: number, was: number, more = '') =>
    `<td style="padding:8px 14px 8px 0"><div style="color:#8a919f;font-size:12px">${label}</div><div style="font-size:22px">${now}${more}</div><div style="color:#8a919f;font-size:12px">${say.before} ${was}</div></td>`
  const inTens = (minor: number) => (Math.round(minor / 10_000) / 100).toFixed(2).replace(/\.?0+$/, '')
  const widest = Math.max(1, ...stages.map((row) => row.n))
  const rows = stages.map((row, i) => {
    const head = row.pipeline === stages[i - 1]?.pipeline ? '' : `<tr><td colspan="5" style="padding:14px 0 4px;font-weight:bold">${escapeHtml(row.pipeline)}</td></tr>`
    const bar = funnelBar(Math.round((row.n / widest) * 140))
    return `${head}<tr><td style="padding:3px 8px 3px 0;white-space:nowrap">${escapeHtml(row.stage)}</td><td style="width:150px">${bar}</td><td align="right" style="padding:0 6px">${row.n}</td><td align="right" style="padding:0 6px">${inTens(row.amount)}</td>`
      + `<td align="right" style="padding:0 0 0 6px">+${row.entered}${row.stuck > 0 ? ` <span style="color:#cf1322">${say.stuck} ${row.stuck}</span>` : ''}</td></tr>`
  })
  const heads = [say.stage, '', say.open, say.amount(say.unit(currency)), say.entered].map((text, i) => `<th align="${i < 2 ? 'left' : 'right'}" style="font-size:12px;font-weight:normal;color:#8a919f;padding:0 6px 0 0">${text}</th>`).join('')
  return {
    subject: say.subject(day),
    html: `<table cellpadding="0" cellspacing="0"><tr>${tile(say.made, c.made, c.madeBefore)}${tile(say.won, c.won, c.wonBefore, ` <span style="font-size:13px;color:#5c6370">${inTens(c.wonAmount)} ${escapeHtml(say.unit(currency))}</span>`)}${tile(say.lost, c.lost, c.lostBefore)}</tr></table>`
      + `<table cellpadding="0" cellspacing="0" width="100%"><tr>${heads}</tr>${rows.join('')}</table>`
      + (reader.origin === null ? '' : `<p style="margin:20px 0 0"><a href="${escapeHtml(new URL('/funnel', reader.origin).href)}" style="color:#1677ff">${say.see}</a></p>`),
  }
}
