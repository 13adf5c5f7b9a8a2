/** What a stay can end in. `skip` passes over the next stage; `won` may happen from any stage. */
export const causes = ['advance', 'skip', 'back', 'lost', 'won'] as const
export type Cause = (typeof causes)[number]
export type Rates = Record<Cause, number>

/**
 * Competing causes share one Weibull shape, so that everything that follows from them is closed-form:
 * hazard of cause j at age t (days) = λ_j · shape · t^(shape−1), with λ_j = exits[j] · ln 2 / medianDays^shape.
 * Without multipliers the stay's median is `medianDays` and the share that leaves by j is `exits[j]`.
 */
export interface StageHazards {
  stageKey: string
  medianDays: number
  shape: number
  /** Sum 1. */
  exits: Rates
  /** Loss reason key → weight. */
  lossReasons: Record<string, number>
  /** Expected activities a calendar day at the beginning of the stay. */
  activitiesPerDay: number
}

/** Factors on λ: `forward` on advance, skip and won; `lost` on lost. Going back is not touched. */
export interface Multiplier {
  forward: number
  lost: number
}

export interface PipelineParams {
  /** Key of the template in config/pipeline-templates. */
  key: string
  stages: StageHazards[]
  /** A lost deal is reopened with this probability (each time it is lost), in the stage it was lost from… */
  reopenShare: number
  /** …after an exponential pause with this mean. */
  reopenMeanDays: number
  /** Log-normal amount: median and sigma of the logarithm; rounded to a multiple of `roundYuan`. */
  amount: { medianYuan: number; sigma: number; roundYuan: number }
  productKeys: string[]
}

export interface SizeParams {
  weight: number
  multiplier: Multiplier
  /** Factor on the median amount. */
  amountFactor: number
  pipelines: Record<string, number>
}

export interface TeamParams {
  multiplier: Multiplier
  /** Channel → weight: where this team's leads come from. */
  channels: Record<string, number>
  /** One entry a rep: factor on `forward`. */
  reps: number[]
  /** Median first response in working hours (log-normal, sigma 1). */
  responseHours: number
}

export interface ChannelParams {
  multiplier: Multiplier
  /** P(lead becomes qualified), and P(a qualified one is converted into a deal). */
  qualified: number
  converted: number
}

/** A planted change: from `daysAgo` days before `now`, the factors apply to the running stays of the segment as well as to new ones. */
export interface Leak {
  key: string
  pipelineKey: string
  stageKey: string
  teamKey: string
  channelKey: string
  daysAgo: number
  factor: Multiplier
  /** The reason that losses of the segment carry from then on, and the share of them that does. */
  lossReasonKey: string
  lossReasonShare: number
}

/** Which stays: every list that is given must hold the deal's value; one that is not given holds any. */
export interface Where {
  pipelineKey?: string
  stageKeys?: readonly string[]
  teamKeys?: readonly string[]
  /** Keys of reps, as `repKey` makes them: those who had the deal first. */
  ownerKeys?: readonly string[]
  channelKeys?: readonly string[]
  sizeKeys?: readonly string[]
  industries?: readonly string[]
  cities?: readonly string[]
}

/** A part of the past, in days before `now`, half open; `untilDaysAgo` 0: it goes on. */
export interface Span {
  fromDaysAgo: number
  untilDaysAgo: number
}

/** Like a leak, of any segment and for any time: running stays change their hazards when it begins and when it ends. */
export interface PlantedChange extends Span {
  key: string
  where: Where
  factor: Multiplier
  /** The reason that this share of the losses carries while it lasts, and the competitor that won. */
  loss?: { reasonKey: string; share: number; competitor?: string }
  /** What reps write instead of the phase's texts, in this share of the activities in which the customer took part. */
  texts?: { bodies: readonly string[]; share: number }
  /** The share of activities that still happens. */
  activity?: number
}

/** Leads of one channel on top of the usual inflow, evenly over the span. Teams and pipeline as ever, sizes of their own. */
export interface Campaign extends Span {
  key: string
  channelKey: string
  leads: number
  sizes: Record<string, number>
  sourceDetail: string
}

/** No lead of these channels comes in. */
export interface Outage extends Span {
  key: string
  channelKeys: readonly string[]
}

/** One more rep of a team, who is given leads from then on. `forward` as in `TeamParams.reps`. */
export interface Hire {
  teamKey: string
  daysAgo: number
  forward: number
}

/** At one instant a share of the deals that stand in one stage is put into another. */
export interface Sweep {
  key: string
  daysAgo: number
  pipelineKey: string
  fromStageKey: string
  toStageKey: string
  share: number
}

export interface SimulationParams {
  /** Length of the recorded past in days. */
  days: number
  /** Events at working hours only (a company), or at any time (a laboratory: stays are then exactly as drawn). */
  workingHours: boolean
  leads: number
  /** Deals without a lead: repeat business and introductions. */
  directDeals: number
  directChannels: Record<string, number>
  /** Relative inflow at the beginning and the end (linear between), and a factor a month, January first. */
  inflow: { from: number; to: number; months: number[] }
  sizes: Record<string, SizeParams>
  /** Pipeline → team → weight. */
  teamsOfPipeline: Record<string, Record<string, number>>
  teams: Record<string, TeamParams>
  channels: Record<string, ChannelParams>
  pipelines: PipelineParams[]
  leaks: Leak[]
  changes?: readonly PlantedChange[]
  campaigns?: readonly Campaign[]
  outages?: readonly Outage[]
  hires?: readonly Hire[]
  sweeps?: readonly Sweep[]
  /** Industry → weight; default: all alike. Its labels are those of names.ts. */
  industries?: Record<string, number>
  /** Instead of the catalogue's. */
  competitors?: readonly string[]
}
