import type { Turns } from './model.ts'

export type Candidate = { id: string; weight: number }

/**
 * Whose turn it is, and the turns afterwards. Weights are whole numbers above 0.
 *
 * Each lead gives everybody a claim of weight/total; whoever gets it pays 1. A claim above 0 makes eligible, and among the eligible the one
 * goes first whose claim would reach a whole lead soonest. This is earliest deadline first over the windows of proportionate-fair
 * scheduling (Baruah, Cohen, Plaxton, Varvel, Algorithmica 15 (1996) 600): with the same people throughout, everybody is always within
 * one lead of the ideal share, which plain "greatest claim first" does not promise. Claims are counted in total weights, so in
 * whole numbers. Who is away gains no claim meanwhile, so nobody is flooded on coming back.
 */
export function nextTurn(candidates: readonly Candidate[], turns: Turns): { id: string; turns: Turns } | null {
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0)
  const claims = candidates.map(({ id, weight }) => {
    // A claim kept from other weights must not be worth more than one lead now.
    const claim = Math.min(Math.max(turns[id] ?? 0, -total), total)
    return { id, weight, claim, deadline: Math.ceil((total - claim) / weight) }
  })
  const eligible = claims.filter(({ claim, weight }) => claim + weight > 0)
  const first = (eligible.length > 0 ? eligible : claims).reduce<(typeof claims)[number] | null>((best, one) => (best === null || isBefore(one, best) ? one : best), null)
  if (first === null) return null
  const after = Object.fromEntries(claims.map(({ id, weight, claim }) => [id, claim + weight - (id === first.id ? total : 0)]))
  return { id: first.id, turns: { ...turns, ...after } }
}

function isBefore(a: { id: string; weight: number; claim: number; deadline: number }, b: { id: string; weight: number; claim: number; deadline: number }): boolean {
  if (a.deadline !== b.deadline) return a.deadline < b.deadline
  const claims = a.claim + a.weight - (b.claim + b.weight)
  return claims === 0 ? a.id < b.id : claims > 0
}
