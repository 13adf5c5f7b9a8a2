import { exportReport, type exportedReports } from '@sluice/core/funnel/measure-contracts'
import { csvRow } from '@sluice/core/lib/csv-field'
import type { MetricUnit } from '@sluice/core/lib/metric-entry'
import { isMetricKey, METRICS, type MetricKey } from '@sluice/core/metrics/registry'
import type { Api } from '../../platform/api.ts'
import { streamRoute } from '../../platform/route.ts'
import { reportLines } from './report-lines.ts'

type Report = (typeof exportedReports)[number]

const heads = {
  zh: ['指标代码', '指标', '字段', '对象', '数值', '单位', '样本数', '命中', '未定（删失）', '区间下限', '区间上限', '方法', '样本是否足够'],
  en: ['metric', 'name', 'field', 'about', 'value', 'unit', 'n', 'hits', 'censored', 'low', 'high', 'method', 'enough'],
}

/**
 * The registry's key of a field, by the report and the end of its path (the longest that is here): a cohort's `entered` is not a
 * stage's. What is not here is a count, or a setting, that its field names.
 */
const keys: Partial<Record<Report, Record<string, MetricKey>>> = {
  breakdown: {
    entered: 'breakdown.entered', overall: 'breakdown.overall_rate', closedWinRate: 'breakdown.win_rate', wonAmount: 'breakdown.won_amount', meanWon: 'breakdown.mean_won', cycle: 'breakdown.cycle',
    stock: 'breakdown.stock', stockAmountMinor: 'breakdown.stock_amount', conversion: 'breakdown.conversion', won: 'cohort.won', lost: 'cohort.lost', open: 'cohort.open', transferred: 'cohort.transferred',
    'steps.entered': 'step.entered', 'steps.reachedNext': 'step.reached_next',
  },
  comparison: {
    conversion: 'compare.conversion', loss: 'compare.loss', overall: 'compare.overall', closedWinRate: 'compare.win_rate', 'entered.a': 'cohort.entered', 'entered.b': 'cohort.entered', 'steps.entered.a': 'step.entered',
    'steps.entered.b': 'step.entered',
  },
  'heat-map': { conversion: 'heat.conversion', dwell: 'heat.dwell', loss: 'heat.loss', entered: 'step.entered' },
  series: {
    inflow: 'series.inflow', stock: 'series.stock', stockBefore: 'series.stock', advance: 'series.outflow', back: 'series.outflow', won: 'series.outflow', lost: 'series.outflow', transfer: 'series.outflow',
    'cohort.entered': 'step.entered', 'cohort.reached': 'step.reached_next', 'whole.created': 'deals.created', 'whole.entered': 'cohort.entered', 'whole.won': 'deals.won', 'whole.lost': 'deals.lost', 'whole.wonMinor': 'won.amount',
  },
  frames: {
    'frames.entered': 'cohort.entered', overall: 'cohort.overall', wonCount: 'deals.won', wonMinor: 'won.amount', openCount: 'deals.open', openMinor: 'kpi.pipeline_value', stock: 'step.stock', stockAmountMinor: 'step.stock_amount',
    'stages.entered': 'step.entered', conversion: 'step.conversion',
  },
  losses: { deals: 'losses.deals', amountMinor: 'losses.amount', share: 'losses.share' },
  channels: {
    inflow: 'channel.inflow', conversion: 'channel.conversion', meanWon: 'channel.mean_won', perEntered: 'channel.per_entered', against: 'breakdown.difference', entered: 'breakdown.entered', won: 'cohort.won', wonAmount: 'breakdown.won_amount',
    cycle: 'breakdown.cycle',
  },
  people: { raw: 'fair.raw', adjusted: 'fair.adjusted', reference: 'fair.reference', difference: 'fair.difference', covered: 'fair.covered' },
  activities: {
    median: 'activity.response_median', within: 'activity.response_within', untilAdvance: 'activity.touches_to_advance', untilLoss: 'activity.touches_to_loss', share: 'activity.over_follow_up',
    over: 'activity.over_follow_up', touchesPerStay: 'activity.touches_per_stay', waiting: 'activity.waiting', limit: 'activity.touch_limit',
  },
  cube: { deals: 'cube.deals', amountMinor: 'cube.amount', weightedMinor: 'cube.weighted' },
  decay: { win: 'decay.win', formula: 'decay.formula', medianDwell: 'step.dwell_median' },
  coverage: { coverage: 'coverage.ratio', required: 'coverage.required', remainingMinor: 'coverage.remaining', wonMinor: 'won.amount' },
  'custom-funnel': { reached: 'custom.reached', conversion: 'custom.conversion', overall: 'custom.overall', medianDays: 'custom.median_days', dropout: 'custom.dropout' },
}

