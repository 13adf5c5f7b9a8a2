import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '../columns-of.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, stayLeftAt } from '../look.ts'
import { type Observation, quantileTime, survival } from '../survival.ts'
import { DAY, deals, stagesNamed } from '../testing/sample.ts'
import { heatMap, type HeatMapOptions, usualStart } from './heat-map.ts'
import { type Fact, factsOf, randomColumns, randomSelection } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<HeatMapOptions> = {}): HeatMapOptions => ({ from: 0, to: 60 * DAY, asOf: 100 * DAY, zone: 'UTC', currency: 'CNY', across: 'week', ...extra })

test('a week’s deals, what became of them and whether it is final', () => {
  // 1970-01-01 is a Thursday: days 4–10 are the second week, 11–17 the third.
  const columns = columnsOf([
    ...deals(30, 'x', [['A', 5], ['B', 7]], { won: 20 }), ...deals(10, 'y', [['A', 5]], { lost: 9 }),
    ...deals(20, 'z', [['A', 12]]),
  ], stagesNamed('AB'))
  const map = heatMap(columns, all, asked({ to: 18 * DAY, asOf: 40 * DAY, matureDays: 30 }))
  expect(map.columns.map((column) => column.kind === 'week' && column.name)).toEqual(['1970-W01', '1970-W02', '1970-W03'])
  const [a, b] = map.stages
  expect(a?.cells[1]).toMatchObject({ entered: 40, mature: true, conversion: { value: 0.75, n: 40 }, loss: { value: 0.25 }, dwell: { value: 2, n: 40 } })
  expect(a?.cells[2]).toMatchObject({ entered: 20, mature: false, conversion: { value: 0, censored: 20 }, dwell: { value: null, why: 'not_reached', censored: 20 } })
  expect(a?.cells[0]).toMatchObject({ entered: 0, mature: false, conversion: { value: null } })
  expect(a?.whole).toMatchObject({ entered: 60, conversion: { hits: 30, n: 60 } })
  expect(b?.cells[1]).toMatchObject({ entered: 30, conversion: { value: 1 }, dwell: { value: 13 } })
})

test('by month; what the period cuts off counts in no column, and its columns say so', () => {
  // The deals enter A on 6 January, 2 and 20 February and 1 March 1970.
  const columns = columnsOf([...deals(3, 'w', [['A', 5]]), ...deals(5, 'x', [['A', 32]]), ...deals(7, 'y', [['A', 50]]), ...deals(2, 'z', [['A', 59]])], stagesNamed('A'))
  const map = heatMap(columns, all, asked({ across: 'month', from: 10 * DAY, to: 55 * DAY }))
  expect(map.columns).toEqual([{ kind: 'month', name: '1970-01', from: 10 * DAY, to: 31 * DAY }, { kind: 'month', name: '1970-02', from: 31 * DAY, to: 55 * DAY }])
  expect(map.stages[0]?.cells.map(({ entered }) => entered)).toEqual([0, 12])
  const whole = heatMap(columns, all, asked({ across: 'month', from: null, to: null }))
  expect(whole.columns.map((column) => column.kind === 'month' && column.name)).toEqual(['1970-01', '1970-02', '1970-03', '1970-04'])
  expect(whole.stages[0]?.cells.map(({ entered }) => entered)).toEqual([3, 12, 2, 0])
})

test('without a period: 26 weeks or 12 months, the running one included, in the organisation’s zone', () => {
  // Thursday 16 July 2026 in Shanghai.
  const now = Date.parse('2026-07-15T18:00:00Z')
  const day = (across: HeatMapOptions['across'], to = now) => new Date(usualStart('Asia/Shanghai', to, across) + 8 * 3_600_000).toISOString().slice(0, 16)
  expect([day('week'), day('month'), day({ slice: 'owner' })]).toEqual(['2026-01-19T00:00', '2025-08-01T00:00', '2025-08-01T00:00'])
  // The end of a period is not in it.
  expect(day('month', Date.parse('2026-06-30T16:00:00Z'))).toBe('2025-07-01T00:00')
})

