/** What stands in a stage: money in minor units of the organisation's currency, of open deals that are not dormant. */
export interface StageCounts {
  /** Open deals, dormant ones too: each has to stand somewhere. */
  openDeals: number
  /** Stays there, past and present. */
  stays: number
  /** Sum of amounts of the deals that go by the stage's probability. */
  amountMinor: number
  /** Σ amount × probability of the deals that have one of their own. */
  ownWeightedMinor: number
}

export const noCounts: StageCounts = { openDeals: 0, stays: 0, amountMinor: 0, ownWeightedMinor: 0 }
