import fc from 'fast-check'
import type { Belonging } from '../columns-builder.ts'
import type { Journey, Stay, StayExit } from '../journey.ts'
import type { NaiveDeal } from './naive.ts'
import { DAY } from './sample.ts'

/**
 * Test support: random deals over stages A–D (and Z, of another pipeline), within days 0…200: re-entries, skips, returns, losses
 * that are reopened, transfers out and back, imports with and without stages, stays recorded late, left truncation, several
 * currencies, manual probabilities, sleep, and owners that change between entry and close. Times fall within minutes too.
 */
export const naiveDeals: fc.Arbitrary<NaiveDeal[]> = fc.array(
  fc.record({
    created: fc.integer({ min: 0, max: 100 * DAY }),
    wait: fc.constantFrom(0, 0, 0, 3 * DAY),
    hops: fc.array(fc.record({
      stage: fc.constantFrom('A', 'A', 'B', 'B', 'C', 'C', 'D', 'Z'), gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 * DAY })),
      /** The stay before ended so; `move` = whatever the order says. */
      how: fc.constantFrom('move', 'move', 'move', 'move', 'lost', 'transfer'),
      late: fc.constantFrom(null, null, null, 4 * DAY),
    }), { maxLength: 6 }),
    ending: fc.constantFrom('open', 'open', 'won', 'won', 'lost', 'transfer'),
    rest: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 * DAY })),
    endLate: fc.constantFrom(0, 0, 0, 6 * DAY),
    amountMinor: fc.integer({ min: 0, max: 1_000_000_00 }),
    currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
    reason: fc.constantFrom(null, 'price', 'rival'),
    manual: fc.constantFrom(null, null, 0, 0.35, 0.145, 1),
    closeOn: fc.constantFrom(null, '1970-02-01', '1970-03-15', '1971-01-01'),
    isDormant: fc.constantFrom(false, false, true),
    imported: fc.boolean(),
    risk: fc.constantFrom(null, null, 3 * DAY, 20 * DAY),
    owners: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('anna', 'bo', 'chen', null))),
    source: fc.constantFrom('fair', 'web', null),
  }),
  { maxLength: 50 },
).map((seeds) => seeds.map((seed, i): NaiveDeal => {
  const stays: Stay[] = []
  const knownAt: NaiveDeal['knownAt'] = []
  let at = seed.created + seed.wait
  // What is recorded later is known no earlier than what was recorded before.
  let knownFrom = at
  seed.hops.forEach((hop, h) => {
    at += h === 0 ? 0 : hop.gap
    knownFrom = Math.max(knownFrom, at + (hop.late ?? 0))
    const before = stays.at(-1)
    if (before !== undefined) {
      const move: StayExit = hop.stage === 'Z' || before.stageId === 'Z' ? 'transfer' : hop.stage < before.stageId ? 'back' : 'advance'
      before.leftAt = at
      before.exit = move === 'transfer' || hop.how === 'move' ? move : (hop.how as StayExit)
      if (before.exit === 'lost') before.lossReasonId = 'price'
      const known = knownAt.at(-1)
      if (known != null) known.left = knownFrom
    }
    stays.push({
      stageId: hop.stage, enteredAt: at, leftAt: null, exit: null, imported: seed.imported && h < 2,
      riskFrom: h === 0 && seed.risk !== null ? at + seed.risk : null,
    })
    knownAt.push({ entered: knownFrom, left: null })
  })
  const last = stays.at(-1)
  const end = at + seed.rest
  const isOpen = seed.ending === 'open' || (last === undefined && seed.ending === 'transfer')
  const outcome: Journey['outcome'] = isOpen || seed.ending === 'transfer' || seed.ending === 'open' ? 'open' : seed.ending
  if (last !== undefined && !isOpen) {
    last.leftAt = end
    last.exit = seed.ending as StayExit
    if (seed.ending === 'lost') last.lossReasonId = seed.reason
    const known = knownAt.at(-1)
    if (known != null) known.left = Math.max(knownFrom, end + seed.endLate)
  }
  const belonging = (ownerId: string | null): Belonging => ({ ownerId, teamId: null, sourceId: seed.source })
  const journey: Journey = {
    dealId: `d${i}`, createdAt: seed.created, closedAt: outcome === 'open' ? null : end, outcome, amountMinor: seed.amountMinor, currency: seed.currency,
    lossReasonId: outcome === 'lost' ? seed.reason : null, winProbability: seed.manual, expectedCloseOn: seed.closeOn, isDormant: seed.isDormant, stays,
  }
  const [entry, close, standing] = seed.owners
  return {
    journey, knownAt, atEntry: belonging(entry ?? null), standing: belonging(standing ?? null),
    // A deal that is not closed has one belonging: as it stands.
    atClose: outcome === 'open' ? belonging(standing ?? null) : belonging(close ?? null),
  }
}))
