import { currencyDigits } from '@sluice/core/lib/money'

/** What the values of a dimension are, for whoever names them: ids of something, keys with words of their own, options of a field, plain text. */
export type ValuesAre = 'product' | 'channel' | 'currency' | 'keys' | 'options' | 'text'

export interface Dimension {
  key: string
  label: { zh: string; en: string }
  valuesAre: ValuesAre
}

/** What deals can be sliced by besides owner, team and source, as they are today. Custom select fields come to these. */
export const DIMENSIONS: readonly Dimension[] = [
  { key: 'product', label: { zh: '产品', en: 'Product' }, valuesAre: 'product' },
  { key: 'industry', label: { zh: '客户行业', en: 'Industry' }, valuesAre: 'text' },
  { key: 'size', label: { zh: '客户规模', en: 'Company size' }, valuesAre: 'text' },
  { key: 'region', label: { zh: '地区', en: 'Region' }, valuesAre: 'text' },
  { key: 'amount', label: { zh: '金额段', en: 'Amount band' }, valuesAre: 'keys' },
  { key: 'customer', label: { zh: '新老客户', en: 'New or existing customer' }, valuesAre: 'keys' },
  { key: 'channel', label: { zh: '渠道', en: 'Channel' }, valuesAre: 'channel' },
  { key: 'campaign', label: { zh: '活动', en: 'Campaign' }, valuesAre: 'text' },
  { key: 'competitor', label: { zh: '竞争对手', en: 'Competitor' }, valuesAre: 'text' },
  { key: 'currency', label: { zh: '币种', en: 'Currency' }, valuesAre: 'currency' },
]

/** Words of the values of dimensions whose values are keys. */
export const VALUE_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  'customer:new': { zh: '新客户', en: 'New customer' },
  'customer:existing': { zh: '老客户', en: 'Existing customer' },
  'amount:0': { zh: '10 万以下', en: 'below 100k' },
  'amount:100000': { zh: '10–50 万', en: '100k–500k' },
  'amount:500000': { zh: '50–100 万', en: '500k–1M' },
  'amount:1000000': { zh: '100–500 万', en: '1M–5M' },
  'amount:5000000': { zh: '500 万及以上', en: '5M and more' },
}

/** Where bands begin, in whole units of the deal's own currency. A band is named by where it begins. */
const bands = [5_000_000, 1_000_000, 500_000, 100_000, 0]

/** The band of an amount in minor units; null for none. */
export function amountBand(minor: number | null, currency: string): string | null {
  if (minor === null) return null
  const unit = 10 ** currencyDigits(currency)
  return String(bands.find((from) => minor >= from * unit) ?? 0)
}

/** A custom field's key as a dimension: `c_grade` of the deal, `account_c_grade` of its customer. */
export const customKey = (field: { object: string; key: string }) => (field.object === 'deal' ? `c_${field.key}` : `account_c_${field.key}`)
