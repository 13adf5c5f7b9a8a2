import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '../columns-of.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { stayExit, stayLeftAt, lookAt, lookFor } from '../look.ts'
import { DAY, deal, stagesNamed } from '../testing/sample.ts'
import { flows } from './flows.ts'
import { series, type SeriesOptions } from './series.ts'
import { type SeriesNumber, seriesDeals } from './series-deals.ts'
import { madeColumns } from './testing/made-columns.ts'
import { factsOf, randomColumns, randomSelection } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<SeriesOptions> = {}): SeriesOptions => ({ from: 0, to: 20 * DAY, asOf: 1000 * DAY, zone: 'UTC', currency: 'CNY', step: 'day', ...extra })

test('inflow, outflow by exit and stock, day by day', () => {
  const columns = columnsOf([
    deal('a', [['A', 1], ['B', 3]], { won: 6 }, { amountMinor: 500 }),
    deal('b', [['A', 1]], { lost: 4 }),
    deal('c', [['A', 2], ['B', 4], ['A', 5]]),
  ], stagesNamed('AB'))
  const answer = series(columns, all, asked({ to: 8 * DAY }))
  const [a, b] = answer.stages
  expect(answer.steps.map(({ name }) => name)).toEqual(['1970-01-01', '1970-01-02', '1970-01-03', '1970-01-04', '1970-01-05', '1970-01-06', '1970-01-07', '1970-01-08'])
  expect(a?.inflow).toEqual([0, 2, 1, 0, 0, 1, 0, 0])
  expect(a?.outflow.advance).toEqual([0, 0, 0, 1, 1, 0, 0, 0])
  expect(a?.outflow.lost).toEqual([0, 0, 0, 0, 1, 0, 0, 0])
  expect(a?.stock).toEqual([0, 2, 3, 2, 0, 1, 1, 1])
  expect(b?.outflow.won).toEqual([0, 0, 0, 0, 0, 0, 1, 0])
  expect(b?.outflow.back).toEqual([0, 0, 0, 0, 0, 1, 0, 0])
  expect(b?.stock).toEqual([0, 0, 0, 1, 2, 1, 0, 0])
  expect(answer.whole).toMatchObject({ created: [0, 2, 1, 0, 0, 0, 0, 0], won: [0, 0, 0, 0, 0, 0, 1, 0], lost: [0, 0, 0, 0, 1, 0, 0, 0], wonMinor: [0, 0, 0, 0, 0, 0, 500, 0], stockBefore: [0, 0] })
  expect(a?.cohort).toMatchObject({ entered: [0, 2, 1, 0, 0, 0, 0, 0], reached: [0, 1, 1, 0, 0, 0, 0, 0], lost: [0, 1, 0, 0, 0, 0, 0, 0] })
})

test('who falls asleep leaves the stock and comes back to it', () => {
  const columns = madeColumns('A', [{
    created: 0, stays: [{ stage: 'A', in: 0, out: 8, exit: 'lost' }],
    versions: [{ from: 0 }, { from: 2, dormant: true }, { from: 3, dormant: true, amount: 5 }, { from: 5 }, { from: 7, dormant: true }, { from: 8, closedAt: 8 }],
  }])
  const [stage] = series(columns, all, asked({ to: 10 * DAY })).stages
  expect(stage?.stock).toEqual([1, 1, 0, 0, 0, 1, 1, 0, 0, 0])
  expect(stage?.asleep).toEqual([0, 0, 1, 0, 0, -1, 0, 1, -1, 0])
  const standing = Array.from({ length: 10 }, (_, day) => seriesDeals(columns, all, { asOf: 1000 * DAY }, 0, { from: day * DAY, to: (day + 1) * DAY }, 'stock').length)
  expect(standing).toEqual(stage?.stock)
  // Beginning in the middle of its sleep, and known only then.
  expect(series(columns, all, asked({ from: 3 * DAY, to: 8 * DAY })).stages[0]?.stock).toEqual([0, 0, 1, 1, 0])
  expect(series(columns, all, asked({ asOf: 4 * DAY })).stages[0]?.stock).toEqual([1, 1, 0, 0, 0])
})

test('steps that have not begun are left out; one that is not over says so', () => {
  const answer = series(columnsOf([deal('a', [['A', 0]])], stagesNamed('A')), all, asked({ asOf: 9.5 * DAY, step: 'week' }))
  expect(answer.steps.map(({ name, isPartial }) => [name, isPartial])).toEqual([['1970-W01', false], ['1970-W02', true]])
  expect(answer.stages[0]?.stock).toEqual([1, 1])
  expect(series(columnsOf([], stagesNamed('A')), all, asked({ from: 30 * DAY, to: 40 * DAY, asOf: 20 * DAY })).steps).toEqual([])
})

/** Stays in plain objects. */
function staysOf(columns: DealColumns, selection: Selection, asOf: number) {
  const look = lookFor(columns.stages.length)
  return factsOf(columns, selection, asOf).flatMap((fact) => {
    lookAt(columns, fact.row, asOf, look)
    return Array.from({ length: look.stayEnd - look.stayFrom }, (_, i) => {
      const s = look.stayFrom + i
      const enteredAt = columns.stay.enteredAt[s] as number
      let v = columns.deal.versionFrom[fact.row] as number
      while (v < look.version && (columns.version.knownFrom[v + 1] as number) <= enteredAt) v++
      const owner = i === 0 ? columns.deal.entryOwner[fact.row] : columns.version.owner[v]
      return {
        k: columns.stay.stage[s] as number, enteredAt, leftAt: stayLeftAt(columns, look, s, asOf), exit: stayExit(columns, look, s, asOf), isFirst: i === 0,
        next: i + 1 < look.stayEnd - look.stayFrom ? (columns.stay.stage[s + 1] as number) : null,
        isMine: selection.owners === null || selection.owners.has(owner as number),
      }
    })
  })
}

