import type { getHeatMap } from '@sluice/core/funnel/report-contracts'
import type { AnswerOf } from '@sluice/core/lib/contract'
import type { FunnelUrl } from '../funnel/funnel-url.ts'
import { withSlice } from '../funnel/slices.ts'

export type HeatMapAnswer = AnswerOf<typeof getHeatMap>
export type HeatColumnOut = HeatMapAnswer['columns'][number]

/** The calendar day of an instant in the organisation's zone. */
export function dayOf(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
}

/** First and last day of `[from, to)`; an open end stays open. */
export function daysOf({ from, to }: { from: number; to: number | null }, zone: string): { first: string; last: string } {
  return { first: dayOf(from, zone), last: to === null ? '' : dayOf(to - 1, zone) }
}

/**
 * The funnel whose figures are those of a column (undefined: of all columns together): the days that the column covers and its own
 * newcomers where columns are weeks or months, else its segment in the period that was looked at.
 */
export function drillOf(map: Pick<HeatMapAnswer, 'zone' | 'period' | 'columns'>, column: HeatColumnOut | undefined, across: string, url: Pick<FunnelUrl, 'slice' | 'cohort'>): Partial<FunnelUrl> {
  const days = { period: 'custom' as const, ...daysOf(map.period, map.zone) }
  if (column === undefined) return map.columns[0]?.kind === 'segment' ? days : { ...days, cohort: 'stage' }
  if (column.kind !== 'segment') return { period: 'custom', ...daysOf(column, map.zone), cohort: 'stage' }
  if (column.isOther) return days
  const value = column.value ?? ''
  if (across === 'owner' || across === 'team' || across === 'source') return { ...days, [across]: [value] }
  return { ...days, slice: withSlice(url.slice, { dimension: across, values: [value] }) }
}

/** Whether a week or month was cut off by the period. */
export function isPart(column: Exclude<HeatColumnOut, { kind: 'segment' }>): boolean {
  const [year = 0, month = 1] = column.name.split('-').map(Number)
  const whole = column.kind === 'week' ? 7 : new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Math.round((column.to - column.from) / 86_400_000) < whole
}
