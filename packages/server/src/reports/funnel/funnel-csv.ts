import { csvRow } from '@sluice/core/lib/csv-field'
import { currencyDigits } from '@sluice/core/lib/money'
import { figuresOf, type FunnelView } from '@sluice/core/funnel/overview'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'

const heads = {
  zh: ['指标代码', '指标', '阶段', '明细', '数值', '单位', '样本数', '命中', '未定（删失）', '区间下限', '区间上限', '方法', '样本是否足够', '截至', '时区'],
  en: ['metric', 'name', 'stage', 'detail', 'value', 'unit', 'n', 'hits', 'censored', 'low', 'high', 'method', 'enough', 'as of', 'zone'],
}

/** Every figure of the view as CSV, money in major units; UTF-8 with BOM, so that Excel reads the Chinese. */
export function funnelCsv(view: FunnelView, names: ReadonlyMap<string, string>, language: 'zh' | 'en'): string {
  const asOf = new Date(view.asOf).toISOString()
  const lines = figuresOf(view).map((figure) => {
    const entry = FUNNEL_METRICS[figure.metric]
    const isMoney = entry.unit === 'money' || entry.unit === 'money_per_day'
    const unit = isMoney ? (entry.unit === 'money' ? view.currency : `${view.currency}/d`) : entry.unit
    const number = (value: number | null) => (value === null ? '' : isMoney ? minorToText(value, currencyDigits(view.currency)) : String(value))
    const detail = figure.exit ?? (figure.reasonId ? (names.get(figure.reasonId) ?? figure.reasonId) : '')
    return [
      figure.metric, entry.label[language], figure.stageId ? (names.get(figure.stageId) ?? figure.stageId) : '', detail, number(figure.value), unit,
      String(figure.n), figure.hits === null ? '' : String(figure.hits), String(figure.censored), number(figure.low), number(figure.high),
      figure.method, String(figure.enough), asOf, view.zone,
    ]
  })
  return `\ufeff${[heads[language], ...lines].map((cells) => csvRow(cells)).join('')}`
}

/** Exact: the last digits are the fraction, as many as the currency has. */
function minorToText(value: number, places: number): string {
  const whole = Math.trunc(value)
  const digits = String(Math.abs(whole)).padStart(places + 1, '0')
  const sign = whole < 0 ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
