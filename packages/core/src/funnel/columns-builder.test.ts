import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytes, ColumnsBuilder, type DealInput } from './columns-builder.ts'
import { type DealColumns, NO_DAY, NO_PROBABILITY, NO_STAGE } from './columns.ts'
import { readId } from './deal-ids.ts'
import { stagesNamed } from './testing/sample.ts'

const nobody = { ownerId: null, teamId: null, sourceId: null }

const input: fc.Arbitrary<DealInput> = fc.record({
  id: fc.oneof(fc.uuid({ version: 7 }), fc.integer({ min: 0, max: 9 }).map((n) => `D${n}`)),
  createdAt: fc.integer({ min: 0, max: 1000 }),
  atEntry: fc.constantFrom(nobody, { ownerId: 'u1', teamId: 't1', sourceId: null }),
  cameByTransfer: fc.boolean(),
  stays: fc.array(
    fc.record({
      stageId: fc.constantFrom('A', 'B', 'Z'), enteredAt: fc.integer({ min: 0, max: 1000 }), leftAt: fc.constantFrom(null, 1000), exit: fc.constantFrom('advance' as const, 'lost' as const),
      lossReasonId: fc.constantFrom(null, 'price'), imported: fc.boolean(), riskFrom: fc.constantFrom(null, 7), enteredKnownAt: fc.constantFrom(undefined, 2000), leftKnownAt: fc.constantFrom(undefined, 3000),
    }), { minLength: 1, maxLength: 4 }),
  versions: fc.array(
    fc.record({
      ownerId: fc.constantFrom(null, 'u1', 'u2'), teamId: fc.constant(null), sourceId: fc.constantFrom(null, 's1'), knownFrom: fc.integer({ min: 0, max: 1000 }), amountMinor: fc.constantFrom(null, 0, 5_00),
      currency: fc.constantFrom('CNY', 'USD'), winProbability: fc.constantFrom(null, 0, 0.145, 1), expectedCloseOn: fc.constantFrom(null, '2026-03-31'), closedAt: fc.constantFrom(null, 900), isDormant: fc.boolean(),
    }), { minLength: 1, maxLength: 3 }),
  dimensions: fc.record({ size: fc.constantFrom(null, '50人以下') }),
})

/** What the columns say of each living deal, in words again. */
function told(c: DealColumns): Record<string, unknown>[] {
  const rows = Array.from({ length: c.size }, (_, row) => row).filter((row) => c.deal.alive[row] === 1)
  const range = (from: number | undefined, count: number | undefined) => Array.from({ length: count ?? 0 }, (_, i) => (from ?? 0) + i)
  return rows.map((row) => ({
    id: readId(c.deal.id, row), createdAt: c.deal.createdAt[row], owner: c.dictionaries.owner.values[c.deal.entryOwner[row] ?? 0], cameByTransfer: c.deal.cameByTransfer[row],
    size: c.dimensions.get('size')?.dictionary.values[c.dimensions.get('size')?.codes[row] ?? 0],
    stays: range(c.deal.stayFrom[row], c.deal.stayCount[row]).map((s) => [
      c.stay.stage[s], c.stay.enteredAt[s], c.stay.leftAt[s], c.stay.exit[s], c.dictionaries.lossReason.values[c.stay.lossReason[s] ?? 0], c.stay.flags[s], c.known.get(s), c.riskFrom.get(s),
    ]),
    versions: range(c.deal.versionFrom[row], c.deal.versionCount[row]).map((v) => [
      c.version.knownFrom[v], c.version.amountMinor[v], c.dictionaries.currency.values[c.version.currency[v] ?? 0], c.version.probability[v], c.version.expectedClose[v],
      c.dictionaries.owner.values[c.version.owner[v] ?? 0], c.dictionaries.source.values[c.version.source[v] ?? 0], c.version.closedAt[v], c.version.flags[v],
    ]),
  }))
}

const filled = (inputs: readonly DealInput[]) => {
  const builder = new ColumnsBuilder(stagesNamed('AB'), ['size'])
  for (const one of inputs) builder.addDeal(one)
  return builder
}

