import fc from 'fast-check'
import type { FunnelStage, Journey, Stay, StayExit } from '../journey.ts'

/** Test support: small journeys with times in days, and random ones. */

export const DAY = 86_400_000

/** Stages named by letters, with rising probabilities. */
export function stagesNamed(letters: string): FunnelStage[] {
  return [...letters].map((id, position) => ({ id, position, winProbability: (position + 1) / (letters.length + 1) }))
}

type Ending = { won?: number; lost?: number; transfer?: number; reason?: string | null }

/**
 * A deal that enters the stages at the given days, `[['A', 0], ['B', 5]]`, and ends as said. The exits follow from the order
 * of letters. Without an ending it is open.
 */
export function deal(dealId: string, path: readonly (readonly [string, number])[], ending: Ending = {}, extra: Partial<Journey> = {}): Journey {
  const end = ending.won ?? ending.lost ?? ending.transfer ?? null
  const last: StayExit | null = ending.won !== undefined ? 'won' : ending.lost !== undefined ? 'lost' : end === null ? null : 'transfer'
  const stays: Stay[] = path.map(([stageId, entered], i) => {
    const next = path[i + 1]
    const left = next?.[1] ?? end
    const exit: StayExit | null = next === undefined ? last : next[0] > stageId ? 'advance' : 'back'
    return { stageId, enteredAt: entered * DAY, leftAt: left === null ? null : left * DAY, exit, riskFrom: null, imported: false }
  })
  return {
    dealId,
    createdAt: (path[0]?.[1] ?? 0) * DAY,
    closedAt: last === 'won' || last === 'lost' ? (end ?? 0) * DAY : null,
    outcome: last === 'won' ? 'won' : last === 'lost' ? 'lost' : 'open',
    amountMinor: 100_00,
    currency: 'CNY',
    lossReasonId: last === 'lost' ? (ending.reason ?? null) : null,
    stays,
    ...extra,
  }
}

/** `count` like deals with ids `prefix-0`, `prefix-1`, … */
export function deals(count: number, prefix: string, path: readonly (readonly [string, number])[], ending: Ending = {}, extra: Partial<Journey> = {}): Journey[] {
  return Array.from({ length: count }, (_, i) => deal(`${prefix}-${i}`, path, ending, extra))
}

/** METRICS.md §1: 100 enter A; 60 go to B, 10 straight to C, 30 are lost; of B 30 go to C, 30 are lost; C's 40: 20 won. */
export function skippingFixture(): Journey[] {
  return [
    ...deals(30, 'a-lost', [['A', 0]], { lost: 10 }),
    ...deals(30, 'b-lost', [['A', 0], ['B', 5]], { lost: 20 }),
    ...deals(15, 'abc-won', [['A', 0], ['B', 5], ['C', 10]], { won: 30 }),
    ...deals(15, 'abc-lost', [['A', 0], ['B', 5], ['C', 10]], { lost: 30 }),
    ...deals(5, 'ac-won', [['A', 0], ['C', 10]], { won: 30 }),
    ...deals(5, 'ac-lost', [['A', 0], ['C', 10]], { lost: 30 }),
  ]
}

const LETTERS = ['A', 'B', 'C', 'D'] as const

/** Random journeys over stages A–D within days 0…200: skips, returns, reopenings, transfers, imports, other currencies. */
export const journeys: fc.Arbitrary<Journey[]> = fc
  .array(
    fc.record({
      start: fc.integer({ min: 0, max: 100 }),
      hops: fc.array(fc.tuple(fc.constantFrom(...LETTERS), fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 6 }),
      ending: fc.constantFrom('open', 'won', 'lost', 'transfer'),
      rest: fc.integer({ min: 0, max: 40 }),
      amountMinor: fc.integer({ min: 0, max: 1_000_000_00 }),
      currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
      reason: fc.constantFrom(null, 'price', 'rival'),
      manual: fc.constantFrom(null, null, 0, 0.35, 1),
      closeOn: fc.constantFrom(null, '1970-02-01', '1970-03-15', '1971-01-01'),
      imported: fc.boolean(),
      risk: fc.constantFrom(null, null, 3),
      reopened: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((seeds) =>
    seeds.map((seed, i) => {
      let day = seed.start
      const path = seed.hops.map(([letter, gap], h) => [letter, (day += h === 0 ? 0 : gap)] as const)
      const end = day + seed.rest
      const ending = seed.ending === 'open' ? {} : { [seed.ending]: end, reason: seed.reason }
      const made = deal(`d${i}`, path, ending, {
        amountMinor: seed.amountMinor, currency: seed.currency, winProbability: seed.manual, expectedCloseOn: seed.closeOn,
      })
      const stays = made.stays.map((stay, s) => ({
        ...stay, imported: seed.imported, riskFrom: s === 0 && seed.risk !== null ? stay.enteredAt + seed.risk * DAY : null,
      }))
      if (!seed.reopened || seed.ending !== 'lost') return { ...made, stays }
      const again: Stay = { stageId: 'B', enteredAt: (end + 2) * DAY, leftAt: null, exit: null, riskFrom: null, imported: false }
      return { ...made, stays: [...stays, again], outcome: 'open' as const, closedAt: null, lossReasonId: null }
    }),
  )
