import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DealColumns } from '../columns.ts'
import { compareIds } from '../deal-ids.ts'
import { funnelView } from '../overview.ts'
import { DAY } from '../testing/sample.ts'
import { bandName, cube, cubeDeals } from './cube.ts'
import { decayed } from './decay.ts'
import { lossDeals, losses } from './losses.ts'
import { type Fact, factsOf, randomColumns, randomSelection } from './testing/random-columns.ts'

/** The list behind a number holds exactly the deals of the number, each once, the earliest created first. */
const asked = { zone: 'UTC', currency: 'CNY' }
const drawn = randomColumns.chain((columns) => fc.tuple(fc.constant(columns), randomSelection(columns)))
const sorted = (columns: DealColumns, rows: readonly number[]) =>
  rows.toSorted((a, b) => (columns.deal.createdAt[a] as number) - (columns.deal.createdAt[b] as number) || compareIds(columns.deal.id, a, b))
const sumOf = (columns: DealColumns, facts: readonly Fact[]) =>
  facts.filter((f) => columns.dictionaries.currency.values[f.currency] === 'CNY').reduce((sum, f) => sum + f.amountMinor, 0)
const textOf = (columns: DealColumns, name: string, row: number) => {
  const dimension = columns.dimensions.get(name)
  return dimension?.dictionary.values[dimension.codes[row] as number] ?? null
}

test('losses: every cell and every margin', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom<[number | null, number | null]>([null, null], [20, 90], [0, 40]), fc.constantFrom(60, 120, 1000), ([columns, selection], [first, end], day) => {
      const options = { ...asked, from: first === null ? null : first * DAY, to: end === null ? null : end * DAY, asOf: day * DAY }
      const answer = losses(columns, selection, options)
      const lost = factsOf(columns, selection, day * DAY)
        .filter((f) => f.standing === 2 && f.atClose && f.closedAt >= (options.from ?? -Infinity) && f.closedAt < (options.to ?? Infinity))
        .map((f) => ({
          ...f, stageId: columns.stages[columns.stay.stage[f.stayEnd - 1] as number]?.id ?? null, reasonId: columns.dictionaries.lossReason.values[f.lossReason] ?? null,
          competitor: textOf(columns, 'competitor', f.row),
        }))
      const keys = [
        { key: {}, ...answer.total },
        ...answer.cells.map(({ stageId, reasonId, competitor, ...count }) => ({ key: { stageId, reasonId, competitor }, ...count })),
        ...answer.byStage.map(({ stageId, ...count }) => ({ key: { stageId }, ...count })),
        ...answer.byReason.map(({ reasonId, ...count }) => ({ key: { reasonId }, ...count })),
        ...answer.byCompetitor.map(({ competitor, ...count }) => ({ key: { competitor }, ...count })),
      ]
      for (const { key, deals, amountMinor } of keys) {
        const members = lost.filter((f) => Object.entries(key).every(([part, value]) => f[part as 'stageId'] === value))
        const rows = [...lossDeals(columns, selection, options, key)]
        expect(rows).toEqual(sorted(columns, members.map((f) => f.row)))
        expect([rows.length, sumOf(columns, members)]).toEqual([deals, amountMinor])
      }
    }),
    { numRuns: 100 },
  )
})

test('cube: every cell, every band alone, and what has no score', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom('quality', 'size'), fc.constantFrom(60, 120), ([columns, selection], quality, day) => {
      const options = { ...asked, asOf: day * DAY, quality }
      const answer = cube(columns, selection, options)
      const median = funnelView(columns, selection, { ...asked, from: null, to: null, asOf: day * DAY }).steps.map((step) => step.dwellMedian.value)
      const bandOf = (row: number) => {
        const text = textOf(columns, quality, row)
        return text === null ? '' : quality === 'size' ? text : String([0, 40, 60, 80].findLast((limit) => Number(text) >= limit))
      }
      const open = factsOf(columns, selection, day * DAY)
        .filter((f) => f.standing === 0 && !f.isDormant && f.current >= 0 && f.standingMine)
        .map((f) => {
          const usual = median[f.current] ?? null
          const age = (day * DAY - (columns.stay.enteredAt[f.stayEnd - 1] as number)) / DAY
          const left = usual === null || usual === 0 ? 1 : decayed(1, age, usual)
          return { ...f, stageId: columns.stages[f.current]?.id ?? '', quality: bandOf(f.row), decay: left >= 0.8 ? 2 : left >= 0.5 ? 1 : 0 }
        })
      const same = (key: Partial<{ stageId: string; quality: string; decay: number }>) => open.filter((f) => Object.entries(key).every(([part, value]) => f[part as 'stageId'] === value))
      const rowsOf = (key: Parameters<typeof same>[0]) => [...cubeDeals(columns, selection, options, key)]
      expect(rowsOf({})).toEqual(sorted(columns, open.map((f) => f.row)))
      for (const { stageId, quality: place, decay, deals, amountMinor } of answer.cells) {
        const key = { stageId, quality: bandName(answer.qualityBands[place]), decay }
        const members = same(key)
        expect(rowsOf(key)).toEqual(sorted(columns, members.map((f) => f.row)))
        expect([members.length, sumOf(columns, members)]).toEqual([deals, amountMinor])
      }
      for (const decay of [0, 1, 2]) expect(rowsOf({ decay })).toEqual(sorted(columns, same({ decay }).map((f) => f.row)))
      expect(rowsOf({ quality: '' })).toEqual(sorted(columns, same({ quality: '' }).map((f) => f.row)))
    }),
    { numRuns: 100 },
  )
})
