import { Decimal } from 'decimal.js'
import { ratio } from '../lib/ratio.ts'

/** Counted facts of one source: of a code, a channel, a campaign. Money in minor units of the campaign's currency. */
export interface CampaignFacts {
  /** Times its short links were followed. */
  visits: number
  /** Leads whose source it is. */
  leads: number
  /** Of them: qualified or converted by now. */
  qualified: number
  /** Deals that came of them. */
  deals: number
  won: number
  wonMinor: number
  /** Won deals in another currency or without an amount: counted as won, not in the money. */
  wonWithoutMoney: number
}

export interface CampaignFigures extends CampaignFacts {
  costMinor: number
  /** Rounded half up to the minor unit; null without leads, and without cost: nothing entered is not free. */
  costPerLeadMinor: number | null
  /** Shares; null without a whole. */
  qualifiedShare: number | null
  wonShare: number | null
  /** (revenue − cost) ÷ cost: 0 gives the money back, −1 loses it all; null without cost. */
  roi: number | null
}

export const noFacts: CampaignFacts = { visits: 0, leads: 0, qualified: 0, deals: 0, won: 0, wonMinor: 0, wonWithoutMoney: 0 }

export function sumFacts(parts: readonly CampaignFacts[]): CampaignFacts {
  return parts.reduce<CampaignFacts>((sum, part) => ({
    visits: sum.visits + part.visits, leads: sum.leads + part.leads, qualified: sum.qualified + part.qualified, deals: sum.deals + part.deals,
    won: sum.won + part.won, wonMinor: sum.wonMinor + part.wonMinor, wonWithoutMoney: sum.wonWithoutMoney + part.wonWithoutMoney,
  }), noFacts)
}

/** What a source brought for what it cost. */
export function campaignFigures({ visits, leads, qualified, deals, won, wonMinor, wonWithoutMoney }: CampaignFacts, costMinor: number): CampaignFigures {
  return {
    visits, leads, qualified, deals, won, wonMinor, wonWithoutMoney, costMinor,
    costPerLeadMinor: leads === 0 || costMinor === 0 ? null : new Decimal(costMinor).div(leads).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber(),
    qualifiedShare: ratio(qualified, leads),
    wonShare: ratio(won, leads),
    roi: ratio(wonMinor - costMinor, costMinor),
  }
}
