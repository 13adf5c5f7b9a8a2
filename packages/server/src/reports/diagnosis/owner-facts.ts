import type { HealthFacts } from '@sluice/core/diagnosis/health'
import type { ResponseRow } from '@sluice/core/funnel/measures/activity-measures'
import type { DwellRatio } from '@sluice/core/funnel/measures/dwell-ratio'
import type { Fair } from '@sluice/core/funnel/measures/fair'
import { MIN_N } from '@sluice/core/funnel/measured'
import type { OpenDeals } from './facts.query.ts'

/** `isGated`: the pipeline asks for evidence at all. */
interface Facts { open: readonly OpenDeals[]; responses: readonly ResponseRow[]; owners: ReadonlyMap<string, { name: string; teamId: string }>; hours: number; isGated: boolean }

/** The parts of the score of each rep or team that has open or closed deals: win rate at everybody's mix, dwell, stalled deals, next steps, first response, evidence owed. */
export function ownerFacts(of: 'owner' | 'team', { open, responses, owners, hours, isGated }: Facts, { fair, dwell }: { fair: Fair; dwell: readonly DwellRatio[] }): { id: string; facts: HealthFacts }[] {
  const of1 = (row: { ownerId: string | null; teamId?: string | null }) => (of === 'owner' ? row.ownerId : (row.teamId ?? owners.get(row.ownerId ?? '')?.teamId ?? null))
  const ids = new Set([...fair.rows.map(({ value }) => value), ...open.map(of1)].filter((id) => id !== null))
  const part = (hits: number, n: number, least = 5) => ({ value: n === 0 ? null : hits / n, n, enough: n >= least })
  return [...ids].map((id) => {
    const own = open.filter((row) => of1(row) === id)
    const sum = (key: 'open' | 'stalled' | 'withNextStep' | 'owing') => own.reduce((total, row) => total + row[key], 0)
    const came = responses.filter((row) => of1(row) === id)
    const inTime = came.filter(({ at, firstAt }) => firstAt !== null && firstAt - at <= hours * 3_600_000).length
    const rate = fair.rows.find(({ value }) => value === id)
    const slow = dwell.find(({ value }) => value === id)
    return {
      id,
      facts: {
        win_rate: { value: rate?.adjusted.value != null && rate.reference !== null && rate.reference > 0 ? rate.adjusted.value / rate.reference : null, n: rate?.adjusted.n ?? 0, enough: rate?.enough ?? false },
        dwell: { value: slow?.ratio ?? null, n: slow?.n ?? 0, enough: (slow?.n ?? 0) >= MIN_N },
        // Counts of today, not estimates: five deals are enough to say what is so.
        stalled: part(sum('stalled'), sum('open')), next_step: part(sum('withNextStep'), sum('open')), first_response: part(inTime, came.length),
        ...(isGated && { owed: part(sum('open') - sum('owing'), sum('open')) }),
      },
    }
  })
}
