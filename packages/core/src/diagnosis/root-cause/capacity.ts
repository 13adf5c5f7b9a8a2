import { twoProportionP } from '../../lib/ratio.ts'
import type { Said } from '../said.ts'
import type { Count } from '../series.ts'
import type { CapacityTally, OwnerLoad } from './input.ts'
import { tell } from '../tell.ts'

export type CapacityOptions = {
  /** Load per owner counts as risen from this relative growth on. */
  loadGrowth: number
  minN: number
}
export const capacityOptions: CapacityOptions = { loadGrowth: 0.2, minN: 20 }

export type Capacity = { accepted: boolean; evidence: Record<string, number | null>; p: number | null; said: Said }

/**
 * Was it too much work for too few? Accepted when new deals per owner and day rose by `loadGrowth` or more and, where there
 * are enough owners to see it, conversion fell further at those whose load rose more. Load is what came in, not what lies
 * there: the stock would be the effect. Null without figures.
 */
export function judgeCapacity(input: { before: CapacityTally; after: CapacityTally; owners: OwnerLoad[] } | null, options: CapacityOptions = capacityOptions): Capacity | null {
  if (input === null) return null
  const { before, after, owners } = input
  const load = ({ entries, activeOwners, days }: CapacityTally) => (activeOwners === 0 || days === 0 ? null : entries / activeOwners / days)
  const [loadBefore, loadAfter] = [load(before), load(after)]
  if (loadBefore === null || loadAfter === null || loadBefore === 0) return null
  const growth = loadAfter / loadBefore - 1
  const dose = doseResponse(owners, before.days, after.days, options.minN)
  const evidence = {
    ownersBefore: before.activeOwners, ownersAfter: after.activeOwners, loadBefore: loadBefore * 7, loadAfter: loadAfter * 7, growth,
    activitiesBefore: perEntry(before), activitiesAfter: perEntry(after), changeBusier: dose?.busier ?? null, changeOthers: dose?.others ?? null,
  }
  const rose = growth >= options.loadGrowth
  const accepted = rose && (dose === null || (dose.busier < dose.others && dose.p < 0.05))
  const grew = after.activeOwners > before.activeOwners
  const key = accepted ? 'capacity.accepted' : rose ? 'capacity.rejected_dose' : grew ? 'capacity.rejected_staffed' : 'capacity.rejected_load'
  return { accepted, evidence, p: dose?.p ?? null, said: tell(key, evidence) }
}

const perEntry = ({ activities, entries }: CapacityTally): number | null => (activities === null || entries === 0 ? null : activities / entries)

/** Change of conversion at the half of the owners whose load grew more, and at the others; p of the difference of the later rates. */
function doseResponse(owners: readonly OwnerLoad[], daysBefore: number, daysAfter: number, minN: number): { busier: number; others: number; p: number } | null {
  const grown = owners
    .filter((owner) => owner.before.entries > 0)
    .map((owner) => ({ owner, growth: owner.after.entries / daysAfter / (owner.before.entries / daysBefore) }))
    .sort((a, b) => b.growth - a.growth)
  if (grown.length < 4) return null
  const half = Math.ceil(grown.length / 2)
  const sum = (list: typeof grown, period: 'before' | 'after') =>
    list.reduce<Count>((total, { owner }) => ({ n: total.n + owner[period].n, hits: total.hits + owner[period].hits }), { n: 0, hits: 0 })
  const [busy, rest] = [grown.slice(0, half), grown.slice(half)]
  const parts = [sum(busy, 'before'), sum(busy, 'after'), sum(rest, 'before'), sum(rest, 'after')] as const
  if (parts.some(({ n }) => n < minN)) return null
  const [b0, b1, r0, r1] = parts
  const p = twoProportionP(b1, r1)
  return p === null ? null : { busier: b1.hits / b1.n - b0.hits / b0.n, others: r1.hits / r1.n - r0.hits / r0.n, p }
}
