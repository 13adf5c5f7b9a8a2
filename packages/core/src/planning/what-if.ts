import { z } from 'zod'
import { line } from '../lib/wire.ts'
import { Exact, toMinor } from '../funnel/money.ts'
import { velocity } from '../funnel/velocity.ts'

/** The funnel of today as the sliders see it: a steady flow through its stages. */
export type FlowModel = {
  /** In order; `conversion` to the next stage, from the last one to the win; `dwellDays` mean stay. */
  stages: readonly { stageKey: string; conversion: number; dwellDays: number }[]
  /** Entries into the first stage per day. */
  inflowPerDay: number
  /** Won amounts: sum in minor units over so many deals. */
  wonMinor: number
  wonDeals: number
  currency: string
}

const change = z.number().min(-0.95).max(10)
/** Relative changes: 0.1 is +10 %. A stage that is not named stays as it is. */
export const whatIfChange = z.object({
  conversion: z.record(line(80), change).default({}),
  dwell: z.record(line(80), change).default({}),
  amount: change.default(0),
  inflow: change.default(0),
})
export type WhatIfChange = z.infer<typeof whatIfChange>

export type FlowPicture = {
  stages: {
    stageKey: string
    conversion: number
    dwellDays: number
    /** Entries into the stage in 30 days. */
    entries: number
    /** Deals standing in it, by Little's law: entries a day × mean stay. */
    stock: number
    /** P(won | in the stage). */
    win: number
  }[]
  /** Of what enters the first stage. */
  winRate: number
  /** In 30 days. */
  wins: number
  /** Won money in 30 days, minor units. */
  valueMinor: number
  /** All stock, and its money times the chance to win it. */
  stock: number
  weightedMinor: number
  /** Sum of the mean stays: how long a deal that passes every stage takes. */
  cycleDays: number
  /** N · A · W / L in minor units a day; null without won deals or with a cycle of 0. */
  velocityMinor: number | null
  meanAmountMinor: number | null
}

export type WhatIfResult = {
  baseline: FlowPicture
  scenario: FlowPicture
  /** Scenario over baseline; null where the baseline is 0. +10 % on four steps: wins × 1.4641. */
  factors: { wins: number | null; value: number | null; velocity: number | null; stock: number | null; weighted: number | null; cycle: number | null }
  /** Stages whose conversion would exceed 100 % and was held there. */
  capped: string[]
}

const MONTH_DAYS = 30

/** Today's funnel and the funnel with the sliders moved, side by side. Pure arithmetic, quick enough for every step of a slider. */
export function whatIf(model: FlowModel, moved: WhatIfChange): WhatIfResult {
  const capped: string[] = []
  const stages = model.stages.map((stage) => {
    const wanted = stage.conversion * (1 + (moved.conversion[stage.stageKey] ?? 0))
    if (wanted > 1 + 1e-12 && stage.conversion < 1) capped.push(stage.stageKey)
    return { stageKey: stage.stageKey, conversion: Math.min(1, wanted), dwellDays: stage.dwellDays * (1 + (moved.dwell[stage.stageKey] ?? 0)) }
  })
  const baseline = picture(model, 1)
  const scenario = picture({ ...model, stages, inflowPerDay: model.inflowPerDay * (1 + moved.inflow) }, 1 + moved.amount)
  const over = (a: number | null, b: number | null) => (a === null || b === null || b === 0 ? null : a / b)
  return {
    baseline,
    scenario,
    factors: {
      wins: over(scenario.wins, baseline.wins),
      value: over(scenario.valueMinor, baseline.valueMinor),
      velocity: over(scenario.velocityMinor, baseline.velocityMinor),
      stock: over(scenario.stock, baseline.stock),
      weighted: over(scenario.weightedMinor, baseline.weightedMinor),
      cycle: over(scenario.cycleDays, baseline.cycleDays),
    },
    capped,
  }
}

/** The steady state of a flow: entries pass on by conversion, stock is entries × mean stay (Little 1961). */
function picture(model: FlowModel, amountFactor: number): FlowPicture {
  const mean = model.wonDeals === 0 ? null : new Exact(model.wonMinor).div(model.wonDeals).mul(amountFactor)
  let perDay = model.inflowPerDay
  const stages = model.stages.map(({ stageKey, conversion, dwellDays }) => {
    const entered = perDay
    perDay *= conversion
    return { stageKey, conversion, dwellDays, entries: entered * MONTH_DAYS, stock: entered * dwellDays, win: 1 }
  })
  let win = 1
  for (const stage of stages.toReversed()) stage.win = win *= stage.conversion
  const stock = stages.reduce((sum, s) => sum + s.stock, 0)
  const cycleDays = stages.reduce((sum, s) => sum + s.dwellDays, 0)
  const weighted = stages.reduce((sum, s) => sum + s.stock * s.win, 0)
  const money = (deals: number) => (mean === null ? 0 : toMinor(mean.mul(deals)))
  const wins = perDay * MONTH_DAYS
  // The metric itself; it takes mean and rate as quotients, whose denominators are 1 here.
  const parts = mean === null ? null : { open: stock, wonMinor: mean.toNumber(), wonCount: 1, won: win, closed: 1, cycleDays }
  return {
    stages, winRate: win, wins, valueMinor: money(wins), stock, weightedMinor: money(weighted), cycleDays,
    velocityMinor: parts === null ? null : velocity(parts).value,
    meanAmountMinor: mean === null ? null : toMinor(mean),
  }
}
