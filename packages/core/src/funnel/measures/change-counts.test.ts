import { expect, test } from 'vitest'
import { demoParams } from '../../simulator/demo-params.ts'
import { funnelStages, journeysOf } from '../../simulator/journeys.ts'
import { scaleParams } from '../../simulator/scale-params.ts'
import { simulate } from '../../simulator/simulate.ts'
import { columnsOf } from '../columns-of.ts'
import type { Journey } from '../journey.ts'
import { changeCounts, type ChangeOptions } from './change-counts.ts'
import type { ChangeCell } from './change-cuts.ts'

const DAY = 86_400_000
const now = Date.parse('2026-03-02T02:00:00Z')
const company = simulate(scaleParams(demoParams, 0.3), 5, now)
const stages = funnelStages('standard')
const journeys = journeysOf(company, 'standard')
const dealOf = new Map(company.deals.map((deal) => [deal.key, deal]))
const dims = { source: (j: Journey) => dealOf.get(j.dealId)?.channelKey ?? '', size: (j: Journey) => dealOf.get(j.dealId)?.size ?? '', product: (j: Journey) => dealOf.get(j.dealId)?.products[0]?.productKey ?? '' }
const columns = columnsOf(journeys, stages, {
  belonging: (j) => {
    const mine = { ownerId: dealOf.get(j.dealId)?.ownerKey ?? null, teamId: null, sourceId: dims.source(j) }
    return { atEntry: mine, atClose: mine, standing: mine }
  },
  dimensions: { names: ['size', 'product'], of: (j) => ({ size: dims.size(j), product: dims.product(j) }) },
})
const k = 2
const options: ChangeOptions = {
  stage: k, before: { from: now - 168 * DAY, to: now - 84 * DAY }, after: { from: now - 84 * DAY, to: now }, asOf: now, withinDays: 21,
  dimensions: ['source', 'size', 'product'], group: 'stuck', around: [now - 60 * DAY],
}
const all = { mask: null, owners: null, teams: null, sources: null }
const counts = changeCounts(columns, all, options)

/** First entry into the stage of this place or any beyond it, and winning, in plain lists. */
const reachedAt = (j: Journey, place: number) => {
  const at = j.stays.filter((stay) => stages.findIndex((s) => s.id === stay.stageId) >= place).map((stay) => stay.enteredAt)
  if (j.outcome === 'won' && j.closedAt !== null) at.push(j.closedAt)
  return at.length === 0 ? Infinity : Math.min(...at)
}
const inStage = (j: Journey, at: number) => j.stays.some((stay) => stay.stageId === stages[k]?.id && stay.enteredAt <= at && (stay.leftAt ?? Infinity) > at) && j.isDormant !== true
const flagged = journeys.map((j) => {
  const [entered, next] = [reachedAt(j, k), reachedAt(j, k + 1)]
  const hit = next - entered <= 21 * DAY
  const isOver = entered !== Infinity && j.closedAt !== null && j.outcome !== 'open' && next === Infinity
  const decided = hit ? next : Math.min(entered + 21 * DAY, isOver ? (j.closedAt ?? Infinity) : Infinity)
  const period = (span: { from: number; to: number }) => {
    const n = Number(decided >= span.from && decided < span.to)
    return { n, hits: n * Number(hit), stock: Number(inStage(j, span.to)) }
  }
  return { j, decided, before: period(options.before), after: period(options.after) }
})
const naive = (of: (j: Journey) => string) => {
  const cells = new Map<string, ChangeCell>()
  for (const { j, before, after } of flagged) {
    if (before.n + before.stock + after.n + after.stock === 0) continue
    const key = of(j)
    const cell = cells.get(key) ?? { values: key.split(' '), before: { n: 0, hits: 0, stock: 0 }, after: { n: 0, hits: 0, stock: 0 } }
    for (const part of ['n', 'hits', 'stock'] as const) {
      cell.before[part] += before[part]
      cell.after[part] += after[part]
    }
    cells.set(key, cell)
  }
  return cells
}

