import { weekReport, type WeekReport } from '@sluice/core/fields/week-report'
import { escapeHtml, type Reader } from './notice-words.ts'

const words = {
  zh: {
    all: (percent: string, n: number, isOwn: boolean) => `${isOwn ? '您的' : '团队的'} ${n} 条记录，资料完整度 ${percent}。`, missing: '最常缺的字段', count: (n: number, of: number) => `${n} / ${of} 条没填`, gates: (names: string) => `门禁会查：${names}`,
    teams: '各团队', people: '各成员', records: (n: number) => `${n} 条`, see: '去补齐', object: { deal: '商机', lead: '线索', account: '客户', contact: '联系人' },
  },
  en: {
    all: (percent: string, n: number, isOwn: boolean) => `${isOwn ? 'Your' : 'Your teams’'} ${n} records are ${percent} complete.`, missing: 'Missing most', count: (n: number, of: number) => `${n} of ${of} without it`, gates: (names: string) => `Gates ask for it: ${names}`,
    teams: 'Teams', people: 'People', records: (n: number) => `${n} records`, see: 'Fill them in', object: { deal: 'Deal', lead: 'Lead', account: 'Account', contact: 'Contact' },
  },
}

/** The week's completeness as a mail; null when the data is none (of an earlier version). */
export function completenessMail(data: unknown, reader: Reader): string | null {
  const read = weekReport.safeParse(data)
  if (!read.success) return null
  const { records, isOwn, percent, fields, teams, people } = read.data
  const say = words[reader.language]
  const lang = reader.language
  const lacking = fields.map(({ object, label, missing, asked, why, gates }) =>
    `<li style="margin:8px 0"><strong>${escapeHtml(`${say.object[object]} · ${label[lang]}`)}</strong> <span style="color:#cf1322">${escapeHtml(say.count(missing, asked))}</span>`
    + `<div style="color:#5c6370">${escapeHtml(why[lang])}</div>${gates.length === 0 ? '' : `<div style="color:#8a919f">${escapeHtml(say.gates(gates.join(lang === 'zh' ? '、' : ', ')))}</div>`}</li>`)
  const heading = (title: string) => `<h3 style="margin:18px 0 6px;font-size:15px">${escapeHtml(title)}</h3>`
  const list = (path: string) => (reader.origin === null ? '' : `<p style="margin:20px 0 0"><a href="${escapeHtml(new URL(path, reader.origin).href)}" style="color:#1677ff">${say.see}</a></p>`)
  return `<p>${escapeHtml(say.all(percent, records, isOwn))}</p>${lacking.length === 0 ? '' : `${heading(say.missing)}<ul style="margin:0;padding-left:18px">${lacking.join('')}</ul>`}`
    + table(say.teams, teams, say.records, heading) + table(say.people, people, say.records, heading) + list(`/reports/completeness?object=${fields[0]?.object ?? 'deal'}`)
}

function table(title: string, rows: WeekReport['teams'], records: (n: number) => string, heading: (title: string) => string): string {
  if (rows.length === 0) return ''
  const lines = rows.map(({ name, records: n, score }) => `<tr><td style="padding:2px 12px 2px 0">${escapeHtml(name)}</td><td align="right" style="padding:2px 12px 2px 0">${Math.round(score * 100)}%</td><td align="right" style="color:#8a919f">${escapeHtml(records(n))}</td></tr>`)
  return `${heading(title)}<table cellpadding="0" cellspacing="0">${lines.join('')}</table>`
}