test('what is written can be read: codes, flags, what is none', () => {
  const [row] = told(filled([{
    id: '0198c0de-1234-7abc-9def-0123456789ab', createdAt: 5, atEntry: { ownerId: 'u1', teamId: null, sourceId: null }, cameByTransfer: true, dimensions: { size: '大' },
    stays: [
      { stageId: 'A', enteredAt: 5, leftAt: 9, exit: 'advance', lossReasonId: null, imported: true, riskFrom: 7, enteredKnownAt: 6 },
      { stageId: 'gone', enteredAt: 9, leftAt: null, exit: null, lossReasonId: null, imported: false, riskFrom: null },
    ],
    versions: [{ ...nobody, knownFrom: 5, amountMinor: null, currency: 'CNY', winProbability: 0.145, expectedCloseOn: null, closedAt: null, isDormant: true }],
  }]).columns)
  expect(row).toEqual({
    id: '0198c0de-1234-7abc-9def-0123456789ab', createdAt: 5, owner: 'u1', cameByTransfer: 1, size: '大',
    stays: [[0, 5, 9, 1, null, 7, { entered: 6, left: 9 }, 7], [NO_STAGE, 9, Infinity, 0, null, 0, undefined, undefined]],
    versions: [[5, 0, 'CNY', 1450, NO_DAY, null, null, Infinity, 3]],
  })
  expect(NO_PROBABILITY).toBe(65_535)
})

test('after any storm of replacing, removing and compacting the living deals are those of a fresh load', () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: input.map((deal) => ({ kind: 'replace' as const, deal })) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }).map((n) => ({ kind: 'remove' as const, id: `D${n}` })) },
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'compact' as const }, { kind: 'trim' as const }, { kind: 'again' as const }) },
  )
  fc.assert(fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
    let builder = new ColumnsBuilder(stagesNamed('AB'), ['size'], 1)
    const living = new Map<string, DealInput>()
    for (const one of acts) {
      if (one.kind === 'replace') {
        builder.replaceDeal(one.deal)
        living.delete(one.deal.id)
        living.set(one.deal.id, one.deal)
      } else if (one.kind === 'remove') {
        expect(builder.removeDeal(one.id)).toBe(living.delete(one.id))
      } else if (one.kind === 'compact') {
        builder.compact()
        expect(builder.wasted).toBe(0)
      } else if (one.kind === 'trim') builder.trim()
      else builder = ColumnsBuilder.of(builder.columns)
    }
    expect(told(builder.columns)).toEqual(told(filled([...living.values()]).columns))
    for (const id of living.keys()) expect(readId(builder.columns.deal.id, builder.rowOf(id))).toBe(id)
    expect(builder.rowOf('nobody')).toBe(-1)
  }), { numRuns: 200 })
})

test('what does not fit is refused and leaves nothing behind', () => {
  const builder = filled([])
  const good: DealInput = {
    id: 'x', createdAt: 0, atEntry: nobody, cameByTransfer: false,
    stays: [{ stageId: 'A', enteredAt: 0, leftAt: null, exit: null, lossReasonId: null, imported: false, riskFrom: 3 }],
    versions: [{ ...nobody, knownFrom: 0, amountMinor: 1, currency: 'CNY', winProbability: null, expectedCloseOn: null, closedAt: null, isDormant: false }],
  }
  expect(() => builder.addDeal({ ...good, stays: [] })).toThrow(RangeError)
  expect(() => builder.addDeal({ ...good, id: 'a name of more than sixteen' })).toThrow(RangeError)
  expect(() => builder.addDeal({ ...good, versions: good.versions.map((version) => ({ ...version, winProbability: 15 })) })).toThrow(RangeError)
  expect([builder.columns.size, builder.columns.riskFrom.size, builder.rowOf('x')]).toEqual([0, 0, -1])
  expect(() => new ColumnsBuilder(Array.from({ length: 32 }, (_, i) => ({ id: `${i}`, position: i, winProbability: 0 })))).toThrow(RangeError)
  expect(() => new ColumnsBuilder([{ id: 'A', position: 0, winProbability: 1.5 }])).toThrow(RangeError)
  builder.addDeal(good)
  expect(bytes(builder.columns)).toBeGreaterThan(0)
})
