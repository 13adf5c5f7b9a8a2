import type { getFunnel } from '@sluice/core/funnel/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { isFunnelMetric } from '@sluice/core/funnel/registry'
import { z } from 'zod'
import { closingRange, closings, comparedRange, periods, rangeOf, sameAge } from './funnel-period.ts'
import type { DayRange } from './funnel-period.ts'
import { slicesOf } from './slices.ts'

const ids = z.array(z.string().max(60)).max(200).default([])
const dayOrNone = z.union([z.literal(''), z.iso.date()]).default('')

export const sides = ['main', 'other', 'closing'] as const
/** Which answer of the page a figure is of: the funnel itself, the compared one, or that of the expected closings. */
export type Side = (typeof sides)[number]

/** Names a figure whose deals are shown. `reason` is `none` for losses without one. */
const figureRef = z.object({
  metric: z.string().refine(isFunnelMetric).transform((key) => key),
  stage: z.string().max(60).optional(),
  reason: z.string().max(60).optional(),
  exit: z.enum(['advance', 'back', 'won', 'lost', 'transfer']).optional(),
  window: z.number().int().min(0).max(60).optional(),
  part: z.enum(['population', 'hits', 'censored']).default('population'),
  side: z.enum(sides).default('main'),
})
export type FigureRef = z.infer<typeof figureRef>

export const comparisons = ['none', 'previous', 'year', 'custom', 'team', 'source', 'owner'] as const

/** What a link to the funnel carries. Every field has a default, so that an untouched page has a clean address. */
export const funnelUrl = z.object({
  /** Empty: the first pipeline. */
  pipeline: z.string().max(60).default(''),
  period: z.enum(periods).default('m12'),
  /** First and last day of the custom period. */
  first: dayOrNone,
  last: dayOrNone,
  asOf: dayOrNone,
  team: ids,
  owner: ids,
  source: ids,
  product: ids,
  /** Values of further dimensions, as the question has them: `size:…;industry:…`. */
  slice: z.string().max(20_000).default(''),
  where: z.string().max(20_000).default(''),
  cohort: z.enum(['entry', 'stage']).default('entry'),
  fill: z.enum(['linear', 'touched']).default('linear'),
  mature: z.coerce.number().int().min(0).max(3650).default(30),
  view: z.enum(['cohort', 'flow', 'snapshot']).default('cohort'),
  compare: z.enum(comparisons).default('none'),
  /** The compared period's days, when chosen by hand. */
  first2: dayOrNone,
  last2: dayOrNone,
  /** The compared group seen at the age of ours, or both as they are now. */
  age: z.enum(['same', 'now']).default('same'),
  /** The two segments that are compared: ids of teams, sources or owners. */
  a: ids,
  b: ids,
  closing: z.enum(closings).default('all'),
  /** Whether the time machine stands above the page. */
  machine: z.boolean().default(false),
  /** The stage whose dwell curve is shown; empty: the first. */
  stage: z.string().max(60).default(''),
  columns: z.array(z.string().max(40)).max(40).default([]),
  figure: figureRef.nullable().default(null),
})
export type FunnelUrl = z.output<typeof funnelUrl>

/** What `getFunnel` is sent. */
export type FunnelAsk = QueryInputOf<typeof getFunnel>

/** The questions of a page: its own, the compared one, and that of the expected closings; with the days they cover. */
export interface Questions {
  main: FunnelAsk
  range: DayRange
  other: FunnelAsk | null
  otherRange: DayRange | null
  /** Equal to `main` when the page's period is the one asked for. */
  closing: FunnelAsk
}

const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','))
const orNone = (text: string) => (text.trim() === '' ? undefined : text)
const days = (range: DayRange) => ({ from: range.from ?? undefined, to: range.to ?? undefined })

/** The segments that are compared, when both are chosen. */
export function segmentsOf(url: FunnelUrl): 'team' | 'source' | 'owner' | null {
  return url.compare === 'team' || url.compare === 'source' || url.compare === 'owner' ? url.compare : null
}

/** Turns the page's state into questions. `today` is the organisation's calendar day; `pipeline` the chosen or first one. */
export function questionsOf(url: FunnelUrl, today: string, pipeline: string): Questions {
  const anchor = url.asOf === '' || url.asOf > today ? today : url.asOf
  const range = rangeOf(url.period, anchor, url)
  const filters = { team: list(url.team), owner: list(url.owner), source: list(url.source), product: list(url.product), slice: orNone(url.slice), where: orNone(url.where) }
  const base: FunnelAsk = {
    pipeline, ...days(range), asOf: orNone(url.asOf), ...filters, cohort: url.cohort, fill: url.fill, matureDays: url.mature,
  }
  const segment = segmentsOf(url)
  // With a segment chosen on one side only, the funnel already shows it; there is just nothing to compare with yet.
  const main = segment && url.a.length > 0 ? { ...base, [segment]: list(url.a) } : base
  const closing = { ...main, ...days(closingRange(url.closing, anchor)) }

  if (segment) {
    const other = url.a.length > 0 && url.b.length > 0 ? { ...base, [segment]: list(url.b) } : null
    return { main, range, other, otherRange: other && range, closing }
  }
  if (url.compare === 'previous' || url.compare === 'year' || url.compare === 'custom') {
    const otherRange = comparedRange(url.compare, url.period, range, { first: url.first2, last: url.last2 })
    const asOf = otherRange && url.age === 'same' ? sameAge(range, otherRange, anchor) : anchor
    const other = otherRange && { ...base, ...days(otherRange), asOf: asOf === today && url.asOf === '' ? undefined : asOf }
    return { main, range, other, otherRange, closing }
  }
  return { main, range, other: null, otherRange: null, closing }
}

/** How many filters are set, for the badge and for whether there is something to clear. */
export function activeFilters(url: FunnelUrl): number {
  const lists = [url.team, url.owner, url.source, url.product].filter((one) => one.length > 0).length
  return lists + slicesOf(url.slice).length + (url.where.trim() === '' ? 0 : 1) + (url.asOf === '' ? 0 : 1)
}

export const clearedFilters = { team: [], owner: [], source: [], product: [], slice: '', where: '', asOf: '' } satisfies Partial<FunnelUrl>
