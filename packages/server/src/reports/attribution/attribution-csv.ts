import type { getAttribution } from '@sluice/core/attribution/contract'
import { modelWords } from '@sluice/core/attribution/model-words'
import { ATTRIBUTION_METRICS } from '@sluice/core/attribution/registry'
import type { AnswerOf } from '@sluice/core/lib/contract'
import { csvRow } from '@sluice/core/lib/csv-field'
import { currencyDigits } from '@sluice/core/lib/money'

type Key = keyof typeof ATTRIBUTION_METRICS

/** A line for each row and model, with the registry's words as headings; money in whole units; a byte-order mark, by which spreadsheets know the encoding. */
export function attributionCsv(answer: AnswerOf<typeof getAttribution>, language: 'zh' | 'en'): string {
  const word = (zh: string, en: string) => (language === 'zh' ? zh : en)
  const label = (key: Key) => ATTRIBUTION_METRICS[key].label[language]
  const digits = currencyDigits(answer.currency)
  const unit = 10 ** digits
  // Exact: both parts are integers.
  const money = (minor: number | null) => (minor === null ? '' : `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / unit)}${digits === 0 ? '' : `.${String(Math.abs(minor) % unit).padStart(digits, '0')}`}`)
  const number = (value: number) => String(Math.round(value * 10_000) / 10_000)
  const head = [
    { channel: word('渠道', 'Channel'), campaign: word('市场活动', 'Campaign'), promoter: word('推广人', 'Promoter') }[answer.by], word('归因模型', 'Model'), label('attribution.leads'), label('attribution.opened'),
    label('attribution.pipeline'), label('attribution.won'), label('attribution.revenue'), label('attribution.cost'), label('attribution.cost_per_lead'), label('attribution.cost_per_won'), `${label('attribution.roi')} (%)`, word('币种', 'Currency'),
  ]
  const lines = answer.rows.flatMap((row) => row.models.map((one) => [
    row.name ?? (row.isUntouched ? word('无触达', 'No touch') : word('未标明', 'Not named')), modelWords[one.model][language], number(one.leads), number(one.opened), money(one.openedMinor), number(one.won), money(one.wonMinor),
    money(row.costMinor), money(one.costPerLeadMinor), money(one.costPerWonMinor), one.roi === null ? '' : number(one.roi * 100), answer.currency,
  ]))
  return `\ufeff${[head, ...lines].map((cells) => csvRow(cells)).join('')}`
}
