import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, sorted } from '../../lib/quantile.ts'
import { columnsOf } from '../columns-of.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { DAY, deals, skippingFixture, stagesNamed } from '../testing/sample.ts'
import { localDays } from '../zone-days.ts'
import { breakdown, type BreakdownOptions } from './breakdown.ts'
import { channels } from './channels.ts'
import { factsOf, randomColumns, randomSelection } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<BreakdownOptions> = {}): BreakdownOptions => ({ from: null, to: null, asOf: 1000 * DAY, zone: 'Asia/Shanghai', currency: 'CNY', by: ['source'], ...extra })

/** Two sources: a trade show that wins 10 of 40, the web that wins 30 of 60. */
function twoSources() {
  const list = [
    ...deals(10, 'sw', [['A', 0], ['B', 2]], { won: 10 }),
    ...deals(30, 'sl', [['A', 0]], { lost: 5 }),
    ...deals(30, 'ww', [['A', 0], ['B', 2]], { won: 30 }, { amountMinor: 300_00 }),
    ...deals(30, 'wl', [['A', 0], ['B', 4]], { lost: 9 }),
  ]
  return columnsOf(list, stagesNamed('AB'), {
    belonging: ({ dealId }) => {
      const one = { ownerId: dealId.slice(0, 2), teamId: null, sourceId: dealId.startsWith('s') ? 'show' : 'web' }
      return { atEntry: one, atClose: one, standing: one }
    },
    dimensions: { names: ['size'], of: ({ dealId }) => ({ size: dealId.endsWith('1') ? 'small' : null }) },
  })
}

test('each segment against all the others: 25 % against 50 %', () => {
  const { rows, total, segments } = breakdown(twoSources(), all, asked())
  expect(segments).toBe(2)
  const [web, show] = rows
  expect(web?.values).toEqual(['web'])
  expect(web).toMatchObject({ entered: 60, won: 30, lost: 30, open: 0, transferred: 0, stock: 0 })
  expect(web?.overall).toMatchObject({ value: 0.5, n: 60, hits: 30, enough: true })
  expect(web?.wonAmount.value).toBe(30 * 300_00)
  expect(web?.meanWon.value).toBe(300_00)
  expect(web?.cycle.value).toBe(30)
  expect(web?.steps.map(({ conversion }) => conversion.value)).toEqual([1, 0.5])
  expect(show?.against.overall).toMatchObject({ difference: -0.25, relative: -0.5, enough: true })
  // z = −0.25 / √(0.4 · 0.6 · (1/40 + 1/60)) = −2.5
  expect(show?.against.overall.p).toBeCloseTo(0.012419, 5)
  expect(show?.against.overall.a).toMatchObject({ hits: 30, n: 60 })
  expect(total).toMatchObject({ entered: 100, won: 40 })
  expect(total.wonAmount.value).toBe(10 * 100_00 + 30 * 300_00)
})

test('beyond the limit there is one row of others, and nothing is lost', () => {
  const { rows, total, segments } = breakdown(twoSources(), all, asked({ by: ['owner'], limit: 2 }))
  expect(segments).toBe(4)
  expect(rows.map(({ values, isOther, entered }) => [values, isOther, entered])).toEqual([[['sl'], false, 30], [['wl'], false, 30], [[], true, 40]])
  expect(rows.reduce((sum, row) => sum + row.won, 0)).toBe(total.won)
  expect(rows.at(-1)?.cycle).toMatchObject({ n: 40, value: 30 })
})

test('two slices at once', () => {
  const { rows, segments } = breakdown(twoSources(), all, asked({ by: ['source', 'size'] }))
  expect(segments).toBe(4)
  expect(rows[0]).toMatchObject({ values: ['web', null], entered: 54 })
  expect(rows.find(({ values }) => values[0] === 'show' && values[1] === 'small')).toMatchObject({ entered: 4 })
  expect(() => breakdown(twoSources(), all, asked({ by: ['weather'] }))).toThrow(RangeError)
})

test('the fixture of METRICS 1 in its one segment: linear fill .7 × 40/70 × .5 = 20 %', () => {
  const columns = columnsOf(skippingFixture(), stagesNamed('ABC'))
  const { rows } = breakdown(columns, all, asked())
  expect(rows[0]?.steps.map(({ conversion }) => conversion.value)).toEqual([0.7, 40 / 70, 0.5])
  expect(rows[0]?.overall.value).toBe(0.2)
  const touched = breakdown(columns, all, asked({ fill: 'touched' })).rows[0]
  expect(touched?.steps.map(({ conversion }) => conversion.value)).toEqual([0.6, 0.5, 0.5])
})

