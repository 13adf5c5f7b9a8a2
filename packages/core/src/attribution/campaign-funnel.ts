import { pressureThresholds } from '../diagnosis/pressure.ts'
import type { Said } from '../diagnosis/said.ts'
import { tell } from '../diagnosis/tell.ts'
import { share, type Measured } from '../funnel/measured.ts'

/** Leads that came to each step at least; `visits` are no leads, so their number is no whole of anything. */
export type StepCounts = { visits: number; leads: number; mql: number; sql: number; deals: number; won: number }

export type FunnelStep = { key: keyof StepCounts; n: number } & { hits: number | null; share: number | null; low: number | null; high: number | null; enough: boolean }

const steps = ['visits', 'leads', 'mql', 'sql', 'deals', 'won'] as const

/** From visit to won deal: what share of those of the step before came further, with Wilson's interval. Leads per visit are no such share: a lead may come without a counted visit. */
export function campaignSteps(counts: StepCounts): FunnelStep[] {
  return steps.map((key, i) => {
    const n = counts[key]
    const before = steps[i - 1]
    if (before === undefined || before === 'visits') return { key, n, hits: null, share: null, low: null, high: null, enough: true }
    const { value, low, high, enough }: Measured = share(n, counts[before], 0, 'count')
    return { key, n, hits: n, share: value, low, high, enough }
  })
}

/** The top-leak test on the campaign's own leads: fewer than 30 % of those that had time for it became MQL. */
export function topLeak({ n, hits }: { n: number; hits: number }, { leadToMql: threshold, minN } = pressureThresholds): { result: 'passed' | 'failed' | 'not_enough'; value: number | null; said: Said } {
  const value = n === 0 ? null : hits / n
  const result = value === null || n < minN ? 'not_enough' : value < threshold ? 'failed' : 'passed'
  return { result, value, said: tell(`pressure.lead_to_mql.${result === 'failed' ? 'yes' : result === 'passed' ? 'no' : 'not_enough'}`, { stage: null, value, threshold, n }) }
}
