import { EXIT_CODES } from '../columns.ts'
import { DAY_MS } from '../zone-days.ts'
import { widen } from './widen.ts'

/** `[from, to)`, UTC epoch milliseconds. */
export type Span = { from: number; to: number }

export type ChangeFlow = {
  days: number
  inflow: number
  outflow: { advance: number; back: number; won: number; lost: number; transfer: number }
  stockStart: number
  stockEnd: number
  /** Days in the stage: Kaplan–Meier over whole hours, up to the longest seen; of the stays that ran in the period, watched from its beginning. */
  meanDwell: number | null
}

const HOUR_MS = 3_600_000

export const isIn = (at: number, span: Span): boolean => at >= span.from && at < span.to

export const newFlow = ({ from, to }: Span): ChangeFlow => ({
  days: (to - from) / DAY_MS, inflow: 0, outflow: { advance: 0, back: 0, won: 0, lost: 0, transfer: 0 }, stockStart: 0, stockEnd: 0, meanDwell: null,
})

/** Adds a stay to the flows of a period; true when it ran in it. */
export function overlap(flow: ChangeFlow, span: Span, from: number, to: number, exit: number, asOf: number, stays: Watch, risk: number): boolean {
  const end = Math.min(span.to, asOf)
  if (from >= end || to < span.from) return false
  if (from >= span.from) flow.inflow++
  const left = to < end
  if (left) {
    const how = EXIT_CODES[exit] as (typeof EXIT_CODES)[number]
    if (how !== '') flow.outflow[how]++
  }
  const hours = Math.floor(((left ? to : end) - from) / HOUR_MS)
  const entry = Math.floor((Math.max(from, span.from, risk) - from) / HOUR_MS)
  if (entry <= hours) {
    if (hours + 1 >= stays.came.length) for (const part of ['came', 'gone', 'left'] as const) stays[part] = widen(stays[part], new Float64Array(hours * 2))
    stays.came[entry] = (stays.came[entry] as number) + 1
    stays.gone[hours] = (stays.gone[hours] as number) + 1
    if (left) stays.left[hours] = (stays.left[hours] as number) + 1
    stays.last = Math.max(stays.last, hours)
  }
  return true
}

/** Stays by age in whole hours: came under watch, went out of it, and of these left the stage. */
export type Watch = { came: Float64Array; gone: Float64Array; left: Float64Array; last: number }

export const watch = (): Watch => ({ came: new Float64Array(4096), gone: new Float64Array(4096), left: new Float64Array(4096), last: -1 })

/** Mean days in the stage up to the longest seen; null when nothing was watched. */
export function meanOf({ came, gone, left, last }: Watch): number | null {
  if (last < 0) return null
  let atRisk = 0
  let survival = 1
  let hours = 0
  for (let hour = 0; hour <= last; hour++) {
    atRisk += came[hour] as number
    if (atRisk > 0) survival *= 1 - (left[hour] as number) / atRisk
    hours += survival
    atRisk -= gone[hour] as number
  }
  return hours / 24
}
