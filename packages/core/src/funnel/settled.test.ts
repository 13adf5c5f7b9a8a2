import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng } from '../simulator/rng.ts'
import { ColumnsBuilder, type DealInput } from './columns-builder.ts'
import type { Selection } from './columns.ts'
import type { FunnelOptions } from './model.ts'
import { orderOf } from './number-lists.ts'
import { funnelView } from './overview.ts'
import { settledOf } from './settled.ts'
import { DAY, stagesNamed } from './testing/sample.ts'

const MINUTE = 60_000
const stages = stagesNamed('ABCDE')
const letters = [...'ABCDE']

/** A deal of many kinds: forward, with skips, sent back, reopened, imported, told late, changed after its end, gone to another pipeline, open. */
function randomDeal(id: number, random: () => number): DealInput {
  const some = (n: number) => Math.floor(random() * n)
  const owner = () => `o${some(4)}`
  const createdAt = some(300) * DAY + some(1440) * MINUTE
  const stays: DealInput['stays'][number][] = []
  let at = createdAt + (random() < 0.1 ? some(5) * DAY : 0)
  let k = random() < 0.1 ? 1 : 0
  let closedAt: number | null = null
  const isOdd = random() < 0.15
  while (stays.length < 12) {
    const left = at + some(20 * 1440) * MINUTE + some(60_000)
    const luck = random()
    const exit = luck < 0.1 ? 'lost' as const : luck < 0.13 ? 'transfer' as const : luck < 0.2 && k > 0 ? 'back' as const : k === 4 ? 'won' as const : 'advance' as const
    const isOpen = random() < 0.04
    const late = isOdd && random() < 0.3 ? some(10) * DAY : 0
    stays.push({
      stageId: letters[k] ?? 'A', enteredAt: at, leftAt: isOpen ? null : left, exit: isOpen ? null : exit, lossReasonId: exit === 'lost' && random() < 0.8 ? `r${some(3)}` : null,
      imported: isOdd && random() < 0.2, riskFrom: isOdd && random() < 0.1 ? at + some(3) * DAY : null, ...(late > 0 && { enteredKnownAt: at + late, leftKnownAt: isOpen ? null : left + late }),
    })
    if (isOpen) break
    at = left
    if (exit === 'won' || exit === 'lost' || exit === 'transfer') {
      if (exit !== 'transfer') closedAt = left
      if (random() < 0.05) k = 1
      else break
      closedAt = null
      at += some(30) * DAY
    } else k = exit === 'back' ? k - 1 : Math.min(4, k + (random() < 0.15 ? 2 : 1))
  }
  const version = (knownFrom: number, closed: number | null) => ({
    knownFrom, ownerId: owner(), teamId: null, sourceId: `s${some(3)}`, amountMinor: random() < 0.1 ? null : some(1e6), currency: random() < 0.9 ? 'CNY' : 'USD',
    winProbability: random() < 0.2 ? some(100) / 100 : null, expectedCloseOn: random() < 0.2 ? null : '1970-06-01', closedAt: closed, isDormant: random() < 0.1,
  })
  const versions = [version(createdAt, null)]
  if (closedAt !== null) versions.push(version(closedAt + (random() < 0.1 ? 3 * DAY : 0), closedAt))
  if (closedAt !== null && random() < 0.1) versions.push(version(closedAt + 10 * DAY, closedAt))
  return {
    id: `00000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`, createdAt: random() < 0.02 ? createdAt + 40 * DAY : createdAt,
    atEntry: { ownerId: owner(), teamId: null, sourceId: `s${some(3)}` }, cameByTransfer: false, stays, versions,
  }
}

const instant = fc.integer({ min: 0, max: 420 * 1440 }).map((minute) => minute * MINUTE)
const options: fc.Arbitrary<FunnelOptions> = fc.record({
  from: fc.option(instant), to: fc.option(instant), asOf: instant, zone: fc.constantFrom('Asia/Shanghai', 'Europe/Amsterdam'), currency: fc.constantFrom('CNY', 'USD', 'EUR'),
  cohort: fc.constantFrom('entry' as const, 'stage' as const), fill: fc.constantFrom('linear' as const, 'touched' as const), matureDays: fc.constantFrom(0, 7, 30),
  dwellStay: fc.constantFrom('latest' as const, 'cumulative' as const), skipImported: fc.boolean(), cycleDays: fc.constantFrom('dates' as const, 'elapsed' as const),
})