test('equal to counting plainly, and stock = stock before + in − out', () => {
  fc.assert(
    fc.property(
      randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns))),
      fc.constantFrom<'day' | 'week'>('day', 'week'), fc.constantFrom(30, 90, 300), fc.constantFrom('UTC', 'Asia/Shanghai'),
      ([columns, selection], step, asOf, zone) => {
        const answer = series(columns, selection, asked({ from: 25 * DAY, to: 100 * DAY, asOf: asOf * DAY, step, zone, withinDays: 10 }))
        const stays = staysOf(columns, selection, asOf * DAY).filter(({ isMine }) => isMine)
        const facts = factsOf(columns, selection, asOf * DAY)
        answer.steps.forEach((one, i) => {
          const within = (at: number) => at >= one.from && at < one.to
          answer.stages.forEach((stage, k) => {
            const own = stays.filter((stay) => stay.k === k)
            expect(stage.inflow[i]).toBe(own.filter((stay) => within(stay.enteredAt)).length)
            const exits = [1, 2, 3, 4, 5].map((exit) => own.filter((stay) => within(stay.leftAt) && stay.exit === exit).length)
            expect([stage.outflow.advance[i], stage.outflow.back[i], stage.outflow.won[i], stage.outflow.lost[i], stage.outflow.transfer[i]]).toEqual(exits)
            expect(stage.stock[i]).toBe(own.filter((stay) => stay.enteredAt < one.to && stay.leftAt >= one.to).length)
            const before = i === 0 ? (answer.whole.stockBefore[k] as number) : (stage.stock[i - 1] as number)
            expect(stage.stock[i]).toBe(before + (stage.inflow[i] as number) - exits.reduce((a, b) => a + b, 0) - (stage.asleep[i] as number))
            const cohort = facts.filter((f) => f.atEntry && within(f.reachedAt[k] as number))
            const reached = cohort.filter((f) => f.reachedAt[k + 1] !== Infinity)
            expect([stage.cohort.entered[i], stage.cohort.reached[i], stage.cohort.reachedWithin[i], stage.cohort.lost[i], stage.cohort.undecided[i]]).toEqual([
              cohort.length, reached.length, reached.filter((f) => (f.reachedAt[k + 1] as number) - (f.reachedAt[k] as number) < 10 * DAY).length,
              cohort.filter((f) => f.reachedAt[k + 1] === Infinity && f.standing === 2).length,
              cohort.filter((f) => f.reachedAt[k + 1] === Infinity && f.standing === 0 && asOf * DAY - (f.reachedAt[k] as number) < 10 * DAY).length,
            ])
          })
          if (i % 5 === 0) {
            const rows = (what: SeriesNumber) => seriesDeals(columns, selection, { asOf: asOf * DAY, withinDays: 10 }, 1, one, what).length
            const stage = answer.stages[1] as (typeof answer.stages)[number]
            expect(rows('stock')).toBe(stage.stock[i])
            // A deal that came twice in one step stands once in the list.
            expect(rows('inflow')).toBeLessThanOrEqual(stage.inflow[i] as number)
            expect(rows('inflow') === 0).toBe(stage.inflow[i] === 0)
            expect(rows('lost')).toBe(stage.outflow.lost[i])
            for (const what of ['entered', 'reached', 'reachedWithin', 'undecided'] as const) expect(rows(what)).toBe(stage.cohort[what][i])
            expect(rows('cohortLost')).toBe(stage.cohort.lost[i])
          }
          expect(answer.whole.won[i]).toBe(facts.filter((f) => f.standing === 1 && f.atClose && within(f.closedAt)).length)
          expect(answer.whole.entered[i]).toBe(facts.filter((f) => f.atEntry && within(f.entryAt)).length)
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('flows: every stay that ended went somewhere', () => {
  fc.assert(
    fc.property(randomColumns, fc.constantFrom(60, 300), (columns, asOf) => {
      const answer = flows(columns, all, { from: 10 * DAY, to: 80 * DAY, asOf: asOf * DAY, zone: 'UTC', currency: 'CNY' })
      const ended = staysOf(columns, all, asOf * DAY).filter((stay) => stay.leftAt >= 10 * DAY && stay.leftAt < 80 * DAY)
      answer.stages.forEach((_, i) => {
        const own = ended.filter((stay) => stay.k === i)
        answer.stages.forEach((__, j) => expect(answer.moves[i]?.[j]).toBe(own.filter((stay) => stay.next === j).length))
        const last = own.filter((stay) => stay.next === null)
        expect([answer.won[i], answer.lost[i], answer.transferred[i]]).toEqual([3, 4, 5].map((exit) => last.filter((stay) => stay.exit === exit).length))
      })
      const entries = factsOf(columns, all, asOf * DAY).filter((f) => f.entryAt >= 10 * DAY && f.entryAt < 80 * DAY)
      expect(answer.entries.reduce((a, b) => a + b, 0)).toBe(entries.length)
    }),
    { numRuns: 60 },
  )
})
