/** What was known of a lead in one column, and since when (UTC epoch milliseconds). */
export type KnownValue = { value: string | number | null; knownAt: number }

/** A past lead to learn from. It is judged `at` an instant before its outcome; nothing known later may be used. */
export type FitSample = {
  id: string
  at: number
  converted: boolean
  /** When it converted or ended; null: it did neither until now, and counts as not converted. */
  outcomeAt: number | null
  values: Readonly<Record<string, KnownValue>>
  /** What the rules said at the same instant; null or left out: not known. */
  ruleScore?: number | null
}

export type FitColumn = { key: string; kind: 'number' | 'category' }

/** A column's value as known when the lead was judged; null: not known then. Texts of white space are nothing. */
export function valueOf(sample: Pick<FitSample, 'at' | 'values'>, column: FitColumn): string | number | null {
  const known = sample.values[column.key]
  if (known === undefined || known.value === null || known.knownAt > sample.at) return null
  if (column.kind === 'number') return typeof known.value === 'number' && Number.isFinite(known.value) ? known.value : null
  const text = String(known.value).trim()
  return text === '' ? null : text
}