test('channels: what one more deal of a channel is worth', () => {
  const { channels: list } = channels(twoSources(), all, asked())
  expect(list.map(({ source, inflow, conversion, perEntered, meanWon }) => [source, inflow.value, conversion.value, perEntered.value, meanWon.value])).toEqual([
    ['web', 0.6, 0.5, 150_00, 300_00],
    ['show', 0.4, 0.25, 25_00, 100_00],
  ])
  expect(list[1]?.against.q).toBeCloseTo(0.012419, 5)
})

/** The same numbers by filtering plain objects, one figure after another. */
function naive(columns: DealColumns, selection: Selection, options: BreakdownOptions) {
  const facts = factsOf(columns, selection, options.asOf)
  const within = (at: number) => at !== Infinity && at >= (options.from ?? -Infinity) && at < (options.to ?? Infinity)
  const local = localDays(options.zone, 0, options.asOf)
  const owners = columns.dictionaries.owner.values
  const money = (fact: { currency: number }) => columns.dictionaries.currency.values[fact.currency] === options.currency
  const segment = (owner: string | null) => {
    const cohort = facts.filter((f) => f.atEntry && owners[columns.deal.entryOwner[f.row] as number] === owner)
    const entered = cohort.filter((f) => within(f.entryAt))
    const closed = facts.filter((f) => within(f.closedAt) && f.atClose && owners[columns.version.owner[f.closeVersion < 0 ? f.version : f.closeVersion] as number] === owner)
    const won = closed.filter((f) => f.standing === 1)
    const stock = facts.filter((f) => f.standing === 0 && !f.isDormant && f.standingMine && owners[columns.version.owner[f.version] as number] === owner)
    const first = (f: (typeof facts)[number], k: number) => (options.fill === 'touched' ? (f.touchedAt[k] ?? f.reachedAt[k]) : f.reachedAt[k]) ?? Infinity
    return {
      entered: entered.length,
      byStanding: [0, 1, 2, 3].map((s) => entered.filter((f) => f.standing === s).length),
      closed: [won.length, closed.length],
      wonMinor: won.filter(money).reduce((sum, f) => sum + f.amountMinor, 0),
      cycle: median(sorted(won.filter((f) => f.closedAt >= f.createdAt).map((f) => Math.floor(local(f.closedAt)) - Math.floor(local(f.createdAt))))),
      stock: stock.length,
      stockMinor: stock.filter(money).reduce((sum, f) => sum + f.amountMinor, 0),
      steps: columns.stages.map((_, k) => {
        const members = (options.cohort === 'stage' ? cohort.filter((f) => within(first(f, k))) : entered.filter((f) => first(f, k) !== Infinity))
        return [members.length, members.filter((f) => first(f, k + 1) !== Infinity).length, members.filter((f) => f.reachedAt[k + 1] === Infinity && f.standing === 0).length]
      }),
    }
  }
  return segment
}

test('equal to counting plainly, for random deals, selections, periods and rules', () => {
  fc.assert(
    fc.property(
      randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns))),
      fc.constantFrom<'entry' | 'stage'>('entry', 'stage'),
      fc.constantFrom<'linear' | 'touched'>('linear', 'touched'),
      fc.constantFrom<[number | null, number | null]>([null, null], [20, 90], [0, 40]),
      fc.constantFrom(60, 120, 1000),
      ([columns, selection], cohort, fill, [from, to], asOf) => {
        const options = asked({ by: ['owner'], cohort, fill, from: from === null ? null : from * DAY, to: to === null ? null : to * DAY, asOf: asOf * DAY })
        const segment = naive(columns, selection, options)
        const { rows, total } = breakdown(columns, selection, options)
        for (const row of rows) {
          const expected = segment(row.values[0] ?? null)
          expect({
            entered: row.entered, byStanding: [row.open, row.won, row.lost, row.transferred], closed: [row.closedWinRate.hits, row.closedWinRate.n],
            wonMinor: row.wonAmount.value, cycle: row.cycle.value, stock: row.stock, stockMinor: row.stockAmountMinor,
            steps: row.steps.map((step) => [step.entered, step.reachedNext, step.conversion.censored]),
          }).toEqual(expected)
          expect(row.against.overall.a.n).toBe(total.entered - row.entered)
        }
        expect(rows.reduce((sum, row) => sum + row.entered, 0)).toBe(total.entered)
        const found = new Set(rows.map(({ values }) => values[0] ?? null))
        for (const owner of columns.dictionaries.owner.values) {
          if (!found.has(owner)) expect(segment(owner)).toMatchObject({ entered: 0, closed: [0, 0], stock: 0 })
        }
      },
    ),
    { numRuns: 150 },
  )
})