test('segments: the largest first, the rest together', () => {
  const columns = columnsOf([...deals(30, 'x', [['A', 5]], { lost: 8 }), ...deals(20, 'y', [['A', 5]], { won: 9 }), ...deals(10, 'z', [['A', 5]], { won: 15 })], stagesNamed('A'), {
    dimensions: { names: ['size'], of: ({ dealId }) => ({ size: dealId.slice(0, 1) }) },
  })
  const map = heatMap(columns, all, asked({ across: { slice: 'size', limit: 1 } }))
  expect(map.columns).toEqual([{ kind: 'segment', value: 'x', isOther: false }, { kind: 'segment', value: null, isOther: true }])
  expect(map.stages[0]?.cells.map(({ entered, loss, dwell }) => [entered, loss.value, dwell.value])).toEqual([[30, 1, 3], [30, 0, 4]])
  expect(map.stages[0]?.whole.dwell).toMatchObject({ n: 60, value: 3.5 - 0.5 })
})

/** Dwell of a deal in a stage, as core/funnel/dwell reads it: all its stays added up. */
function dwellOf(columns: DealColumns, fact: Fact, k: number, asOf: number): Observation<'left'> | null {
  const look = lookFor(columns.stages.length)
  lookAt(columns, fact.row, asOf, look)
  let time = 0
  let entry = 0
  let cause: 'left' | null | undefined
  for (let s = look.stayEnd - 1; s >= look.stayFrom; s--) {
    const left = stayLeftAt(columns, look, s, asOf)
    const entered = columns.stay.enteredAt[s] as number
    if (columns.stay.stage[s] !== k || Math.min(left, asOf) < entered) continue
    if (cause === undefined) cause = left === Infinity ? null : 'left'
    time += Math.min(left, asOf) - entered
    entry = (columns.riskFrom.get(s) ?? entered) - entered
  }
  return cause === undefined ? null : { time: time / DAY, entry: entry > 0 ? entry / DAY : null, cause }
}

test('equal to counting plainly', () => {
  fc.assert(
    fc.property(
      randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns))),
      fc.constantFrom('week', 'month', 'owner'), fc.constantFrom<'linear' | 'touched'>('linear', 'touched'), fc.constantFrom<'entry' | 'stage'>('entry', 'stage'), fc.constantFrom(50, 100, 300),
      ([columns, selection], across, filling, cohort, asOf) => {
        const options = asked({ across: across === 'owner' ? { slice: across, limit: 50 } : across, fill: filling, cohort, from: 10 * DAY, to: 80 * DAY, asOf: asOf * DAY })
        const map = heatMap(columns, selection, options)
        const facts = factsOf(columns, selection, asOf * DAY).filter((f) => f.atEntry)
        const inPeriod = (at: number) => at >= 10 * DAY && at < 80 * DAY
        map.stages.forEach(({ cells, whole }, k) => {
          const first = (f: Fact) => (filling === 'touched' ? f.touchedAt[k] : f.reachedAt[k]) as number
          const onward = (f: Fact) => (filling === 'touched' ? (f.touchedAt[k + 1] ?? f.reachedAt[k + 1]) : f.reachedAt[k + 1]) as number
          let sum = 0
          cells.forEach((cell, i) => {
            const head = map.columns[i]
            const members = facts.filter((f) => {
              if (first(f) === Infinity || !inPeriod(across !== 'owner' || cohort === 'stage' ? first(f) : f.entryAt)) return false
              if (head?.kind === 'week' || head?.kind === 'month') return first(f) >= head.from && first(f) < head.to
              return columns.dictionaries.owner.values[columns.deal.entryOwner[f.row] as number] === (head?.kind === 'segment' ? head.value : undefined)
            })
            sum += members.length
            expect([cell.entered, cell.conversion.hits, cell.loss.hits]).toEqual([
              members.length, members.filter((f) => onward(f) !== Infinity).length, members.filter((f) => f.reachedAt[k + 1] === Infinity && f.standing === 2).length,
            ])
            expect(cell.mature).toBe(members.length > 0 && members.every((f) => first(f) <= (asOf - 30) * DAY))
            const curve = survival(members.flatMap((f) => dwellOf(columns, f, k, asOf * DAY) ?? []), ['left'])
            const expected = quantileTime(curve, 0.5)
            expect([cell.dwell.value, cell.dwell.n, cell.dwell.censored]).toEqual([expected.value, curve.n, curve.censored])
          })
          expect(whole.entered).toBe(sum)
        })
      },
    ),
    { numRuns: 80 },
  )
})
