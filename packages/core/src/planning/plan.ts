import { z } from 'zod'
import { day, line } from '../lib/wire.ts'
import { PLAN_METHODS } from './back-calculation.ts'
import { targetSchema } from './target.ts'
import { whatIfChange } from './what-if.ts'

export const planMonth = z.string().regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/, 'plan.month')
const stageKey = line(80)
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const need = z.object({ value: count, low: count, high: count.nullable() })

const monthNeed = z.object({
  month: planMonth,
  start: count,
  stages: z.array(z.object({ stageKey, need: count })).max(40),
  channels: z.array(z.object({ channelKey: stageKey, need: count })).max(200),
  /** Deals to win in the month, and their money (null: the target is in deals). */
  wins: z.number().min(0),
  wonMinor: count.nullable(),
})

/** A saved plan: what is to be reached, how it was worked out, and what follows for each month, stage and channel. */
export const planSchema = z.object({
  name: line(80),
  pipelineId: z.uuid(),
  target: targetSchema,
  method: z.enum(PLAN_METHODS),
  /** What the numbers rest on, as it was on that day: a plan does not move when the past is measured anew. */
  assumptions: z.object({
    /** Days, `[from, to)`, of the history that was measured; null: all of it. */
    from: day.nullable(),
    to: day.nullable(),
    asOf: day,
    steps: z.array(z.object({ stageKey, entered: count, reached: count })).max(40),
    meanAmount: z.object({ sumMinor: count, deals: count, sdMinor: z.number().min(0).nullable(), currency: z.string().regex(/^[A-Z]{3}$/) }).nullable(),
    channels: z.array(z.object({ channelKey: stageKey, share: z.number().min(0).max(1) })).max(200),
    /** Leads (or deals) one rep takes in a month, and reps; null: capacity was not asked. */
    capacity: z.object({ leadsPerRep: z.number().min(0), reps: z.number().min(0) }).nullable(),
  }),
  start: need,
  stages: z.array(z.object({ stageKey, need })).max(40),
  channels: z.array(z.object({ channelKey: stageKey, need: count })).max(200),
  months: z.array(monthNeed).min(1).max(36),
  /** The sliders as they stood when it was saved; null: today's funnel. */
  whatIf: whatIfChange.nullable(),
})
  .refine(({ months }) => months.every((m, i) => i === 0 || m.month > (months[i - 1]?.month ?? '')), { message: 'plan.months_out_of_order', path: ['months'] })
export type Plan = z.infer<typeof planSchema>

/** What a plan is tracked by: deals won, money won, entries into the first step or into a stage, new deals of a channel. */
export type PlanMeasure = { kind: 'wins' } | { kind: 'won_minor' } | { kind: 'start' } | { kind: 'stage'; stageKey: string } | { kind: 'channel'; channelKey: string }

export type PlanActuals = {
  /** The local day that has just ended or is running, `YYYY-MM-DD`; what it has counts as past. */
  asOf: string
  months: readonly {
    month: string
    start: number
    stages: Readonly<Record<string, number>>
    channels: Readonly<Record<string, number>>
    wins: number
    wonMinor: number
  }[]
}

export type TrackedPeriod = {
  /** `YYYY-MM`. */
  period: string
  planned: number
  /** Null for months that have not begun. */
  actual: number | null
  /** actual − expectedByNow; null for months that have not begun. */
  gap: number | null
  /** Of the planned, what the passed days of the month ask for: all of a past month, nothing of a later one. */
  expectedByNow: number
}

/** Plan beside reality, month by month, for one measure. Days of a month count alike. Whole minor units and whole deals are not forced: half of 15 is 7.5. */
export function track(plan: Pick<Plan, 'months'>, actuals: PlanActuals, measure: PlanMeasure = { kind: 'wins' }): TrackedPeriod[] {
  const known = new Map(actuals.months.map((m) => [m.month, m]))
  return plan.months.map((planned) => {
    const passed = passedShare(planned.month, actuals.asOf)
    const wanted = plannedOf(planned, measure)
    const expectedByNow = wanted * passed
    const actual = passed === 0 ? null : actualOf(known.get(planned.month), measure)
    return { period: planned.month, planned: wanted, actual, gap: actual === null ? null : actual - expectedByNow, expectedByNow }
  })
}

/** How much of the month has passed at the end of the day `asOf`. */
function passedShare(month: string, asOf: string): number {
  const current = asOf.slice(0, 7)
  if (month !== current) return month < current ? 1 : 0
  const [year, index] = month.split('-').map(Number) as [number, number]
  return Number(asOf.slice(8, 10)) / new Date(Date.UTC(year, index, 0)).getUTCDate()
}

function plannedOf(month: Plan['months'][number], measure: PlanMeasure): number {
  switch (measure.kind) {
    case 'wins': return month.wins
    case 'won_minor': return month.wonMinor ?? 0
    case 'start': return month.start
    case 'stage': return month.stages.find((s) => s.stageKey === measure.stageKey)?.need ?? 0
    case 'channel': return month.channels.find((c) => c.channelKey === measure.channelKey)?.need ?? 0
  }
}

function actualOf(month: PlanActuals['months'][number] | undefined, measure: PlanMeasure): number {
  if (month === undefined) return 0
  switch (measure.kind) {
    case 'wins': return month.wins
    case 'won_minor': return month.wonMinor
    case 'start': return month.start
    case 'stage': return month.stages[measure.stageKey] ?? 0
    case 'channel': return month.channels[measure.channelKey] ?? 0
  }
}
