import { workCalendar } from '../calendar.ts'
import type { Instant } from '../company.ts'
import { demoParams } from '../demo-params.ts'
import type { PipelineParams, SimulationParams, TeamParams } from '../params.ts'
import type { ScenarioOptions } from './scenario.ts'

const DAY = 86_400_000
/** The one pipeline of all scenarios: few stages, many deals in each. */
export const PIPELINE = 'standard'
/** An empty company fills up within this time. */
const WARM_UP_DAYS = 180
export const SMALL = '50人以下'

const neutral = { forward: 1, lost: 1 }
/** Exhibition leads come as campaigns where a scenario wants them, so that their customers can be smaller than the others'. */
const channels = { sem: 0.3, seo: 0.18, content: 0.14, social: 0.06, referral: 0.12, partner: 0.1, cold_call: 0.1 }
const team = (reps: number[], responseHours: number, multiplier = neutral): TeamParams => ({ multiplier, channels, reps, responseHours })

/** Leads that make a deal, all channels together; README of the simulator, "leads". */
const DEALS_PER_LEAD = 0.232
const DIRECT_SHARE = 0.1

function pipeline(): PipelineParams {
  const found = demoParams.pipelines.find((p) => p.key === PIPELINE)
  if (found === undefined) throw new Error(`no pipeline ${PIPELINE}`)
  return found
}

interface Base extends SimulationParams {
  dealsPerDay: number
}

/**
 * A company in which nothing happens: one pipeline, four teams, level inflow with a mild season, working hours and holidays.
 * @param judgedDays how long it is watched after it has filled up
 */
export function baseParams({ dealsPerYear = 3000 }: ScenarioOptions, judgedDays: number): Base {
  const days = WARM_UP_DAYS + judgedDays
  const deals = (dealsPerYear * days) / 365
  return {
    days,
    workingHours: true,
    leads: Math.round((deals * (1 - DIRECT_SHARE)) / DEALS_PER_LEAD),
    directDeals: Math.round(deals * DIRECT_SHARE),
    directChannels: { referral: 0.7, partner: 0.3 },
    inflow: { from: 0.98, to: 1.02, months: [1, 0.96, 1.04, 1.02, 1, 1.02, 0.98, 0.98, 1.02, 0.98, 1.02, 1] },
    sizes: {
      [SMALL]: { weight: 0.3, multiplier: neutral, amountFactor: 0.6, pipelines: { [PIPELINE]: 1 } },
      '50-200人': { weight: 0.45, multiplier: neutral, amountFactor: 1, pipelines: { [PIPELINE]: 1 } },
      '200人以上': { weight: 0.25, multiplier: neutral, amountFactor: 1.7, pipelines: { [PIPELINE]: 1 } },
    },
    teamsOfPipeline: { [PIPELINE]: { east: 0.32, south: 0.28, north: 0.22, smb: 0.18 } },
    teams: { east: team([1.1, 1, 0.95, 1, 0.95], 0.8), south: team([1.05, 1, 1, 0.95, 1], 1.2), north: team([1, 1, 0.95, 1.05, 1], 1.6), smb: team([1, 1.05, 1, 0.95, 1], 0.6) },
    channels: demoParams.channels,
    pipelines: [pipeline()],
    leaks: [],
    dealsPerDay: dealsPerYear / 365,
  }
}

/** Leads of a campaign that bring about so many deals: the channel's own rates. */
export function leadsFor(params: SimulationParams, channelKey: string, deals: number): number {
  const channel = params.channels[channelKey]
  if (channel === undefined) throw new Error(`unknown channel ${channelKey}`)
  return Math.round(deals / (channel.qualified * channel.converted))
}

/** The instant at which something planted so many days before now begins, as the simulator tells it. */
export function instantOf(params: SimulationParams, now: Instant, daysAgo: number): Instant {
  return workCalendar(now - params.days * DAY, now).toInstant(params.days - daysAgo)
}

/** When the company has filled up. */
export const steadyFrom = (params: SimulationParams, now: Instant): Instant => instantOf(params, now, params.days - WARM_UP_DAYS)
