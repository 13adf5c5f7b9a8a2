import * as contracts from '@sluice/core/answering/contract'
import type { ResponseReport, ResponseRow } from '@sluice/core/answering/contract'
import type { QueryOf } from '@sluice/core/lib/contract'
import { csvRow } from '@sluice/core/lib/csv-field'
import { dayOf } from '@sluice/core/lib/dates'
import { ANSWER_METRICS } from '@sluice/core/answering/registry'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { changePolicy, readCalendarDays, setDay } from './change-work-time.ts'
import { responseReport } from './response-report.query.ts'
import { selectPolicy } from './work-time.ts'

const dayMs = 86_400_000

/** Working hours, the calendar, how soon leads are to be answered, and how soon they were. */
export function answeringRoutes(api: Api): void {
  route(api, contracts.getResponsePolicy, ({ tx, viewer }) => selectPolicy(tx, viewer.orgId))
  route(api, contracts.changeResponsePolicy, ({ tx, act, viewer, version, body }) => changePolicy(tx, act, viewer, version, body))
  route(api, contracts.listCalendarDays, ({ tx, viewer, query }) => readCalendarDays(tx, viewer.orgId, query.year))
  route(api, contracts.setCalendarDay, ({ tx, act, viewer, params, body }) => setDay(tx, act, viewer, params.day, body))

  const report = async (tx: Reader, { viewer, org }: Session, query: QueryOf<typeof contracts.getResponseReport>) => {
    requireScope(viewer, 'lead', 'read')
    const now = api.clock.now()
    const to = query.to ?? dayOf(now.getTime() + dayMs, org.timeZone)
    const from = query.from ?? new Date(Date.parse(to) - 30 * dayMs).toISOString().slice(0, 10)
    if (from >= to || Date.parse(to) - Date.parse(from) > 366 * dayMs) refuse('answering.period', {}, [{ path: 'to', code: 'answering.period' }])
    return responseReport(tx, viewer, org.timeZone, now, { by: query.by, from, to })
  }
  route(api, contracts.getResponseReport, ({ tx, session, query }) => report(tx, session, query))
  streamRoute(api, contracts.exportResponseReport, async ({ session, request, query, reply }) => {
    const language = readerLanguage(request)
    const answer = await api.db.forRequests.read(session.viewer.orgId, (tx) => report(tx, session, query))
    return reply.type('text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="responses.csv"').send(csvOf(answer, language))
  })
}

/** A table with the registry's words as headings; a byte-order mark, by which spreadsheets know the encoding. */
function csvOf(report: ResponseReport, language: 'zh' | 'en'): string {
  const word = (zh: string, en: string) => (language === 'zh' ? zh : en)
  const label = (key: keyof typeof ANSWER_METRICS) => ANSWER_METRICS[key].label[language]
  const head = [
    report.by === 'owner' ? word('销售', 'Rep') : word('渠道', 'Channel'), label('response.clocks'), label('response.met'), label('response.breached'), label('response.waiting'), word('未响应即结束', 'Ended unanswered'),
    `${label('response.met_share')} (%)`, `${label('response.median_minutes')} (min)`, word('已响应数（中位数的样本）', 'Answered (n of the median)'),
  ]
  const line = (row: ResponseRow, name: string) =>
    csvRow([name, ...[row.n, row.met, row.breached, row.waiting, row.unanswered, row.share === null ? null : Math.round(row.share * 1000) / 10, row.medianMinutes, row.answered].map((value) => (value === null ? '' : String(value)))])
  return `\ufeff${[csvRow(head), ...report.rows.map((row) => line(row, row.of?.name ?? word('（无）', '(none)'))), line(report.total, word('合计', 'Total'))].join('')}`
}