test('each dimension counts as plain lists do: the deals that were decided in each period', () => {
  for (const name of ['source', 'size', 'product'] as const) {
    const cut = counts.cuts.find(({ dimensions }) => dimensions.join() === name)
    expect(new Map(cut?.cells.map((cell) => [cell.values.join(' '), cell]))).toEqual(naive(dims[name]))
  }
  const total = counts.cuts[0]?.cells.reduce((sum, { after }) => sum + after.n, 0)
  expect(total).toBeGreaterThan(40)
})

test('each pair too; its small segments are put together and nothing is lost', () => {
  expect(counts.cuts.map(({ dimensions }) => dimensions.join())).toEqual(['source', 'size', 'product', 'source,size', 'source,product', 'size,product'])
  const plain = naive((j) => `${dims.source(j)} ${dims.size(j)}`)
  const cut = counts.cuts.find(({ dimensions }) => dimensions.join() === 'source,size')
  for (const cell of cut?.cells ?? []) if (cell.values[0] !== '*') expect(cell).toEqual(plain.get(cell.values.join(' ')))
  const sum = (cells: Iterable<ChangeCell>) => [...cells].reduce((s, { before, after }) => s + before.n + before.hits * 1e3 + before.stock * 1e6 + after.n + after.hits * 1e3 + after.stock * 1e6, 0)
  expect(sum(cut?.cells ?? [])).toBe(sum(plain.values()))
})

test('stock at the start, what came, what went: stock at the end; stock is that of the segments', () => {
  for (const flow of [counts.flow.before, counts.flow.after]) {
    const out = Object.values(flow.outflow).reduce((sum, n) => sum + n, 0)
    // The demo's sleepers leave the stock without leaving the stage; in this company nobody sleeps.
    expect(flow.stockStart + flow.inflow - out).toBe(flow.stockEnd)
    expect(flow.meanDwell).toBeGreaterThan(3)
  }
  expect(counts.flow.after.stockEnd).toBe(counts.cuts[1]?.cells.reduce((sum, { after }) => sum + after.stock, 0))
})

test('the stuck are those that stand there for longer; the others went on', () => {
  const stuck = journeys.filter((j) => j.stays.some((stay) => stay.stageId === stages[k]?.id && stay.leftAt === null && now - stay.enteredAt > 21 * DAY))
  expect(counts.groupSize).toBe(stuck.length)
  expect(new Set(counts.groupIds)).toEqual(new Set(stuck.map((j) => j.dealId)))
  expect(counts.restIds.some((id) => counts.groupIds.includes(id))).toBe(false)
  expect(counts.groupCuts[1]?.cells.reduce((sum, { group }) => sum + group, 0)).toBe(stuck.length)
  expect(counts.owners.reduce((sum, { after }) => sum + after.entries, 0)).toBe(journeys.filter((j) => (j.stays[0]?.enteredAt ?? 0) >= options.after.from).length)
  expect(counts.around[0]?.before.n).toBe(flagged.filter(({ decided }) => decided < now - 60 * DAY && decided >= now - 88 * DAY).length)
})

test('an unknown dimension is an error', () => {
  expect(() => changeCounts(columns, all, { ...options, dimensions: ['colour'] })).toThrow(RangeError)
})

test('the lost against those lost before, by reason too; the larger of both groups when asked to choose', () => {
  const lost = changeCounts(columns, all, { ...options, group: 'lost' })
  const lostIn = (span: { from: number; to: number }) =>
    journeys.filter((j) => j.stays.some((stay) => stay.stageId === stages[k]?.id && stay.exit === 'lost' && (stay.leftAt ?? Infinity) >= span.from && (stay.leftAt ?? Infinity) < span.to))
  expect(lost.groupSize).toBe(lostIn(options.after).length)
  const both = lostIn(options.before).filter((j) => lostIn(options.after).includes(j)).length
  expect(lost.restSize).toBe(lostIn(options.before).length - both)
  const reasons = lost.groupCuts.find(({ dimension }) => dimension === 'loss_reason')
  expect(reasons?.cells.reduce((sum, { group }) => sum + group, 0)).toBe(lost.groupSize)
  expect(['stuck', 'lost']).toContain(changeCounts(columns, all, { ...options, group: 'auto' }).group)
})