/**
 * Any report as CSV: the report is asked as a browser would ask it, with the asker's own session, so that file and screen are one
 * answer, refusals among them. Money stands in minor units, as in the answer.
 */
export function exportRoutes(api: Api): void {
  streamRoute(api, exportReport, async ({ params, query, request, reply }) => {
    const { locale, ...asked } = query
    const language = locale === 'en' ? 'en' : 'zh'
    const search = new URLSearchParams(Object.entries(asked).flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one): [string, string] => [key, String(one)])))
    const answer = await api.fastify.inject({
      method: 'GET', url: `/api/v1/reports/${params.report}?${search.toString()}`, headers: { cookie: request.headers.cookie ?? '', 'accept-language': locale },
    })
    if (answer.statusCode !== 200) return reply.status(answer.statusCode).type('application/problem+json').send(answer.body)
    const body = answer.json<{ names?: Record<string, string>; currency?: string } & Record<string, never>>()
    const names = body.names ?? {}
    const byValue = new Map(Object.entries(names).map(([key, name]) => [key.slice(key.indexOf(':') + 1), name]))
    const lines = reportLines(body, (_, id) => byValue.get(id) ?? id).map((line) => {
      const key = keyOf(params.report, line.path, line.about)
      const entry = isMetricKey(key) ? METRICS[key] : undefined
      const text = (value: number | null) => (value === null ? '' : String(value))
      return [key, entry?.label[language] ?? '', line.path, line.about.join(' / '), text(line.value), unitOf(entry?.unit, line.path, body.currency), text(line.n), text(line.hits), text(line.censored), text(line.low), text(line.high), line.method === '' && line.enough !== null ? (entry?.method ?? '') : line.method, line.enough === null ? '' : String(line.enough)]
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${params.report}.csv"`)
      .header('cache-control', 'no-store')
      .send(`\ufeff${[heads[language], ...lines].map((cells) => csvRow(cells)).join('')}`)
  })
}

function keyOf(report: Report, path: string, about: readonly string[]): string {
  const parts = path.split('.')
  const last = parts.at(-1) ?? ''
  if (report === 'indicators') return about[0] === undefined || last === 'beside' ? '' : `kpi.${about[0]}`
  if (report === 'waterfall') return parts[0] === 'parts' ? `waterfall.${about[0] ?? ''}` : parts[0] === 'start' || parts[0] === 'end' ? `waterfall.${parts[0]}` : ''
  if (report === 'breakdown' && parts.includes('against')) return 'breakdown.difference'
  for (let from = 0; from < parts.length; from++) {
    const key = keys[report]?.[parts.slice(from).join('.')]
    if (key !== undefined) return key
  }
  return ''
}

/** The registry's unit; money as its currency in minor units, also where only the field says that it is money. */
function unitOf(unit: MetricUnit | undefined, path: string, currency = ''): string {
  // How many deals an amount is of stands under the amount's key.
  if (/deals$/i.test(path)) return 'count'
  if (unit === 'money' || unit === 'money_per_day' || (unit === undefined && path.endsWith('Minor'))) return `${currency} minor${unit === 'money_per_day' ? '/d' : ''}`.trim()
  return unit ?? ''
}
