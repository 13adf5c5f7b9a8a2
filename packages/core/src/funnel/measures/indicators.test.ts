import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from '../columns-of.ts'
import type { Selection } from '../columns.ts'
import { DAY, deal, deals, stagesNamed } from '../testing/sample.ts'
import { localDays } from '../zone-days.ts'
import { coverage } from './coverage.ts'
import { frame } from './frame.ts'
import { type Indicator, indicators, type IndicatorOptions } from './indicators.ts'
import { losses } from './losses.ts'
import { factsOf, randomColumns, randomSelection } from './testing/random-columns.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const asked = (extra: Partial<IndicatorOptions> = {}): IndicatorOptions => ({
  from: 0, to: 100 * DAY, asOf: 200 * DAY, zone: 'UTC', currency: 'CNY', proposalStage: 'B', leads: null, ...extra,
})
const valuesOf = (answer: ReturnType<typeof indicators>) => Object.fromEntries(answer.values.map(({ indicator, measured }) => [indicator, measured])) as Record<Indicator, (typeof answer.values)[number]['measured']>

test('the six numbers of the KPI table', () => {
  const columns = columnsOf([
    ...deals(10, 'w', [['A', 10], ['B', 20]], { won: 40 }),
    ...deals(10, 'p', [['A', 10], ['B', 20]], { lost: 50 }),
    ...deals(20, 'l', [['A', 10]], { lost: 30 }),
    ...deals(10, 'o', [['A', 90], ['B', 120]], {}, { amountMinor: 38_530, winProbability: 0.15 }),
  ], stagesNamed('AB'))
  const answer = indicators(columns, all, asked({ leads: { created: 200, converted: 50, open: 30 } }))
  const found = valuesOf(answer)
  expect(found.lead_to_deal).toMatchObject({ value: 0.25, n: 200, censored: 30 })
  // 40 closed ones and 10 open; 20 of them got to B in the period, the open ones only after it.
  expect(found.deal_progress).toMatchObject({ value: 20 / 50, n: 50 })
  expect(found.proposal_win).toMatchObject({ value: 0.5, n: 20 })
  expect(found.win_rate).toMatchObject({ value: 0.25, n: 40 })
  expect(found.sales_cycle).toMatchObject({ value: 30, n: 10 })
  expect(found.pipeline_value).toMatchObject({ value: 385_300, n: 10 })
  // 15 % of 385,300.
  expect(answer.values.at(-1)?.beside?.value).toBe(57_795)
  expect(valuesOf(indicators(columns, all, asked({ proposalStage: null }))).proposal_win).toMatchObject({ value: null, enough: false })
  expect(() => indicators(columns, all, asked({ proposalStage: 'Z' }))).toThrow(RangeError)
})

