import { twoSidedP } from '../../lib/ratio.ts'
import type { Said } from '../said.ts'
import type { Count } from '../series.ts'
import type { CapacityTally, OwnerLoad } from './input.ts'
import { kitagawa, type KitagawaCell } from './kitagawa.ts'
import { tell } from '../tell.ts'

export type CapacityOptions = {
  /** Load per owner counts as risen from this relative growth on. */
  loadGrowth: number
  minN: number
  /** Of the difference between owners whose load grew more and the others. */
  maxP: number
}
export const capacityOptions: CapacityOptions = { loadGrowth: 0.2, minN: 20, maxP: 0.01 }

export type Capacity = { accepted: boolean; evidence: Record<string, number | null>; p: number | null; said: Said }

/** What owners' deals were, by the dimension whose mix changed most: to compare owners with each other at equal mix. */
export type MixOf = (owners: ReadonlySet<string>) => KitagawaCell[]

/**
 * Was it too much work for too few? Accepted when new deals per owner and day rose by `loadGrowth` or more and, where there
 * are enough owners to see it, conversion fell further at those whose load rose more. Load is what came in, not what lies
 * there: the stock would be the effect. With `mixOf` only the part of the fall that is not mix is compared: whoever got more of
 * the deals that convert badly has both more deals and less conversion, without being overloaded. Null without figures.
 */
export function judgeCapacity(input: { before: CapacityTally; after: CapacityTally; owners: OwnerLoad[] } | null, options: CapacityOptions = capacityOptions, mixOf: MixOf | null = null): Capacity | null {
  if (input === null) return null
  const { before, after, owners } = input
  const load = ({ entries, activeOwners, days }: CapacityTally) => (activeOwners === 0 || days === 0 ? null : entries / activeOwners / days)
  const [loadBefore, loadAfter] = [load(before), load(after)]
  if (loadBefore === null || loadAfter === null || loadBefore === 0) return null
  const growth = loadAfter / loadBefore - 1
  const dose = doseResponse(owners, before.days, after.days, options.minN, mixOf)
  const evidence = {
    ownersBefore: before.activeOwners, ownersAfter: after.activeOwners, loadBefore: loadBefore * 7, loadAfter: loadAfter * 7, growth,
    activitiesBefore: perEntry(before), activitiesAfter: perEntry(after), changeBusier: dose?.busier ?? null, changeOthers: dose?.others ?? null,
  }
  const rose = growth >= options.loadGrowth
  const accepted = rose && (dose === null || (dose.busier < dose.others && dose.p < options.maxP))
  const grew = after.activeOwners > before.activeOwners
  const key = accepted ? 'capacity.accepted' : rose ? 'capacity.rejected_dose' : grew ? 'capacity.rejected_staffed' : 'capacity.rejected_load'
  return { accepted, evidence, p: dose?.p ?? null, said: tell(key, evidence) }
}

const perEntry = ({ activities, entries }: CapacityTally): number | null => (activities === null || entries === 0 ? null : activities / entries)

/** Change of conversion at the half of the owners whose load grew more, and at the others; p of the difference between the changes. */
function doseResponse(owners: readonly OwnerLoad[], daysBefore: number, daysAfter: number, minN: number, mixOf: MixOf | null): { busier: number; others: number; p: number } | null {
  const grown = owners
    .filter((owner) => owner.before.entries > 0)
    .map((owner) => ({ owner, growth: owner.after.entries / daysAfter / (owner.before.entries / daysBefore) }))
    .sort((a, b) => b.growth - a.growth)
  if (grown.length < 4) return null
  const half = Math.ceil(grown.length / 2)
  const [busier, others] = [change(grown.slice(0, half).map(({ owner }) => owner), minN, mixOf), change(grown.slice(half).map(({ owner }) => owner), minN, mixOf)]
  if (busier === null || others === null) return null
  const se = Math.sqrt(busier.variance + others.variance)
  return { busier: busier.change, others: others.change, p: se === 0 ? 1 : twoSidedP((busier.change - others.change) / se) }
}

function change(owners: readonly OwnerLoad[], minN: number, mixOf: MixOf | null): { change: number; variance: number } | null {
  const sum = (period: 'before' | 'after') => owners.reduce<Count>((total, owner) => ({ n: total.n + owner[period].n, hits: total.hits + owner[period].hits }), { n: 0, hits: 0 })
  const [before, after] = [sum('before'), sum('after')]
  if (before.n < minN || after.n < minN) return null
  const variance = ({ n, hits }: Count) => ((hits + 0.5) / (n + 1)) * ((n - hits + 0.5) / (n + 1)) / n
  const atEqualMix = mixOf === null ? null : (kitagawa(mixOf(new Set(owners.map(({ ownerId }) => ownerId))))?.rate ?? null)
  return { change: atEqualMix ?? after.hits / after.n - before.hits / before.n, variance: variance(before) + variance(after) }
}