test('with settled deals told apart every figure is the same, also after edits', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.tuple(options, fc.constantFrom(null, [1], [1, 3]), fc.boolean()), { minLength: 3, maxLength: 6 }), (seed, questions) => {
      const random = createRng(seed).next
      const builder = new ColumnsBuilder(stages)
      for (let id = 0; id < 300; id++) builder.addDeal(randomDeal(id, random))
      builder.settle(0.1)
      const { columns } = builder
      const { settled } = columns
      expect(settled?.rows).toBe(300)
      for (let n = 0; n < 20; n++) builder.replaceDeal(randomDeal(Math.floor(random() * 320), random))
      const mask = Uint8Array.from({ length: columns.size }, () => (random() < 0.6 ? 1 : 0))
      for (const [asked, owners, isMasked] of questions) {
        const selection: Selection = { mask: isMasked ? mask : null, owners: owners === null ? null : new Set(owners), teams: null, sources: null }
        columns.settled = settled
        const quick = funnelView(columns, selection, asked)
        columns.settled = null
        const plain = funnelView(columns, selection, asked)
        expect(beside(quick, plain)).toEqual(plain)
      }
    }),
    { numRuns: 60 },
  )
})

/** `found` with the numbers of `wanted` wherever they differ by no more than sums in another order may: rounding both would part neighbours of a tie. */
function beside(found: unknown, wanted: unknown): unknown {
  if (typeof found === 'number' && typeof wanted === 'number') return Math.abs(found - wanted) <= 1e-9 * Math.abs(wanted) ? wanted : found
  if (Array.isArray(found)) return found.map((one: unknown, i) => beside(one, Array.isArray(wanted) ? wanted[i] : undefined))
  if (typeof found !== 'object' || found === null) return found
  const others = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as Record<string, unknown>
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, beside(value, others[key])]))
}

test('most deals of a plain pipeline are settled, and none that may still change', () => {
  const builder = new ColumnsBuilder(stages)
  const random = createRng(3).next
  for (let id = 0; id < 1000; id++) builder.addDeal(randomDeal(id, random))
  const { columns } = builder
  const { kind, endedAt } = settledOf(columns)
  expect(kind.filter((code) => code > 0).length).toBeGreaterThan(400)
  for (let row = 0; row < columns.size; row++) {
    if (kind[row] === 0) continue
    const last = (columns.deal.stayFrom[row] ?? 0) + (columns.deal.stayCount[row] ?? 0) - 1
    expect(columns.stay.leftAt[last]).toBe(endedAt[row])
    expect(columns.stay.exit[last]).toBeGreaterThanOrEqual(3)
  }
})

test('rows are told apart anew once enough of them are new', () => {
  const builder = new ColumnsBuilder(stages)
  const random = createRng(4).next
  for (let id = 0; id < 100; id++) builder.addDeal(randomDeal(id, random))
  builder.settle(0.1)
  const first = builder.columns.settled
  for (let id = 0; id < 4; id++) builder.replaceDeal(randomDeal(id, random))
  builder.settle(0.1)
  expect(builder.columns.settled).toBe(first)
  for (let id = 4; id < 12; id++) builder.replaceDeal(randomDeal(id, random))
  builder.settle(0.1)
  expect(builder.columns.settled?.rows).toBe(112)
  builder.compact()
  expect(builder.columns.settled).toBeNull()
})

test('the order of whole numbers', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.nat(20), fc.nat(), fc.integer({ min: 0, max: 2 ** 50 }))), (numbers) => {
    const order = orderOf(Float64Array.from(numbers))
    expect([...order].map((i) => numbers[i])).toEqual(numbers.toSorted((a, b) => a - b))
  }))
})