test('equal to counting plainly, and so are the frame and the coverage', () => {
  fc.assert(
    fc.property(
      randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns))),
      fc.constantFrom(40, 90, 300),
      ([columns, selection], asOf) => {
        const options = asked({ from: 20 * DAY, to: 80 * DAY, asOf: asOf * DAY, zone: 'Asia/Shanghai', proposalStage: 'C' })
        const facts = factsOf(columns, selection, asOf * DAY)
        const within = (at: number) => at >= 20 * DAY && at < 80 * DAY
        const cny = columns.dictionaries.currency.codes.get('CNY')
        const found = valuesOf(indicators(columns, selection, options))
        const watched = facts.filter((f) => f.atEntry && f.entryAt < 80 * DAY && f.endedAt >= 20 * DAY)
        expect([found.deal_progress.n, found.deal_progress.hits]).toEqual([watched.length, watched.filter((f) => f.reachedAt.slice(1).some((at) => within(at) && at > f.entryAt)).length])
        const ended = facts.filter((f) => f.atClose && within(f.closedAt))
        const proposed = ended.filter((f) => f.reachedAt[2] !== Infinity)
        expect([found.win_rate.n, found.win_rate.hits]).toEqual([ended.length, ended.filter((f) => f.standing === 1).length])
        expect([found.proposal_win.n, found.proposal_win.hits]).toEqual([proposed.length, proposed.filter((f) => f.standing === 1).length])
        const local = localDays('Asia/Shanghai', 0, asOf * DAY)
        const days = ended.filter((f) => f.standing === 1 && f.closedAt >= f.createdAt).map((f) => Math.floor(local(f.closedAt)) - Math.floor(local(f.createdAt)))
        expect(found.sales_cycle.value ?? 0).toBeCloseTo(days.length === 0 ? 0 : days.reduce((a, b) => a + b, 0) / days.length, 9)
        const open = facts.filter((f) => f.standing === 0 && !f.isDormant && f.standingMine)
        const openMinor = open.filter((f) => f.currency === cny).reduce((sum, f) => sum + f.amountMinor, 0)
        expect(found.pipeline_value.value).toBe(openMinor)
        const weighted = open.filter((f) => f.currency === cny).reduce((sum, f) => {
          const manual = columns.version.probability[f.version] as number
          const p = manual === 65_535 ? (columns.stages[f.current]?.winProbability ?? 0) : manual / 10_000
          return sum + BigInt(f.amountMinor) * BigInt(Math.round(p * 10_000))
        }, 0n)
        expect(indicators(columns, selection, options).values.at(-1)?.beside?.value).toBe(Number((weighted + 5000n) / 10_000n))

        const picture = frame(columns, selection, options)
        expect([picture.openCount, picture.openMinor]).toEqual([open.length, openMinor])
        picture.stages.forEach((stage, k) => {
          const members = facts.filter((f) => f.atEntry && within(f.entryAt) && f.reachedAt[k] !== Infinity)
          expect([stage.stock, stage.entered, stage.conversion.hits]).toEqual([
            open.filter((f) => f.current === k).length, members.length, members.filter((f) => f.reachedAt[k + 1] !== Infinity).length,
          ])
        })
        const wonMinor = ended.filter((f) => f.standing === 1 && f.currency === cny).reduce((sum, f) => sum + f.amountMinor, 0)
        expect(picture.wonMinor).toBe(wonMinor)
        expect(picture.overall.n).toBe(facts.filter((f) => f.atEntry && within(f.entryAt)).length)

        const closing = { from: 20, to: 200 }
        const cover = coverage(columns, selection, { ...options, closing, targetMinor: 5_000_000_00 })
        const dated = open.filter((f) => f.currency === cny && (columns.version.expectedClose[f.version] as number) >= 20 && (columns.version.expectedClose[f.version] as number) < 200)
        expect([cover.openDeals, cover.wonMinor]).toEqual([dated.length, wonMinor])
        expect(cover.state).toBe(wonMinor >= 5_000_000_00 ? 'reached' : 'open')
        if (cover.state === 'open') expect(cover.coverage.value).toBeCloseTo(cover.openMinor / (5_000_000_00 - wonMinor), 12)

        const gone = losses(columns, selection, options)
        const lost = ended.filter((f) => f.standing === 2)
        expect(gone.total.deals).toBe(lost.length)
        expect(gone.total.amountMinor).toBe(lost.filter((f) => f.currency === cny).reduce((sum, f) => sum + f.amountMinor, 0))
        for (const margin of [gone.cells, gone.byStage, gone.byReason, gone.byCompetitor]) expect(margin.reduce((sum, { deals: n }) => sum + n, 0)).toBe(lost.length)
        for (const { reasonId, deals: n } of gone.byReason) expect(n).toBe(lost.filter((f) => (columns.dictionaries.lossReason.values[f.lossReason] ?? null) === reasonId).length)
        for (const { competitor, deals: n } of gone.byCompetitor) {
          const rivals = columns.dimensions.get('competitor')
          expect(n).toBe(lost.filter((f) => rivals?.dictionary.values[rivals.codes[f.row] as number] === competitor).length)
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('coverage: half of it won, a fifth of the rest open; a target that is reached has none', () => {
  const columns = columnsOf([
    deal('w', [['A', 10]], { won: 50 }, { amountMinor: 500 }), deal('o', [['A', 60]], {}, { amountMinor: 100, expectedCloseOn: '1970-03-15' }),
    deal('u', [['A', 60]], {}, { amountMinor: 70 }), deal('later', [['A', 60]], {}, { amountMinor: 900, expectedCloseOn: '1971-01-01' }),
  ], stagesNamed('A'))
  const options = { ...asked(), closing: { from: 0, to: 100 } }
  expect(coverage(columns, all, { ...options, targetMinor: 1000 })).toMatchObject({
    state: 'open', wonMinor: 500, remainingMinor: 500, openMinor: 100, openDeals: 1, undatedDeals: 1, undatedMinor: 70, coverage: { value: 0.2, enough: true },
  })
  expect(coverage(columns, all, { ...options, targetMinor: 500 })).toMatchObject({ state: 'reached', remainingMinor: 0, coverage: { value: null } })
})

test('losses: where it stood, why, and to whom', () => {
  const columns = columnsOf([
    ...deals(3, 'a', [['A', 10], ['B', 12]], { lost: 20, reason: 'price' }, { amountMinor: 10 }),
    ...deals(2, 'b', [['A', 10]], { lost: 20, reason: 'price' }, { amountMinor: 100 }),
    ...deals(1, 'c', [['A', 10]], { lost: 20 }, { amountMinor: 1000, currency: 'USD' }),
  ], stagesNamed('AB'), { dimensions: { names: ['competitor'], of: ({ dealId }) => ({ competitor: dealId.startsWith('a') ? 'rival' : null }) } })
  const answer = losses(columns, all, asked())
  expect(answer.total).toEqual({ deals: 6, amountMinor: 230 })
  expect(answer.cells).toEqual([
    { stageId: 'B', reasonId: 'price', competitor: 'rival', deals: 3, amountMinor: 30 },
    { stageId: 'A', reasonId: 'price', competitor: null, deals: 2, amountMinor: 200 },
    { stageId: 'A', reasonId: null, competitor: null, deals: 1, amountMinor: 0 },
  ])
  expect(answer.byReason.map(({ reasonId, share }) => [reasonId, share.hits, share.n])).toEqual([['price', 5, 6], [null, 1, 6]])
})
